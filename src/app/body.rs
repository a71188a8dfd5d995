//! The lines of a message's body at a width: wrapped block by block, long parts folded until they are wanted.

use std::ops::Range;

use crate::text::rich::{Block, BlockKind, Rich};
use crate::text::wrap;

use super::document::Line;

/// Columns of the bar beside code.
pub const CODE_INDENT: usize = 2;
/// Quotes of more lines than this are folded to their first one: mostly they repeat what stands above.
const QUOTE: usize = 4;
/// Bodies of more lines than this are folded to their first ones.
const LONG: usize = 60;
/// How much of a long body is shown.
const SHOWN: usize = 40;

/// The lines. Unless `unfolded`, long quotes and the rest of a long body are a line that says how much there is.
pub fn lines(body: &Rich, columns: usize, unfolded: bool) -> Vec<Line> {
    if body.text.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for part in parts(body) {
        let columns = match part.kind {
            Some(BlockKind::Code) => columns.saturating_sub(CODE_INDENT).max(1),
            _ => columns,
        };
        let start = part.range.start;
        let words = body.text.as_str().get(part.range).unwrap_or_default();
        let wrapped = wrap(words, columns);
        let folds = part.kind == Some(BlockKind::Quote) && wrapped.len() > QUOTE && !unfolded;
        let shown = if folds { 1 } else { wrapped.len() };
        lines.extend(
            wrapped[..shown]
                .iter()
                .map(|line| Line::Body(start + line.start..start + line.end)),
        );
        if folds {
            lines.push(Line::More(wrapped.len() - shown));
        }
    }
    if lines.len() > LONG && !unfolded {
        let more = lines.len() - SHOWN;
        lines.truncate(SHOWN);
        lines.push(Line::More(more));
    }
    lines
}

struct Part {
    range: Range<usize>,
    kind: Option<BlockKind>,
}

/// The blocks and what stands between them, without the line ends that part them.
fn parts(body: &Rich) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    for Block { range, kind } in &body.blocks {
        if at < range.start {
            parts.push(Part {
                range: at..range.start - 1,
                kind: None,
            });
        }
        parts.push(Part {
            range: range.clone(),
            kind: Some(*kind),
        });
        at = range.end + 1;
    }
    if at <= body.text.len() {
        parts.push(Part {
            range: at..body.text.len(),
            kind: None,
        });
    }
    parts
}
