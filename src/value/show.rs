//! Values as reports print them.
