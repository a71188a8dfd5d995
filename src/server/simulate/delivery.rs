//! The simulated provider: outbound messages go from pending to sent, and on to delivered or failed.

use chrono::TimeDelta;
use rusqlite::{Connection, params};

use crate::server::Fault;
use crate::server::chance::Rng;
use crate::server::db::changes;
use crate::server::time::Millis;

/// From pending to sent, in milliseconds.
const TO_SENT: (i64, i64) = (1_000, 3_000);
/// From sent to delivered: two to six seconds from the start, in milliseconds.
const TO_DELIVERED: (i64, i64) = (1_000, 3_000);
/// Of a thousand.
const FAILING: usize = 40;
/// Reports of one step: the writer has others to serve.
const AT_ONCE: i64 = 200;

/// When the first report of a new message comes. Its id is all the chance there is when it is written.
pub(in crate::server) fn first_report(at: Millis, id: &str) -> Millis {
    let seed = id.bytes().fold(0_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    at.plus(within(&mut Rng::seeded(seed), TO_SENT))
}

/// Gives every report that is due; says when the next one is.
pub(super) fn step(
    conn: &Connection,
    failures: &[String],
    now: Millis,
    rng: &mut Rng,
) -> Result<Option<Millis>, Fault> {
    let mut select = conn.prepare_cached(
        "SELECT n, channel, thread, status FROM message
         WHERE deliver_at <= ?1 ORDER BY deliver_at, n LIMIT ?2",
    )?;
    let due = select
        .query_map(params![now, AT_ONCE], |row| {
            Ok(Due {
                n: row.get(0)?,
                channel: row.get(1)?,
                thread: row.get(2)?,
                status: row.get(3)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    for message in due {
        message.report(conn, failures, now, rng)?;
    }
    let next: Option<Millis> = conn
        .prepare_cached("SELECT min(deliver_at) FROM message WHERE deliver_at IS NOT NULL")?
        .query_row([], |row| row.get(0))?;
    Ok(next)
}

/// Takes over messages that became pending while nobody delivered (imported ones, or written by a server without a
/// provider). Looks at every message, so it is for the start.
pub(super) fn adopt(conn: &Connection, now: Millis) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "UPDATE message SET deliver_at = ?1
         WHERE status = 'pending' AND direction = 'outbound' AND deliver_at IS NULL",
    )?
    .execute([now.plus(TimeDelta::milliseconds(TO_SENT.1))])
    .map(drop)
}

struct Due {
    n: i64,
    channel: i64,
    thread: Option<i64>,
    status: String,
}

impl Due {
    fn report(
        &self,
        conn: &Connection,
        failures: &[String],
        now: Millis,
        rng: &mut Rng,
    ) -> Result<(), Fault> {
        let failure = (self.status == "pending" && rng.per_mille(FAILING))
            .then(|| rng.pick(failures))
            .flatten();
        let (status, next) = match (self.status.as_str(), failure) {
            (_, Some(_)) => ("failed", None),
            ("pending", None) => ("sent", Some(now.plus(within(rng, TO_DELIVERED)))),
            _ => ("delivered", None),
        };
        conn.prepare_cached(
            "UPDATE message SET status = ?2, deliver_at = ?3, updated_at = ?4,
                 metadata = CASE WHEN ?5 IS NULL THEN metadata
                     ELSE json_set(coalesce(metadata, '{}'), '$.failure', ?5) END
             WHERE n = ?1",
        )?
        .execute(params![self.n, status, next, now, failure])?;
        changes::message_changed(conn, self.channel, self.thread, now)?;
        Ok(())
    }
}

fn within(rng: &mut Rng, (low, high): (i64, i64)) -> TimeDelta {
    TimeDelta::milliseconds(rng.between(low, high))
}
