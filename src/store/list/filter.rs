//! A query as a condition of SQL.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::types::Value;

use super::super::class::{direction_bit, kind_bit};
use super::super::place::NUMBER_BITS;
use super::super::time::micros;
use crate::model::Direction;
use crate::query::{Bound, Has, Is, Node, Query, Test, WaitingTest};

/// A condition on `thread t` and the values of its parameters, in order.
pub(super) struct Condition {
    pub sql: String,
    pub values: Vec<Value>,
}

/// The condition of a query. Its parameters are numbered from `first` on.
pub(super) fn condition(query: &Query, now: DateTime<Utc>, first: usize) -> Condition {
    let mut writer = Writer {
        sql: String::new(),
        values: Vec::new(),
        first,
        now,
    };
    writer.node(&query.root);
    Condition {
        sql: writer.sql,
        values: writer.values,
    }
}

struct Writer {
    sql: String,
    values: Vec<Value>,
    first: usize,
    now: DateTime<Utc>,
}

impl Writer {
    fn node(&mut self, node: &Node) {
        match node {
            Node::All(nodes) if nodes.is_empty() => self.sql.push('1'),
            Node::All(nodes) => self.joined(nodes, " AND "),
            Node::Any(nodes) => self.joined(nodes, " OR "),
            Node::Not(node) => {
                self.sql.push_str("NOT ");
                self.joined(std::slice::from_ref(node), "");
            }
            Node::Term(term) => self.test(&term.test),
        }
    }

    fn joined(&mut self, nodes: &[Node], between: &str) {
        self.sql.push('(');
        for (index, node) in nodes.iter().enumerate() {
            if index > 0 {
                self.sql.push_str(between);
            }
            self.node(node);
        }
        self.sql.push(')');
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::Word(word) => self.matches("", word, Ending::Open),
            Test::Phrase(words) => self.matches("", words, Ending::Whole),
            Test::Title(word) => self.matches("title : ", word, Ending::Open),
            Test::From(word) => self.matches("people : ", word, Ending::Open),
            Test::Channel(word) => {
                let value = self.value(word.to_lowercase());
                self.push(&format!(
                    "t.channel IN (SELECT key FROM channel WHERE instr(words, {value}) > 0)"
                ));
            }
            Test::Status(status) => {
                let value = self.value(status.as_str().to_owned());
                self.push(&format!("t.status = {value}"));
            }
            Test::Waiting(waiting) => self.waiting(*waiting),
            Test::Age(bound, length) => self.since("t.created_at", *bound, *length),
            Test::Has(has) => match has {
                Has::Attachment => self.sql.push_str("t.attachments > 0"),
                Has::Draft => self.sql.push_str("t.draft = 1"),
                Has::Outgoing => self.sql.push_str("t.outgoing > 0"),
                Has::Note => self.holds(direction_bit(&Direction::Internal)),
            },
            Test::Is(is) => self.sql.push_str(match is {
                Is::Unread => "t.unread = 1",
                Is::Failed => "t.failed > 0",
                Is::Again => "(t.settled = 1 AND t.waiting IN (1, 2))",
                Is::Gone => "t.gone = 1",
                Is::Snoozed => "(t.remind IS NOT NULL AND t.rung = 0)",
                Is::Reminder => "t.rung = 1",
            }),
            Test::Direction(direction) => self.holds(direction_bit(direction)),
            Test::Kind(kind) => self.holds(kind_bit(kind)),
            Test::Meta(path, word) => {
                let path = path.iter().fold("$.metadata".to_owned(), |path, part| {
                    format!("{path}.\"{part}\"")
                });
                let path = self.value(path);
                let value = self.value(word.clone());
                self.push(&format!(
                    "coalesce((SELECT CAST(j.json ->> {path} AS TEXT) FROM thread_json j WHERE j.key = t.key)
                     = {value} COLLATE NOCASE, 0)"
                ));
            }
        }
    }

    fn waiting(&mut self, waiting: WaitingTest) {
        match waiting {
            WaitingTest::For(bound, length) => {
                self.sql.push_str("(t.waiting IN (1, 2) AND ");
                self.since("t.since", bound, length);
                self.sql.push(')');
            }
            WaitingTest::Us => self.sql.push_str("t.waiting IN (1, 2)"),
            WaitingTest::First => self.sql.push_str("t.waiting = 1"),
            WaitingTest::Customer => self.sql.push_str("t.waiting = 3"),
            WaitingTest::Nobody => self.sql.push_str("t.waiting = 0"),
        }
    }

    /// A time that lies that far back, or less. What has no time passes neither.
    fn since(&mut self, column: &str, bound: Bound, length: TimeDelta) {
        let then = self.now.checked_sub_signed(length).map_or(i64::MIN, micros);
        let compared = match bound {
            Bound::AtLeast => "<=",
            Bound::Under => ">",
        };
        let value = self.value(then);
        self.push(&format!("coalesce({column} {compared} {value}, 0)"));
    }

    fn holds(&mut self, bit: i64) {
        self.push(&format!("(t.holds & {bit}) <> 0"));
    }

    /// Full text. What the person typed is always quoted: it is never read as the index's own language.
    fn matches(&mut self, column: &str, words: &str, ending: Ending) {
        let quoted = words.replace('"', "\"\"");
        let star = if ending == Ending::Open && is_long_enough(words) {
            "*"
        } else {
            ""
        };
        let value = self.value(format!("{column}\"{quoted}\" {star}"));
        self.push(&format!(
            "t.key IN (SELECT rowid >> {NUMBER_BITS} FROM search WHERE search MATCH {value})"
        ));
    }

    fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.first + self.values.len() - 1)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Ending {
    /// The last word may be the beginning of one: it is found while it is typed.
    Open,
    Whole,
}

/// One or two letters begin half of all words: looking for them all would be slow and find everything. Scripts
/// that write without spaces say enough in one character.
fn is_long_enough(words: &str) -> bool {
    !words.is_ascii() || words.len() >= 3
}
