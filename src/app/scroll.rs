//! Moving through the open conversation: by lines, by messages, and keeping the place when the lines change.

use std::collections::{HashMap, HashSet};

use crate::model::MessageId;

use super::State;
use super::document::Line;
use super::effect::{Effect, Extend};
use super::geometry::layout;
use super::item::MessageItem;
use super::kinds;
use super::reading::Reading;

/// A place in the conversation that survives new lines: a message, and where the first line on the screen is from it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
    message: Option<MessageId>,
    /// Lines from the message's first one; negative where the message begins below the first line on the screen.
    offset: isize,
}

impl Place {
    /// The message it is told by.
    pub const fn message(&self) -> Option<&MessageId> {
        self.message.as_ref()
    }
}

impl Reading {
    /// The place of the first line on the screen.
    pub fn place(&self) -> Place {
        self.place_by(|id| Some(id.clone()))
    }

    /// The place of the first line on the screen, told by a message that will still be here: one of those, or one that
    /// has become one of those.
    pub fn place_among(
        &self,
        messages: &[MessageItem],
        sent: &HashMap<String, MessageId>,
    ) -> Place {
        let here: HashSet<&MessageId> = messages.iter().map(|item| &item.id).collect();
        self.place_by(|id| {
            let id = sent.get(id.as_str()).unwrap_or(id);
            here.contains(id).then(|| id.clone())
        })
    }

    fn place_by(&self, by: impl Fn(&MessageId) -> Option<MessageId>) -> Place {
        let top = self.top.min(self.document.lines.len());
        let first = self.document.lines.get(top).map(|line| line.message);
        // From the first message on the screen downwards, then from there upwards.
        let Some(first) = first else {
            return Place::default();
        };
        let down = first..self.messages.len();
        let up = (0..first).rev();
        down.chain(up)
            .filter(|index| !self.document.span(*index).is_empty())
            .find_map(|index| Some((index, by(&self.messages[index].id)?)))
            .map_or_else(Place::default, |(index, id)| Place {
                message: Some(id),
                offset: top as isize - self.document.span(index).start as isize,
            })
    }

    fn last_top(&self, height: usize) -> usize {
        self.document.lines.len().saturating_sub(height)
    }
}

impl State {
    fn messages_height(&self) -> usize {
        usize::from(layout(self).messages.h)
    }

    /// Goes back to a place after the lines were made anew.
    pub fn restore_place(&mut self, place: Place) {
        let height = self.messages_height();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let last = reading.last_top(height);
        if reading.follow {
            reading.top = last;
            return;
        }
        let index = place
            .message
            .and_then(|id| reading.messages.iter().position(|item| item.id == id));
        if let Some(index) = index {
            let span = reading.document.span(index);
            let inside = span.len().saturating_sub(1) as isize;
            reading.top = span.start.saturating_add_signed(place.offset.min(inside));
        }
        reading.top = reading.top.min(last);
        reading.follow = height > 0 && reading.top == last && reading.after == 0;
    }

    /// Where an opened conversation starts: at what is new if that is more than a screen, else at the end.
    pub fn start_place(&mut self) {
        let height = self.messages_height();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let last = reading.last_top(height);
        let new = reading
            .document
            .lines
            .iter()
            .position(|line| line.line == Line::New);
        reading.top = new.map_or(last, |new| new.saturating_sub(1).min(last));
        reading.follow = reading.top == last && reading.after == 0;
        reading.selected = reading.messages.last().map(|item| item.id.clone());
        if let Some(new) = new.filter(|_| !reading.follow) {
            let index = reading.document.lines[new].message;
            reading.selected = reading.messages.get(index).map(|item| item.id.clone());
        }
    }

    /// Scrolls by lines; the selection follows onto the screen.
    pub fn scroll(&mut self, by: isize, out: &mut Vec<Effect>) {
        let height = self.messages_height();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let last = reading.last_top(height);
        reading.top = reading.top.saturating_add_signed(by).min(last);
        reading.follow = reading.top == last && reading.after == 0;
        let shown = reading.top..reading.top + height;
        let visible = reading
            .index()
            .is_some_and(|index| shown.contains(&reading.document.head(index)));
        if !visible {
            let edge = if by < 0 {
                shown
                    .end
                    .min(reading.document.lines.len())
                    .saturating_sub(1)
            } else {
                shown.start
            };
            reading.selected = reading
                .document
                .lines
                .get(edge)
                .and_then(|line| reading.messages.get(line.message))
                .map(|item| item.id.clone());
        }
        self.fetch_more_messages(out);
    }

    /// Scrolls by half of what the pane shows.
    pub fn scroll_half(&mut self, down: bool, out: &mut Vec<Effect>) {
        let half = (self.messages_height() / 2).max(1) as isize;
        self.scroll(if down { half } else { -half }, out);
    }

    /// Selects the next or previous message; a message longer than the pane is scrolled through first.
    pub fn move_message(&mut self, down: bool, out: &mut Vec<Effect>) {
        let height = self.messages_height();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let Some(index) = reading.index() else {
            reading.selected = reading.messages.last().map(|item| item.id.clone());
            return;
        };
        let span = reading.document.span(index);
        let hidden_below = span.end > reading.top + height;
        let hidden_above = span.start < reading.top;
        let long = span.len() > height;
        if long && ((down && hidden_below) || (!down && hidden_above)) {
            self.scroll_half(down, out);
            return;
        }
        let Some(next) = step(reading, index, down) else {
            self.scroll(if down { 2 } else { -2 }, out);
            return;
        };
        reading.selected = reading.messages.get(next).map(|item| item.id.clone());
        self.show_selected(out);
    }

    /// Scrolls so far that the selected message is on the screen.
    pub fn show_selected(&mut self, out: &mut Vec<Effect>) {
        let height = self.messages_height();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let Some(index) = reading.index() else {
            return;
        };
        let span = reading.document.span(index);
        if span.start < reading.top || span.len() > height {
            reading.top = span.start;
        } else if span.end > reading.top + height {
            reading.top = span.end - height;
        }
        let last = reading.last_top(height);
        reading.top = reading.top.min(last);
        reading.follow = reading.top == last && reading.after == 0;
        self.fetch_more_messages(out);
    }

    /// The first or last line of what is here.
    pub fn scroll_to_end(&mut self, end: Extend, out: &mut Vec<Effect>) {
        let height = self.messages_height();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let last = reading.last_top(height);
        let (top, selected) = match end {
            Extend::Before => (0, reading.messages.first()),
            Extend::After => (last, reading.messages.last()),
        };
        reading.top = top;
        reading.selected = selected.map(|item| item.id.clone());
        reading.follow = top == last && reading.after == 0;
        self.fetch_more_messages(out);
    }

    /// Goes to the message that the selected one answers.
    pub fn go_to_parent(&mut self, out: &mut Vec<Effect>) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let Some(parent) = reading.message().and_then(|item| item.parent.clone()) else {
            self.say("This message was not written as an answer to another one.");
            return;
        };
        self.go_to_message(parent, out);
    }
}

/// The next message that has lines of its own: folded events have none.
fn step(reading: &Reading, from: usize, down: bool) -> Option<usize> {
    let mut index = from;
    loop {
        index = if down {
            index
                .checked_add(1)
                .filter(|index| *index < reading.messages.len())?
        } else {
            index.checked_sub(1)?
        };
        let hidden = kinds::hides(&reading.hidden, &reading.messages[index]);
        if !hidden && !reading.document.span(index).is_empty() {
            return Some(index);
        }
    }
}
