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
mod mouse;
mod near;
mod pages;
mod panes;
mod passing;
mod reading;
mod redoing;
mod seat;
mod sending;
mod status;
mod stopping;
mod store;
mod things;
mod tour;
mod undoing;
mod writing;
