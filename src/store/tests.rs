//! What can only be seen from inside: the plans SQLite makes, and that nothing is read that need not be.

use chrono::DateTime;

use super::derive::sql::{
    COUNT_OF_CLASSES_AFTER, FIRST_OF_CLASS_AFTER, LAST_OF_CLASS, NEWEST_OF_CLASS, NEWEST_TIME,
};
use super::list::sql_of_views;
use super::{OpenOptions, Store};

fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let options = OpenOptions::quiet(DateTime::UNIX_EPOCH);
    let store = Store::open(&dir.path().join("copy.db"), options)
        .unwrap()
        .store;
    (dir, store)
}

fn plan(store: &Store, sql: &str) -> String {
    store
        .read(|conn| {
            let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let nulls = vec![rusqlite::types::Null; explain.parameter_count()];
            let steps = explain
                .query_map(rusqlite::params_from_iter(nulls), |row| row.get(3))?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            Ok(steps.join("\n"))
        })
        .unwrap()
}

#[test]
fn every_view_is_a_walk_along_its_index() {
    let (_dir, store) = store();
    for sql in sql_of_views() {
        let plan = plan(&store, &sql);
        assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
        assert!(
            plan.contains("SEARCH c USING INTEGER PRIMARY KEY"),
            "{sql}\n{plan}"
        );
        // From the start of a view over all channels the index is walked from its end; everything else is sought.
        let sought = plan.contains("SEARCH t USING INDEX") || !sql.contains("(t.");
        let walked = plan.contains("SCAN t USING INDEX view_");
        let bounded = sql.contains("t.id) ");
        assert!(
            if bounded { sought } else { sought || walked },
            "{sql}\n{plan}"
        );
    }
}

#[test]
fn the_look_ups_of_the_derivation_are_sought_in_an_index() {
    let (_dir, store) = store();
    let table = [
        NEWEST_OF_CLASS,
        LAST_OF_CLASS,
        FIRST_OF_CLASS_AFTER,
        COUNT_OF_CLASSES_AFTER,
    ];
    for sql in table {
        let plan = plan(&store, sql);
        assert!(
            plan.contains("USING INDEX message_class (conversation=? AND class=?"),
            "{sql}\n{plan}"
        );
    }
    let plan = plan(&store, NEWEST_TIME);
    assert!(
        plan.contains("message_order") && !plan.contains("TEMP"),
        "{plan}"
    );
}
