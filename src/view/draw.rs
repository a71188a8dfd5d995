//! One frame: the panes, then what lies above them.

use ratatui::buffer::Buffer;

use crate::app::geometry::{Area, Layout, Shape, layout};
use crate::app::overlay::Overlay;
use crate::app::prompt::Purpose;
use crate::app::{Pane, State};
use crate::text::{SafeText, safe};
use crate::theme::{Role, Theme};

use super::hits::HitMap;
use super::keys::Keys;
use super::paint::Canvas;
use super::{
    composer, conversation, footer, header, menu, notice, pager, places, prompt, prose, sidebar,
    snippets, stop, threads, tour, which_key,
};

/// What a frame says beside its cells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Drawn {
    /// Where the terminal's cursor stands, if text is typed.
    pub cursor: Option<(u16, u16)>,
    /// Where things are.
    pub hits: HitMap,
    /// Cells of one row each that lead to an address of the web, with the address; for terminals that open links.
    pub links: Vec<(Area, SafeText)>,
}

/// What every piece of a frame works with.
pub(super) struct Scene<'a> {
    pub state: &'a State,
    pub layout: Layout,
    pub keys: Keys,
    pub canvas: Canvas<'a>,
    /// Whether the header had room to say how to connect.
    pub login_shown: bool,
    pub drawn: Drawn,
}

impl Scene<'_> {
    /// Whether panes have frames, or a title line only.
    pub fn framed(&self) -> bool {
        self.layout.shape != Shape::Narrow
    }

    /// Whether a pane has the keyboard.
    pub fn focused(&self, pane: Pane) -> bool {
        self.state.pane == pane && self.state.overlay.is_none()
    }
}

/// Draws the whole screen.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Drawn {
    let mut scene = Scene {
        state,
        layout: layout(state),
        keys: Keys::new(state),
        canvas: Canvas::new(buffer, theme),
        login_shown: false,
        drawn: Drawn::default(),
    };
    if scene.layout.shape == Shape::TooSmall {
        too_small(&mut scene);
        return scene.drawn;
    }
    header::draw(&mut scene);
    places::draw(&mut scene);
    threads::draw(&mut scene);
    conversation::draw(&mut scene);
    composer::draw(&mut scene);
    sidebar::draw(&mut scene);
    snippets::draw(&mut scene);
    let below = match &state.overlay {
        Some(Overlay::Menu(open)) => open.below.as_deref(),
        Some(Overlay::Prompt(open)) => match &open.purpose {
            Purpose::FindRaw(pager) => Some(pager.as_ref()),
            _ => None,
        },
        _ => None,
    };
    if let Some(below) = below {
        pager::draw(&mut scene, below, Vec::new());
    }
    match &state.overlay {
        Some(Overlay::Pager(open)) => pager::draw(&mut scene, open, Vec::new()),
        Some(Overlay::Stop(open)) => stop::draw(&mut scene, open),
        Some(Overlay::Menu(open)) => menu::draw(&mut scene, open),
        Some(Overlay::Prompt(open)) => prompt::draw(&mut scene, open),
        None => {}
    }
    which_key::draw(&mut scene);
    tour::draw(&mut scene);
    footer::draw(&mut scene);
    notice::draw(&mut scene);
    scene.drawn.links = scene.canvas.take_links();
    scene.drawn
}

fn too_small(scene: &mut Scene) {
    let (w, h) = scene.state.size;
    let words = safe!("andibox needs 40x12; this is {w}x{h}");
    let lines = u16::try_from(crate::text::wrap_count(&words, usize::from(w.max(1)))).unwrap_or(h);
    let area = Area { x: 0, y: 0, w, h };
    let area = area.shrunk(0, h.saturating_sub(lines) / 2, 0, 0);
    prose::centered(&mut scene.canvas, area, &[(Role::Text, words)]);
}
