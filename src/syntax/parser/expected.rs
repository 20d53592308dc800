//! What each production is called when it was expected and did not come.

use super::grammar::Rule;

/// How much it says that a production was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Without it the text cannot go on.
    Must,
    /// It may go on with it.
    May,
}

use Weight::{May, Must};

/// The few words for what was expected, for "expected …". `None`: nothing that would help.
pub(super) fn expectation(expected: &[Rule]) -> Option<String> {
    const MOST: usize = 4;
    let mut named: Vec<(Weight, &'static str)> =
        expected.iter().map(|rule| called(*rule)).collect();
    named.sort_unstable();
    named.dedup();
    let best = named.first()?.0;
    let mut names: Vec<&str> = named
        .iter()
        .filter(|(weight, _)| *weight == best)
        .map(|(_, name)| *name)
        .collect();
    // An expression may begin with all of these, and says so better.
    if names.contains(&"an expression") {
        names.retain(|name| !matches!(*name, "a text" | "a name" | "a number" | "a type"));
    }
    if names.contains(&"an operator") {
        names.retain(|name| *name == "an operator");
    }
    if names.len() > MOST {
        names.truncate(MOST);
    }
    Some(listed_plain(&names))
}

/// `a`, `b` or `c`, each in backticks.
pub(super) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    listed_plain(&quoted)
}

fn listed_plain(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Whether an expression was expected.
pub(super) fn wants_expression(expected: &[Rule]) -> bool {
    expected
        .iter()
        .any(|rule| called(*rule).1 == "an expression")
}

/// Whether the text could have gone on with an operator.
pub(super) fn wants_operator(expected: &[Rule]) -> bool {
    expected.iter().any(|rule| called(*rule).1 == "an operator")
}

fn called(rule: Rule) -> (Weight, &'static str) {
    match rule {
        Rule::file | Rule::items | Rule::item => (Must, "an item"),
        Rule::rule_head | Rule::head_of_rule | Rule::rule_decl => (Must, "a rule"),
        Rule::clauses | Rule::clause => (Must, "a clause"),
        Rule::EOI => (May, "the end"),
        Rule::policy => (Must, "`policy`"),
        Rule::setting | Rule::setting_name => {
            (Must, "`title`, `owner`, `version`, `zone`, `applies when`")
        }
        Rule::import => (Must, "`import`"),
        Rule::module | Rule::dotted => (Must, "a module"),
        Rule::include => (Must, "`include`"),
        Rule::input => (Must, "`input`"),
        Rule::param => (Must, "`param`"),
        Rule::constant | Rule::local => (Must, "`let`"),
        Rule::define => (Must, "`define`"),
        Rule::data => (Must, "`data`"),
        Rule::enum_decl => (Must, "`enum`"),
        Rule::members => (Must, "`{`"),
        Rule::ordered => (May, "`ordered`"),
        Rule::type_decl => (Must, "`type`"),
        Rule::opened => (May, "`open`"),
        Rule::field => (Must, "a field"),
        Rule::bang => (May, "`!`"),
        Rule::classify => (Must, "`classify`"),
        Rule::class => (Must, "a class"),
        Rule::otherwise => (Must, "`otherwise`"),
        Rule::params => (Must, "`(`"),
        Rule::declared => (Must, "a name and its type"),
        Rule::setting_of => (Must, "a param and its value"),
        Rule::table => (Must, "`table`"),
        Rule::hit | Rule::kw_hit => (Must, "`hit`"),
        Rule::row => (Must, "a row"),
        Rule::bar | Rule::row_end => (Must, "`|`"),
        Rule::bars => (Must, "`||`"),
        Rule::cell | Rule::test | Rule::any_value | Rule::kw_not | Rule::cell_op => {
            (Must, "a cell")
        }
        Rule::constant_cell | Rule::cell_minus | Rule::qualified => (Must, "a constant"),
        Rule::each => (May, "`for each`"),
        Rule::demand | Rule::demand_word => (Must, "`require` or `forbid`"),
        Rule::demand_label => (May, "a label"),
        Rule::when | Rule::kw_when => (Must, "`when`"),
        Rule::unless => (Must, "`unless`"),
        Rule::because => (Must, "`because`"),
        Rule::remedy => (Must, "`remedy`"),
        Rule::severity => (Must, "`severity`"),
        Rule::phase => (Must, "`phase`"),
        Rule::control => (Must, "`control`"),
        Rule::oblige => (Must, "`oblige`"),
        Rule::effective => (Must, "`effective`"),
        Rule::from | Rule::kw_from => (Must, "`from`"),
        Rule::unwaivable => (Must, "`unwaivable`"),
        Rule::calendar | Rule::calendar_head | Rule::head_of_calendar => (Must, "`calendar`"),
        Rule::calendar_parts | Rule::calendar_part | Rule::period | Rule::effect => {
            (Must, "`closed`, `open`, `mark`")
        }
        Rule::calendar_zone => (May, "`zone`"),
        Rule::in_flight => (May, "`in flight`"),
        Rule::modifier | Rule::modifier_name | Rule::apart => {
            (May, "`zone`, `reason`, `owner`, `ticket`, `except`, `also`")
        }
        Rule::occasion
        | Rule::span
        | Rule::days
        | Rule::in_windows
        | Rule::every
        | Rule::cron
        | Rule::rrule => (May, "`from`, `on`, `in windows`, `every`, `cron`, `rrule`"),
        Rule::span_word => (May, "`to`, `through`, `for`"),
        Rule::point => (Must, "a date or a time"),
        Rule::cron_pair => (Must, "`cron`"),
        Rule::ics | Rule::ics_word => (Must, "`ics`"),
        Rule::on => (May, "`on`"),
        Rule::starting => (May, "`starting`"),
        Rule::ending => (May, "`until`"),
        Rule::lasting => (May, "`for`"),
        Rule::step | Rule::counted_days | Rule::day | Rule::ordinal | Rule::day_word => {
            (Must, "a day")
        }
        Rule::open_day => (Must, "`open day of`"),
        Rule::of_month => (May, "`of`"),
        Rule::month => (May, "a month"),
        Rule::ty
        | Rule::wrapper
        | Rule::map_of
        | Rule::percentage_of
        | Rule::number_range
        | Rule::type_name => (Must, "a type"),
        Rule::bound => (Must, "a number"),
        Rule::expr
        | Rule::sum
        | Rule::operand
        | Rule::primary
        | Rule::name
        | Rule::beginning
        | Rule::unknown
        | Rule::paren
        | Rule::list
        | Rule::braces
        | Rule::prefix
        | Rule::prefix_op
        | Rule::quantified
        | Rule::quantifier
        | Rule::counted
        | Rule::many
        | Rule::choice
        | Rule::the
        | Rule::group
        | Rule::arg
        | Rule::entry
        | Rule::label
        | Rule::no_entries => (Must, "an expression"),
        Rule::link
        | Rule::operator
        | Rule::arithmetic
        | Rule::is
        | Rule::is_value
        | Rule::dots
        | Rule::suffix
        | Rule::args
        | Rule::index => (May, "an operator"),
        Rule::order => (Must, "`before`, `after`"),
        Rule::is_not => (Must, "`not`"),
        Rule::is_in => (Must, "`in`"),
        Rule::state => (Must, "`missing`, `present`, `empty`"),
        Rule::member => (Must, "a member of an enum"),
        Rule::field_name | Rule::quoted_part => (Must, "a field"),
        Rule::over | Rule::gens | Rule::generator | Rule::pair => (Must, "a name to bind"),
        Rule::filter | Rule::kw_where => (May, "`where`"),
        Rule::if_any => (May, "`, if any`"),
        Rule::comprehension => (May, "`for`"),
        Rule::sort => (May, "`sorted by`"),
        Rule::descending => (May, "`descending`"),
        Rule::numeric | Rule::ymd | Rule::clock | Rule::glued | Rule::unit => (Must, "a number"),
        Rule::string => (Must, "a text"),
        Rule::message | Rule::raw_message | Rule::message_text => (Must, "a message in quotes"),
        Rule::hole => (May, "`{`"),
        Rule::rule_id => (Must, "a rule id"),
        Rule::word => (Must, "a name"),
        Rule::open => (Must, "`{`"),
        Rule::close | Rule::close_hole => (Must, "`}`"),
        Rule::close_paren => (Must, "`)`"),
        Rule::close_bracket => (Must, "`]`"),
        Rule::comma => (Must, "`,`"),
        Rule::colon => (Must, "`:`"),
        Rule::equals => (Must, "`=`"),
        Rule::arrow => (Must, "`->`"),
        Rule::then => (Must, "`then`"),
        Rule::otherwise_else => (Must, "`else`"),
        Rule::kw_in => (Must, "`in`"),
        Rule::kw_by => (Must, "`by`"),
        Rule::kw_of => (Must, "`of`"),
        Rule::kw_to => (Must, "`to`"),
        Rule::kw_as => (Must, "`as`"),
        Rule::kw_until => (Must, "`until`"),
        Rule::kw_keyed => (Must, "`keyed by`"),
        Rule::kw_each => (Must, "`each`"),
        Rule::test_decl
        | Rule::test_part
        | Rule::given
        | Rule::changes
        | Rule::change
        | Rule::without
        | Rule::doc_path
        | Rule::test_at
        | Rule::test_set
        | Rule::identities
        | Rule::expect
        | Rule::expect_decision
        | Rule::expect_finding
        | Rule::expect_unknown
        | Rule::tested_rule
        | Rule::came
        | Rule::saying
        | Rule::saying_word
        | Rule::cases
        | Rule::case_row
        | Rule::case_cell
        | Rule::case_value => (Must, "a part of a test"),
        Rule::kw_any
        | Rule::kw_test
        | Rule::kw_applies
        | Rule::kw_because
        | Rule::kw_calendar
        | Rule::kw_classify
        | Rule::kw_control
        | Rule::kw_cron
        | Rule::kw_data
        | Rule::kw_dates
        | Rule::kw_define
        | Rule::kw_distinct
        | Rule::kw_effective
        | Rule::kw_enum
        | Rule::kw_every
        | Rule::kw_extends
        | Rule::kw_flight
        | Rule::kw_for
        | Rule::kw_group
        | Rule::kw_if
        | Rule::kw_import
        | Rule::kw_include
        | Rule::kw_inside
        | Rule::kw_input
        | Rule::kw_is
        | Rule::kw_let
        | Rule::kw_map
        | Rule::kw_named
        | Rule::kw_oblige
        | Rule::kw_on
        | Rule::kw_open
        | Rule::kw_param
        | Rule::kw_phase
        | Rule::kw_policy
        | Rule::kw_proven
        | Rule::kw_remedy
        | Rule::kw_rrule
        | Rule::kw_rule
        | Rule::kw_severity
        | Rule::kw_sha256
        | Rule::kw_since
        | Rule::kw_sorted
        | Rule::kw_starting
        | Rule::kw_table
        | Rule::kw_the
        | Rule::kw_type
        | Rule::kw_unless
        | Rule::kw_windows
        | Rule::kw_with
        | Rule::kw_zone
        | Rule::wc
        | Rule::s
        | Rule::WHITESPACE
        | Rule::COMMENT => (May, "the next word"),
    }
}
