//! The parser that pest makes of `grammar/policy.pest`, and the shapes in which the builder takes its pairs.

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

#[derive(pest_derive::Parser)]
#[grammar = "grammar/policy.pest"]
struct Grammar;

pub(super) type Pair<'t> = pest::iterators::Pair<'t, Rule>;
pub(super) type Pairs<'t> = pest::iterators::Pairs<'t, Rule>;

/// Where a text stopped to read, and what could have stood there.
#[derive(Debug)]
pub(super) struct Stop {
    /// Bytes from the start of the text that was read.
    pub at: usize,
    pub expected: Vec<Rule>,
    /// Nothing is wrong with that place: the stack was too small for the nesting.
    pub too_deep: bool,
}

/// Reads a text as one production, and gives what is in it without the end marker.
pub(super) fn read(production: Rule, text: &str) -> Result<impl Iterator<Item = Pair<'_>>, Stop> {
    match Grammar::parse(production, text) {
        Ok(whole) => Ok(whole.flat_map(parts)),
        Err(error) => Err(stop(error)),
    }
}

fn stop(error: Error<Rule>) -> Stop {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    match error.variant {
        ErrorVariant::ParsingError { positives, .. } => Stop {
            at,
            expected: positives,
            too_deep: false,
        },
        ErrorVariant::CustomError { .. } => Stop {
            at,
            expected: Vec::new(),
            too_deep: true,
        },
    }
}

/// What is in a production, without the marks and words that only hold it together.
pub(super) fn parts(pair: Pair<'_>) -> impl Iterator<Item = Pair<'_>> {
    pair.into_inner().filter(|part| !is_glue(part.as_rule()))
}

fn is_glue(part: Rule) -> bool {
    matches!(
        part,
        Rule::open
            | Rule::close
            | Rule::close_paren
            | Rule::close_bracket
            | Rule::close_hole
            | Rule::comma
            | Rule::colon
            | Rule::equals
            | Rule::arrow
            | Rule::bar
            | Rule::row_end
            | Rule::then
            | Rule::otherwise_else
            | Rule::kw_in
            | Rule::kw_by
            | Rule::kw_of
            | Rule::kw_to
            | Rule::kw_as
            | Rule::kw_from
            | Rule::kw_until
            | Rule::kw_where
            | Rule::kw_keyed
            | Rule::kw_when
            | Rule::kw_each
            | Rule::kw_hit
            | Rule::EOI
    )
}
