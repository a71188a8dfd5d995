//! Text: the only strings that reach the screen, how wide they are, where they break, and how time reads.
//!
//! Customers write what andibox shows, so nothing of theirs is drawn, copied or printed as it came: [`SafeText`] is the
//! one type a sink takes, and making one is the only way through. The rest of the room measures, cuts and wraps by
//! grapheme exactly as the screen draws, says times in words without reading a clock, and holds the [`editor`].

mod cut;
pub mod editor;
mod escape;
mod file_name;
mod fuzzy;
mod invisible;
mod matches;
pub mod rich;
mod safe;
mod sanitize;
#[cfg(test)]
mod tests;
mod time;
mod width;
mod words;
mod wrap;

pub use cut::{fit, pad, truncate, truncate_middle};
pub use file_name::{file_name, split_ending};
pub use fuzzy::{Fit, Fuzzy};
pub use matches::matches;
pub use safe::SafeText;
pub(crate) use safe::safe;
pub use time::{ago, clock, day, duration_words};
pub use width::width;
pub use wrap::{wrap, wrap_count};
