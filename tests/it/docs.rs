//! The examples in the reference are run: modules load, expressions have the values that stand beside them, and what is
//! said to be refused is refused with the code that is named.

use tollgate::diagnostic::Level;
use tollgate::engine::facade::Engine;
use tollgate::source::loader::MemoryLoader;

use crate::deciding::here;
use crate::expressions::values;

struct Block {
    line: usize,
    kind: String,
    text: String,
}

#[test]
fn every_module_in_the_reference_loads() {
    let blocks = blocks("gate");
    assert!(blocks.len() > 10, "only {} modules", blocks.len());
    let mut wrong = Vec::new();
    for block in blocks {
        let errors = errors(&block.text);
        let is_module = !block.text.contains("\npolicy ") && !block.text.starts_with("policy ");
        for (code, message) in errors {
            if !(is_module && code == "TG0212") {
                wrong.push(format!("docs/language.md:{}: {code} {message}", block.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_expression_in_the_reference_has_its_value() {
    let mut wrong = Vec::new();
    let mut asked = 0;
    for block in blocks("gate-expression") {
        for (offset, line) in block.text.lines().enumerate() {
            let Some((expression, wanted)) = line.split_once("# =>") else {
                continue;
            };
            asked += 1;
            let got = values(&[expression.trim()]).concat();
            if got != wanted.trim() {
                wrong.push(format!(
                    "docs/language.md:{}: {expression}\n    wanted {}\n    got    {got}",
                    block.line + offset + 1,
                    wanted.trim()
                ));
            }
        }
    }
    assert!(asked > 30, "only {asked} expressions");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_reference_says_is_refused_is_refused() {
    let blocks = blocks("gate-error");
    assert!(blocks.len() > 5, "only {} refusals", blocks.len());
    let mut wrong = Vec::new();
    for block in blocks {
        let wanted = block
            .text
            .split_whitespace()
            .find(|word| word.starts_with("TG0"))
            .unwrap_or_else(|| panic!("docs/language.md:{}: names no code", block.line));
        let said = said(&block.text);
        if !said.iter().any(|(code, _, _)| *code == wanted) {
            wrong.push(format!(
                "docs/language.md:{}: wanted {wanted}, got {said:?}",
                block.line
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn errors(text: &str) -> Vec<(&'static str, String)> {
    said(text)
        .into_iter()
        .filter(|(_, level, _)| *level == Level::Error)
        .map(|(code, _, message)| (code, message))
        .collect()
}

fn said(text: &str) -> Vec<(&'static str, Level, String)> {
    let mut loader = MemoryLoader::default();
    loader.insert("block.gate", text);
    let outcome = Engine::default()
        .add(&loader, "block.gate", &[])
        .expect("a block");
    outcome
        .diagnostics
        .into_iter()
        .map(|one| {
            let line = one
                .span()
                .map_or(0, |span| outcome.sources.position(span).line);
            (
                one.code.id,
                one.level,
                format!("line {line}: {} ({:?})", one.message, one.help),
            )
        })
        .collect()
}

fn blocks(kind: &str) -> Vec<Block> {
    let text = std::fs::read_to_string(here("docs/language.md")).expect("the reference");
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(kind)) => {
                open = Some(Block {
                    line: index + 1,
                    kind: kind.trim().to_owned(),
                    text: String::new(),
                });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks.retain(|block| block.kind == kind);
    blocks
}
