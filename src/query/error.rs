//! Why a query could not be read, and where.

use super::Span;

/// A query that could not be read. It may repeat what the person typed or pasted, so it is made safe before it is
/// drawn, as every string is.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("column {column}: {reason}{}", self.allowed_words())]
pub struct QueryError {
    /// The column of the first wrong character, from 1, in characters.
    pub column: usize,
    /// What is wrong, in bytes of the query.
    pub span: Span,
    /// Why.
    pub reason: String,
    /// What may stand there instead, if that can be listed.
    pub allowed: Vec<&'static str>,
}

impl QueryError {
    pub(super) fn at(
        text: &str,
        span: Span,
        reason: impl Into<String>,
        allowed: &[&'static str],
    ) -> Self {
        let start = floor(text, span.start);
        // At least one whole character, so that a span can always be sliced and shown.
        let first = text[start..].chars().next().map_or(0, char::len_utf8);
        let end = floor(text, span.end).max(start + first);
        Self {
            column: text[..start].chars().count() + 1,
            span: Span { start, end },
            reason: reason.into(),
            allowed: allowed.to_vec(),
        }
    }

    fn allowed_words(&self) -> String {
        if self.allowed.is_empty() {
            return String::new();
        }
        format!("; allowed: {}", self.allowed.join(", "))
    }
}

/// The next character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
