use crate::decision::run::{Applies, Decision, PolicyRun};
use crate::diagnostic::codes;

use super::complaint::Complaint;

/// More rules than these are not listed.
const LISTED: usize = 3;

/// A descriptor to which no rule applied, and why.
#[derive(Debug)]
pub(super) struct Nothing {
    descriptor: String,
    reasons: String,
}

impl Nothing {
    pub fn of(decision: &Decision) -> Nothing {
        let reasons: Vec<String> = decision
            .policies
            .iter()
            .map(|policy| why(decision, policy))
            .collect();
        Nothing {
            descriptor: decision.descriptor.clone(),
            reasons: reasons.join("; "),
        }
    }

    /// What is said when a whole run ends like that; this is the first of `decided` descriptors.
    pub fn complaint(&self, decided: usize) -> Complaint {
        let (whom, meant) = if decided == 1 {
            (format!("`{}`", self.descriptor), "this descriptor")
        } else {
            (format!("any of {decided} descriptors"), "these descriptors")
        };
        Complaint::Run {
            code: codes::NO_RULE_APPLIED,
            message: format!("no rule applied to {whom}, so nothing was decided"),
            help: Some(format!(
                "see whether the policy is meant for {meant}: {}",
                self.reasons
            )),
        }
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
    let count = findings.len();
    if count == 0 {
        return format!("policy `{}` has no rules", policy.name);
    }
    let mut listed: Vec<String> = findings.into_iter().take(LISTED).collect();
    if count > LISTED {
        listed.push(format!("{} more", count - LISTED));
    }
    format!("in policy `{}`, {}", policy.name, listed.join(", "))
}

/// `Not applicable: its when does not hold.` says what the sentence around it says.
fn reason(message: &str) -> String {
    let message = message
        .strip_prefix("Not applicable: ")
        .unwrap_or(message)
        .trim_end_matches('.');
    message.to_owned()
}
