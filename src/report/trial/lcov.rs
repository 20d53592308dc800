//! Coverage as LCOV: each condition a block of branches on its line, one for each way it can come out.

use std::io::{self, Write};

use crate::policy_test::coverage::result::FileCoverage;
use crate::policy_test::result::Run;

use super::super::Options;
use super::TrialRenderer;

/// For code hosts and editors that show coverage beside the lines.
#[derive(Debug)]
pub struct Lcov;

impl TrialRenderer for Lcov {
    fn name(&self) -> &'static str {
        "lcov"
    }

    fn wants_coverage(&self) -> bool {
        true
    }

    fn render(&self, run: &Run, _options: &Options, out: &mut dyn Write) -> io::Result<()> {
        for file in run.coverage.iter().flat_map(|coverage| &coverage.files) {
            self::file(file, out)?;
        }
        Ok(())
    }
}

fn file(file: &FileCoverage, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "TN:\nSF:{}", file.file)?;
    let mut conditions: Vec<_> = file
        .parts
        .iter()
        .flat_map(|part| &part.conditions)
        .collect();
    conditions.sort_by_key(|condition| (condition.place.line, condition.place.column));
    let mut lines: std::collections::BTreeMap<u32, bool> = std::collections::BTreeMap::new();
    for (block, condition) in conditions.iter().enumerate() {
        let line = condition.place.line;
        for (branch, (_, seen)) in condition.outcomes.iter().enumerate() {
            writeln!(out, "BRDA:{line},{block},{branch},{}", u8::from(*seen))?;
            *lines.entry(line).or_default() |= seen;
        }
    }
    let share = file.share();
    writeln!(out, "BRF:{}\nBRH:{}", share.all, share.seen)?;
    for (line, hit) in &lines {
        writeln!(out, "DA:{line},{}", u8::from(*hit))?;
    }
    let hit = lines.values().filter(|hit| **hit).count();
    writeln!(out, "LF:{}\nLH:{hit}\nend_of_record", lines.len())
}
