//! The other threads of a customer.

use rusqlite::{Connection, params};

use super::error::Result;
use super::list::row::{COLUMNS, read};
use super::open::Store;
use super::place::NUMBER_BITS;
use crate::model::{Author, ThreadId, ThreadRow};

/// Threads looked at, the newest by number first: a name that half of all customers have must not read them all.
const LOOKED_AT: u32 = 1000;

impl Store {
    /// Threads in which somebody wrote who is this person, the newest first, but one. The person is told by email and
    /// phone; by the name only where there is neither, since names are shared.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn threads_of(
        &self,
        author: &Author,
        but: Option<&ThreadId>,
        limit: u32,
    ) -> Result<Vec<ThreadRow>> {
        let words = |word: &Option<crate::model::Untrusted>| {
            let word = word.as_ref()?.expose();
            let words: Vec<&str> = word.split_whitespace().collect();
            // Without a letter or digit there is nothing to find in the index.
            let words = words.join(" ");
            words.contains(char::is_alphanumeric).then_some(words)
        };
        let mut told: Vec<String> = [&author.email, &author.phone]
            .into_iter()
            .filter_map(words)
            .collect();
        if told.is_empty() {
            told.extend(words(&author.name));
        }
        let but = but.map_or("", |but| but.as_str());
        self.read(|conn| {
            let mut found: Vec<ThreadRow> = Vec::new();
            for words in &told {
                for row in threads_with(conn, words, but, limit)? {
                    if !found.iter().any(|known| known.id == row.id) {
                        found.push(row);
                    }
                }
            }
            found.sort_by_key(|row| std::cmp::Reverse(row.last_message_at));
            found.truncate(limit as usize);
            Ok(found)
        })
    }
}

/// The index finds words wherever they stand; that they stand there as they are is looked at, too.
fn threads_with(conn: &Connection, words: &str, but: &str, limit: u32) -> Result<Vec<ThreadRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM thread t JOIN channel c ON c.key = t.channel
         WHERE t.key IN (SELECT rowid >> {NUMBER_BITS} FROM search WHERE search MATCH ?1
                         ORDER BY rowid DESC LIMIT {LOOKED_AT})
           AND instr(' ' || replace(lower(t.people), char(10), ' ') || ' ', ' ' || lower(?2) || ' ') > 0
           AND t.id <> ?3
         ORDER BY t.recency LIMIT ?4"
    );
    let phrase = format!("people : \"{}\"", words.replace('"', "\"\""));
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params![phrase, words, but, limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
