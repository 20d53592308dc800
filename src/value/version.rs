use std::cmp::Ordering;
use std::fmt;

/// A version as the document wrote it, read as semver: `v1.2.3`, `1.2` and `1` are read too, missing parts as 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub text: String,
    pub semver: semver::Version,
}

/// A version constraint: `>=1.2, <2`, `^1.4`, `~1.4.2`, `=1.2.3`, `1.*`. Pre-releases match only where a
/// comparator names one.
#[derive(Debug, Clone)]
pub struct Constraint {
    pub text: String,
    pub requirement: semver::VersionReq,
}

impl Version {
    pub fn parse(_text: &str) -> Option<Version> {
        todo!()
    }
    /// SemVer 2.0 precedence; build metadata does not count.
    pub fn precedence(&self, _other: &Version) -> Ordering {
        todo!()
    }
}
impl Constraint {
    pub fn parse(_text: &str) -> Option<Constraint> {
        todo!()
    }
    pub fn allows(&self, _version: &Version) -> bool {
        todo!()
    }
}
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
