//! The one integration binary.

mod documents;
