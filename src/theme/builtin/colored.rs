//! The dark and the light theme: the same few hues with the same meaning, soft on dark and deep on light.
//!
//! Blue is us and the focus, green is well, amber waits for us, red went wrong, violet is what the customer never sees.
//! Text keeps the terminal's own colour, and no ground but the selection's is painted, so both themes sit in whatever
//! grey, paper or transparent background people have.

use crate::theme::{Color, Role, Style};

/// The hues of a theme. Each was picked so that the nearest of the 256 colours is of the same hue: many an ssh session
/// shows no more.
pub(super) struct Palette {
    /// Text where it stands on a painted ground.
    strong: Color,
    dim: Color,
    faint: Color,
    blue: Color,
    green: Color,
    amber: Color,
    red: Color,
    violet: Color,
    /// The ground of the selected row, with and without the focus.
    selection: Color,
    selection_unfocused: Color,
    /// Text on a ground of one of the hues.
    on_hue: Color,
}

pub(super) const DARK: Palette = Palette {
    strong: Color::Rgb(0xff, 0xff, 0xff),
    dim: Color::Rgb(0xa6, 0xac, 0xb6),
    faint: Color::Rgb(0x6e, 0x76, 0x84),
    blue: Color::Rgb(0x8c, 0xb8, 0xf9),
    green: Color::Rgb(0x94, 0xcb, 0x94),
    amber: Color::Rgb(0xe6, 0xb8, 0x6a),
    red: Color::Rgb(0xf5, 0x91, 0x88),
    violet: Color::Rgb(0xd4, 0xae, 0xee),
    selection: Color::Rgb(0x16, 0x2b, 0x74),
    selection_unfocused: Color::Rgb(0x33, 0x38, 0x42),
    on_hue: Color::Rgb(0x10, 0x14, 0x1a),
};

pub(super) const LIGHT: Palette = Palette {
    strong: Color::Rgb(0x00, 0x00, 0x00),
    dim: Color::Rgb(0x56, 0x5c, 0x66),
    faint: Color::Rgb(0x80, 0x87, 0x91),
    blue: Color::Rgb(0x17, 0x50, 0xa6),
    green: Color::Rgb(0x0f, 0x66, 0x1f),
    amber: Color::Rgb(0x80, 0x44, 0x00),
    red: Color::Rgb(0xaa, 0x20, 0x1b),
    violet: Color::Rgb(0x7b, 0x22, 0x99),
    selection: Color::Rgb(0xcf, 0xe0, 0xfb),
    selection_unfocused: Color::Rgb(0xdd, 0xe1, 0xe7),
    on_hue: Color::Rgb(0xff, 0xff, 0xff),
};

pub(super) fn style(palette: &Palette, role: Role) -> Style {
    let p = palette;
    match role {
        Role::Text | Role::Overlay | Role::Header | Role::Sent | Role::StatusOpen => Style::PLAIN,
        Role::Title | Role::Heading | Role::Unread | Role::InboundAuthor => Style::PLAIN.bold(),
        Role::Dim
        | Role::Footer
        | Role::WaitingCustomer
        | Role::StatusClosed
        | Role::Pending
        | Role::System
        | Role::Event
        | Role::Day => Style::fg(p.dim),
        Role::Disabled | Role::StatusArchived | Role::Placeholder | Role::Quote => {
            Style::fg(p.dim).italic()
        }
        Role::Frame | Role::Scrollbar => Style::fg(p.faint),
        Role::FrameFocused
        | Role::OverlayFrame
        | Role::ComposerFrame
        | Role::Chart
        | Role::Attachment => Style::fg(p.blue),
        Role::Key | Role::Profile | Role::AgentAuthor => Style::fg(p.blue).bold(),
        Role::AssistantAuthor => Style::fg(p.blue).italic(),
        Role::Hyperlink => Style::fg(p.blue).underline(),
        Role::LinkLive | Role::Delivered | Role::Success | Role::Code => Style::fg(p.green),
        Role::LinkBusy | Role::WaitingReply | Role::Draft | Role::Warning => Style::fg(p.amber),
        Role::WaitingFirst | Role::Marked => Style::fg(p.amber).bold(),
        Role::WaitingLong | Role::LinkOffline | Role::Failed | Role::Error => {
            Style::fg(p.red).bold()
        }
        Role::NewRule => Style::fg(p.red),
        Role::Note => Style::fg(p.violet),
        Role::NoteFrame => Style::fg(p.violet).bold(),
        Role::Selection => Style::fg(p.strong).on(p.selection).bold(),
        Role::SelectionUnfocused => Style::fg(p.strong).on(p.selection_unfocused),
        Role::Badge => Style::fg(p.on_hue).on(p.blue).bold(),
        Role::BadgeAlert => Style::fg(p.on_hue).on(p.red).bold(),
        Role::Match => Style::fg(p.on_hue).on(p.amber),
    }
}
