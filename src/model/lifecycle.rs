//! A thread's life, read off its messages: opened, answered, waited, changed, failed, closed.

use chrono::{DateTime, TimeDelta, Utc};

use super::waiting::counts;
use super::{Direction, Message, MessageStatus, StatusEvent, Thread, ThreadStatus, Untrusted};

/// What happened at a moment.
#[derive(Clone, PartialEq, Debug)]
pub enum MomentKind {
    /// The thread was opened.
    Opened,
    /// The customer wrote after it had been quiet on their side.
    CustomerWrote,
    /// Somebody answered a waiting customer.
    Answered {
        /// How long the customer had waited.
        after: TimeDelta,
        /// Whether it was the first answer of the thread.
        first: bool,
    },
    /// The status changed.
    Status {
        /// From.
        from: ThreadStatus,
        /// To.
        to: ThreadStatus,
    },
    /// A message of ours did not arrive.
    Failed,
}

/// One moment of a thread's life.
#[derive(Clone, PartialEq, Debug)]
pub struct Moment {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, where somebody is known.
    pub who: Option<Untrusted>,
    /// What.
    pub kind: MomentKind,
}

/// A time the customer waited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wait {
    /// From the first unanswered message …
    pub from: DateTime<Utc>,
    /// … to the answer, or none while they still wait.
    pub to: Option<DateTime<Utc>>,
}

/// The whole life.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lifecycle {
    /// What happened, oldest first.
    pub moments: Vec<Moment>,
    /// The customer's waits, oldest first.
    pub waits: Vec<Wait>,
    /// From the first question to the first answer.
    pub first_response: Option<TimeDelta>,
    /// When it was opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it was last settled (closed or archived), if it is.
    pub settled_at: Option<DateTime<Utc>>,
}

/// Reads the life of a thread off its messages, oldest first.
pub fn lifecycle<'a>(
    thread: &Thread,
    messages: impl IntoIterator<Item = &'a Message>,
) -> Lifecycle {
    let mut life = Lifecycle::default();
    if let Some(at) = thread.created_at.at() {
        life.opened_at = Some(at);
        life.add(at, None, MomentKind::Opened);
    }
    for message in messages {
        let Some(at) = message.created_at.at() else {
            continue;
        };
        let who = message.author.label().cloned();
        if let Some(event) = StatusEvent::of(message) {
            life.settled_at = (event.to != ThreadStatus::Open).then_some(at);
            let (from, to) = (event.from, event.to);
            life.add(at, who, MomentKind::Status { from, to });
            continue;
        }
        match (&message.direction, &message.status) {
            (Direction::Inbound, _) if counts(&message.kind) => life.customer_wrote(at, who),
            (Direction::Outbound, MessageStatus::Failed) => life.add(at, who, MomentKind::Failed),
            (Direction::Outbound, _) => life.answered(at, who),
            _ => {}
        }
    }
    if thread.status != ThreadStatus::Open && life.settled_at.is_none() {
        life.settled_at = thread.closed_at.as_ref().and_then(super::Stamp::at);
    }
    life
}

impl Lifecycle {
    fn add(&mut self, at: DateTime<Utc>, who: Option<Untrusted>, kind: MomentKind) {
        self.moments.push(Moment { at, who, kind });
    }

    fn customer_wrote(&mut self, at: DateTime<Utc>, who: Option<Untrusted>) {
        if self.waits.last().is_none_or(|wait| wait.to.is_some()) {
            self.waits.push(Wait { from: at, to: None });
            self.add(at, who, MomentKind::CustomerWrote);
        }
    }

    fn answered(&mut self, at: DateTime<Utc>, who: Option<Untrusted>) {
        let Some(wait) = self.waits.last_mut().filter(|wait| wait.to.is_none()) else {
            return;
        };
        wait.to = Some(at);
        let after = at - wait.from;
        let first = self.first_response.is_none();
        if first {
            self.first_response = Some(after);
        }
        self.add(at, who, MomentKind::Answered { after, first });
    }
}
