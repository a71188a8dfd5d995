//! Deriving every thread anew, after a migration added columns that SQL alone cannot fill.

use rusqlite::Connection;

use super::super::error::Result;
use super::super::event::Changes;
use super::derive;

/// The fact that a migration leaves behind.
const WANTED: &str = "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'derive_again')";

/// Whether a migration asks for it.
pub(in super::super) fn is_wanted(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row(WANTED, [], |row| row.get(0))?)
}

/// Derives all threads. A million messages in 60,000 threads take a few seconds, once.
pub(in super::super) fn derive_all(conn: &Connection, changes: &mut Changes) -> Result<()> {
    let keys = conn
        .prepare("SELECT key FROM thread")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    for key in keys {
        derive(conn, key, changes)?;
    }
    conn.execute("DELETE FROM meta WHERE key = 'derive_again'", [])?;
    Ok(())
}
