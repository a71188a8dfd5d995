//! What a message means for the columns derived from it, as a number that SQLite can look up by.

use crate::model::{Direction, Message, MessageKind, MessageStatus, StatusEvent};

/// An inbound message that asks for an answer.
pub(super) const QUESTION: i64 = 1;
/// An outbound message that did not fail.
pub(super) const ANSWER: i64 = 2;
/// An outbound message that did.
pub(super) const FAILED: i64 = 3;
/// A recorded status change.
pub(super) const STATUS_EVENT: i64 = 4;
/// Something inbound that is no question, such as "opened the chat".
pub(super) const INBOUND_EVENT: i64 = 5;
/// Among staff.
pub(super) const NOTE: i64 = 6;
const OTHER: i64 = 0;
/// Added when the time is unreadable: such a message has a place, but no clock starts or stops at it.
pub(super) const UNDATED: i64 = 16;

/// The class of a message.
pub(super) fn class(message: &Message) -> i64 {
    let is_event = matches!(message.kind, MessageKind::Event | MessageKind::System);
    let class = match message.direction {
        Direction::Inbound if is_event => INBOUND_EVENT,
        Direction::Inbound => QUESTION,
        Direction::Outbound if message.status == MessageStatus::Failed => FAILED,
        Direction::Outbound => ANSWER,
        Direction::Internal => NOTE,
        Direction::System if StatusEvent::of(message).is_some() => STATUS_EVENT,
        Direction::System | Direction::Other(_) => OTHER,
    };
    match message.created_at.at() {
        Some(_) => class,
        None => class + UNDATED,
    }
}

/// The bit of a direction in `thread.holds`.
pub(super) const fn direction_bit(direction: &Direction) -> i64 {
    1 << match direction {
        Direction::Inbound => 0,
        Direction::Outbound => 1,
        Direction::Internal => 2,
        Direction::System => 3,
        Direction::Other(_) => 4,
    }
}

/// The bit of a kind in `thread.holds`.
pub(super) const fn kind_bit(kind: &MessageKind) -> i64 {
    1 << match kind {
        MessageKind::Text => 5,
        MessageKind::Event => 6,
        MessageKind::Call => 7,
        MessageKind::Comment => 8,
        MessageKind::System => 9,
        MessageKind::Other(_) => 10,
    }
}

/// The bits of a message in `thread.holds`.
pub(super) const fn bits(message: &Message) -> i64 {
    direction_bit(&message.direction) | kind_bit(&message.kind)
}
