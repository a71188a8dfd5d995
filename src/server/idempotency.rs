//! `Idempotency-Key`: a request whose answer was lost can be sent again, and is done once.

use axum::http::{HeaderMap, Method, StatusCode};
use chrono::TimeDelta;
use rusqlite::{OptionalExtension, params};

use super::Fault;
use super::auth::digest;
use super::db::Db;
use super::reply::Reply;

/// How long an answer is kept: longer than anybody's outbox waits for a network.
const KEPT: TimeDelta = TimeDelta::days(30);
const LONGEST_KEY: usize = 255;

/// What a request is known by: the same key of another caller or for another route is another request.
#[derive(Debug)]
pub(super) struct Once {
    caller: i64,
    route: String,
    key: String,
    body: [u8; 32],
}

impl Once {
    /// Reads the header; none without one.
    ///
    /// # Errors
    /// [`Fault::Invalid`] for a key that cannot be one.
    pub(super) fn of(
        headers: &HeaderMap,
        caller: i64,
        method: &Method,
        path: &str,
        body: &[u8],
    ) -> Result<Option<Self>, Fault> {
        let Some(header) = headers.get("idempotency-key") else {
            return Ok(None);
        };
        let key = header.to_str().map(str::trim).unwrap_or_default();
        if !is_key(key) {
            return Err(Fault::invalid(
                "The Idempotency-Key header must hold 1 to 255 visible ASCII characters.",
            )
            .detail("header", "Idempotency-Key"));
        }
        Ok(Some(Self {
            caller,
            route: format!("{method} {path}"),
            key: key.to_owned(),
            body: digest(body),
        }))
    }
}

fn is_key(key: &str) -> bool {
    (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Does the work unless it was done before; then the first answer is given again.
///
/// Refused requests are not remembered: they changed nothing, and may succeed when asked again.
pub(super) fn once(
    db: &mut Db,
    once: Option<&Once>,
    work: impl FnOnce(&mut Db) -> Result<Reply, Fault>,
) -> Result<Reply, Fault> {
    let Some(once) = once else {
        return work(db);
    };
    if let Some(reply) = answered(db, once)? {
        return Ok(reply);
    }
    let reply = work(db)?;
    let now = db.now();
    let conn = db.conn();
    conn.prepare_cached("DELETE FROM answer WHERE created_at < ?1")?
        .execute([now.plus(-KEPT)])?;
    conn.prepare_cached(
        "INSERT INTO answer (api_key, route, idempotency_key, body_digest, status, body, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        once.caller,
        once.route,
        once.key,
        once.body,
        reply.status.as_u16(),
        reply.body,
        now,
    ])?;
    Ok(reply)
}

fn answered(db: &Db, once: &Once) -> Result<Option<Reply>, Fault> {
    let found = db
        .conn()
        .prepare_cached(
            "SELECT body_digest, status, body FROM answer
             WHERE api_key = ?1 AND route = ?2 AND idempotency_key = ?3",
        )?
        .query_row(params![once.caller, once.route, once.key], |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get::<_, u16>(1)?,
                row.get(2)?,
            ))
        })
        .optional()?;
    let Some((body, status, answer)) = found else {
        return Ok(None);
    };
    if body != once.body {
        return Err(
            Fault::invalid("The Idempotency-Key was used before with another body.")
                .detail("header", "Idempotency-Key"),
        );
    }
    let mut reply = Reply::new(
        StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
        answer,
    );
    reply.replayed = true;
    Ok(Some(reply))
}
