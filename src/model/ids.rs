//! Identifiers as newtypes, so that a thread's id never stands where a message's belongs.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::{Builder, Uuid};

macro_rules! api_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// The server chooses it: any string may stand here, so it has no `Display`.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the server's string as it came.
            pub fn new(raw: impl Into<Arc<str>>) -> Self {
                Self(raw.into())
            }

            /// The string itself: for storage and the wire, not for a sink.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(raw: &str) -> Self {
                Self(raw.into())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from).map(|raw| Self(raw.into()))
            }
        }
    };
}

api_id! {
    /// A channel's id.
    ChannelId
}
api_id! {
    /// A thread's id.
    ThreadId
}
api_id! {
    /// A message's id.
    MessageId
}

/// Our own name for one outgoing request, a UUID v7: it travels as `metadata.clientMessageId` and as the
/// `Idempotency-Key` header, so that a message whose answer was lost can be found again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientMessageId(Uuid);

impl ClientMessageId {
    /// Wraps a uuid made elsewhere (making one needs a clock and chance, which pure rooms do not have).
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// The uuid inside.
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl fmt::Display for ClientMessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// A supply of names for requests, so that rooms without chance can name what they ask for: every name is a UUID v7 of
/// its time and of the chance that the supply was begun with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ClientMessageIds {
    chance: u128,
}

impl ClientMessageIds {
    /// Large and odd: no two names of a supply are alike, nor do they differ in the last bit only, which tells the name
    /// of a request from that of the thread it makes.
    const STEP: u128 = 0x9e37_79b9_7f4a_7c15_f39d;

    /// A supply begun with a uuid of chance, of which no other supply has the like.
    pub const fn new(chance: Uuid) -> Self {
        Self {
            chance: chance.as_u128(),
        }
    }

    /// The next name.
    pub fn next(&mut self, now: DateTime<Utc>) -> ClientMessageId {
        self.chance = self.chance.wrapping_add(Self::STEP);
        let mut random = [0; 10];
        random.copy_from_slice(&self.chance.to_be_bytes()[6..]);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let uuid = Builder::from_unix_timestamp_millis(millis, &random);
        ClientMessageId(uuid.into_uuid())
    }
}
