//! The list of every format of test results: one line each.

use super::TrialRenderer;
use super::json::Json;
use super::junit::Junit;
use super::lcov::Lcov;
use super::text::Text;

/// Every format; the first is the one for people.
pub const ALL: &[&dyn TrialRenderer] = &[&Text, &Json, &Junit, &Lcov];

/// The format of that name.
pub fn find(name: &str) -> Option<&'static dyn TrialRenderer> {
    ALL.iter().copied().find(|renderer| renderer.name() == name)
}
