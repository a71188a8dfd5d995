//! The sanitizer: any text in, text out that a terminal draws and a person can read, with everything else as marks.
//!
//! Its laws (kept by `tests/laws.rs`): nothing in the answer is a control, direction or hidden character; sanitizing
//! twice changes nothing more; the work and the answer are linear in the text. To stay idempotent every decision is
//! made on what was already written and on the next character only when that one is sure to be written as it is.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::{escape, invisible, width::width};

/// How many marks may stand on one base; the heaviest real writing (Tibetan, Hebrew with accents) needs fewer.
const MAX_STACKED: usize = 8;
/// How many code points may make one cluster; the longest real emoji has ten.
const MAX_CLUSTER: usize = 20;
/// Columns between tab stops.
const TAB: usize = 4;
const DOTTED_CIRCLE: char = '\u{25cc}';

/// Whether the answer is one line or keeps its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Line ends become single spaces.
    Line,
    /// Line ends become `\n`.
    Block,
}

/// What happens to what may not be shown as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// A visible mark stands in its place.
    Shown,
    /// Nothing stands in its place, or one replacement character a column: the width stays what it was.
    Hidden,
}

/// Whether `text` is printable ASCII, which is its own sanitized form.
pub(super) fn is_plain(text: &str, shape: Shape) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b' '..=b'~') || (byte == b'\n' && shape == Shape::Block))
}

/// The sanitized form of `text`.
pub(super) fn sanitize(text: &str, shape: Shape, marks: Marks) -> String {
    let mut sanitizer = Sanitizer {
        out: String::with_capacity(text.len() + text.len() / 8),
        rest: text,
        shape,
        marks,
        cluster: 0,
        clustered: 0,
        stacked: 0,
        measured: 0,
        column: 0,
    };
    while let Some(c) = sanitizer.rest.chars().next() {
        sanitizer.step(c);
    }
    sanitizer.out
}

/// Whether `c` ends a line in some convention.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The length of the line end `text` begins with, CR LF being one.
pub(super) fn line_end_len(text: &str) -> usize {
    if text.starts_with("\r\n") {
        2
    } else {
        text.chars().next().map_or(0, char::len_utf8)
    }
}

struct Sanitizer<'a> {
    out: String,
    rest: &'a str,
    shape: Shape,
    marks: Marks,
    /// Where the last cluster of `out` starts, its code points, and those of them that stack.
    cluster: usize,
    clustered: usize,
    stacked: usize,
    /// How far into `out` the current line is measured, and the column there. Keeps tabs linear.
    measured: usize,
    column: usize,
}

impl Sanitizer<'_> {
    fn step(&mut self, c: char) {
        match c {
            ' '..='~' => self.ascii(),
            '\t' => self.tab(),
            _ if is_line_end(c) => self.line_end(),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => self.control(c),
            _ if invisible::is_tag(c) => self.tags(),
            _ => self.character(c),
        }
    }

    /// A run of printable ASCII, copied at once.
    fn ascii(&mut self) {
        let end = self
            .rest
            .bytes()
            .position(|byte| !matches!(byte, b' '..=b'~'))
            .unwrap_or(self.rest.len());
        self.out.push_str(&self.rest[..end]);
        self.start_cluster(self.out.len() - 1, 1);
        self.skip(end);
    }

    fn tab(&mut self) {
        let columns = match self.shape {
            Shape::Line => 1,
            Shape::Block => {
                self.column += width(&self.out[self.measured..]);
                TAB - self.column % TAB
            }
        };
        self.out.extend(std::iter::repeat_n(' ', columns));
        self.measured = self.out.len();
        self.column += columns;
        self.start_cluster(self.out.len() - 1, 1);
        self.skip(1);
    }

    fn line_end(&mut self) {
        self.skip(line_end_len(self.rest));
        match self.shape {
            Shape::Block => {
                self.out.push('\n');
                self.measured = self.out.len();
                self.column = 0;
                self.start_cluster(self.out.len(), 0);
            }
            Shape::Line => {
                // A preview reads on: line ends and the blanks around them are one space, none at either end.
                let blank = |c: char| matches!(c, ' ' | '\t') || is_line_end(c);
                self.rest = self.rest.trim_start_matches(blank);
                self.out.truncate(self.out.trim_end_matches(' ').len());
                if self.out.is_empty() || self.rest.is_empty() {
                    self.start_cluster(self.out.len(), 0);
                } else {
                    self.start_cluster(self.out.len(), 1);
                    self.out.push(' ');
                }
            }
        }
    }

    fn control(&mut self, c: char) {
        if let Some(length) = escape::sequence_len(self.rest) {
            self.mark("\u{241b}");
            self.skip(length);
            return;
        }
        match u32::from(c) {
            code @ 0..0x20 => self.mark(
                char::from_u32(0x2400 + code)
                    .unwrap_or('\u{fffd}')
                    .encode_utf8(&mut [0; 4]),
            ),
            0x7f => self.mark("\u{2421}"),
            code => self.mark(&format!("‹{code:02x}›")),
        }
        self.skip(c.len_utf8());
    }

    /// Tag characters outside a flag spell a hidden text: show it.
    fn tags(&mut self) {
        let run = self.rest.len() - self.rest.trim_start_matches(invisible::is_tag).len();
        let tags = self.rest[..run].chars();
        let spelled: String = tags.filter_map(invisible::tag_letter).collect();
        self.mark(&format!(
            "‹TAG{}{spelled}›",
            if spelled.is_empty() { "" } else { " " }
        ));
        self.skip(run);
    }

    fn character(&mut self, c: char) {
        if let Some(mark) = spacing_mark(c) {
            self.start_cluster(self.out.len(), 1);
            self.out.push(mark);
            self.skip(c.len_utf8());
            return;
        }
        let next = self.rest[c.len_utf8()..].chars().next();
        let previous = self.out[self.cluster..].chars().next_back();
        if matches!(c, invisible::ZWJ | invisible::ZWNJ) {
            let room = self.stacked + 1 < MAX_STACKED && self.clustered + 1 < MAX_CLUSTER;
            if room && invisible::joiner_belongs(c, &self.out[self.cluster..], next) {
                self.extend_cluster(c.len_utf8());
                self.stacked += 1;
            } else {
                self.run_mark(c, if c == invisible::ZWJ { "ZWJ" } else { "ZWNJ" });
            }
        } else if invisible::is_variation_selector(c) {
            if self.clustered < MAX_CLUSTER && invisible::selector_belongs(c, previous, next) {
                self.extend_cluster(c.len_utf8());
            } else {
                self.run_mark(c, &invisible::selector_name(c));
            }
        } else if let Some(name) = invisible::name(c) {
            self.run_mark(c, name);
        } else if invisible::is_unseen(c) {
            self.unseen(c);
        } else {
            self.visible(c);
        }
    }

    /// A character that is drawn: beside the one before it or on it.
    fn visible(&mut self, c: char) {
        let stacking = invisible::is_stacking(c);
        let supported = stacking && self.clustered == 0 && !invisible::is_skin_tone(c);
        if supported {
            // A mark with nothing to stand on would join whatever is drawn before this text.
            self.start_cluster(self.out.len(), 1);
            self.out.push(DOTTED_CIRCLE);
        }
        if self.attaches(c) {
            if self.clustered >= MAX_CLUSTER || (stacking && self.stacked >= MAX_STACKED) {
                self.overflow(c);
                return;
            }
            self.stacked += usize::from(stacking);
        } else if c.width() == Some(0) {
            // A vowel without its consonant has no column of its own and would vanish.
            if supported {
                self.out.truncate(self.out.len() - DOTTED_CIRCLE.len_utf8());
            }
            self.unseen(c);
            return;
        } else {
            self.start_cluster(self.out.len(), 0);
        }
        let region_flag = if c == invisible::BLACK_FLAG {
            invisible::region_flag_len(self.rest)
        } else {
            None
        };
        let length = region_flag.unwrap_or(c.len_utf8());
        self.extend_cluster(length);
    }

    /// More marks on one base than any writing has: say how many were left out.
    fn overflow(&mut self, c: char) {
        let more = |&next: &char| {
            next == c
                || (invisible::is_stacking(next)
                    && invisible::name(next).is_none()
                    && !invisible::is_unseen(next)
                    && !invisible::is_variation_selector(next)
                    && !matches!(next, invisible::ZWJ | invisible::ZWNJ))
        };
        let run = self.rest.chars().take_while(more);
        let (count, length) = run.fold((0, 0), |(count, length), c| {
            (count + 1, length + c.len_utf8())
        });
        if self.marks == Marks::Shown {
            self.mark(&format!("‹+{count}›"));
        }
        self.skip(length);
    }

    /// A character without a name of its own is shown by its number.
    fn unseen(&mut self, c: char) {
        if self.marks == Marks::Hidden {
            let columns = c.width().unwrap_or(0);
            self.out.extend(std::iter::repeat_n('\u{fffd}', columns));
            self.start_cluster(self.out.len(), 0);
        } else {
            self.mark(&format!("‹U+{:04X}›", u32::from(c)));
        }
        self.skip(c.len_utf8());
    }

    /// One mark for a run of the same character: mail is padded with hundreds of them.
    fn run_mark(&mut self, c: char, name: &str) {
        let length = self.rest.len() - self.rest.trim_start_matches(c).len();
        let count = length / c.len_utf8();
        if count == 1 {
            self.mark(&format!("‹{name}›"));
        } else {
            self.mark(&format!("‹{name}×{count}›"));
        }
        self.skip(length);
    }

    fn mark(&mut self, mark: &str) {
        if self.marks == Marks::Hidden {
            return;
        }
        self.out.push_str(mark);
        let last = mark.chars().next_back().map_or(0, char::len_utf8);
        self.start_cluster(self.out.len() - last, 1);
    }

    /// Whether `c` would join the last cluster written. Asked of the cluster itself, which is bounded.
    fn attaches(&mut self, c: char) -> bool {
        if self.clustered == 0 || never_attaches(c) {
            return false;
        }
        self.out.push(c);
        let cluster = &self.out[self.cluster..];
        let one = cluster
            .graphemes(true)
            .next()
            .is_some_and(|first| first.len() == cluster.len());
        self.out.pop();
        one
    }

    /// Takes the next `length` bytes into the last cluster as they are.
    fn extend_cluster(&mut self, length: usize) {
        let taken = &self.rest[..length];
        self.out.push_str(taken);
        self.clustered += taken.chars().count();
        self.skip(length);
    }

    fn start_cluster(&mut self, at: usize, code_points: usize) {
        self.cluster = at;
        self.clustered = code_points;
        self.stacked = 0;
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }
}

/// The halfwidth voicing marks as the marks of their own width that they are read as: no two programs (nor two functions of
/// the drawing library) agree how many columns a halfwidth one takes behind its letter.
const fn spacing_mark(c: char) -> Option<char> {
    match c {
        '\u{ff9e}' => Some('\u{309b}'),
        '\u{ff9f}' => Some('\u{309c}'),
        _ => None,
    }
}

/// Common letters that start a cluster whatever stands before them, so that most text needs no question asked.
fn never_attaches(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{590}' | '\u{1e00}'..='\u{1fff}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3134f}')
}
