//! HTML mail turned to text.

use html2text::config;
use html2text::render::{RichAnnotation, TaggedLine};

use super::super::SafeText;
use super::build::Builder;
use super::link::{host, is_web_address};
use super::{BlockKind, Look, Rich};

/// More elements in each other than any mail has.
const DEEPEST: usize = 256;
/// Elements that hold nothing, or that end where the next one begins.
const UNNESTED: [&str; 16] = [
    "area", "base", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "td", "tr",
];

/// HTML above this size is shown as it came: nobody reads it, and laying it out would keep the screen waiting.
const LARGEST: usize = 256 * 1024;
/// Lines are not broken here but by the pane. A width is needed all the same.
const WIDTH: usize = 100_000;
/// Rules are as wide as the page; this much of one says as much.
const RULE: usize = 24;

/// Whether a text is HTML and not somebody writing about it: it begins with a tag and has one that mail is made of.
pub fn is_html(text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with('<') || text.len() > LARGEST {
        return false;
    }
    let start: String = text
        .chars()
        .take(4_096)
        .collect::<String>()
        .to_ascii_lowercase();
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<div",
        "<p>",
        "<p ",
        "<br",
        "<table",
        "<span",
        "<ul",
        "<ol",
        "<h1",
        "<h2",
        "<h3",
        "<b>",
        "<strong",
        "<em>",
        "<i>",
        "<a ",
        "<font",
        "<center",
        "<blockquote",
        "<pre",
    ]
    .iter()
    .any(|tag| start.starts_with(tag) || (start.contains(tag) && start.contains("</")))
}

/// The text of HTML; none if it cannot be read.
pub(super) fn read(raw: &str) -> Option<Rich> {
    if nested_too_deep(raw) {
        return None;
    }
    let lines = config::rich()
        .raw_mode(true)
        .allow_width_overflow()
        .unicode_strikeout(false)
        .lines_from_read(raw.as_bytes(), WIDTH)
        .ok()?;
    let mut page = Page::default();
    for line in &lines {
        page.line(line);
    }
    let rich = page.builder.finish()?;
    (!rich.text.trim().is_empty()).then_some(rich)
}

/// Whether more elements stand in each other than the parser takes in its stride: its work grows with the square.
fn nested_too_deep(raw: &str) -> bool {
    let mut depth = 0_usize;
    for tag in raw.split('<').skip(1) {
        let (closes, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let name = tag
            .find(|c: char| !c.is_ascii_alphanumeric())
            .map_or(tag, |end| &tag[..end]);
        if name.is_empty()
            || UNNESTED
                .iter()
                .any(|other| name.eq_ignore_ascii_case(other))
        {
            continue;
        }
        depth = if closes {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

#[derive(Default)]
struct Page {
    builder: Builder,
    /// Empty lines that came and are not written yet: at most one is, and none at the start or the end.
    blank: bool,
    written: bool,
}

impl Page {
    fn line(&mut self, line: &TaggedLine<Vec<RichAnnotation>>) {
        let words: String = line
            .tagged_strings()
            .map(|piece| piece.s.as_str())
            .collect();
        if words.trim().is_empty() {
            self.blank = self.written;
            return;
        }
        if std::mem::take(&mut self.blank) {
            self.builder.line();
        }
        self.written = true;
        self.builder.line();
        let start = self.builder.at();
        if words.chars().count() > RULE && words.chars().all(|c| c == '─') {
            self.builder.push(&"─".repeat(RULE), Look::default());
            return;
        }
        let (mut quoted, mut preformatted) = (words.starts_with("> "), false);
        let mut leads: Option<(String, String)> = None;
        for piece in line.tagged_strings() {
            let look = look(&piece.tag);
            preformatted |= piece
                .tag
                .iter()
                .any(|tag| matches!(tag, RichAnnotation::Preformat(_)));
            let address = piece.tag.iter().find_map(|tag| match tag {
                RichAnnotation::Link(address) if is_web_address(address) => Some(address.as_str()),
                _ => None,
            });
            if leads
                .as_ref()
                .is_some_and(|(before, _)| Some(before.as_str()) != address)
            {
                self.led(leads.take());
            }
            let words = SafeText::line(&piece.s);
            // Not every terminal strikes through, and what does not count any more must not read as if it did.
            let struck = piece.tag.contains(&RichAnnotation::Strikeout);
            let words = if struck {
                SafeText::line(&format!("~{words}~"))
            } else {
                words
            };
            let link = address.and_then(|address| self.builder.link(address));
            self.builder.push(&words, Look { link, ..look });
            if let Some(address) = address {
                let (_, label) = leads.get_or_insert_with(|| (address.to_owned(), String::new()));
                label.push_str(&words);
            }
        }
        self.led(leads);
        quoted &= !preformatted;
        if quoted {
            self.builder.block(start, BlockKind::Quote);
        } else if preformatted {
            self.builder.block(start, BlockKind::Code);
        }
    }

    /// A link has ended: says where it leads, if its words do not.
    fn led(&mut self, link: Option<(String, String)>) {
        let Some((address, label)) = link else { return };
        if label.trim() == address {
            return;
        }
        if let Some(host) = host(&address) {
            let aside = Look {
                link: self.builder.link(&address),
                aside: true,
                ..Look::default()
            };
            self.builder.push(" ‹", aside);
            self.builder.push(host, aside);
            self.builder.push("›", aside);
        }
    }
}

fn look(tags: &[RichAnnotation]) -> Look {
    let mut look = Look::default();
    for tag in tags {
        match tag {
            RichAnnotation::Strong => look.strong = true,
            RichAnnotation::Emphasis => look.emphasis = true,
            RichAnnotation::Code | RichAnnotation::Preformat(_) => look.code = true,
            _ => {}
        }
    }
    look
}
