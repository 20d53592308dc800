use std::time::{SystemTime, UNIX_EPOCH};

use crate::value::instant::Instant;

/// The present, in whole seconds: what a decision says it was made at is what `--at` repeats.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line hands the core its instant"
)]
pub(super) fn now() -> Instant {
    let seconds = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |ago| -ago),
    };
    Instant { seconds, nanos: 0 }
}
