//! Chance, for jitter only.

use std::time::Duration;

use uuid::Uuid;

/// Anything from 0 to 1.
pub(super) fn chance() -> f64 {
    // The lowest 53 bits of a random uuid are all random, and fill a float exactly.
    const BITS: u64 = (1 << 53) - 1;
    let bits = Uuid::new_v4().as_u128() as u64 & BITS;
    bits as f64 / BITS as f64
}

/// The duration moved by up to a tenth to either side, so that lists asked for together drift apart.
pub(super) fn about(wait: Duration, chance: f64) -> Duration {
    wait.mul_f64(0.9 + chance.clamp(0.0, 1.0) / 5.0)
}
