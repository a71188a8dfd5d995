//! Who asks, and what they may do.

use std::fmt;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::Fault;
use super::router::{Operation, decode};

/// What a key may do, by role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Everything, keys and logins among it.
    Admin,
    /// Read and write channels, threads and messages.
    Editor,
    /// Read them.
    Viewer,
}

/// One thing that may be allowed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permission {
    /// Read channels, threads and messages.
    ChannelsRead,
    /// Write them.
    ChannelsWrite,
    /// Make keys, which approving a login does.
    KeysWrite,
}

impl Role {
    /// The words of the roles.
    pub const WORDS: &'static [&'static str] = &["admin", "editor", "viewer"];

    /// The role's word, as the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Editor => "editor",
            Self::Viewer => "viewer",
        }
    }

    /// Reads a role's word.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Admin, Self::Editor, Self::Viewer]
            .into_iter()
            .find(|role| role.as_str() == word)
    }

    /// What the role may do.
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission::{ChannelsRead, ChannelsWrite, KeysWrite};
        match self {
            Self::Admin => &[ChannelsRead, ChannelsWrite, KeysWrite],
            Self::Editor => &[ChannelsRead, ChannelsWrite],
            Self::Viewer => &[ChannelsRead],
        }
    }
}

impl Permission {
    /// The permission's word, as the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChannelsRead => "channels.read",
            Self::ChannelsWrite => "channels.write",
            Self::KeysWrite => "apiKeys.write",
        }
    }
}

/// The key a request came with.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    /// The key's row.
    pub(super) key: i64,
    /// The key's name: who it is where nobody else is named.
    pub(super) name: String,
    pub(super) role: Role,
    /// Who holds it now, if the request says (`x-andibox-author`): a team may share a key.
    pub(super) person: Option<Person>,
}

/// A person as the header `x-andibox-author` names them: name and email, percent-encoded, with `;` between.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) email: Option<String>,
}

impl Person {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let words = headers.get("x-andibox-author")?.to_str().ok()?;
        let (name, email) = words.split_once(';').unwrap_or((words, ""));
        let filled = |part: &str| Some(decode(part)).filter(|part| !part.trim().is_empty());
        Some(Self {
            name: filled(name)?,
            email: filled(email),
        })
    }
}

impl Caller {
    pub(super) fn require(&self, permission: Permission) -> Result<(), Fault> {
        if self.role.permissions().contains(&permission) {
            Ok(())
        } else {
            Err(Fault::Forbidden(permission))
        }
    }
}

/// What a request shows at the door: a secret and what it wants to do, or that it needs none.
#[derive(Debug)]
pub(super) struct Ticket(Option<Wanted>);

struct Wanted {
    secret: String,
    permission: Permission,
    person: Option<Person>,
}

impl Ticket {
    /// # Errors
    /// As [`secret`].
    pub(super) fn of(operation: &Operation, headers: &HeaderMap) -> Result<Self, Fault> {
        match operation.permission() {
            None => Ok(Self(None)),
            Some(permission) => {
                let secret = secret(headers)?;
                let person = Person::of(headers);
                Ok(Self(Some(Wanted {
                    secret,
                    permission,
                    person,
                })))
            }
        }
    }

    /// Lets the request in; says who it is, where a key was needed.
    ///
    /// # Errors
    /// [`Fault::InvalidKey`], [`Fault::Forbidden`].
    pub(super) fn check(&self, conn: &Connection) -> Result<Option<Caller>, Fault> {
        let Some(Wanted {
            secret,
            permission,
            person,
        }) = &self.0
        else {
            return Ok(None);
        };
        let caller = Caller {
            person: person.clone(),
            ..caller(conn, secret)?
        };
        caller.require(*permission)?;
        Ok(Some(caller))
    }
}

impl fmt::Debug for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} with a key", self.permission)
    }
}

/// The secret in a request's headers: `x-api-key`, else `Authorization: Bearer`.
///
/// # Errors
/// [`Fault::Unauthenticated`] when there is none, [`Fault::InvalidKey`] when it cannot be a key.
pub(super) fn secret(headers: &HeaderMap) -> Result<String, Fault> {
    let own = headers
        .get("x-api-key")
        .map(axum::http::HeaderValue::to_str);
    let word = match own {
        Some(Ok(key)) if !key.trim().is_empty() => key,
        Some(Err(_)) => return Err(Fault::InvalidKey),
        _ => bearer(headers)?,
    };
    Ok(word.trim().to_owned())
}

fn bearer(headers: &HeaderMap) -> Result<&str, Fault> {
    let header = headers.get(AUTHORIZATION).ok_or(Fault::Unauthenticated)?;
    let header = header.to_str().map_err(|_| Fault::InvalidKey)?;
    match header.trim().split_once(' ') {
        Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer") && !key.trim().is_empty() => {
            Ok(key)
        }
        _ => Err(Fault::Unauthenticated),
    }
}

/// Finds the key of a secret.
///
/// The row is found by eight bytes of the digest, which tell nothing about the secret, and the whole digests are
/// compared in constant time.
pub(super) fn caller(conn: &Connection, secret: &str) -> Result<Caller, Fault> {
    let digest = digest(secret.as_bytes());
    let found = conn
        .prepare_cached(
            "SELECT n, name, role, digest FROM api_key WHERE lookup = ?1 AND revoked_at IS NULL",
        )?
        .query_row([lookup(&digest)], |row| {
            let stored: Vec<u8> = row.get(3)?;
            Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, stored))
        })
        .optional()?;
    let Some((key, name, role, stored)) = found else {
        return Err(Fault::InvalidKey);
    };
    let role =
        Role::read(&role).ok_or_else(|| Fault::Internal(format!("key {key} has no role")))?;
    if bool::from(stored.as_slice().ct_eq(digest.as_slice())) {
        Ok(Caller {
            key,
            name,
            role,
            person: None,
        })
    } else {
        Err(Fault::InvalidKey)
    }
}

/// SHA-256. Enough for keys: they are 32 random letters, not words that could be guessed.
pub(super) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The part of a digest that a row is found by.
pub(super) fn lookup(digest: &[u8; 32]) -> i64 {
    digest
        .first_chunk()
        .map_or(0, |head| i64::from_be_bytes(*head))
}
