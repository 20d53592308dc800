//! Diagnostics as miette draws them: the one place that knows the library.
