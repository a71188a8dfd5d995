//! Opening SQLite files: pragmas, append-only migrations, and errors that say what is wrong with the file.
//!
//! Owns nothing of what stands in a database; the client's local copy and the server's database both open theirs
//! here, so that both behave alike when a file is damaged, too new, or shared with another process.

mod error;
mod migrate;
mod open;

#[cfg(test)]
mod tests;

pub use error::{Error, is_damage};
pub use migrate::Migration;
pub use open::{Options, Synchronous, open, open_reader};
