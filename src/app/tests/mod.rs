//! Tables of what the program does: a person at the keys, and a store that answers when it is let.

mod asking;
mod bodies;
mod creating;
mod draft_law;
mod finding;
mod hostile_law;
mod keys;
mod listing;
mod pages;
mod panes;
mod read_only;
mod reading;
pub(in crate::app) mod seat;
mod sending;
mod status;
mod store;
mod things;
mod writing;
