//! Tables of what the program does: a person at the keys, and a store that answers when it is let.

mod asking;
mod bodies;
mod creating;
mod draft_law;
mod elsewhere;
mod finding;
mod hostile_law;
mod keys;
mod listing;
mod locals;
mod notifying;
mod pages;
mod panes;
mod reading;
mod redoing;
mod reminding;
mod seat;
mod sending;
mod status;
mod stopping;
mod store;
mod things;
mod undoing;
mod when;
mod writing;
