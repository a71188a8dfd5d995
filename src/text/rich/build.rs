//! Putting laid-out words together.

use super::super::SafeText;
use super::{Block, BlockKind, Look, Rich, Run};

/// More links than anyone reads are not counted.
const MOST_LINKS: usize = 1_000;

/// Words being laid out. Everything pushed must be a piece of safe text or the program's own.
#[derive(Default)]
pub(super) struct Builder {
    out: String,
    runs: Vec<Run>,
    blocks: Vec<Block>,
    links: Vec<SafeText>,
    begun: bool,
}

impl Builder {
    /// Appends words that look so.
    pub(super) fn push(&mut self, words: &str, look: Look) {
        if words.is_empty() {
            return;
        }
        let start = self.out.len();
        self.out.push_str(words);
        if look == Look::default() {
            return;
        }
        let end = self.out.len();
        match self.runs.last_mut() {
            Some(last) if last.look == look && last.range.end == start => last.range.end = end,
            _ => self.runs.push(Run {
                range: start..end,
                look,
            }),
        }
    }

    /// Begins a line, ending the one before if there is one.
    pub(super) fn line(&mut self) {
        if self.begun {
            self.out.push('\n');
        }
        self.begun = true;
    }

    /// Where the next word will stand.
    pub(super) fn at(&self) -> usize {
        self.out.len()
    }

    /// What was appended from `start` to here is such a block. One that follows upon another of its kind joins it.
    pub(super) fn block(&mut self, start: usize, kind: BlockKind) {
        let end = self.out.len();
        match self.blocks.last_mut() {
            Some(last) if last.kind == kind && last.range.end + 1 == start => last.range.end = end,
            _ => self.blocks.push(Block {
                range: start..end,
                kind,
            }),
        }
    }

    /// Notes a link's address; none when there are too many.
    pub(super) fn link(&mut self, address: &str) -> Option<u16> {
        let address = SafeText::line(address);
        if self.links.last() != Some(&address) {
            if self.links.len() >= MOST_LINKS {
                return None;
            }
            self.links.push(address);
        }
        u16::try_from(self.links.len() - 1).ok()
    }

    /// The words. None if putting safe pieces together made something that is not safe as it stands (pieces of one
    /// cluster, once apart): then the places of the runs would be wrong.
    pub(super) fn finish(self) -> Option<Rich> {
        let text = SafeText::block(&self.out);
        (text.as_str() == self.out).then_some(Rich {
            text,
            runs: self.runs,
            blocks: self.blocks,
            links: self.links,
        })
    }
}
