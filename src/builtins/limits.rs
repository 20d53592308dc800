//! How much one call may make or do. A policy and a document are bounded by their files, but a function applied to its
//! own answer a few dozen times is not.

use super::stop::Stop;

/// Elements of a list that a function makes.
pub const ELEMENTS: usize = 1_000_000;
/// Bytes of a text that a function makes.
pub const TEXT: usize = 4 << 20;
/// Numbers in a `range`, weeks or days of a window.
pub const STEPS: usize = 10_000;
/// Comparisons of two values, where values have no order to look them up by. Each that stays undecided keeps its reason.
pub const COMPARISONS: usize = 1_000_000;
/// Items that `overloads` looks at.
pub const BOOKED: usize = 10_000;
/// Conflicting pairs that `overloads` names.
pub const PAIRS: usize = 10_000;
/// Items that `fit` finds a place for.
pub const FITTED: usize = 2_000;

/// Stops where a list would be longer than [`ELEMENTS`].
pub fn elements<'a>(count: usize) -> Result<(), Stop<'a>> {
    if count > ELEMENTS {
        return Err(Stop::invalid("more than 1,000,000 elements"));
    }
    Ok(())
}

/// Stops where a text would be longer than [`TEXT`].
pub fn text<'a>(bytes: usize) -> Result<(), Stop<'a>> {
    if bytes > TEXT {
        return Err(Stop::invalid("a text of more than 4 MiB"));
    }
    Ok(())
}
