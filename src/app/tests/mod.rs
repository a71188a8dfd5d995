//! Tables of what the program does: a person at the keys, and a store that answers when it is let.

mod asking;
mod availability;
mod bodies;
mod creating;
mod draft_law;
mod elsewhere;
mod finding;
mod help;
mod hostile_law;
mod jumping;
mod keys;
mod listing;
mod locals;
mod pages;
mod palette;
mod panes;
mod reading;
mod redoing;
mod seat;
mod sending;
mod status;
mod stopping;
mod store;
mod things;
mod undoing;
mod writing;
