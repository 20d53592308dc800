//! Which conditions came out how, as plain data for reports.

use crate::decision::explanation::PolicyPlace;
use crate::value::outcome::Truth;

/// Coverage of files, in the order of their names.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Coverage {
    pub files: Vec<FileCoverage>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCoverage {
    pub file: String,
    /// In the order in which they stand.
    pub parts: Vec<PartCoverage>,
}

/// A rule, a classification, a table, a definition, or the policy's own `applies when`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartCoverage {
    /// `rule FRZ-1`, `table approval_level`.
    pub name: String,
    pub place: PolicyPlace,
    pub conditions: Vec<Condition>,
}

/// A condition that is made of no others, or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    pub place: PolicyPlace,
    /// As the policy writes it, blanks folded.
    pub text: String,
    pub is_row: bool,
    /// How it can come out, each with whether it was seen to.
    pub outcomes: Vec<(Truth, bool)>,
    /// The paths that it reads, as the policy writes them.
    pub reads: Vec<String>,
}

/// Outcomes seen, of all that there can be.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub seen: usize,
    pub all: usize,
}

impl Share {
    /// In hundredths of a percent, rounded down: 10 000 is everything and nothing less.
    pub fn hundredths(self) -> usize {
        self.seen
            .saturating_mul(10_000)
            .checked_div(self.all)
            .unwrap_or(10_000)
    }

    /// `97.43 %`, without noughts at the end.
    pub fn percent(self) -> String {
        let hundredths = self.hundredths();
        let (whole, part) = (hundredths / 100, hundredths % 100);
        let text = match (part / 10, part % 10) {
            (0, 0) => whole.to_string(),
            (tenth, 0) => format!("{whole}.{tenth}"),
            _ => format!("{whole}.{part:02}"),
        };
        format!("{text} %")
    }
}

impl std::iter::Sum for Share {
    fn sum<I: Iterator<Item = Share>>(shares: I) -> Share {
        shares.fold(Share::default(), |sum, share| Share {
            seen: sum.seen + share.seen,
            all: sum.all + share.all,
        })
    }
}

impl Coverage {
    pub fn share(&self) -> Share {
        self.files.iter().map(FileCoverage::share).sum()
    }
}

impl FileCoverage {
    pub fn share(&self) -> Share {
        self.parts.iter().map(PartCoverage::share).sum()
    }
}

impl PartCoverage {
    pub fn share(&self) -> Share {
        self.conditions.iter().map(Condition::share).sum()
    }
}

impl Condition {
    pub fn share(&self) -> Share {
        Share {
            seen: self.outcomes.iter().filter(|(_, seen)| *seen).count(),
            all: self.outcomes.len(),
        }
    }

    /// How it was never seen to come out.
    pub fn missing(&self) -> Vec<Truth> {
        let unseen = self.outcomes.iter().filter(|(_, seen)| !seen);
        unseen.map(|(truth, _)| *truth).collect()
    }
}
