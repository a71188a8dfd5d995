//! How long to wait before asking again after failures.

use std::time::Duration;

/// The first wait.
pub(super) const SHORTEST: Duration = Duration::from_secs(1);
/// No wait is longer, unless the server asks for it.
pub(super) const LONGEST: Duration = Duration::from_mins(1);

/// The wait after this many failures in a row: about 1, 2, 4 … 60 s. `chance` (0 to 1) moves it by a quarter to
/// either side, so that clients that lost the server together do not come back together.
pub(super) fn backoff(failures: u32, chance: f64) -> Duration {
    let doublings = failures.saturating_sub(1).min(6);
    let whole = SHORTEST * 2_u32.pow(doublings);
    whole
        .mul_f64(0.75 + chance.clamp(0.0, 1.0) / 2.0)
        .clamp(SHORTEST, LONGEST)
}

/// The same, but never shorter than the server asks for (`Retry-After`, in seconds).
pub(super) fn asked_or_backoff(asked: Option<u64>, failures: u32, chance: f64) -> Duration {
    Duration::from_secs(asked.unwrap_or(0)).max(backoff(failures, chance))
}
