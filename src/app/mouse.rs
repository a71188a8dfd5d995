//! The mouse: what was hit becomes what the keys would do. Who looked at the screen says what stood where; here only
//! the names of rows and messages count, which stay right when rows move.

use crate::command::Command;
use crate::model::{Conversation, MessageId};

use super::effect::Effect;
use super::geometry::{Layout, Shape, layout};
use super::overlay::Overlay;
use super::places::PlaceRow;
use super::{Pane, State};

/// Lines or rows of one notch of the wheel.
const NOTCH: isize = 3;
/// The steps by which the list can be wider or narrower.
const STEPS: std::ops::RangeInclusive<i16> = -8..=12;

/// What stands somewhere on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A pane, frame included.
    Pane(Pane),
    /// A row of the places pane.
    Place(PlaceRow),
    /// A row of the list, by what it opens.
    Thread(Conversation),
    /// A message of the open conversation.
    Message(MessageId),
    /// The composer's text.
    Composer,
    /// An overlay: what lies below is out of reach.
    Overlay,
    /// A row of the open menu, by its number, which stays while the menu is open.
    MenuItem(usize),
    /// A row of the palette, by its number, which stays until another letter is typed.
    Match(usize),
}

/// What the mouse did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// The left button went down.
    Press,
    /// The mouse moved with the button down.
    Drag,
    /// The button went up.
    Release,
    /// The wheel, downwards or upwards.
    Wheel {
        /// Towards the end.
        down: bool,
    },
}

/// Something the mouse did somewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mouse {
    /// What.
    pub act: Act,
    /// What stood there in the frame the person saw; nothing between the panes.
    pub target: Option<Target>,
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
}

/// What the state remembers of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Mousing {
    /// Whether the terminal tells of the mouse.
    pub on: bool,
    /// Whether the border is being dragged.
    dragging: bool,
}

impl State {
    /// Turns the mouse on or off.
    pub fn toggle_mouse(&mut self, out: &mut Vec<Effect>) {
        self.mouse.on = !self.mouse.on;
        self.mouse.dragging = false;
        out.push(Effect::Mouse(self.mouse.on));
        self.say(if self.mouse.on {
            "Mouse on: click selects, again opens, drag the border. To select text: Shift."
        } else {
            "Mouse off: the terminal selects text again."
        });
    }

    /// The mouse did something.
    pub fn mouse_did(&mut self, mouse: Mouse, out: &mut Vec<Effect>) {
        if !self.mouse.on {
            return;
        }
        match mouse.act {
            Act::Press => {
                self.pressed.clear();
                self.which_key = false;
                self.clear_info();
                self.quitting = false;
                self.ending = false;
                self.press = self.press.wrapping_add(1);
                self.list.touched = true;
                self.mouse.dragging = self.overlay.is_none() && on_border(&layout(self), &mouse);
                if !self.mouse.dragging
                    && let Some(target) = mouse.target
                {
                    self.click(target, out);
                }
            }
            Act::Drag if self.mouse.dragging => self.drag_border(mouse.x),
            Act::Drag => {}
            Act::Release => self.mouse.dragging = false,
            Act::Wheel { down } => self.wheel(
                mouse.target.as_ref(),
                if down { NOTCH } else { -NOTCH },
                out,
            ),
        }
    }

    fn click(&mut self, target: Target, out: &mut Vec<Effect>) {
        match target {
            Target::MenuItem(index) => {
                if let Some(Overlay::Menu(menu)) = &mut self.overlay
                    && index < menu.items.len()
                {
                    menu.selected = index;
                    self.choose_selected(out);
                }
            }
            Target::Match(index) => {
                let Some(Overlay::Prompt(prompt)) = &mut self.overlay else {
                    return;
                };
                if prompt.selected == index {
                    self.run(Command::Accept, out);
                } else if index < prompt.matches.len() {
                    prompt.selected = index;
                }
            }
            // What lies below an overlay is out of reach.
            _ if self.overlay.is_some() => {}
            Target::Place(row) => self.click_place(row, out),
            Target::Thread(conversation) => self.click_thread(&conversation, out),
            Target::Message(id) => self.click_message(id, out),
            Target::Pane(pane) if pane != self.pane => self.focus(pane, out),
            Target::Pane(_) | Target::Composer | Target::Overlay => {}
        }
    }

    fn click_place(&mut self, row: PlaceRow, out: &mut Vec<Effect>) {
        let rows = self.place_rows();
        let Some(place) = rows.iter().position(|it| *it == row) else {
            return;
        };
        if self.pane == Pane::Places && self.place == place {
            self.focus(Pane::Threads, out);
            return;
        }
        self.focus(Pane::Places, out);
        self.place = place;
        self.go_to_place(row, out);
    }

    fn click_thread(&mut self, conversation: &Conversation, out: &mut Vec<Effect>) {
        let again = self.pane == Pane::Threads
            && self.list.selected.as_ref() == Some(conversation)
            && self.composer.is_none();
        if again {
            self.run(Command::Open, out);
            return;
        }
        self.leave_composer(out);
        self.pane = Pane::Threads;
        if self.select_conversation(conversation) {
            self.preview_selected(out);
        }
        self.fit_conversation();
    }

    fn click_message(&mut self, id: MessageId, out: &mut Vec<Effect>) {
        let Some(reading) = &self.reading else {
            return;
        };
        if !reading.messages.iter().any(|item| item.id == id) {
            return;
        }
        let again = self.pane == Pane::Conversation && reading.selected.as_ref() == Some(&id);
        if again && self.composer.is_none() {
            self.open_message();
            return;
        }
        if self.pane != Pane::Conversation {
            let conversation = reading.conversation.clone();
            self.pane = Pane::Conversation;
            self.open_conversation(conversation, true, out);
            self.fit_conversation();
        }
        if let Some(reading) = &mut self.reading {
            reading.selected = Some(id);
        }
    }

    fn wheel(&mut self, target: Option<&Target>, by: isize, out: &mut Vec<Effect>) {
        if self.move_overlay(
            if matches!(self.overlay, Some(Overlay::Pager(_) | Overlay::Stop(_))) {
                by
            } else {
                by.signum()
            },
        ) {
            return;
        }
        match target {
            Some(Target::Thread(_) | Target::Pane(Pane::Threads)) => self.pass(by, out),
            Some(Target::Message(_) | Target::Pane(Pane::Conversation)) => self.scroll(by, out),
            _ => {}
        }
    }

    /// The border goes where the pointer is, as near as the steps allow.
    fn drag_border(&mut self, x: u16) {
        let right = |state: &Self| {
            layout(state)
                .threads
                .map_or(0, |pane| pane.outer.x + pane.outer.w)
        };
        let mut best = (u16::MAX, self.enlarge);
        for step in STEPS {
            self.enlarge = step;
            let off = right(self).abs_diff(x);
            if off < best.0 {
                best = (off, step);
            }
        }
        self.enlarge = best.1;
        self.fit_conversation();
        self.keep_selection_visible();
    }
}

/// Whether the pointer is on the border between the list and what is beside it.
fn on_border(layout: &Layout, mouse: &Mouse) -> bool {
    let Some(pane) = layout.threads else {
        return false;
    };
    let beside = matches!(layout.shape, Shape::Medium | Shape::Wide);
    let has_neighbour = layout.conversation.is_some() || layout.sidebar.is_some();
    let right = pane.outer.x + pane.outer.w;
    let rows = pane.outer.y..pane.outer.y + pane.outer.h;
    beside && has_neighbour && (mouse.x + 1 == right || mouse.x == right) && rows.contains(&mouse.y)
}
