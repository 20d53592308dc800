//! A pipeline starts one process for one release: the whole of it, from the command to its exit status. The bar is 8 ms for
//! the fifty rules.
#![expect(clippy::expect_used, reason = "a benchmark has no user")]

use std::path::Path;
use std::process::{Command, Stdio};

use criterion::{Criterion, criterion_group, criterion_main};

fn cold_start(criterion: &mut Criterion) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut group = criterion.benchmark_group("one process");
    group.sample_size(50);
    for (name, policy) in [
        ("payments, 13 rules", "examples/payments/payments.gate"),
        ("fifty rules, 30 KB", "benches/cold_start/fifty.gate"),
    ] {
        group.bench_function(name, |bench| {
            bench.iter(|| {
                Command::new(env!("CARGO_BIN_EXE_tollgate"))
                    .current_dir(here)
                    .args(["check", "--policy", policy])
                    .args(["--identities", "examples/payments/identities.yaml"])
                    .args(["--at", "2026-11-10T12:00:00Z"])
                    .arg("examples/payments/release-go.yaml")
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .status()
                    .expect("the command")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, cold_start);
criterion_main!(benches);
