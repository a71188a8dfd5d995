//! Where things stand on the screen: pure arithmetic on the terminal's size and what is open.
//!
//! It lives here and not in `view` because `update` must know how many lines a pane shows to scroll it.

use super::composer::text_columns;
use super::{Pane, State};

/// A rectangle of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// Left column.
    pub x: u16,
    /// Top row.
    pub y: u16,
    /// Columns.
    pub w: u16,
    /// Rows.
    pub h: u16,
}

impl Area {
    /// The area without `left`, `top`, `right` and `bottom` cells; never negative.
    pub fn shrunk(self, left: u16, top: u16, right: u16, bottom: u16) -> Self {
        let w = self.w.saturating_sub(left.saturating_add(right));
        let h = self.h.saturating_sub(top.saturating_add(bottom));
        Self {
            x: self.x.saturating_add(left.min(self.w)),
            y: self.y.saturating_add(top.min(self.h)),
            w,
            h,
        }
    }

    /// The upper `rows` and the rest.
    pub fn split_rows(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.h);
        (Self { h: rows, ..self }, self.shrunk(0, rows, 0, 0))
    }

    /// The left `cols` and the rest.
    pub fn split_cols(self, cols: u16) -> (Self, Self) {
        let cols = cols.min(self.w);
        (Self { w: cols, ..self }, self.shrunk(cols, 0, 0, 0))
    }

    /// Whether the cell lies in it.
    pub const fn contains(self, x: u16, y: u16) -> bool {
        x >= self.x && x - self.x < self.w && y >= self.y && y - self.y < self.h
    }
}

/// How the panes are arranged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Below 40x12: only a sentence fits.
    TooSmall,
    /// One pane at a time.
    Narrow,
    /// Threads beside the conversation.
    Medium,
    /// Threads above the conversation, for portrait terminals.
    Stacked,
    /// Views, threads, conversation.
    Wide,
}

/// A pane with its frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PaneArea {
    /// Frame included.
    pub outer: Area,
    /// Inside the frame.
    pub inner: Area,
}

/// The whole screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// The arrangement.
    pub shape: Shape,
    /// The top line: who, where, link state.
    pub header: Area,
    /// The bottom line: what can be done.
    pub footer: Area,
    /// Everything between.
    pub body: Area,
    /// The line of the tour, between the body and the footer.
    pub tour: Option<Area>,
    /// Views and channels, if shown.
    pub places: Option<PaneArea>,
    /// The list, if shown.
    pub threads: Option<PaneArea>,
    /// The conversation's head, messages and composer, if shown.
    pub conversation: Option<PaneArea>,
    /// The lines of the conversation's head (channel, status, rule).
    pub head: Area,
    /// The messages.
    pub messages: Area,
    /// The composer, if open.
    pub composer: Option<PaneArea>,
    /// The sidebar, if open.
    pub sidebar: Option<PaneArea>,
}

/// Rows of one thread in the list.
pub const ROWS_PER_THREAD: u16 = 2;

const MIN: (u16, u16) = (40, 12);

/// Arranges the screen.
pub fn layout(state: &State) -> Layout {
    let (w, h) = state.size;
    let screen = Area { x: 0, y: 0, w, h };
    let (header, rest) = screen.split_rows(1);
    let (body, footer) = rest.split_rows(rest.h.saturating_sub(1));
    let (body, tour) = if state.tour.is_some() {
        let (body, line) = body.split_rows(body.h.saturating_sub(1));
        (body, Some(line))
    } else {
        (body, None)
    };
    let shape = shape(w, h);
    let mut layout = Layout {
        shape,
        header,
        footer,
        body,
        tour,
        places: None,
        threads: None,
        conversation: None,
        head: Area::default(),
        messages: Area::default(),
        composer: None,
        sidebar: None,
    };
    match shape {
        Shape::TooSmall => {}
        Shape::Narrow => narrow(state, &mut layout),
        Shape::Medium => medium(state, &mut layout),
        Shape::Stacked => stacked(state, &mut layout),
        Shape::Wide => wide(state, &mut layout),
    }
    if let Some(pane) = layout.conversation {
        conversation(state, &mut layout, pane.inner);
    }
    layout
}

fn shape(w: u16, h: u16) -> Shape {
    if w < MIN.0 || h < MIN.1 {
        Shape::TooSmall
    } else if w >= 120 {
        Shape::Wide
    } else if u32::from(h) * 2 > u32::from(w) && (w >= 80 || h >= 30) {
        // A cell is about twice as high as wide.
        Shape::Stacked
    } else if w >= 80 {
        Shape::Medium
    } else {
        Shape::Narrow
    }
}

fn narrow(state: &State, layout: &mut Layout) {
    // A frame would cost a tenth of 40x12: the title line is enough.
    let pane = Some(PaneArea {
        outer: layout.body,
        inner: layout.body.shrunk(0, 1, 0, 0),
    });
    match state.pane {
        Pane::Places => layout.places = pane,
        Pane::Threads => layout.threads = pane,
        Pane::Conversation => layout.conversation = pane,
        Pane::Sidebar => layout.sidebar = pane,
    }
}

fn medium(state: &State, layout: &mut Layout) {
    let list = list_width(layout.body.w, state.enlarge, 36);
    let (left, right) = layout.body.split_cols(list);
    if state.pane == Pane::Places {
        layout.places = Some(framed(left));
    } else {
        layout.threads = Some(framed(left));
    }
    show_right(state, layout, right, 30);
}

fn stacked(state: &State, layout: &mut Layout) {
    let rows = (layout.body.h / 3).max(6);
    let (top, bottom) = layout.body.split_rows(rows);
    let (left, list) = top.split_cols(26);
    if layout.body.w >= 80 {
        layout.places = Some(framed(left));
        layout.threads = Some(framed(list));
    } else if state.pane == Pane::Places {
        // Beside the views no name would fit.
        layout.places = Some(framed(top));
    } else {
        layout.threads = Some(framed(top));
    }
    show_right(state, layout, bottom, 30);
}

fn wide(state: &State, layout: &mut Layout) {
    let (places, rest) = layout
        .body
        .split_cols(if layout.body.w >= 160 { 30 } else { 26 });
    layout.places = Some(framed(places));
    let (list, right) = rest.split_cols(list_width(rest.w, state.enlarge, 40));
    layout.threads = Some(framed(list));
    show_right(state, layout, right, 36);
}

fn show_right(state: &State, layout: &mut Layout, right: Area, sidebar: u16) {
    let reading = matches!(state.pane, Pane::Conversation | Pane::Sidebar);
    if !state.preview && !reading && state.composer.is_none() {
        // Without a preview the list has the room.
        if let Some(threads) = layout.threads {
            let outer = if right.y > threads.outer.y {
                Area {
                    h: threads.outer.h + right.h,
                    ..threads.outer
                }
            } else {
                Area {
                    w: threads.outer.w + right.w,
                    ..threads.outer
                }
            };
            layout.threads = Some(framed(outer));
        }
        return;
    }
    if state.sidebar && right.w >= sidebar + 50 {
        let (conversation, side) = right.split_cols(right.w - sidebar);
        layout.conversation = Some(framed(conversation));
        layout.sidebar = Some(framed(side));
    } else if state.pane == Pane::Sidebar {
        // No room beside the conversation: it takes the conversation's.
        layout.sidebar = Some(framed(right));
    } else {
        layout.conversation = Some(framed(right));
    }
}

fn conversation(state: &State, layout: &mut Layout, inner: Area) {
    let head = if inner.h >= 8 { 2 } else { 1 };
    let (head, rest) = inner.split_rows(head);
    layout.head = head;
    layout.messages = rest;
    let Some(composer) = &state.composer else {
        return;
    };
    let lines = composer
        .lines(text_columns(inner.w))
        .min(usize::from(u16::MAX)) as u16;
    let most = (rest.h / 5 * 3 + rest.h % 5 * 3 / 5).max(4).min(rest.h);
    let height = lines.saturating_add(2).clamp(5.min(most), most);
    let (messages, outer) = rest.split_rows(rest.h - height);
    layout.messages = messages;
    layout.composer = Some(PaneArea {
        outer,
        inner: outer.shrunk(0, 1, 0, 0),
    });
}

/// The list's columns: a third of the room, moved by `enlarge`, never less than a name needs.
fn list_width(room: u16, enlarge: i16, least: u16) -> u16 {
    let third = (u32::from(room) * 36 / 100) as u16;
    let wanted = i32::from(third.clamp(least, 64)) + i32::from(enlarge) * 4;
    wanted.clamp(24, i32::from(room.saturating_sub(30).max(24))) as u16
}

fn framed(outer: Area) -> PaneArea {
    PaneArea {
        outer,
        inner: outer.shrunk(1, 1, 1, 1),
    }
}
