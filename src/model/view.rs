//! The views every inbox has.

/// A view that comes with the program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BuiltinView {
    /// Customers who wait for us.
    NeedsReply,
    /// Everything open.
    Open,
    /// Open, and the last word was ours.
    WaitingForCustomer,
    /// Closed.
    Closed,
    /// Archived.
    Archived,
    /// Everything.
    All,
    /// Threads with an unsent draft.
    Drafts,
    /// Threads with something on its way out.
    Outbox,
    /// Threads where something failed: a delivery, or a request of ours.
    Failed,
}

impl BuiltinView {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 9] = [
        Self::NeedsReply,
        Self::Open,
        Self::WaitingForCustomer,
        Self::Closed,
        Self::Archived,
        Self::All,
        Self::Drafts,
        Self::Outbox,
        Self::Failed,
    ];

    /// Its name on the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NeedsReply => "Needs reply",
            Self::Open => "Open",
            Self::WaitingForCustomer => "Waiting for customer",
            Self::Closed => "Closed",
            Self::Archived => "Archived",
            Self::All => "All",
            Self::Drafts => "Drafts",
            Self::Outbox => "Outbox",
            Self::Failed => "Failed",
        }
    }

    /// How it is sorted: who waited longest first where people wait, else the newest first.
    pub const fn sort(self) -> Sort {
        match self {
            Self::NeedsReply => Sort::WaitingLongest,
            _ => Sort::Newest,
        }
    }
}

/// How a list of threads is sorted. Ties are broken by id, so the order is total.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sort {
    /// Waiting longest first.
    WaitingLongest,
    /// Last message newest first.
    Newest,
}

/// How many threads each view holds, kept by the store as threads change, never counted when drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts([u32; 9]);

impl Counts {
    /// The count of a view.
    pub const fn of(&self, view: BuiltinView) -> u32 {
        self.0[view as usize]
    }

    /// Sets the count of a view.
    pub const fn set(&mut self, view: BuiltinView, count: u32) {
        self.0[view as usize] = count;
    }
}
