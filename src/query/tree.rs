//! The tree a query becomes.

use chrono::TimeDelta;

use crate::model::{Direction, MessageKind, ThreadStatus};

/// A parsed query. An empty one lets every thread pass.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Query {
    /// What has to hold.
    pub root: Node,
}

impl Query {
    /// The query `is:…` alone.
    pub fn is(is: Is) -> Self {
        Self {
            root: Node::Term(Term {
                test: Test::Is(is),
                span: Span::default(),
            }),
        }
    }

    /// Whether it asks for nothing, and so lets everything pass.
    pub fn is_empty(&self) -> bool {
        matches!(&self.root, Node::All(nodes) if nodes.is_empty())
    }

    /// Whether its answer changes as time goes by, even if nothing is written.
    pub fn depends_on_time(&self) -> bool {
        self.terms().any(|term| {
            matches!(
                term.test,
                Test::Waiting(WaitingTest::For(..)) | Test::Age(..)
            )
        })
    }

    /// Its terms, left to right, whether negated or not.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        let mut open = vec![&self.root];
        std::iter::from_fn(move || {
            loop {
                match open.pop()? {
                    Node::All(nodes) | Node::Any(nodes) => open.extend(nodes.iter().rev()),
                    Node::Not(node) => open.push(node),
                    Node::Term(term) => return Some(term),
                }
            }
        })
    }
}

/// A part of a query.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// All of these: words beside each other.
    All(Vec<Node>),
    /// One of these: `OR`.
    Any(Vec<Node>),
    /// Not this: a `-` before it.
    Not(Box<Node>),
    /// One test.
    Term(Term),
}

impl Default for Node {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// Where something stands in the query, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// One test and where it was written. Two terms are equal when they test the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Term {
    /// The test.
    pub test: Test,
    /// Where it stands, without the `-` before it.
    pub span: Span,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.test == other.test
    }
}

/// A test of a thread.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// A word, or the beginning of one, in title, people or messages.
    Word(String),
    /// Exactly these words, one after the other, in title, people or a message.
    Phrase(String),
    /// `title:` a word, or the beginning of one, in the title.
    Title(String),
    /// `from:` somebody who wrote in it: name, email address or phone number.
    From(String),
    /// `channel:` a part of its channel's name, handle or id.
    Channel(String),
    /// `status:` the effective status.
    Status(ThreadStatus),
    /// `waiting:` who waits, and how long.
    Waiting(WaitingTest),
    /// `age:` how long ago it was opened.
    Age(Bound, TimeDelta),
    /// `has:` something hangs on it.
    Has(Has),
    /// `is:` a state.
    Is(Is),
    /// `direction:` it holds a message of this direction.
    Direction(Direction),
    /// `kind:` it holds a message of this kind.
    Kind(MessageKind),
    /// `meta.plan:` a value of its metadata, at a dotted path.
    Meta(Vec<String>, String),
}

/// Which side of a length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// `>`: at least that long.
    AtLeast,
    /// `<`: shorter.
    Under,
}

/// What `waiting:` asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitingTest {
    /// The customer waits for us, that long.
    For(Bound, TimeDelta),
    /// `us`: the customer waits for us.
    Us,
    /// `first`: for a first answer.
    First,
    /// `customer`: we wait for the customer.
    Customer,
    /// `nobody`.
    Nobody,
}

/// What `has:` asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Has {
    /// A message with an attachment.
    Attachment,
    /// An unsent draft.
    Draft,
    /// An internal note.
    Note,
    /// A request of ours on its way out.
    Outgoing,
}

/// What `is:` asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Is {
    /// Something was not read.
    Unread,
    /// A delivery or a request of ours failed.
    Failed,
    /// Settled, and the customer wrote again.
    Again,
    /// The server no longer lists it.
    Gone,
    /// Put away until a reminder is due.
    Snoozed,
    /// Back by a reminder, and not looked at since.
    Reminder,
}
