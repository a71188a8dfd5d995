//! What people write, laid out for reading: light Markdown, HTML, quotes, code and links.
//!
//! Messages are chat and mail, not documents: only marks that surely are marks take effect, every other character stays
//! as it was written, and so do the line ends. The text as it came is what is copied, stored and shown raw.

mod build;
mod html;
mod inline;
mod lines;
mod link;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::SafeText;

pub use html::is_html;
pub use link::{host, is_web_address};

/// How a run of characters looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Look {
    /// Strong: `**so**`, and `*so*` as chats have it.
    pub strong: bool,
    /// Emphasised: `_so_`.
    pub emphasis: bool,
    /// Code: `` `so` ``, and whole blocks of it.
    pub code: bool,
    /// Part of the link at this place of [`Rich::links`].
    pub link: Option<u16>,
    /// Added by us: where a link with other words than its address leads to.
    pub aside: bool,
}

/// A run of characters that look alike, by bytes of [`Rich::text`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// Which bytes. Runs are in order and do not overlap; what lies between them is plain.
    pub range: Range<usize>,
    /// How they look. Never plain.
    pub look: Look,
}

/// What a run of whole lines is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// Words of somebody else, repeated: lines with `>` before them.
    Quote,
    /// Code or other text set as it is.
    Code,
}

/// Whole lines that are not ordinary text, by bytes of [`Rich::text`], the last line end not included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Which bytes.
    pub range: Range<usize>,
    /// What they are.
    pub kind: BlockKind,
}

/// Words laid out for reading.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rich {
    /// The words, without the marks that took effect. Several lines.
    pub text: SafeText,
    /// What does not look plain.
    pub runs: Vec<Run>,
    /// What is not ordinary text.
    pub blocks: Vec<Block>,
    /// The addresses of the links in their order: http and https only.
    pub links: Vec<SafeText>,
}

impl Rich {
    /// Lays out a message as it came.
    pub fn message(raw: &str) -> Self {
        if html::is_html(raw)
            && let Some(rich) = html::read(raw)
        {
            return rich;
        }
        Self::marked(&SafeText::block(raw))
    }

    /// Words without any layout.
    pub fn plain(text: SafeText) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// The kind of block a byte stands in.
    pub fn block_at(&self, at: usize) -> Option<BlockKind> {
        let after = self.blocks.partition_point(|block| block.range.end <= at);
        let block = self.blocks.get(after)?;
        block.range.contains(&at).then_some(block.kind)
    }

    /// The runs of a range of bytes, plain ones included: they cover the range without a gap.
    pub fn runs_in(&self, range: Range<usize>) -> Vec<Run> {
        let mut pieces = Vec::new();
        let mut at = range.start;
        let first = self.runs.partition_point(|run| run.range.end <= at);
        for run in self.runs.iter().skip(first) {
            if run.range.start >= range.end {
                break;
            }
            push(&mut pieces, at..run.range.start, Look::default());
            let start = run.range.start.max(at);
            at = run.range.end.min(range.end);
            push(&mut pieces, start..at, run.look);
        }
        push(&mut pieces, at..range.end, Look::default());
        pieces
    }

    /// Reads light Markdown out of text that is safe already.
    fn marked(text: &SafeText) -> Self {
        if !may_have_marks(text) {
            return Self::plain(text.clone());
        }
        lines::read(text.as_str())
            .finish()
            .unwrap_or_else(|| Self::plain(text.clone()))
    }
}

fn push(pieces: &mut Vec<Run>, range: Range<usize>, look: Look) {
    if range.start < range.end {
        pieces.push(Run { range, look });
    }
}

/// Most messages have none of the characters that any mark begins with, and need not be read.
fn may_have_marks(text: &str) -> bool {
    text.bytes()
        .any(|byte| matches!(byte, b'*' | b'_' | b'`' | b'[' | b'<' | b'>' | b'#'))
        || text.contains("://")
}
