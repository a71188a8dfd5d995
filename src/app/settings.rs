//! What a person may set about how the inbox behaves.

/// Where one goes when a thread is done: closed, archived, or answered and closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Advance {
    /// To the next thread.
    #[default]
    Next,
    /// Nowhere: the thread stays.
    Stay,
    /// Back to the list.
    List,
}

impl Advance {
    /// By its word in the settings.
    pub fn from_word(word: &str) -> Self {
        match word {
            "stay" => Self::Stay,
            "list" => Self::List,
            _ => Self::Next,
        }
    }
}
