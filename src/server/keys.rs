//! Making, listing and revoking keys.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::auth::{digest, lookup};
use super::db::{Db, Writer};
use super::{Fault, Permission, Role, ServerError, chance};
use crate::model::ApiKey;

/// How many random letters a key has.
const SECRET_LENGTH: usize = 32;
/// How a local key begins.
const PREFIX: &str = "andi_local_";

/// A key as it may be shown: without its secret, which nobody has any more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyInfo {
    /// The key's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl KeyInfo {
    /// What the key may do.
    pub const fn permissions(&self) -> &'static [Permission] {
        self.role.permissions()
    }
}

/// A key that was just made: the one time its secret can be read.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// The secret.
    pub secret: ApiKey,
    /// The rest.
    pub info: KeyInfo,
}

/// The keys of a server, also while it serves.
#[derive(Clone, Debug)]
pub struct Keys {
    writer: Writer,
}

impl Keys {
    pub(super) const fn new(writer: Writer) -> Self {
        Self { writer }
    }

    /// Makes a key. Its secret is in the answer and nowhere else.
    ///
    /// # Errors
    /// [`ServerError::Refused`] when the database cannot be written.
    pub fn create(&self, name: &str, role: Role) -> Result<NewKey, ServerError> {
        let name = name.to_owned();
        self.run(move |db| create(db, &name, role, Origin::Command))
    }

    /// Revokes a key; it is refused from the next request on. False where there is no such key in force.
    ///
    /// # Errors
    /// [`ServerError::Refused`] when the database cannot be written.
    pub fn revoke(&self, id: &str) -> Result<bool, ServerError> {
        let id = id.to_owned();
        self.run(move |db| {
            let revoked = db.conn().execute(
                "UPDATE api_key SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
                params![id, db.now()],
            )?;
            Ok(revoked > 0)
        })
    }

    /// All keys, the oldest first, the revoked among them.
    ///
    /// # Errors
    /// [`ServerError::Refused`] when the database cannot be read.
    pub fn list(&self) -> Result<Vec<KeyInfo>, ServerError> {
        self.run(|db| list(db.conn()))
    }

    fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Db) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, ServerError> {
        self.writer.run_blocking(work).map_err(|fault| match fault {
            Fault::Internal(why) => ServerError::Refused(why),
            other => ServerError::Refused(format!("{other:?}")),
        })
    }
}

/// Who asked for a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Origin {
    /// The server itself, for `admin.key`.
    AdminFile,
    /// A person, by a command.
    Command,
    /// An agent, by a login that was approved.
    Login,
}

impl Origin {
    const fn as_str(self) -> &'static str {
        match self {
            Self::AdminFile => "admin.key",
            Self::Command => "command",
            Self::Login => "login",
        }
    }
}

pub(super) fn create(db: &mut Db, name: &str, role: Role, origin: Origin) -> Result<NewKey, Fault> {
    let secret = format!("{PREFIX}{}", chance::base62(SECRET_LENGTH)?);
    let secret = ApiKey::new(&secret).map_err(|why| Fault::Internal(why.into()))?;
    let digest = digest(secret.expose().as_bytes());
    let now = db.now();
    let id = db.new_id(now);
    db.conn().execute(
        "INSERT INTO api_key (id, name, role, origin, lookup, digest, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            name,
            role.as_str(),
            origin.as_str(),
            lookup(&digest),
            digest,
            now
        ],
    )?;
    let info = KeyInfo {
        id,
        name: name.to_owned(),
        role,
        created_at: now.moment(),
        revoked_at: None,
    };
    Ok(NewKey { secret, info })
}

/// Revokes every key of an origin: their secrets are lost.
pub(super) fn revoke_all(db: &Db, origin: Origin) -> Result<(), Fault> {
    db.conn().execute(
        "UPDATE api_key SET revoked_at = ?2 WHERE origin = ?1 AND revoked_at IS NULL",
        params![origin.as_str(), db.now()],
    )?;
    Ok(())
}

fn list(conn: &Connection) -> Result<Vec<KeyInfo>, Fault> {
    let mut select = conn
        .prepare_cached("SELECT id, name, role, created_at, revoked_at FROM api_key ORDER BY n")?;
    let mut rows = select.query([])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let role: String = row.get(2)?;
        let at = |index| row.get::<_, Option<super::time::Millis>>(index);
        keys.push(KeyInfo {
            id: row.get(0)?,
            name: row.get(1)?,
            role: Role::read(&role).ok_or_else(|| Fault::Internal(format!("no role {role:?}")))?,
            created_at: at(3)?.map(super::time::Millis::moment).unwrap_or_default(),
            revoked_at: at(4)?.map(super::time::Millis::moment),
        });
    }
    Ok(keys)
}
