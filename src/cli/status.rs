use std::process::ExitCode;

use crate::value::outcome::Verdict;

/// How a run ends, from best to gravest: of several, the gravest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Go or conditional go.
    Go,
    Indeterminate,
    NoGo,
    /// Something is wrong with a policy, an input or the arguments.
    Error,
}

impl Status {
    /// What the shell gets.
    pub fn code(self) -> u8 {
        match self {
            Status::Go => 0,
            Status::NoGo => 1,
            Status::Error => 2,
            Status::Indeterminate => 3,
        }
    }
}

impl From<Verdict> for Status {
    fn from(verdict: Verdict) -> Status {
        match verdict {
            Verdict::Go | Verdict::ConditionalGo => Status::Go,
            Verdict::Indeterminate => Status::Indeterminate,
            Verdict::NoGo => Status::NoGo,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_of_several_counts() {
        let mut all = [
            Status::Error,
            Status::Go,
            Status::Indeterminate,
            Status::NoGo,
        ];
        all.sort();
        assert_eq!(all.map(Status::code), [0, 3, 1, 2]);
        assert_eq!(Status::from(Verdict::ConditionalGo).code(), 0);
    }
}
