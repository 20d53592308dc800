//! Where the time of a decision goes: loading a policy, reading a document, judging it, explaining it.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a benchmark reads its files and has no user"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use tollgate::decision::run::InstantSource;
use tollgate::document::read::Limits;
use tollgate::engine::facade::Engine;
use tollgate::engine::input::{self, Identities, InputDocument, syntax_of};
use tollgate::engine::run::{Depth, Request};
use tollgate::report::Options;
use tollgate::report::list;
use tollgate::source::loader::MemoryLoader;
use tollgate::value::instant::Instant;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    std::fs::read_to_string(here(path)).expect("a file of the repository")
}

fn loaded(policy: &str) -> Engine {
    let mut loader = MemoryLoader::default();
    loader.insert("payments.gate", policy);
    let mut engine = Engine::default();
    let outcome = engine.add(&loader, "payments.gate", &[]).expect("a policy");
    assert!(outcome.ready);
    engine
}

fn scanned(name: &str, text: &str) -> InputDocument {
    input::scan(name, text.as_bytes(), syntax_of(name), Limits::default())
        .expect("a document")
        .remove(0)
}

fn request<'r>(descriptor: &'r InputDocument, identities: &'r Identities) -> Request<'r> {
    Request {
        descriptor,
        named: &[],
        now: Instant::parse("2026-11-10T12:00:00Z").expect("an instant"),
        now_source: InstantSource::Given,
        phase: None,
        identities: Some(identities),
        strict: false,
        depth: Depth::All,
    }
}

fn decide(criterion: &mut Criterion) {
    let policy = text("examples/payments/payments.gate");
    let release = text("examples/payments/release-go.yaml");
    let people = text("examples/payments/identities.yaml");
    let identities = input::identities("identities.yaml", people.as_bytes(), syntax_of("x.yaml"))
        .expect("a map");
    let engine = loaded(&policy);
    let document = scanned("release-go.yaml", &release);
    let request = request(&document, &identities);
    let mut group = criterion.benchmark_group("payments");
    group.bench_function("load the policy", |bench| {
        bench.iter(|| loaded(black_box(&policy)))
    });
    group.bench_function("scan the release", |bench| {
        bench.iter(|| scanned("release-go.yaml", black_box(&release)));
    });
    group.bench_function("decode and judge", |bench| {
        bench.iter(|| engine.evaluate(black_box(&request)).expect("verdicts"));
    });
    group.bench_function("decode, judge and explain", |bench| {
        bench.iter(|| engine.explain(black_box(&request)).expect("a decision"));
    });
    let decision = engine.explain(&request).expect("a decision");
    let json = list::find("json").expect("the renderer");
    group.bench_function("print as json", |bench| {
        bench.iter(|| {
            let mut out = Vec::new();
            json.render(
                std::slice::from_ref(&decision),
                &Options::default(),
                &mut out,
            )
            .expect("a report");
            out
        });
    });
    group.finish();
}

criterion_group!(benches, decide);
criterion_main!(benches);
