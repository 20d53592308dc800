//! When a release could go: an exact answer, found by stepping from one instant at which a comparison turns to the
//! next, and evaluating in each.

mod turn;

use bumpalo::Bump;

use crate::decision::run::Engine as EngineVersion;
use crate::decision::when::{Stretch, When};
use crate::engine::facade::Engine;
use crate::engine::rehearse::{Answer, Rehearsal, Said};
use crate::engine::run::{Failure, Request};
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;

/// Evaluations after which a search ends where it is and says so.
const MOST_EVALUATIONS: u32 = 50_000;

/// The stretches of `asked`, and what would be decided of a release that begins in each. Instants are whole seconds:
/// what turns within a second turns at the next.
///
/// `length`: how long the release takes, if not as long as it is planned to.
///
/// # Errors
/// As [`Engine::explain`].
pub fn when(
    engine: &Engine,
    request: &Request<'_>,
    asked: Window,
    length: Option<Duration>,
) -> Result<When, Failure> {
    let arena = Bump::new();
    let rehearsal = engine.rehearse(&arena, request, length)?;
    let mut search = Search {
        rehearsal: &rehearsal,
        left: MOST_EVALUATIONS,
    };
    let end = asked.end.seconds + i64::from(asked.end.nanos > 0);
    let mut at = asked.start.seconds + i64::from(asked.start.nanos > 0);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut cut_short_at = None;
    while at < end {
        if search.left == 0 {
            cut_short_at = Some(second(at));
            break;
        }
        let (answer, next) = search.stretch(at, end);
        if let Some(window) = Window::new(second(at), second(next))
            && !extended(&mut stretches, window, &answer)
        {
            stretches.push(search.told(window, answer));
        }
        at = next;
    }
    Ok(When {
        descriptor: request.descriptor.name.clone(),
        policies: engine
            .policies
            .iter()
            .map(|policy| policy.program.policy.name.clone())
            .collect(),
        asked,
        length: if rehearsal.has_window {
            length.or_else(|| rehearsal.planned.map(Window::length))
        } else {
            None
        },
        planned: rehearsal.planned,
        zone: engine.zone(),
        stretches,
        cut_short_at,
        engine: EngineVersion::this(),
    })
}

struct Search<'s, 'a> {
    rehearsal: &'s Rehearsal<'a>,
    left: u32,
}

impl Search<'_, '_> {
    /// What is decided at `at`, and the first second (at most `end`) at which it is decided otherwise, or may be.
    fn stretch(&mut self, at: i64, end: i64) -> (Said, i64) {
        let arena = Bump::new();
        let here = self.answer(&arena, at);
        let there = self.answer(&arena, at + 1);
        let turn = here
            .seen
            .iter()
            .zip(&there.seen)
            .map(|((policy, here), (_, there))| {
                turn::next(&policy.program, (at, here), (at + 1, there), end)
            })
            .min()
            .unwrap_or(end);
        let next = turn.clamp(at + 1, end);
        let said = Said::from(here);
        // The last second before the turn must still be decided alike; if not, something turned that no comparison
        // shows, and the first such second is looked for.
        if next - at > 2 && !self.is_said(&said, next - 1) {
            let first = self.first_other(at, next - 1, &said);
            return (said, first);
        }
        (said, next)
    }

    /// Whether the same is said at another second.
    fn is_said(&mut self, said: &Said, at: i64) -> bool {
        let arena = Bump::new();
        let answer = self.answer(&arena, at);
        said.is_same(answer.verdict, &answer.against)
    }

    /// A stretch, with what its rules say at its beginning.
    fn told(&self, window: Window, said: Said) -> Stretch {
        let against = if said.against.is_empty() {
            Vec::new()
        } else {
            let arena = Bump::new();
            self.rehearsal.told(&arena, window.start).against
        };
        Stretch {
            window,
            verdict: said.verdict,
            against,
        }
    }

    /// The first second after `low` that is decided otherwise, given that `high` is.
    fn first_other(&mut self, mut low: i64, mut high: i64, said: &Said) -> i64 {
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.is_said(said, middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }

    fn answer<'b>(&mut self, arena: &'b Bump, at: i64) -> Answer<'b>
    where
        Self: 'b,
    {
        self.left = self.left.saturating_sub(1);
        self.rehearsal.at(arena, second(at))
    }
}

/// Makes the last stretch longer if this one is decided alike.
fn extended(stretches: &mut [Stretch], window: Window, said: &Said) -> bool {
    let Some(last) = stretches.last_mut() else {
        return false;
    };
    let alike = said.is_same(last.verdict, &last.against);
    if alike {
        last.window.end = window.end;
    }
    alike
}

fn second(seconds: i64) -> Instant {
    Instant { seconds, nanos: 0 }
}
