//! Runs expressions of the language on their own: how the known answers of functions and of the reference are held.

use bumpalo::Bump;
use tollgate::check::program;
use tollgate::check::unit::{Module, Unit};
use tollgate::compile::lower;
use tollgate::eval::machine::{Context, Machine};
use tollgate::ir::program::Body;
use tollgate::source::file::Sources;
use tollgate::syntax::parser;
use tollgate::value::instant::Instant;

/// The instant at which expressions are evaluated.
pub const NOW: &str = "2026-11-10T12:00:00Z";

/// The value of each expression as the language writes it, or what is wrong with it.
pub fn values(expressions: &[&str]) -> Vec<String> {
    match evaluate(expressions) {
        Ok(values) => values,
        // One broken expression must not hide the others.
        Err(error) if expressions.len() == 1 => vec![error],
        Err(_) => expressions
            .iter()
            .map(|one| evaluate(&[one]).map_or_else(|error| error, |values| values.concat()))
            .collect(),
    }
}

fn evaluate(expressions: &[&str]) -> Result<Vec<String>, String> {
    let mut text =
        String::from("policy known { title \"t\" owner \"o\" version \"1\" zone \"UTC\" }\n");
    text.push_str(tollgate::builtins::calendars::EXAMPLE);
    text.push('\n');
    for (index, expression) in expressions.iter().enumerate() {
        text.push_str(&format!("define value_{index} = {expression}\n"));
    }
    let mut sources = Sources::default();
    let file = sources.add("known.gate", text.clone());
    let (tree, diagnostics) = parser::parse(file, &text);
    if let Some(first) = diagnostics.first() {
        return Err(format!("{} {}", first.code.id, first.message));
    }
    let unit = Unit {
        modules: vec![Module {
            name: "known".to_owned(),
            file,
            text: text.into(),
            tree,
            links: Vec::new(),
            stored: None,
        }],
    };
    let (checked, diagnostics) = program::check(&unit, None);
    if let Some(first) = diagnostics.first() {
        return Err(format!("{} {}", first.code.id, first.message));
    }
    let program = lower::compile(&checked, &sources, &[]);
    let arena = Bump::new();
    let mut machine = Machine::<false>::new(Context {
        arena: &arena,
        program: &program,
        inputs: &[],
        data: &[],
        overrides: &[],
        now: Instant::parse(NOW).expect("an instant"),
        identities: None,
    });
    Ok(program
        .definitions
        .iter()
        .map(|definition| match &definition.body {
            Body::Expr(node) => machine.shown(*node),
            _ => String::new(),
        })
        .collect())
}
