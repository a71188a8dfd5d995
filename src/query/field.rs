//! The fields of the language: what each one's value may be.

use crate::model::{Direction, MessageKind, ThreadStatus};

use super::duration::read_duration;
use super::tree::{Bound, Has, Is, Test, WaitingTest};

/// The names of the fields; `meta.` is followed by a path.
pub(super) const FIELDS: &[&str] = &[
    "status:",
    "channel:",
    "from:",
    "title:",
    "waiting:",
    "age:",
    "has:",
    "is:",
    "direction:",
    "kind:",
    "meta.NAME:",
];

const WAITING: &[&str] = &[">2h", "<30m", "us", "first", "customer", "nobody"];
const AGE: &[&str] = &["<7d", ">2w", "with m, h, d or w"];
const HAS: &[&str] = &["attachment", "draft", "note", "outgoing"];
const IS: &[&str] = &["unread", "failed", "again", "gone", "snoozed", "reminder"];

/// What may stand behind the colon of one of [`FIELDS`], in words.
pub(super) fn value_words(field: &str) -> String {
    match field {
        "status:" => ThreadStatus::DOCUMENTED.join(", "),
        "channel:" => "a part of its name".into(),
        "from:" => "a name, email address or phone number".into(),
        "title:" => "a word of the subject".into(),
        "waiting:" => WAITING.join(", "),
        "age:" => AGE.join(", "),
        "has:" => HAS.join(", "),
        "is:" => IS.join(", "),
        "direction:" => Direction::DOCUMENTED.join(", "),
        "kind:" => MessageKind::DOCUMENTED.join(", "),
        _ => "a value of the thread's metadata".into(),
    }
}

/// What is wrong with a field: where the fault lies, why, and what is allowed.
pub(super) enum Fault {
    Name,
    Value {
        reason: String,
        allowed: &'static [&'static str],
    },
}

/// Reads `name:value`. `quoted` says that the value stood in quotes.
pub(super) fn read(name: &str, value: &str, quoted: bool) -> Result<Test, Fault> {
    if let Some(path) = name.strip_prefix("meta.") {
        return meta(path, value);
    }
    match name {
        "status" => match ThreadStatus::read(value) {
            // A status the documentation does not name can be asked for in quotes.
            ThreadStatus::Other(_) if !quoted || value.is_empty() => {
                Err(unknown("status", value, ThreadStatus::DOCUMENTED))
            }
            status => Ok(Test::Status(status)),
        },
        "channel" => some(value).map(Test::Channel),
        "from" => some(value).map(Test::From),
        "title" => some(value).map(Test::Title),
        "waiting" => waiting(value).map(Test::Waiting),
        "age" => bounded(value)
            .map(|(bound, length)| Test::Age(bound, length))
            .ok_or_else(|| unknown("length of time", value, AGE)),
        "has" => Ok(Test::Has(match value {
            "attachment" => Has::Attachment,
            "draft" => Has::Draft,
            "note" => Has::Note,
            "outgoing" => Has::Outgoing,
            _ => return Err(unknown("thing to have", value, HAS)),
        })),
        "is" => Ok(Test::Is(match value {
            "unread" => Is::Unread,
            "failed" => Is::Failed,
            "again" => Is::Again,
            "gone" => Is::Gone,
            "snoozed" => Is::Snoozed,
            "reminder" => Is::Reminder,
            _ => return Err(unknown("state", value, IS)),
        })),
        "direction" => match Direction::read(value) {
            Direction::Other(_) => Err(unknown("direction", value, Direction::DOCUMENTED)),
            direction => Ok(Test::Direction(direction)),
        },
        "kind" => match MessageKind::read(value) {
            MessageKind::Other(_) => Err(unknown("kind", value, MessageKind::DOCUMENTED)),
            kind => Ok(Test::Kind(kind)),
        },
        _ => Err(Fault::Name),
    }
}

/// The length and its side: `>2h`, `<2h`; without a side it is "at least".
fn bounded(value: &str) -> Option<(Bound, chrono::TimeDelta)> {
    let (bound, length) = match value.as_bytes().first()? {
        b'>' => (Bound::AtLeast, &value[1..]),
        b'<' => (Bound::Under, &value[1..]),
        _ => (Bound::AtLeast, value),
    };
    Some((bound, read_duration(length)?))
}

fn waiting(value: &str) -> Result<WaitingTest, Fault> {
    Ok(match value {
        "us" => WaitingTest::Us,
        "first" => WaitingTest::First,
        "customer" => WaitingTest::Customer,
        "nobody" => WaitingTest::Nobody,
        _ => {
            let (bound, length) =
                bounded(value).ok_or_else(|| unknown("length of time", value, WAITING))?;
            WaitingTest::For(bound, length)
        }
    })
}

fn meta(path: &str, value: &str) -> Result<Test, Fault> {
    let parts: Vec<String> = path.split('.').map(str::to_owned).collect();
    if parts.iter().any(String::is_empty) {
        return Err(Fault::Name);
    }
    some(value).map(|value| Test::Meta(parts, value))
}

fn some(value: &str) -> Result<String, Fault> {
    if value.trim().is_empty() {
        return Err(Fault::Value {
            reason: "a value is missing after the colon".into(),
            allowed: &[],
        });
    }
    Ok(value.to_owned())
}

fn unknown(what: &str, value: &str, allowed: &'static [&'static str]) -> Fault {
    let reason = if value.is_empty() {
        format!("a {what} is missing after the colon")
    } else {
        format!("{value:?} is no {what}")
    };
    Fault::Value { reason, allowed }
}
