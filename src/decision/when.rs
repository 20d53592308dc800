use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::outcome::{Outcome, Severity, Verdict};
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::run::Engine;

/// When a release could go.
#[derive(Debug, Clone)]
pub struct When {
    /// The descriptor's name as the user gave it.
    pub descriptor: String,
    pub policies: Vec<String>,
    /// The stretch of time asked about.
    pub asked: Window,
    /// How long the release takes. `None`: the release does not say when it is planned, and only `now` moves.
    pub length: Option<Duration>,
    /// The window for which it is planned, if it says so.
    pub planned: Option<Window>,
    /// The zone in which instants are shown.
    pub zone: Zone,
    /// What would be decided of a release that begins in each stretch: in order, without gaps, to the second.
    pub stretches: Vec<Stretch>,
    /// The search came to its bound before the end of what was asked: after this instant nothing is known.
    pub cut_short_at: Option<Instant>,
    pub engine: Engine,
}

/// Instants at which a release may begin with the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub window: Window,
    pub verdict: Verdict,
    /// The rules that stand against a go, each once.
    pub against: Vec<Obstacle>,
}

/// A rule that closes a stretch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    pub policy: String,
    pub rule: String,
    pub key: Option<String>,
    pub title: String,
    pub outcome: Outcome,
    pub severity: Severity,
    /// The rule's `because` at the beginning of the stretch, if it has one.
    pub because: Option<String>,
}

impl Obstacle {
    /// The same finding, whatever it says for itself.
    pub fn is_same(&self, other: &Obstacle) -> bool {
        (&self.policy, &self.rule, &self.key) == (&other.policy, &other.rule, &other.key)
            && (self.outcome, self.severity) == (other.outcome, other.severity)
    }
}
