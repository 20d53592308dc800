use std::cmp::Ordering;
use std::fmt;

/// A version as the document wrote it, read as semver: `v1.2.3`, `1.2` and `1` are read too, missing parts as 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub text: String,
    pub semver: semver::Version,
}

/// A version constraint: `>=1.2, <2`, `^1.4`, `~1.4.2`, `=1.2.3`, `1.*`, `*`; commas join comparators that must all
/// hold.
///
/// A bare `1.2` is `^1.2`: from 1.2.0 on, below 2.0.0. A part left out stands for any: `=1.2` allows 1.2.7, `>1.2`
/// begins at 1.3.0, `<=1.2` reaches through 1.2.7. Pre-releases match only where a comparator names one of the same
/// major, minor and patch: `>=1.2` does not allow `2.0.0-rc.1`, and `>=2.0.0-rc.1` does.
#[derive(Debug, Clone)]
pub struct Constraint {
    pub text: String,
    pub requirement: semver::VersionReq,
}

impl Version {
    /// `None`: not a version of one to three parts without leading zeros, with or without pre-release and build.
    pub fn parse(text: &str) -> Option<Version> {
        let bare = text.strip_prefix('v').unwrap_or(text);
        let core = bare.find(['-', '+']).unwrap_or(bare.len());
        let (core, suffix) = bare.split_at_checked(core)?;
        let missing = match core.split('.').count() {
            1 => ".0.0",
            2 => ".0",
            _ => "",
        };
        let semver = semver::Version::parse(&format!("{core}{missing}{suffix}")).ok()?;
        Some(Version {
            text: text.to_owned(),
            semver,
        })
    }

    /// SemVer 2.0 precedence; build metadata does not count.
    pub fn precedence(&self, other: &Version) -> Ordering {
        self.semver.cmp_precedence(&other.semver)
    }
}

impl Constraint {
    /// `None`: no constraint; `||`, blanks in place of commas, and a leading `v` are none.
    pub fn parse(text: &str) -> Option<Constraint> {
        let requirement = semver::VersionReq::parse(text).ok()?;
        Some(Constraint {
            text: text.to_owned(),
            requirement,
        })
    }

    pub fn allows(&self, version: &Version) -> bool {
        self.requirement.matches(&version.semver)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap_or_else(|| panic!("`{text}` reads as no version"))
    }

    #[test]
    fn keeps_the_text_and_reads_missing_parts_as_zero() {
        for (text, read) in [
            ("1.2.3", "1.2.3"),
            ("v1.2.3", "1.2.3"),
            ("1.10", "1.10.0"),
            ("2013.2", "2013.2.0"),
            ("7", "7.0.0"),
            ("v2", "2.0.0"),
            ("1.2-rc.1", "1.2.0-rc.1"),
            ("1-rc.1+build.5", "1.0.0-rc.1+build.5"),
            ("1.2.3+a-b.c", "1.2.3+a-b.c"),
        ] {
            let version = version(text);
            assert_eq!(
                (
                    version.to_string().as_str(),
                    version.semver.to_string().as_str()
                ),
                (text, read)
            );
        }
        for text in [
            "",
            "v",
            "newton-eol",
            "8.0.0.0rc1",
            "1.2.3.4",
            "1.2.3rc1",
            "01.2.3",
            "1.02",
            "1.",
            ".1",
            "1..2",
            "V1.2.3",
            "vv1",
            " 1.2.3",
            "1.2.3 ",
            "1.2.*",
            "1.2.3-",
            "1.2.3-01",
            "-1.2.3",
            "99999999999999999999.0.0",
            "1.2.३",
        ] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn precedence_is_that_of_semver() {
        // The chain of the specification, section 11, with a loose form at either end.
        let rising = [
            "0.9",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.2",
            "1.10",
        ];
        for (at, left) in rising.iter().enumerate() {
            for (other, right) in rising.iter().enumerate() {
                assert_eq!(
                    version(left).precedence(&version(right)),
                    at.cmp(&other),
                    "{left} {right}"
                );
            }
        }
        assert_eq!(
            version("1.2.3+a").precedence(&version("v1.2.3+b")),
            Ordering::Equal
        );
    }

    #[test]
    fn constraints_allow_what_they_say() {
        for (constraint, allowed, refused) in [
            (
                ">=1.2, <2",
                &["1.2", "1.99.0"][..],
                &["1.1.9", "2.0.0", "2.0.0-rc.1", "1.5.0-rc.1"][..],
            ),
            ("^1.4", &["1.4.0", "1.99"], &["1.3.9", "2"]),
            ("^0.3.1", &["0.3.1", "0.3.9"], &["0.4.0", "0.3.0"]),
            ("~1.4.2", &["1.4.2", "1.4.9"], &["1.5.0", "1.4.1"]),
            ("=1.2.3", &["v1.2.3", "1.2.3+build"], &["1.2.4"]),
            ("=1.2", &["1.2.7"], &["1.3"]),
            (">1.2", &["1.3.0"], &["1.2.7"]),
            ("<=1.2", &["1.2.7"], &["1.3.0"]),
            // Bare is caret.
            ("1.2", &["1.2.0", "1.9"], &["1.1", "2.0"]),
            ("1.*", &["1.0.0", "1.99"], &["2.0.0"]),
            ("*", &["0.0.1", "99"], &["1.0.0-rc.1"]),
            (
                ">=2.0.0-rc.1",
                &["2.0.0-rc.2", "2.0.0", "3"],
                &["2.0.0-beta", "2.1.0-rc.1"],
            ),
        ] {
            let parsed = Constraint::parse(constraint).unwrap();
            for text in allowed {
                assert!(parsed.allows(&version(text)), "{constraint} allows {text}");
            }
            for text in refused {
                assert!(
                    !parsed.allows(&version(text)),
                    "{constraint} refuses {text}"
                );
            }
        }
        for text in [
            "", "newton", ">=1.2 <2", "1.2 || 2", ">=v1.2", "==1.2", "1.2.3.4", ">= ",
        ] {
            assert!(Constraint::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_keeps_the_text_or_refuses(text in "v?[0-9.]{0,8}(-[a-z0-9.]{0,6})?\\PC{0,2}") {
            if let Some(version) = Version::parse(&text) {
                prop_assert_eq!(version.to_string(), text);
            }
        }
    }
}
