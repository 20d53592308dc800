//! Decisions as JSON, version 1: `docs/schema/decision-v1.schema.json` says what stands where.
//!
//! Within version 1 no member changes its name or its meaning.

mod read;
mod wire;
mod write;

use std::io;

use crate::decision::run::Decision;

use super::{Options, Renderer};

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
        let text = match decisions {
            [one] => serde_json::to_string_pretty(&write::decision(one)),
            all => serde_json::to_string_pretty(&write::decisions(all)),
        };
        line(text, out)
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
            line(serde_json::to_string(&write::decision(decision)), out)?;
        }
        Ok(())
    }
}

/// Writes a document and ends its line. `##` is written so that no pipeline finds a command (`##name[`) in its log; it
/// can stand nowhere but inside a string, and reads back as what it was.
fn line(text: serde_json::Result<String>, out: &mut dyn io::Write) -> io::Result<()> {
    let text = text.map_err(io::Error::other)?;
    if text.contains("##") {
        out.write_all(text.replace("##", "#\\u0023").as_bytes())?;
    } else {
        out.write_all(text.as_bytes())?;
    }
    out.write_all(b"\n")
}
