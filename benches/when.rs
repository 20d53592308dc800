//! When a release could go: ninety days, a policy of fifty rules with calendars.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark has no user, and reads its files"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};

use tollgate::decision::run::InstantSource;
use tollgate::document::read::{Limits, Syntax};
use tollgate::engine::facade::Engine;
use tollgate::engine::input;
use tollgate::engine::run::{Depth, Request};
use tollgate::remedy::when::when;
use tollgate::source::loader::MemoryLoader;
use tollgate::value::instant::Instant;
use tollgate::value::window::Window;

const FREEZES: &str = r#"
calendar freezes {
  closed "Weekend"   every fri from 15:00 to mon 08:00
  closed "Month end" every month on last weekday from 18:00 for 36 hours
  closed "Peak"      from 2026-11-23 to 2026-12-01 08:00 zone "America/New_York"
}
rule FRZ-99 "Outside the freezes" {
  severity block
  forbid freezes.closed_during(release.schedule.window)
}
"#;

fn ninety_days(criterion: &mut Criterion) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fifty = std::fs::read_to_string(here.join("benches/cold_start/fifty.gate")).unwrap();
    let mut loader = MemoryLoader::default();
    loader.insert("fifty.gate", format!("{fifty}\n{FREEZES}"));
    let mut engine = Engine::default();
    let outcome = engine.add(&loader, "fifty.gate", &[]).unwrap();
    assert!(outcome.ready, "{:?}", outcome.diagnostics);
    let release = std::fs::read(here.join("examples/payments/release-go.yaml")).unwrap();
    let mut release =
        input::scan("release.yaml", &release, Syntax::Yaml, Limits::default()).unwrap();
    let people = std::fs::read(here.join("examples/payments/identities.yaml")).unwrap();
    let people = input::identities("identities.yaml", &people, Syntax::Yaml).unwrap();
    let descriptor = release.remove(0);
    let now = Instant::parse("2026-11-01T00:00:00Z").unwrap();
    let end = Instant {
        seconds: now.seconds + 90 * 86_400,
        nanos: 0,
    };
    let window = Window::new(now, end).unwrap();
    let request = Request {
        descriptor: &descriptor,
        named: &[],
        now,
        now_source: InstantSource::Given,
        phase: None,
        identities: Some(&people),
        strict: false,
        depth: Depth::Open,
    };
    let found = when(&engine, &request, window, None).unwrap();
    assert!(found.stretches.len() > 10 && found.cut_short_at.is_none());
    criterion.bench_function("when, 90 days, 51 rules", |bench| {
        bench.iter(|| when(&engine, black_box(&request), window, None).unwrap());
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = ninety_days
}
criterion_main!(benches);
