//! Passing by: a press down the list changes its rows, and nothing is drawn before them. The conversation beside them
//! follows in the next frame after a press that stands alone, and while the keys run, when they rest.
//!
//! What is beside the list may so be the conversation of a row passed by. Nothing but another such move ever happens to
//! it: whatever else is pressed, pasted or told brings the selected one first.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::effect::{Effect, Timer};
use crate::app::msg::Msg;
use crate::app::{Pane, State};
use crate::command::{Command, Context, Key, Match};

/// A move so soon after the one before, in milliseconds, is one of many: more than between two presses of a key that is
/// held down, and less than it takes to look at a row.
pub const REST: u64 = 80;

/// How the keys run down the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Passing {
    /// When the selection last moved by a row.
    moved: Option<DateTime<Utc>>,
    /// The conversation beside the list is one that was left.
    behind: bool,
    /// A timer runs that looks whether the keys rest.
    timer: bool,
    /// The last press stood alone: the conversation follows in the next frame.
    next: bool,
}

impl State {
    /// Whether the conversation beside the list is still one that was passed by.
    pub const fn is_behind(&self) -> bool {
        self.passing.behind
    }

    /// Whether that conversation is to give way in the next frame.
    pub const fn follows(&self) -> bool {
        self.passing.behind && self.passing.next
    }

    /// Moves the selection by a row; the conversation beside the list follows in the next frame, or when the keys rest.
    pub fn pass(&mut self, by: isize, out: &mut Vec<Effect>) {
        let now = self.now;
        let runs = self.passing.moved.is_some_and(|at| left(at, now) > 0);
        self.passing.moved = Some(now);
        self.make_room(by);
        if !self.previews() {
            self.move_selection(by, out);
            return;
        }
        self.select_beside(by, out);
        let open = self.reading.as_ref().map(|open| &open.conversation);
        // Once left it stays left, even if the keys come back to it.
        self.passing.behind |= self.list.selected.as_ref() != open;
        self.passing.next = !runs;
        if self.passing.behind && runs && !self.passing.timer {
            self.passing.timer = true;
            out.push(Effect::After(Timer::Rest, REST));
        }
    }

    /// A step off the screen scrolls by half of it: what comes next is in sight, and the rows stand still for the steps
    /// that follow. By one row at a time each of them would write the whole list anew.
    fn make_room(&mut self, by: isize) {
        let Some(index) = self.list.index() else {
            return;
        };
        let height = self.list_height();
        let last = self.list.rows.len().saturating_sub(1);
        let next = index.saturating_add_signed(by).min(last);
        let shown = self.list.top..self.list.top + height;
        if shown.contains(&index) && !shown.contains(&next) {
            // Where there are no more rows the list ends with its last one.
            self.list.top = next.saturating_sub(height / 2);
        }
    }

    /// Shows the selected conversation if another one is still beside the list.
    pub fn catch_up(&mut self, out: &mut Vec<Effect>) {
        if !self.passing.behind {
            return;
        }
        let open = self.reading.as_ref().map(|open| &open.conversation);
        if self.list.selected.as_ref() == open {
            // The keys came back to it: it is gone to anew, as it is by slow keys, and not still open.
            self.reading = None;
        }
        self.preview_selected(out);
    }

    /// What is beside the list was just chosen.
    pub fn caught_up(&mut self) {
        self.passing.behind = false;
    }

    /// The timer: if the keys moved on since, it looks again when they may rest.
    pub fn rest_timer(&mut self, out: &mut Vec<Effect>) {
        self.passing.timer = false;
        if !self.passing.behind {
            return;
        }
        match self.passing.moved.map_or(0, |at| left(at, self.now)) {
            0 => self.catch_up(out),
            left => {
                self.passing.timer = true;
                out.push(Effect::After(Timer::Rest, left));
            }
        }
    }

    /// Whether a message is heard while another conversation is beside the list: answers and news, which go by id, and
    /// a key that runs on. Anything else may act on what is on the screen.
    pub fn runs_on(&self, msg: &Msg) -> bool {
        match msg {
            Msg::Key(key) => self.is_move(*key),
            Msg::Now(..)
            | Msg::Timer(Timer::Rest)
            | Msg::Channels(_)
            | Msg::Counts(..)
            | Msg::List { .. }
            | Msg::Conversation { .. }
            | Msg::MoreMessages { .. }
            | Msg::Near { .. }
            | Msg::OutboxCounts { .. }
            | Msg::Changed(_)
            | Msg::Link(_)
            | Msg::Progress(_)
            | Msg::Request(_) => true,
            _ => false,
        }
    }

    fn is_move(&self, key: Key) -> bool {
        let moves = Match::Command(Command::MoveDown);
        let back = Match::Command(Command::MoveUp);
        let found = |context| self.keymap.resolve(context, &[key.canonical()]);
        self.context() == Context::Threads
            && self.pane == Pane::Threads
            && self.pressed.is_empty()
            && [moves, back].contains(&found(Context::Threads))
    }
}

/// How many milliseconds a move still counts as the last of many; none after a clock that was set back.
fn left(moved: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    let rest = TimeDelta::milliseconds(REST.cast_signed());
    let passed = now - moved;
    if passed < TimeDelta::zero() || passed >= rest {
        return 0;
    }
    // Rounded up: a timer that comes a moment too early would have to be set again.
    (rest - passed).num_milliseconds().unsigned_abs() + 1
}
