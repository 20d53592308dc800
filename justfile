# Short names for what a change goes through.

check:
    cargo fmt --all --check
    cargo clippy --all-targets -- -D warnings

test:
    cargo test --locked

ci:
    bash .ci/run

fuzz target="parse" seconds="600":
    RUSTC_BOOTSTRAP=1 cargo fuzz run {{target}} -- -max_total_time={{seconds}}
