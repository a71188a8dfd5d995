//! The theme without colours, for `NO_COLOR`, monochrome terminals and those who like it plain.

use crate::theme::{Role, Style};

/// The style of a role where there is no colour to tell it by. Other themes fall back on it too.
pub(in crate::theme) fn style(role: Role) -> Style {
    match role {
        Role::Text
        | Role::Overlay
        | Role::Header
        | Role::LinkLive
        | Role::WaitingReply
        | Role::StatusOpen
        | Role::Sent
        | Role::Delivered
        | Role::AssistantAuthor
        | Role::Attachment
        | Role::Code
        // The word NOTE and the frame tell; long notes in bold or underlined would be hard to read.
        | Role::Note
        | Role::Chart
        | Role::Success
        | Role::Draft => Style::PLAIN,
        Role::Dim
        | Role::Disabled
        | Role::Frame
        | Role::Scrollbar
        | Role::Footer
        | Role::LinkBusy
        | Role::WaitingCustomer
        | Role::StatusClosed
        | Role::StatusArchived
        | Role::Pending
        | Role::System
        | Role::Event
        | Role::Placeholder
        | Role::Day
        | Role::Quote => Style::PLAIN.dim(),
        Role::Title
        | Role::Heading
        | Role::FrameFocused
        | Role::OverlayFrame
        | Role::ComposerFrame
        | Role::Marked
        | Role::Profile
        | Role::Key
        | Role::LinkOffline
        | Role::WaitingFirst
        | Role::WaitingLong
        | Role::Unread
        | Role::Badge
        | Role::Failed
        | Role::InboundAuthor
        | Role::AgentAuthor
        | Role::NoteFrame
        | Role::NewRule
        | Role::Error
        | Role::Warning => Style::PLAIN.bold(),
        Role::Hyperlink => Style::PLAIN.underline(),
        Role::Match | Role::SelectionUnfocused => Style::PLAIN.bold().underline(),
        Role::Selection => Style::PLAIN.reverse(),
        Role::BadgeAlert => Style::PLAIN.bold().reverse(),
    }
}
