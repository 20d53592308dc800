//! Lists, sets and maps.

pub mod adjacent;
pub mod concat;
pub mod count;
pub mod disjoint;
pub mod first;
pub mod flatten;
pub mod index_of;
pub mod indexed;
pub mod intersect;
pub mod keys;
pub mod last;
pub mod minus;
pub mod range;
pub mod reverse;
pub mod subset;
pub mod take;
pub mod tally;
pub mod union;
pub mod values;
