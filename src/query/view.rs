//! A view of the user's own: a query with a name.

use crate::model::Sort;

use super::Query;

/// A saved view.
#[derive(Clone, PartialEq, Debug)]
pub struct SavedView {
    /// Its name, unique but for upper and lower case.
    pub name: String,
    /// What its threads have to pass; an empty one lets all pass.
    pub query: Query,
    /// The order.
    pub sort: Sort,
    /// Only this channel: its id, handle or name.
    pub channel: Option<String>,
}

impl SavedView {
    /// The longest name, in characters.
    pub const LONGEST: usize = 40;

    /// Whether this can be a name: one line with something on it, and not too long.
    pub fn is_name(text: &str) -> bool {
        !text.trim().is_empty()
            && text.trim() == text
            && text.chars().count() <= Self::LONGEST
            && !text.contains(char::is_control)
    }

    /// Whether a name is this view's.
    pub fn is_named(&self, name: &str) -> bool {
        self.name.to_lowercase() == name.to_lowercase()
    }
}
