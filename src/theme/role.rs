//! The roles: what a piece of the screen means, which a theme gives a look.

/// Makes the enum, its names and its list out of one row a role.
macro_rules! roles {
    ($($variant:ident $name:literal $help:literal;)+) => {
        /// What a piece of the screen means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role {
            $(#[doc = $help] $variant,)+
        }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in a theme file, such as `frame-focused`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What it is for, in one line.
            pub const fn help(self) -> &'static str {
                match self {
                    $(Self::$variant => $help,)+
                }
            }
        }
    };
}

roles! {
    Text "text" "Ordinary text, and the ground everything else is laid over.";
    Dim "dim" "What matters less: times, counts, ids, hints.";
    Disabled "disabled" "A choice that cannot be taken now.";
    Title "title" "Titles of panes and of what is shown in them.";
    Frame "frame" "The frame of a pane.";
    FrameFocused "frame-focused" "The frame of the pane that has the keyboard.";
    Overlay "overlay" "The ground of what lies over the panes.";
    OverlayFrame "overlay-frame" "The frame of what lies over the panes.";
    Scrollbar "scrollbar" "The scroll bar's thumb.";
    Selection "selection" "The selected row of the focused pane.";
    SelectionUnfocused "selection-unfocused" "The selected row of another pane.";
    Marked "marked" "The sign of a marked row.";
    Header "header" "The line at the top.";
    Profile "profile" "The name of the profile, unless its own colour is set.";
    Footer "footer" "The line at the bottom.";
    Key "key" "The name of a key.";
    LinkLive "link-live" "The server is reached and the data is fresh.";
    LinkBusy "link-busy" "The server is being asked or tried again.";
    LinkOffline "link-offline" "The server is not reached.";
    WaitingFirst "waiting-first" "A thread that needs its first reply.";
    WaitingReply "waiting-reply" "A thread that needs a reply.";
    WaitingLong "waiting-long" "A thread that has waited too long.";
    WaitingCustomer "waiting-customer" "A thread that waits for the customer.";
    StatusOpen "status-open" "The word open.";
    StatusClosed "status-closed" "The word closed.";
    StatusArchived "status-archived" "The word archived.";
    Unread "unread" "What has not been seen.";
    Badge "badge" "A count that wants to be seen.";
    BadgeAlert "badge-alert" "A count of what went wrong.";
    Pending "pending" "An outbound message on its way.";
    Sent "sent" "An outbound message the provider took.";
    Delivered "delivered" "An outbound message that arrived.";
    Failed "failed" "An outbound message that did not go out.";
    InboundAuthor "inbound-author" "The name of a customer.";
    AgentAuthor "agent-author" "The name of a colleague.";
    AssistantAuthor "assistant-author" "The name of an assistant.";
    System "system" "What the system wrote.";
    Event "event" "A folded or unfolded event.";
    Note "note" "The word NOTE and the text of an internal note.";
    NoteFrame "note-frame" "The frame of an internal note, also while it is written.";
    ComposerFrame "composer-frame" "The frame of a reply while it is written.";
    Draft "draft" "The sign of a draft.";
    Placeholder "placeholder" "What stands where nothing is written yet.";
    Attachment "attachment" "An attachment's name.";
    Hyperlink "hyperlink" "An address that can be opened.";
    Day "day" "The line between two days.";
    NewRule "new-rule" "The line above what is new since the last look.";
    Quote "quote" "Quoted text.";
    Code "code" "Code and JSON.";
    Heading "heading" "A heading inside a message or an overlay.";
    Match "match" "Text that was found.";
    Chart "chart" "The bars of charts and of the lifecycle.";
    Error "error" "What went wrong.";
    Warning "warning" "What may go wrong.";
    Success "success" "What went well.";
}

impl Role {
    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == name)
    }
}
