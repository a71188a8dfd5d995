//! Marks within a line.

use super::Look;
use super::build::Builder;
use super::link::{address_len, host, is_web_address};

/// How far the closing mark is looked for, in bytes. With [`PATIENCE`] it keeps hostile text from costing more than its
/// length.
const REACH: usize = 2_000;
/// Marks without an end that are followed up in one line.
const PATIENCE: u8 = 64;
/// How deep marks may stand in each other.
const DEEPEST: u8 = 4;

/// Reads a line, or a part of one.
pub(super) fn read(builder: &mut Builder, line: &str) {
    let mut reader = Reader {
        builder,
        patience: PATIENCE,
    };
    reader.read(line, Look::default(), None, DEEPEST);
}

struct Reader<'a> {
    builder: &'a mut Builder,
    patience: u8,
}

/// A mark that took effect: what stands inside, and what follows.
struct Marked<'a> {
    inside: &'a str,
    rest: &'a str,
}

impl Reader<'_> {
    /// `before` is the character on the left.
    fn read(&mut self, text: &str, look: Look, mut before: Option<char>, depth: u8) {
        let mut plain = 0;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let length = if depth == 0 {
                None
            } else {
                let builder_at = (plain, at);
                self.mark(text, builder_at, rest, c, look, before, depth)
            };
            if let Some(length) = length {
                at += length;
                plain = at;
                before = text[..at].chars().next_back();
            } else {
                // A run of the same mark is taken as a whole: what did not open does not open one further on.
                at += same(rest, c).max(c.len_utf8());
                before = Some(c);
            }
        }
        self.builder.push(&text[plain..], look);
    }

    /// Lays out the mark that `rest` begins with, and says how long it is; none if there is none.
    #[expect(
        clippy::too_many_arguments,
        reason = "the state of one loop, in one place"
    )]
    fn mark(
        &mut self,
        text: &str,
        (plain, at): (usize, usize),
        rest: &str,
        c: char,
        look: Look,
        before: Option<char>,
        depth: u8,
    ) -> Option<usize> {
        let free = before.is_none_or(|before| !before.is_alphanumeric());
        match c {
            '`' => {
                let found = self.patient(|| code(rest))?;
                self.builder.push(&text[plain..at], look);
                self.builder.push(found.inside, Look { code: true, ..look });
                Some(rest.len() - found.rest.len())
            }
            '*' | '_' if free => {
                let count = same(rest, c);
                let inner = with(look, c, count)?;
                let found = self.patient(|| delimited(rest, c, count))?;
                self.builder.push(&text[plain..at], look);
                self.read(found.inside, inner, Some(c), depth - 1);
                Some(rest.len() - found.rest.len())
            }
            '[' if look.link.is_none() => {
                let (label, address, length) = self.patient(|| labelled(rest))?;
                self.builder.push(&text[plain..at], look);
                self.link(label, address, look, depth);
                Some(length)
            }
            '<' if look.link.is_none() => {
                let length = address_len(&rest[1..])?;
                rest[1 + length..].strip_prefix('>')?;
                self.builder.push(&text[plain..at], look);
                self.address(&rest[1..=length], look);
                Some(length + 2)
            }
            'h' | 'H' if free && look.link.is_none() => {
                let length = address_len(rest)?;
                self.builder.push(&text[plain..at], look);
                self.address(&rest[..length], look);
                Some(length)
            }
            _ => None,
        }
    }

    /// Looks for the end of a mark, as long as there is patience left.
    fn patient<T>(&mut self, look: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.patience == 0 {
            return None;
        }
        let found = look();
        if found.is_none() {
            self.patience -= 1;
        }
        found
    }

    /// An address that stands for itself.
    fn address(&mut self, address: &str, look: Look) {
        let link = self.builder.link(address);
        self.builder.push(address, Look { link, ..look });
    }

    /// Words that lead to an address. Where the words are not the address, its host stands behind them: nobody shall
    /// follow one name to another.
    fn link(&mut self, label: &str, address: &str, look: Look, depth: u8) {
        let link = self.builder.link(address);
        self.read(label, Look { link, ..look }, None, depth - 1);
        if label != address
            && let Some(host) = host(address)
        {
            let aside = Look {
                link,
                aside: true,
                ..look
            };
            self.builder.push(" ‹", aside);
            self.builder.push(host, aside);
            self.builder.push("›", aside);
        }
    }
}

/// How many bytes of the mark `c` the text begins with; of another character none.
fn same(text: &str, c: char) -> usize {
    if matches!(c, '*' | '_' | '`') {
        text.len() - text.trim_start_matches(c).len()
    } else {
        0
    }
}

/// The look inside of so many of a mark; none if so many mean nothing.
fn with(look: Look, c: char, count: usize) -> Option<Look> {
    let mut inner = look;
    match (c, count) {
        // Chats write *strong*, Markdown **strong**: either way somebody raised their voice.
        ('*', 1 | 2) | ('_', 2) => inner.strong = true,
        ('_', 1) => inner.emphasis = true,
        ('*' | '_', 3) => {
            inner.strong = true;
            inner.emphasis = true;
        }
        _ => return None,
    }
    Some(inner)
}

fn code(text: &str) -> Option<Marked<'_>> {
    let count = same(text, '`');
    let inside = &text[count..];
    let mut at = 0;
    while at < REACH {
        at += inside.get(at..)?.find('`')?;
        let run = same(&inside[at..], '`');
        if run == count {
            let found = Marked {
                inside: &inside[..at],
                rest: &inside[at + run..],
            };
            return (!found.inside.trim().is_empty()).then_some(found);
        }
        at += run;
    }
    None
}

/// What stands between so many marks and as many again: no blank inside of either, no letter outside.
fn delimited(text: &str, c: char, count: usize) -> Option<Marked<'_>> {
    let inside = &text[count..];
    if inside.starts_with(char::is_whitespace) {
        return None;
    }
    let mut at = 0;
    while at < REACH {
        at += inside.get(at..)?.find(c)?;
        let run = same(&inside[at..], c);
        let rest = &inside[at + run..];
        let closes = run == count
            && at > 0
            && !inside[..at].ends_with(char::is_whitespace)
            && !rest.starts_with(char::is_alphanumeric);
        if closes {
            return Some(Marked {
                inside: &inside[..at],
                rest,
            });
        }
        at += run;
    }
    None
}

/// `[words](address)`: the words, the address and the whole length.
fn labelled(text: &str) -> Option<(&str, &str, usize)> {
    let reach = text.len().min(REACH);
    let window = text.get(..reach).unwrap_or(text);
    let middle = window.find("](")?;
    let label = &text[1..middle];
    let after = &text[middle + 2..];
    let end = closing(after)?;
    let address = &after[..end];
    let fits = !label.trim().is_empty() && !label.contains(['[', ']']) && is_web_address(address);
    fits.then_some((label, address, middle + 2 + end + 1))
}

/// Where the bracket closes that was open before `text`; brackets within an address come in pairs.
fn closing(text: &str) -> Option<usize> {
    let mut open = 0_u32;
    for (at, c) in text.char_indices().take(REACH) {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return Some(at),
            ')' => open -= 1,
            c if c.is_whitespace() => return None,
            _ => {}
        }
    }
    None
}
