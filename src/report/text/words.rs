//! The words and signs of the text report. A sign never stands without its word.

use crate::decision::finding::Finding;
use crate::decision::run::Decision;
use crate::diagnostic::printable::printable;
use crate::value::outcome::{Outcome, Severity, Verdict};

use super::page::Style;

/// Sign, word and style of an outcome.
pub fn outcome(outcome: Outcome) -> (&'static str, &'static str, Style) {
    match outcome {
        Outcome::Pass => ("✓", "pass", Style::Good),
        Outcome::Fail => ("✗", "fail", Style::Bad),
        Outcome::Exempt => ("~", "exempt", Style::Care),
        Outcome::Waived => ("!", "waived", Style::Care),
        Outcome::NotApplicable => ("-", "not applicable", Style::Faint),
        Outcome::Indeterminate => ("?", "indeterminate", Style::Doubt),
    }
}

/// Sign, word and style of a decision.
pub fn verdict(verdict: Verdict) -> (&'static str, &'static str, Style) {
    match verdict {
        Verdict::Go => ("✓", "go", Style::Good),
        Verdict::ConditionalGo => ("!", "conditional go", Style::Care),
        Verdict::Indeterminate => ("?", "indeterminate", Style::Doubt),
        Verdict::NoGo => ("✗", "no-go", Style::Bad),
    }
}

/// Whether an outcome is told in full without being asked.
pub fn needs_attention(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Fail | Outcome::Indeterminate)
}

/// The order in which findings are told: what blocks first, what does not apply last.
pub fn gravity(finding: &Finding) -> (u8, u8) {
    let severity = match finding.severity {
        Severity::Block => 0,
        Severity::Warn => 1,
        Severity::Info => 2,
    };
    match finding.outcome {
        Outcome::Fail => (severity, 0),
        Outcome::Indeterminate => (severity, 1),
        Outcome::Waived => (3, 0),
        Outcome::Exempt => (4, 0),
        Outcome::Pass => (5, 0),
        Outcome::NotApplicable => (6, 0),
    }
}

/// The name of a finding's rule, with its key, and with its policy where the decision rests on several; fit to print.
pub fn rule(decision: &Decision, policy: &str, rule: &str, key: Option<&str>) -> String {
    let policy = if decision.policies.len() > 1 {
        format!("{policy}/")
    } else {
        String::new()
    };
    let key = key.map_or(String::new(), |key| format!("[{key}]"));
    printable(&format!("{policy}{rule}{key}")).into_owned()
}

/// A number with its noun: `1 rule`, `1,960 rules`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A number with commas between its thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(count(0, "rule"), "0 rules");
        assert_eq!(count(1, "rule"), "1 rule");
        assert_eq!(count(999, "rule"), "999 rules");
        assert_eq!(count(1_960, "rule"), "1,960 rules");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
