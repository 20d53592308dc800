//! Decisions as text: the answer first, then why.

mod closing;
mod derivation;
pub(super) mod excerpt;
pub(super) mod finding;
mod heading;
pub(super) mod page;
mod prune;
mod table;
pub(super) mod words;

use std::io;

use crate::decision::finding::Finding;
use crate::decision::run::Decision;
use crate::value::outcome::Outcome;

use super::{Options, Renderer};
use excerpt::Lines;
use finding::Scene;
use page::Page;

/// For people at a terminal, and for a pipeline's log.
#[derive(Debug)]
pub struct Text;

impl Renderer for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn shows_every_step(&self) -> bool {
        false
    }

    fn render(
        &self,
        decisions: &[Decision],
        options: &Options,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut page = Page::new(options.width, options.colour);
        match decisions {
            [one] => single(one, options.explain, &mut page),
            many => {
                table::summary(many, options.explain, &mut page);
                let detailed: Vec<&Decision> = many
                    .iter()
                    .filter(|one| table::is_detailed(one, options.explain))
                    .collect();
                let derive = options.explain || detailed.len() <= MOST_DERIVED;
                for decision in &detailed {
                    out.write_all(page.take().as_bytes())?;
                    detail(decision, options.explain, derive, &mut page);
                }
                table::ending(many, derive, &mut page);
            }
        }
        out.write_all(page.take().as_bytes())
    }
}

/// With more descriptors to report on than these, their findings are told without derivations.
const MOST_DERIVED: usize = 40;

/// The whole report about one descriptor.
fn single(decision: &Decision, explain: bool, page: &mut Page) {
    heading::full(decision, page);
    let told_in_full = findings(decision, explain, true, page);
    page.rule("─");
    closing::obligations(decision, page);
    closing::notes(decision, &Lines::of(decision), page);
    closing::basis(decision, page);
    // A long report is read from its end.
    if told_in_full {
        page.gap();
        heading::answer(decision, page);
    }
}

/// What there is to say about one descriptor of many, behind the table.
fn detail(decision: &Decision, explain: bool, derive: bool, page: &mut Page) {
    heading::short(decision, page);
    findings(decision, explain, derive, page);
    closing::obligations(decision, page);
    closing::notes(decision, &Lines::of(decision), page);
}

/// The findings; says whether one was told in full. Of what passed, a report without derivations says nothing.
fn findings(decision: &Decision, explain: bool, derive: bool, page: &mut Page) -> bool {
    let scene = Scene {
        decision,
        lines: Lines::of(decision),
        explain,
        derive,
        whole: "in the JSON report",
    };
    let (full, mut brief) = sorted(decision, explain);
    for finding in &full {
        finding::full(finding, &scene, page);
    }
    if !derive {
        brief.retain(|finding| matches!(finding.outcome, Outcome::Waived | Outcome::Exempt));
    }
    finding::brief(&brief, decision, page);
    !full.is_empty()
}

/// The findings in the order in which they matter, those told in full apart from those told in a line.
fn sorted(decision: &Decision, explain: bool) -> (Vec<&Finding>, Vec<&Finding>) {
    let mut all: Vec<&Finding> = decision.findings.iter().collect();
    all.sort_by_key(|finding| words::gravity(finding));
    all.into_iter()
        .partition(|finding| explain || words::needs_attention(finding.outcome))
}
