//! The theme for those who need strong contrast: at least 7:1, on a black ground that it paints itself.
//!
//! Every style names its ground, so that none depends on the terminal's own colours. Nothing is faint or italic.

use crate::theme::{Color, Role, Style};

const BLACK: Color = Color::Rgb(0x00, 0x00, 0x00);
const WHITE: Color = Color::Rgb(0xff, 0xff, 0xff);
const YELLOW: Color = Color::Rgb(0xff, 0xff, 0x00);
const CYAN: Color = Color::Rgb(0x00, 0xff, 0xff);
const GREEN: Color = Color::Rgb(0x5c, 0xff, 0x5c);
const RED: Color = Color::Rgb(0xff, 0x9a, 0x9a);
const VIOLET: Color = Color::Rgb(0xff, 0xa6, 0xff);

pub(super) fn style(role: Role) -> Style {
    let on_black = |fg| Style::fg(fg).on(BLACK);
    match role {
        Role::Text
        | Role::Dim
        | Role::Disabled
        | Role::Overlay
        | Role::Frame
        | Role::Scrollbar
        | Role::Header
        | Role::Footer
        | Role::WaitingCustomer
        | Role::StatusOpen
        | Role::StatusClosed
        | Role::StatusArchived
        | Role::Pending
        | Role::Sent
        | Role::System
        | Role::Event
        | Role::Placeholder
        | Role::Day
        | Role::Quote
        | Role::Code => on_black(WHITE),
        Role::Title | Role::Heading | Role::Unread | Role::InboundAuthor => on_black(WHITE).bold(),
        Role::FrameFocused
        | Role::OverlayFrame
        | Role::ComposerFrame
        | Role::Profile
        | Role::Key
        | Role::AgentAuthor => on_black(CYAN).bold(),
        Role::AssistantAuthor | Role::Attachment | Role::Chart => on_black(CYAN),
        Role::Hyperlink => on_black(CYAN).underline(),
        Role::LinkLive | Role::Delivered | Role::Success => on_black(GREEN),
        Role::LinkBusy | Role::WaitingReply | Role::Draft | Role::Warning => on_black(YELLOW),
        Role::WaitingFirst | Role::Marked => on_black(YELLOW).bold(),
        Role::WaitingLong | Role::LinkOffline | Role::Failed | Role::Error | Role::NewRule => {
            on_black(RED).bold()
        }
        Role::Note | Role::NoteFrame => on_black(VIOLET).bold(),
        // Reversed rather than white on paper, so that it also turns round the roles laid over it.
        Role::Selection => on_black(WHITE).bold().reverse(),
        Role::SelectionUnfocused => on_black(WHITE).bold().underline(),
        Role::Badge => on_black(CYAN).bold().reverse(),
        Role::BadgeAlert => on_black(RED).bold().reverse(),
        Role::Match => on_black(YELLOW).reverse(),
    }
}
