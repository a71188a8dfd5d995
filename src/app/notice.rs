//! The line that tells the person what happened.

use crate::text::SafeText;

use super::State;

/// How a notice reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoticeKind {
    /// It went well, or it is good to know: gone with the next key.
    Info,
    /// It did not go well: stays until Esc or until something newer is said.
    Error,
}

/// A line for the person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// How it reads.
    pub kind: NoticeKind,
    /// The words.
    pub text: SafeText,
}

impl State {
    /// Tells the person something.
    pub fn say(&mut self, text: impl Into<SafeText>) {
        self.notice = Some(Notice {
            kind: NoticeKind::Info,
            text: text.into(),
        });
    }

    /// Tells the person that something did not go well.
    pub fn complain(&mut self, text: impl Into<SafeText>) {
        self.notice = Some(Notice {
            kind: NoticeKind::Error,
            text: text.into(),
        });
    }
}
