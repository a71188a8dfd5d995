//! The schema, as an append-only list of steps.

use crate::sqlite::Migration;

/// The steps. Only ever append: a file in the field has run the earlier ones.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "the local copy",
        sql: include_str!("schema/0001.sql"),
    },
    Migration {
        name: "what a message was written after",
        sql: include_str!("schema/0002.sql"),
    },
    Migration {
        name: "how fast threads are answered and settled",
        sql: include_str!("schema/0003.sql"),
    },
    Migration {
        name: "reminders",
        sql: include_str!("schema/0004.sql"),
    },
];
