//! The `Retry-After` header, in both of its forms.

use chrono::{DateTime, Utc};

/// A day: a longer wish is taken for one, so that a wrong clock or a hostile server cannot silence a profile.
const LONGEST: u64 = 24 * 60 * 60;

/// An HTTP date, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn http_date(header: &str) -> Option<DateTime<Utc>> {
    let date = DateTime::parse_from_rfc2822(header.trim()).ok()?;
    Some(date.with_timezone(&Utc))
}

/// Seconds to wait from `now`, at most a day. `None` when the header is neither a number nor an HTTP date; 0 for a
/// date that has passed.
pub(super) fn retry_after(header: &str, now: DateTime<Utc>) -> Option<u64> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // Too many digits for a u64 is a long wish, not an unreadable one.
        return Some(header.parse().unwrap_or(LONGEST).min(LONGEST));
    }
    let wait = http_date(header)? - now;
    // Rounded up: asking a moment too early is asking twice.
    let seconds = (wait.num_milliseconds() + 999).div_euclid(1000).max(0);
    Some(seconds.unsigned_abs().min(LONGEST))
}
