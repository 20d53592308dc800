//! Decisions as JSON, version 1: `docs/schema/decision-v1.schema.json` says what stands where.
//!
//! Within version 1 no member changes its name or its meaning.

mod layout;
mod read;
mod steps;
mod tables;
mod wire;
mod write;

use std::io;

use serde::Serialize;
use serde_json::Serializer;

use crate::decision::run::Decision;

use super::{Options, Renderer};

use layout::Layout;
pub use read::read;

/// One document for the whole run: a decision, or the list of them if the run had not exactly one.
#[derive(Debug)]
pub struct Json;

/// One decision a line.
#[derive(Debug)]
pub struct Ndjson;

impl Renderer for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn render(
        &self,
        decisions: &[Decision],
        _options: &Options,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        match decisions {
            [one] => laid_out(&write::decision(one), false, out),
            all => laid_out(&write::decisions(all), true, out),
        }
    }
}

impl Renderer for Ndjson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn render(
        &self,
        decisions: &[Decision],
        _options: &Options,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        for decision in decisions {
            let text = serde_json::to_vec(&write::decision(decision)).map_err(io::Error::other)?;
            line(&text, out)?;
        }
        Ok(())
    }
}

fn laid_out<T: Serialize>(document: &T, is_list: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let mut text = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut text, Layout::new(is_list));
    document
        .serialize(&mut serializer)
        .map_err(io::Error::other)?;
    line(&text, out)
}

/// Writes a document and ends its line. `##` is written so that no pipeline finds a command (`##name[`) in its log; it
/// can stand nowhere but inside a string, and reads back as what it was.
fn line(text: &[u8], out: &mut dyn io::Write) -> io::Result<()> {
    let mut parts = text.split(|byte| *byte == b'#').peekable();
    while let Some(part) = parts.next() {
        out.write_all(part)?;
        if parts.peek().is_some() {
            let behind_another = part.is_empty();
            out.write_all(if behind_another { b"\\u0023" } else { b"#" })?;
        }
    }
    out.write_all(b"\n")
}
