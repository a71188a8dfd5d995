//! Printing a query back, so that parsing the print gives the same tree.

use std::fmt::{self, Display, Formatter};

use crate::model::ThreadStatus;

use super::duration::print_duration;
use super::parse::is_plain_word;
use super::tree::{Bound, Has, Is, Node, Query, Term, Test, WaitingTest};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.root {
            Node::All(nodes) => separated(f, nodes, " "),
            Node::Any(nodes) => separated(f, nodes, " OR "),
            node => write!(f, "{node}"),
        }
    }
}

/// A node as it stands inside another: groups in parentheses.
impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(nodes) | Self::Any(nodes) => {
                let between = if matches!(self, Self::All(_)) {
                    " "
                } else {
                    " OR "
                };
                f.write_str("(")?;
                separated(f, nodes, between)?;
                f.write_str(")")
            }
            Self::Not(node) => write!(f, "-{node}"),
            Self::Term(term) => write!(f, "{term}"),
        }
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.test {
            Test::Word(word) => f.write_str(word),
            Test::Phrase(words) => f.write_str(&quoted(words)),
            Test::Title(word) => write!(f, "title:{}", value(word)),
            Test::From(word) => write!(f, "from:{}", value(word)),
            Test::Channel(word) => write!(f, "channel:{}", value(word)),
            Test::Status(ThreadStatus::Other(word)) => {
                write!(f, "status:{}", quoted(word.expose()))
            }
            Test::Status(status) => write!(f, "status:{}", status.as_str()),
            Test::Waiting(waiting) => write!(f, "waiting:{waiting}"),
            Test::Age(bound, length) => write!(f, "age:{bound}{}", print_duration(*length)),
            Test::Has(has) => write!(f, "has:{has}"),
            Test::Is(is) => write!(f, "is:{is}"),
            Test::Direction(direction) => write!(f, "direction:{}", direction.as_str()),
            Test::Kind(kind) => write!(f, "kind:{}", kind.as_str()),
            Test::Meta(path, word) => write!(f, "meta.{}:{}", path.join("."), value(word)),
        }
    }
}

impl Display for WaitingTest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::For(bound, length) => write!(f, "{bound}{}", print_duration(*length)),
            Self::Us => f.write_str("us"),
            Self::First => f.write_str("first"),
            Self::Customer => f.write_str("customer"),
            Self::Nobody => f.write_str("nobody"),
        }
    }
}

impl Display for Bound {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AtLeast => ">",
            Self::Under => "<",
        })
    }
}

impl Display for Has {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Attachment => "attachment",
            Self::Draft => "draft",
            Self::Note => "note",
            Self::Outgoing => "outgoing",
        })
    }
}

impl Display for Is {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unread => "unread",
            Self::Failed => "failed",
            Self::Again => "again",
            Self::Gone => "gone",
            Self::Snoozed => "snoozed",
            Self::Reminder => "reminder",
        })
    }
}

fn separated(f: &mut Formatter<'_>, nodes: &[Node], between: &str) -> fmt::Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        // Words beside each other bind closer than OR, but a group is printed as one so that it stays one.
        write!(f, "{node}")?;
    }
    Ok(())
}

fn value(word: &str) -> String {
    if is_plain_word(word) {
        word.to_owned()
    } else {
        quoted(word)
    }
}

fn quoted(words: &str) -> String {
    let mut printed = String::with_capacity(words.len() + 2);
    printed.push('"');
    for letter in words.chars() {
        if matches!(letter, '"' | '\\') {
            printed.push('\\');
        }
        printed.push(letter);
    }
    printed.push('"');
    printed
}
