//! Timestamps as the API writes them.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Untrusted;

/// A timestamp as the server sent it. RFC 3339 is understood; an unreadable one is kept and shown as it came,
/// and sorts by arrival.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    raw: Untrusted,
    at: Option<DateTime<Utc>>,
}

impl Stamp {
    /// Reads the server's string.
    pub fn read(raw: &str) -> Self {
        let at = DateTime::parse_from_rfc3339(raw)
            .ok()
            .map(|at| at.with_timezone(&Utc));
        Self {
            raw: raw.into(),
            at,
        }
    }

    /// The stamp of a moment, in the API's form: UTC, milliseconds, `Z`.
    pub fn of(at: DateTime<Utc>) -> Self {
        Self {
            raw: at.to_rfc3339_opts(SecondsFormat::Millis, true).into(),
            at: Some(at),
        }
    }

    /// The moment, if the string was readable.
    pub const fn at(&self) -> Option<DateTime<Utc>> {
        self.at
    }

    /// The string as it came.
    pub const fn raw(&self) -> &Untrusted {
        &self.raw
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.raw.expose())
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|raw| Self::read(&raw))
    }
}
