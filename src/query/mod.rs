//! The query language: what a person types to filter threads, and the question every list of threads asks.
//!
//! Owns the grammar ([`Query::parse`], printed back by `Display`), the tree it becomes, what stands in each field,
//! and [`ListSpec`]. It only reads and prints: answering is the store's work.

mod begun;
mod combine;
mod duration;
mod error;
mod field;
mod list;
mod parse;
mod print;
mod tree;
mod view;

#[cfg(test)]
mod tests;

pub use begun::{BegunField, begun_field};
pub use duration::{print_duration, read_duration};
pub use error::QueryError;
pub use list::ListSpec;
pub use tree::{Bound, Has, Is, Node, Query, Span, Term, Test, WaitingTest};
pub use view::SavedView;
