//! What the synchronisation tells.

use crate::model::{
    ClientMessageId, Conversation, Link, Problem, Progress, StatusStrategy, Untrusted,
};

/// Something worth telling. What changed in the store is told by the store.
#[derive(Clone, PartialEq, Debug)]
pub enum SyncEvent {
    /// The link to the server. While it is live, at most once a second.
    Link(Link),
    /// How far the catching up is; the last one says that all is here.
    Progress(Progress),
    /// A list holds elements that cannot be read; the others were taken. Told once for the same elements.
    Broken {
        /// How many.
        count: u32,
        /// Where the first stands and what is wrong with it.
        first: Untrusted,
    },
    /// How a thread's status is changed on this server: at the start if it is known, and when it is learned.
    Strategy(StatusStrategy),
    /// A new thread that was asked for under this name exists now, as this conversation.
    ThreadCreated(ClientMessageId, Conversation),
    /// A request was refused: a person must see it, and decide.
    Refused(ClientMessageId, Problem),
    /// Something else a person must see: a list that may not be read, a disk that takes nothing.
    Problem(Problem),
    /// Nothing is under way, and nothing is due before time passes or somebody asks.
    Idle,
}
