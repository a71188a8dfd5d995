//! A thread's life, read off its messages: opened, answered, waited, changed, failed, closed.

use chrono::{DateTime, TimeDelta, Utc};

use super::waiting::counts;
use super::{
    Direction, Message, MessageStatus, StatusEvent, Thread, ThreadStatus, Untrusted,
    effective_status,
};

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
    /// … to the answer, or to where the thread was settled without one; none while they still wait.
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
    /// When it was last settled (closed or archived), if it is as people see it: by the newest event if that made
    /// the effective status, else when the server says it was closed.
    pub settled_at: Option<DateTime<Utc>>,
}

/// Reads the life of a thread off its messages, oldest first.
pub fn lifecycle<'a>(
    thread: &Thread,
    messages: impl IntoIterator<Item = &'a Message>,
) -> Lifecycle {
    let mut reader = Reader::default();
    if let Some(at) = thread.created_at.at() {
        reader.life.opened_at = Some(at);
        reader.add(at, None, MomentKind::Opened);
    }
    let mut newest = None;
    for message in messages {
        let at = message.created_at.at();
        let who = message.author.label().cloned();
        if let Some(event) = StatusEvent::of(message) {
            if let Some(at) = at {
                reader.changed(at, who, &event);
            }
            newest = Some(event);
            continue;
        }
        let Some(at) = at else { continue };
        match (&message.direction, &message.status) {
            (Direction::Inbound, _) if counts(&message.kind) => reader.customer_wrote(at, who),
            (Direction::Outbound, MessageStatus::Failed) => reader.add(at, who, MomentKind::Failed),
            (Direction::Outbound, _) => reader.answered(at, who),
            _ => {}
        }
    }
    let status = effective_status(&thread.status, newest.as_ref());
    if status.is_settled() {
        let settled_at = newest
            .filter(|event| event.to == status)
            .and_then(|event| event.at?.at())
            .or_else(|| thread.closed_at.as_ref()?.at());
        reader.end(settled_at);
        reader.life.settled_at = settled_at;
    } else {
        reader.take_up();
    }
    reader.life
}

#[derive(Default)]
struct Reader {
    life: Lifecycle,
    /// The last wait was ended by settling, not by an answer: an answer or a reopening takes it up again.
    unanswered: bool,
}

impl Reader {
    fn add(&mut self, at: DateTime<Utc>, who: Option<Untrusted>, kind: MomentKind) {
        self.life.moments.push(Moment { at, who, kind });
    }

    fn changed(&mut self, at: DateTime<Utc>, who: Option<Untrusted>, event: &StatusEvent) {
        let (from, to) = (event.from.clone(), event.to.clone());
        if to.is_settled() {
            self.end(Some(at));
        } else {
            self.take_up();
        }
        self.add(at, who, MomentKind::Status { from, to });
    }

    fn customer_wrote(&mut self, at: DateTime<Utc>, who: Option<Untrusted>) {
        if self.life.waits.last().is_none_or(|wait| wait.to.is_some()) {
            self.life.waits.push(Wait { from: at, to: None });
            self.unanswered = false;
            self.add(at, who, MomentKind::CustomerWrote);
        }
    }

    fn answered(&mut self, at: DateTime<Utc>, who: Option<Untrusted>) {
        self.take_up();
        let Some(wait) = self.life.waits.last_mut().filter(|wait| wait.to.is_none()) else {
            return;
        };
        wait.to = Some(at);
        let after = at - wait.from;
        let first = self.life.first_response.is_none();
        if first {
            self.life.first_response = Some(after);
        }
        self.add(at, who, MomentKind::Answered { after, first });
    }

    /// Ends a wait that began before the thread was settled.
    fn end(&mut self, settled_at: Option<DateTime<Utc>>) {
        if let Some(at) = settled_at
            && let Some(wait) = self.life.waits.last_mut()
            && wait.to.is_none()
            && wait.from <= at
        {
            wait.to = Some(at);
            self.unanswered = true;
        }
    }

    fn take_up(&mut self) {
        if self.unanswered
            && let Some(wait) = self.life.waits.last_mut()
        {
            wait.to = None;
            self.unanswered = false;
        }
    }
}
