//! From `test` blocks to tests.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::loader::Loader;
use crate::source::span::Span;
use crate::syntax::ast::test::{Source, TestDecl};
use crate::types::ty::Ty;
use crate::value::instant::Instant;

use super::given::{Given, Planner};
use super::plan::{Expectation, Test};
use super::read::Read;
use super::suite::{NO_TIME, Suite};
use super::{cases, expecting};

/// Adds what a block tests: one test, or one for each row of its cases.
pub(super) fn plan(
    suite: &mut Suite,
    read: &Read,
    loader: &dyn Loader,
    (index, engine): (usize, usize),
    test: &TestDecl,
) {
    let sources = suite.sources.clone();
    let Some(policy) = suite
        .engines
        .first()
        .and_then(|engine| engine.policies.first())
    else {
        return;
    };
    let mut planner = Planner {
        checked: &policy.checked,
        sources: &sources,
        diagnostics: Vec::new(),
        fixtures: &read.fixtures,
        loader,
    };
    let zone = policy.program.policy.zone;
    let tests = planned(&mut planner, zone, (index, engine), test);
    let mut diagnostics = planner.diagnostics;
    // A value out of its param's range is found once, here.
    if let Some(engine) = suite.engines.get_mut(engine) {
        for (params, _) in &tests {
            for (name, text, span) in params {
                if let Err(why) = engine.set(name, text) {
                    diagnostics.push(Diagnostic::new(codes::PARAM_RANGE, *span, why));
                }
            }
            engine.unset();
        }
    }
    suite.diagnostics.append(&mut diagnostics);
    suite.tests.extend(tests.into_iter().map(|(_, test)| test));
}

type Params = Vec<(String, String, Span)>;

fn planned(
    planner: &mut Planner<'_>,
    zone: crate::value::zone::Zone,
    (index, engine): (usize, usize),
    test: &TestDecl,
) -> Vec<(Params, Test)> {
    let given: Vec<Given> = test
        .givens
        .iter()
        .filter_map(|given| planner.given(given))
        .collect();
    let params = planner.params(test);
    check_given(planner, test);
    if let Some(waivers) = test.waivers.first() {
        let span = match waivers {
            Source::File(written) => written.span,
            Source::Place(value) => value.span,
        };
        planner.diagnostics.push(
            Diagnostic::new(
                codes::TEST_GIVEN,
                span,
                "this version of Tollgate judges no waivers in tests",
            )
            .help("leave the waivers out"),
        );
    }
    let now = test.at.as_ref().map_or_else(
        || Instant::parse(NO_TIME).map_err(|_| test.span),
        |written| {
            Instant::parse_local(&written.text, zone).map_err(|why| {
                planner.diagnostics.push(
                    Diagnostic::new(
                        codes::BAD_LITERAL,
                        written.span,
                        format!("`{}` is no instant: {why}", written.text),
                    )
                    .help("write it as `2026-11-27T10:00Z`"),
                );
                written.span
            })
        },
    );
    let inputs: Vec<(&str, &Ty)> = given
        .iter()
        .map(|given| (given.input.as_str(), &given.ty))
        .collect();
    let checked = planner.checked;
    let expects: Vec<Expectation> = test
        .expects
        .iter()
        .enumerate()
        .filter_map(|(at, expect)| {
            let diagnostics = &mut planner.diagnostics;
            expecting::expectation(checked, &inputs, expect, (index, at), diagnostics)
        })
        .collect();
    if test.expects.is_empty() && test.cases.is_none() {
        planner.diagnostics.push(
            Diagnostic::new(
                codes::TEST_EXPECT,
                test.title.span,
                format!("the test `{}` expects nothing", test.title.text),
            )
            .help("say what must come out: `expect decision no-go`"),
        );
    }
    let Ok(now) = now else { return Vec::new() };
    let base = Base {
        test,
        engine,
        now,
        expects,
    };
    // Without its input, nothing that a row says of it means anything.
    if given.len() < test.givens.len() {
        return Vec::new();
    }
    let Some(cases) = &test.cases else {
        let made = base.test(
            planner,
            test.title.text.clone(),
            test.title.span,
            &given,
            &params,
        );
        return made.map(|made| (params, made)).into_iter().collect();
    };
    let Some(columns) = cases::columns(planner, cases, &given) else {
        return Vec::new();
    };
    let mut tests = Vec::new();
    for (at, row) in cases.rows.iter().enumerate() {
        let wanted = (cases.inputs.len(), cases.outputs.len());
        let cells = (row.inputs.len(), row.outputs.len());
        if cells != wanted {
            planner.diagnostics.push(
                Diagnostic::new(
                    codes::TABLE_COLUMNS,
                    row.span,
                    format!(
                        "this row has {} and {} cells, and the cases have {} and {} columns",
                        cells.0, cells.1, wanted.0, wanted.1
                    ),
                )
                .help("write `-` where a row changes or expects nothing"),
            );
            continue;
        }
        let (mut given, mut params) = (given.clone(), params.clone());
        cases::apply(planner, &columns, row, &mut given, &mut params);
        let name = cases::name(planner, &test.title.text, cases, row);
        let Some(mut made) = base.test(planner, name, row.span, &given, &params) else {
            continue;
        };
        made.expects
            .extend(cases::expectations(planner, cases, (index, at), row));
        if made.expects.is_empty() {
            planner.diagnostics.push(
                Diagnostic::new(codes::TEST_EXPECT, row.span, "this row expects nothing")
                    .help("put something other than `-` behind `||`"),
            );
        }
        tests.push((params, made));
    }
    tests
}

/// What all rows of a block have in common.
struct Base<'t> {
    test: &'t TestDecl,
    engine: usize,
    now: Instant,
    expects: Vec<Expectation>,
}

impl Base<'_> {
    fn test(
        &self,
        planner: &mut Planner<'_>,
        name: String,
        span: Span,
        given: &[Given],
        params: &Params,
    ) -> Option<Test> {
        let mut inputs = Vec::with_capacity(given.len());
        for given in given {
            match given.scanned() {
                Ok(document) => inputs.push((given.input.clone(), document)),
                Err(diagnostic) => planner.diagnostics.push(diagnostic),
            }
        }
        let identities = match planner.identities(self.test) {
            Ok(identities) => identities,
            Err(diagnostic) => {
                planner.diagnostics.push(diagnostic);
                return None;
            }
        };
        Some(Test {
            name,
            span,
            engine: self.engine,
            inputs,
            now: self.now,
            says_when: self.test.at.is_some(),
            phase: self.test.phase.map(|(phase, _)| phase),
            params: params
                .iter()
                .map(|(name, text, _)| (name.clone(), text.clone()))
                .collect(),
            identities,
            expects: self.expects.clone(),
        })
    }
}

/// Every required input is given, and each once.
fn check_given(planner: &mut Planner<'_>, test: &TestDecl) {
    for input in planner
        .checked
        .inputs
        .iter()
        .filter(|input| !input.optional)
    {
        if !test
            .givens
            .iter()
            .any(|given| given.input.text == input.name)
        {
            planner.diagnostics.push(
                Diagnostic::new(
                    codes::TEST_GIVEN,
                    test.title.span,
                    format!(
                        "the test gives no `{}`, which the policy asks for",
                        input.name
                    ),
                )
                .help(format!(
                    "write `given {} = {{}}` to try one without anything in it",
                    input.name
                )),
            );
        }
    }
    let mut seen = BTreeSet::new();
    for given in &test.givens {
        if !seen.insert(given.input.text.as_str()) {
            planner.diagnostics.push(
                Diagnostic::new(
                    codes::TEST_GIVEN,
                    given.input.span,
                    format!("`{}` is given twice", given.input.text),
                )
                .help("give it once, with all that changes"),
            );
        }
    }
}
