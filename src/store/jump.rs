//! The threads a person may jump to: read in a bounded number, whatever the size of the inbox.

use rusqlite::Connection;

use super::error::Result;
use super::list::{recent, row_by_key};
use super::open::Store;
use super::place::NUMBER_BITS;
use crate::model::ThreadRow;

/// Threads read where nothing is typed: those last written in.
const RECENT: u32 = 800;
/// Threads read at the most that have the words.
const FOUND: i64 = 200;

impl Store {
    /// The threads last written in, where nothing is typed; else some of those that have, in title or people, words that
    /// begin so. A word of one or two letters begins half of all others: it is taken whole, if it is not one of several.
    /// The caller ranks them.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn threads_to_jump_to(&self, text: &str) -> Result<Vec<ThreadRow>> {
        self.read(|conn| match matching(text) {
            None => recent(conn, RECENT),
            Some(words) => named(conn, &words),
        })
    }
}

fn named(conn: &Connection, words: &str) -> Result<Vec<ThreadRow>> {
    let mut keys = conn.prepare_cached(&format!(
        "SELECT rowid >> {NUMBER_BITS} FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2"
    ))?;
    let keys = keys
        .query_map((words, FOUND), |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        rows.extend(row_by_key(conn, key)?.filter(|row| !row.gone));
    }
    Ok(rows)
}

/// The question for the index. What was typed is always quoted: it is never read as the index's own language.
fn matching(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (long, short): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| is_long(word));
    let terms: Vec<String> = if long.is_empty() {
        short.iter().map(|word| quoted(word)).collect()
    } else {
        long.iter().map(|word| quoted(word) + "*").collect()
    };
    (!terms.is_empty()).then(|| format!("{{title people}} : ({})", terms.join(" AND ")))
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

/// Scripts that write without spaces say enough in one character.
fn is_long(word: &str) -> bool {
    !word.is_ascii() || word.len() >= 3
}
