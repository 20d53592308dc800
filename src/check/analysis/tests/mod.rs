//! Tests of the analyses on programs built by hand; those on policies are in `tests/corpus/check`.

mod build;
mod classes;
mod evidence;
mod lints;
mod tables;
