use crate::decision::run::{Applies, Decision, PolicyRun};
use crate::diagnostic::codes;

use super::complaint::Complaint;

/// More rules than these are not listed.
const LISTED: usize = 3;

/// What is said when no rule applied in a whole run: `decided` descriptors, and the decision about the first.
pub(super) fn nothing_applied(first: &Decision, decided: usize) -> Complaint {
    let reasons: Vec<String> = first
        .policies
        .iter()
        .map(|policy| why(first, policy))
        .collect();
    let message = if decided == 1 {
        format!("no rule applied to `{}`, so nothing was decided", first.descriptor)
    } else {
        format!("no rule applied to any of {decided} descriptors, so nothing was decided")
    };
    Complaint::Run {
        code: codes::NO_RULE_APPLIED,
        message,
        help: Some(format!(
            "see whether the policy is meant for {}: {}",
            if decided == 1 { "this descriptor" } else { "these descriptors" },
            reasons.join("; ")
        )),
    }
}

fn why(decision: &Decision, policy: &PolicyRun) -> String {
    if policy.applies == Applies::No {
        return format!(
            "the `applies when` of policy `{}` does not hold",
            policy.name
        );
    }
    let findings: Vec<String> = decision
        .findings
        .iter()
        .filter(|finding| finding.policy == policy.name)
        .map(|finding| format!("`{}`: {}", finding.rule, reason(&finding.message)))
        .collect();
    match (findings.len(), policy.later_phase) {
        (0, 0) => format!("policy `{}` has no rules", policy.name),
        (0, later) => format!(
            "{} of policy `{}` speaks only in a later phase than the one asked for",
            match later {
                1 => "the one rule".to_owned(),
                later => format!("each of the {later} rules"),
            },
            policy.name
        ),
        (count, _) => {
            let mut listed: Vec<String> = findings.into_iter().take(LISTED).collect();
            if count > LISTED {
                listed.push(format!("{} more", count - LISTED));
            }
            format!("in policy `{}`, {}", policy.name, listed.join(", "))
        }
    }
}

/// `Not applicable: its when does not hold.` says what the sentence around it says.
fn reason(message: &str) -> String {
    let message = message
        .strip_prefix("Not applicable: ")
        .unwrap_or(message)
        .trim_end_matches('.');
    message.to_owned()
}
