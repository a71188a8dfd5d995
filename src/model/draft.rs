//! What is being written and has not been sent.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Conversation, MessageId};

/// Whether the words go to the customer or stay inside. Fixed when the composer is opened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// To the customer: `direction: outbound`, `kind: text`.
    Reply,
    /// Among staff: `direction: internal`, `kind: comment`. Never leaves with another direction.
    Note,
}

/// Which draft: one a conversation and mode.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct DraftKey {
    /// Where it will go.
    pub conversation: Conversation,
    /// Reply or note.
    pub mode: Mode,
}

/// A draft as it is kept on disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Which one.
    pub key: DraftKey,
    /// The words. Our own person typed or pasted them; they are still made safe before they are drawn.
    pub text: String,
    /// The message it answers, if a certain one.
    pub parent: Option<MessageId>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}
