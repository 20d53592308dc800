//! Decisions as text: the answer first, then why.

mod closing;
mod derivation;
mod excerpt;
mod finding;
mod heading;
mod page;
mod table;
mod words;

use std::io;

use crate::decision::finding::Finding;
use crate::decision::run::Decision;
use crate::value::outcome::Outcome;

use super::{Options, Renderer};
use excerpt::Lines;
use page::Page;

/// For people at a terminal, and for a pipeline's log.
#[derive(Debug)]
pub struct Text;

impl Renderer for Text {
    fn name(&self) -> &'static str {
        "text"
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
                out.write_all(page.take().as_bytes())?;
                for decision in many
                    .iter()
                    .filter(|one| table::is_detailed(one, options.explain))
                {
                    detail(decision, options.explain, &mut page);
                    out.write_all(page.take().as_bytes())?;
                }
                table::ending(many, &mut page);
            }
        }
        out.write_all(page.take().as_bytes())
    }
}

/// The whole report about one descriptor.
fn single(decision: &Decision, explain: bool, page: &mut Page) {
    let lines = Lines::of(decision);
    heading::full(decision, page);
    let (full, brief) = sorted(decision, explain);
    for finding in full {
        finding::full(finding, decision, &lines, explain, page);
    }
    finding::brief(&brief, decision, page);
    page.gap();
    page.exact(&"─".repeat(page.width()), &[]);
    closing::obligations(decision, page);
    closing::notes(decision, &lines, page);
    closing::basis(decision, page);
}

/// What there is to say about one descriptor of many, behind the table.
fn detail(decision: &Decision, explain: bool, page: &mut Page) {
    let lines = Lines::of(decision);
    heading::short(decision, page);
    let (full, brief) = sorted(decision, explain);
    for finding in full {
        finding::full(finding, decision, &lines, explain, page);
    }
    let told: Vec<&Finding> = brief
        .into_iter()
        .filter(|finding| explain || matches!(finding.outcome, Outcome::Waived | Outcome::Exempt))
        .collect();
    finding::brief(&told, decision, page);
    closing::obligations(decision, page);
    closing::notes(decision, &lines, page);
}

/// The findings in the order in which they matter, those told in full apart from those told in a line.
fn sorted(decision: &Decision, explain: bool) -> (Vec<&Finding>, Vec<&Finding>) {
    let mut all: Vec<&Finding> = decision.findings.iter().collect();
    all.sort_by_key(|finding| words::gravity(finding));
    all.into_iter()
        .partition(|finding| explain || words::needs_attention(finding.outcome))
}
