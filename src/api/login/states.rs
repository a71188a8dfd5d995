//! What an agent login is made of, and how far it can be.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{ApiKey, Stamp, Untrusted};

/// The body of `POST /agent/auth/requests`: who asks for a key, and for which role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StartLogin {
    /// Shown to the person who approves.
    pub agent_name: String,
    /// Shown to the person who approves.
    pub agent_description: String,
    /// `admin`, `editor` or `viewer`.
    pub role: String,
}

/// The secret that is exchanged for the key. `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceCode(pub(super) String);

impl fmt::Debug for DeviceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceCode(…)")
    }
}

/// A login that waits for a person.
#[derive(Clone, PartialEq, Debug)]
pub struct Started {
    /// What [`Client::exchange_login`](crate::api::Client::exchange_login) takes.
    pub device_code: DeviceCode,
    /// What the person compares, such as `ABCD-1234`.
    pub user_code: Untrusted,
    /// Where the person goes.
    pub verification_uri: Option<Untrusted>,
    /// The same with the code filled in.
    pub verification_uri_complete: Option<Untrusted>,
    /// Until when it can be approved.
    pub expires_at: Option<Stamp>,
    /// How long to wait between two exchanges: 5 s if the server does not say, never under 1 s or over a minute.
    pub interval: Duration,
    /// Whatever the server wants to be said to the person or agent.
    pub instructions: Value,
}

/// How far a login is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LoginStatus {
    /// The person has not decided.
    Pending,
    /// Approved.
    Approved,
    /// Refused by the person.
    Denied,
    /// Too late.
    Expired,
    /// A word we do not know: to be taken for pending until the login expires.
    Other(Untrusted),
}

impl LoginStatus {
    pub(super) fn read(word: &str) -> Self {
        match word {
            "pending" => Self::Pending,
            "approved" => Self::Approved,
            "denied" => Self::Denied,
            "expired" => Self::Expired,
            other => Self::Other(other.into()),
        }
    }
}

/// A login as the person who decides sees it. The API documents no shape, so nothing in it is certain.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LoginRequest {
    /// The code.
    pub user_code: Option<Untrusted>,
    /// How far it is.
    pub status: Option<LoginStatus>,
    /// Who asks.
    pub agent_name: Option<Untrusted>,
    /// What for.
    pub agent_description: Option<Untrusted>,
    /// The role asked for.
    pub role: Option<Untrusted>,
    /// Until when it can be decided.
    pub expires_at: Option<Stamp>,
}

/// What an exchange brought.
#[derive(Clone, PartialEq, Debug)]
pub enum Exchange {
    /// The key, which the server says only once.
    Approved(Box<Approved>),
    /// Not yet: ask again after the interval. Carries the server's word if it is not `pending`; then, too, go on only
    /// until the login expires.
    Pending(Option<Untrusted>),
    /// The person refused.
    Denied,
    /// Too late: start again.
    Expired,
}

/// An approved login.
#[derive(Clone, PartialEq, Debug)]
pub struct Approved {
    /// The key.
    pub key: ApiKey,
    /// Its name.
    pub key_name: Option<Untrusted>,
    /// Its role.
    pub role: Option<Untrusted>,
    /// What it may do.
    pub permissions: Vec<Untrusted>,
    /// Until when it is good; none: until it is revoked.
    pub expires_at: Option<Stamp>,
    /// The workspace's handle.
    pub workspace_handle: Option<Untrusted>,
    /// The workspace's name.
    pub workspace_name: Option<Untrusted>,
}
