//! Source text: files, places in them, and the trait through which the core asks for them.

pub mod file;
pub mod loader;
pub mod span;
