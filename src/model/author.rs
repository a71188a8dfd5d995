//! Who wrote a message.

use serde::{Deserialize, Serialize};

use super::Untrusted;
use super::open_enum::open_enum;

open_enum! {
    /// What an author is to the conversation.
    AuthorRole {
        /// The customer.
        User = "user",
        /// A bot that answers.
        Assistant = "assistant",
        /// Support staff.
        Agent = "agent",
        /// The system itself.
        System = "system",
        /// The provider did not say.
        Unknown = "unknown",
    }
}

/// Normalized actor information of a message (schema `MessageAuthor`). What is there is a `NonEmptyString`: an empty
/// one is not written, since a server may refuse the whole message for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    /// The role.
    pub role: AuthorRole,
    /// The person's name.
    #[serde(default, skip_serializing_if = "nothing")]
    pub name: Option<Untrusted>,
    /// An email address.
    #[serde(default, skip_serializing_if = "nothing")]
    pub email: Option<Untrusted>,
    /// A phone number.
    #[serde(default, skip_serializing_if = "nothing")]
    pub phone: Option<Untrusted>,
    /// A picture's address.
    #[serde(default, skip_serializing_if = "nothing")]
    pub avatar_url: Option<Untrusted>,
    /// The provider's id of the person.
    #[serde(default, skip_serializing_if = "nothing")]
    pub external_id: Option<Untrusted>,
}

impl Author {
    /// An author of whom only the role is known.
    pub const fn of(role: AuthorRole) -> Self {
        Self {
            role,
            name: None,
            email: None,
            phone: None,
            avatar_url: None,
            external_id: None,
        }
    }

    /// Whether both are the same person, as far as can be told: by the email address where both have one, else by
    /// the name. Who has neither is nobody known.
    pub fn is(&self, other: &Self) -> bool {
        let same = |one: &Option<Untrusted>, two: &Option<Untrusted>| {
            let (one, two) = (one.as_ref()?.expose().trim(), two.as_ref()?.expose().trim());
            (!one.is_empty() && !two.is_empty()).then(|| one.to_lowercase() == two.to_lowercase())
        };
        same(&self.email, &other.email)
            .or_else(|| same(&self.name, &other.name))
            .unwrap_or(false)
    }

    /// What to call the person: the name, else whatever else identifies them. `None` when nothing does.
    pub fn label(&self) -> Option<&Untrusted> {
        [&self.name, &self.email, &self.phone, &self.external_id]
            .into_iter()
            .flatten()
            .find(|word| !word.expose().trim().is_empty())
    }
}

impl Author {
    /// Whether both are the same person, in whatever role: the email address tells, or else the name.
    pub fn is_same_person(&self, other: &Self) -> bool {
        match (&self.email, &other.email) {
            (Some(one), Some(other)) => one.expose().eq_ignore_ascii_case(other.expose()),
            _ => self.name.is_some() && self.name == other.name,
        }
    }
}

#[expect(clippy::ref_option, reason = "serde hands over the field as it stands")]
fn nothing(word: &Option<Untrusted>) -> bool {
    word.as_ref().is_none_or(Untrusted::is_empty)
}
