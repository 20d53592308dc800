use bumpalo::Bump;

use crate::types::ty::Format;
use crate::value::origin::{Segment, Step};

/// Where a value stands: a path whose last step is only made when somebody needs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    pub parent: Option<&'a Step<'a>>,
    pub segment: Segment<'a>,
}

impl<'a> Spot<'a> {
    pub fn step(self, arena: &'a Bump) -> &'a Step<'a> {
        arena.alloc(Step {
            parent: self.parent,
            segment: self.segment,
        })
    }
}

/// What a declaration says beside the type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner<'a, 'd> {
    pub format: &'d Format,
    /// The secret that this is or is a part of: nothing under it is named or shown.
    pub secret: Option<&'a Step<'a>>,
}
