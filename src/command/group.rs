//! The groups of commands, which are the headings of the help.

/// What the commands of a group have in common: the headings of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Getting about.
    Moving,
    /// Looking at threads and messages.
    Reading,
    /// Writing to someone.
    Answering,
    /// What becomes of a thread, and undoing it.
    Status,
    /// Filters, search and jumps.
    Finding,
    /// Inside the composer and other input.
    Composer,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: [Self; 7] = [
        Self::Moving,
        Self::Reading,
        Self::Answering,
        Self::Status,
        Self::Finding,
        Self::Composer,
        Self::Program,
    ];

    /// The heading, such as `Moving`.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Reading => "Reading",
            Self::Answering => "Answering",
            Self::Status => "Status",
            Self::Finding => "Finding",
            Self::Composer => "Composer",
            Self::Program => "Program",
        }
    }
}
