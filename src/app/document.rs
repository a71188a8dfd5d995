//! The open conversation as lines: what stands on each line at a given width, before any style.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::model::MessageId;
use crate::text::{self, SafeText};

use super::body;
use super::item::{Delivery, MessageItem, MessageLook};
use super::kinds::{self, Kind};

/// What stands on a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// Nothing.
    Blank,
    /// Messages before the first one that is here.
    Earlier,
    /// A day begins.
    Day(SafeText),
    /// What follows is new since the person last looked.
    New,
    /// Author, time, delivery state.
    Head,
    /// The message it answers, in a line.
    Parent(SafeText),
    /// A line of the body: the bytes of it.
    Body(Range<usize>),
    /// So many lines of the body, folded.
    More(usize),
    /// An attachment, by its place.
    Attachment(usize),
    /// Why it failed: the bytes of the reason.
    Problem(Range<usize>),
    /// A line of an event: the bytes of its words, and whether it is the event's first and last line.
    Event {
        /// The words.
        words: Range<usize>,
        /// The event begins here.
        first: bool,
        /// The event ends here, and says when it was.
        last: bool,
    },
    /// So many events, folded.
    Folded(usize),
    /// Messages up to this one that the person has hidden: what they are.
    Hidden(SafeText),
    /// Messages after the last one that is here.
    Later,
}

/// A line and the message it belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentLine {
    /// The message, by its place; the one that follows for lines between messages.
    pub message: usize,
    /// What stands there.
    pub line: Line,
}

/// All lines of the messages that are here, at a width.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// The lines.
    pub lines: Vec<DocumentLine>,
    /// The columns they were made for.
    pub width: u16,
}

/// Columns before a body line.
pub const INDENT: u16 = 2;

/// Columns before the words of an event.
pub const EVENT_INDENT: usize = 3;
/// Columns between the words of an event and when it was.
const APART: usize = 3;
/// `now`, `12m`, `Wed`: a time of this week. The lines are made anew each day.
const THIS_WEEK: usize = 3;
/// `unknown: checking`.
const WIDEST_WHEN: usize = 17;

/// What the lines depend on beside the messages.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Columns.
    pub width: u16,
    /// Now, for the names of days.
    pub now: DateTime<Utc>,
    /// The person's time zone.
    pub tz: FixedOffset,
    /// Whether events are shown each.
    pub events: bool,
    /// Messages of which every line is shown.
    pub unfolded: &'a BTreeSet<MessageId>,
    /// Kinds of message that are hidden.
    pub hidden: &'a BTreeSet<Kind>,
    /// Whether there are messages before and after.
    pub more: (bool, bool),
}

impl Document {
    /// Makes the lines.
    pub fn new(messages: &[MessageItem], setting: &Setting<'_>) -> Self {
        let mut builder = Builder {
            lines: Vec::new(),
            setting,
            columns: usize::from(setting.width.saturating_sub(INDENT + 1).max(8)),
            day: None,
            new_shown: false,
            places: messages
                .iter()
                .enumerate()
                .map(|(index, item)| (&item.id, index))
                .collect(),
        };
        if setting.more.0 {
            builder.push(0, Line::Earlier);
        }
        let mut index = 0;
        while index < messages.len() {
            index = builder.message(messages, index);
        }
        if setting.more.1 {
            builder.push(messages.len().saturating_sub(1), Line::Later);
        }
        Self {
            lines: builder.lines,
            width: setting.width,
        }
    }

    /// The lines of a message, separators before it included.
    pub fn span(&self, message: usize) -> Range<usize> {
        let start = self.lines.partition_point(|line| line.message < message);
        let end = self.lines.partition_point(|line| line.message <= message);
        start..end
    }

    /// The line on which a message itself begins.
    pub fn head(&self, message: usize) -> usize {
        let span = self.span(message);
        span.clone()
            .find(|&line| matches!(self.lines[line].line, Line::Head | Line::Event { .. }))
            .unwrap_or(span.start)
    }
}

struct Builder<'a> {
    /// Where each message stands, for those that answer one.
    places: HashMap<&'a MessageId, usize>,
    lines: Vec<DocumentLine>,
    setting: &'a Setting<'a>,
    columns: usize,
    day: Option<NaiveDate>,
    new_shown: bool,
}

impl Builder<'_> {
    fn push(&mut self, message: usize, line: Line) {
        self.lines.push(DocumentLine { message, line });
    }

    /// The lines of the message at `index`, or of the run of folded events that begins there. Returns what is next.
    fn message(&mut self, messages: &[MessageItem], index: usize) -> usize {
        let item = &messages[index];
        self.day_line(item, index);
        if item.new && !self.new_shown {
            self.new_shown = true;
            // Where everything is new, a rule at the very top says nothing.
            if index > 0 || self.setting.more.0 {
                self.push(index, Line::New);
            }
        }
        if kinds::hides(self.setting.hidden, item) && item.outgoing.is_none() {
            return self.hidden(messages, index);
        }
        if item.is_event() && !self.setting.events && !item.failed() && item.outgoing.is_none() {
            return self.folded(messages, index);
        }
        if item.is_event() {
            self.event(item, index);
            self.problem(item, index);
            if item.outgoing.is_some() {
                self.push(index, Line::Blank);
            }
            return index + 1;
        }
        self.push(index, Line::Head);
        if let Some(parent) = &item.parent {
            let words = self
                .places
                .get(parent)
                .and_then(|place| messages.get(*place))
                .map_or_else(
                    || "an earlier message".into(),
                    |other| {
                        let first = other.body.text.lines().next().unwrap_or("");
                        SafeText::line(&format!("{}: {first}", other.author.as_str()))
                    },
                );
            self.push(index, Line::Parent(words));
        }
        let columns = match item.look {
            // A note has a frame of its own at its left.
            MessageLook::Note => self.columns.saturating_sub(2).max(6),
            _ => self.columns,
        };
        // What is on its way out is offered a menu by the key that unfolds.
        let unfolded = matches!(item.delivery, Delivery::Local(..))
            || self.setting.unfolded.contains(&item.id);
        for line in body::lines(&item.body, columns, unfolded) {
            self.push(index, line);
        }
        for place in 0..item.attachments.len() {
            self.push(index, Line::Attachment(place));
        }
        self.problem(item, index);
        self.push(index, Line::Blank);
        index + 1
    }

    fn problem(&mut self, item: &MessageItem, index: usize) {
        if !item.problem.is_empty() {
            for range in text::wrap(&item.problem, self.columns) {
                self.push(index, Line::Problem(range));
            }
        }
    }

    /// The lines of an event. Its last line has room for when it was.
    fn event(&mut self, item: &MessageItem, index: usize) {
        let columns = self.columns.saturating_sub(EVENT_INDENT).max(8);
        let when = APART + self.when_columns(item);
        let mut lines = text::wrap(&item.body.text, columns);
        if let Some(last) = lines.pop() {
            let words = &item.body.text[last.clone()];
            if text::width(words) + when <= columns {
                lines.push(last);
            } else {
                let parts = text::wrap(words, columns.saturating_sub(when).max(8));
                let placed = |part: Range<usize>| last.start + part.start..last.start + part.end;
                lines.extend(parts.into_iter().map(placed));
            }
        }
        let count = lines.len();
        for (place, words) in lines.into_iter().enumerate() {
            let (first, last) = (place == 0, place + 1 == count);
            self.push(index, Line::Event { words, first, last });
        }
    }

    /// The columns of when it was, or of how far a request is.
    fn when_columns(&self, item: &MessageItem) -> usize {
        let words = match (&item.delivery, item.at) {
            (Delivery::None, Some(at)) => text::ago(self.setting.now, at, &self.setting.tz),
            (Delivery::None, None) => item.at_raw.clone(),
            (Delivery::Local(_, "unknown"), _) => return WIDEST_WHEN,
            _ => return text::width("sending …"),
        };
        words.width().clamp(THIS_WEEK, WIDEST_WHEN)
    }

    /// Events next to each other fold into one line, except the last of them: what happened last is worth a line.
    fn folded(&mut self, messages: &[MessageItem], index: usize) -> usize {
        let first = &messages[index];
        let day = |item: &MessageItem| {
            item.at
                .map(|at| at.with_timezone(&self.setting.tz).date_naive())
        };
        // A new day, and what is new, begin with lines of their own.
        let run = messages[index..]
            .iter()
            .take_while(|item| {
                item.is_event()
                    && !item.failed()
                    && item.outgoing.is_none()
                    && !kinds::hides(self.setting.hidden, item)
                    && (item.at.is_none() || day(item) == day(first))
                    && (item.new == first.new || self.new_shown)
            })
            .count()
            .max(1);
        let last = index + run - 1;
        if run > 2 {
            self.push(index, Line::Folded(run - 1));
        } else if run == 2 {
            self.event(first, index);
        }
        self.event(&messages[last], last);
        self.push(last, Line::Blank);
        last + 1
    }

    /// Hidden messages next to each other are one line that says what they are.
    fn hidden(&mut self, messages: &[MessageItem], index: usize) -> usize {
        let hidden = messages[index..]
            .iter()
            .take_while(|item| kinds::hides(self.setting.hidden, item));
        let count = hidden.clone().count();
        let last = index + count - 1;
        self.push(last, Line::Hidden(kinds::hidden_words(hidden)));
        self.push(last, Line::Blank);
        last + 1
    }

    fn day_line(&mut self, item: &MessageItem, index: usize) {
        let Some(at) = item.at else {
            return;
        };
        let day = at.with_timezone(&self.setting.tz).date_naive();
        if self.day != Some(day) {
            self.day = Some(day);
            let words = text::day(self.setting.now, at, &self.setting.tz);
            self.push(index, Line::Day(words));
        }
    }
}
