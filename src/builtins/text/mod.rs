//! What texts are made of and made into.

pub mod after_first;
pub mod after_last;
pub mod before_first;
pub mod before_last;
pub mod capture;
pub mod contains;
pub mod ends_with;
pub mod entropy;
pub mod join;
pub mod length;
pub mod lower;
pub mod replace;
pub mod split;
pub mod starts_with;
pub mod text_of;
pub mod trim;
pub mod upper;
