//! Snippets in the composer: found by `/` at the start of a line, `::` anywhere, or a command.
//!
//! What is typed to find one stands in the text like everything typed, and stays there as it is until one is taken.

mod call;
mod fill;

use std::ops::Range;

use crate::command::Command;
use crate::model::{Snippet, Untrusted};
use crate::text::SafeText;

use super::State;
use super::composer::Composer;
use super::effect::Effect;

/// So many are listed at most.
pub const SHOWN: usize = 6;

/// The open list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pick {
    /// Where what finds one begins in the text, its sign included.
    pub from: usize,
    /// The sign's length: of `/`, `::`, or none where a command opened the list.
    sign: usize,
    /// The snippets that match, the best first, as indices into [`State::snippets`].
    pub matches: Vec<usize>,
    /// The selected one, an index into the matches.
    pub selected: usize,
}

impl State {
    /// The snippets were read.
    pub fn snippets_read(&mut self, snippets: Vec<Snippet>, asked: bool, problems: &[Untrusted]) {
        let count = snippets.len();
        self.snippets = snippets;
        if let Some(composer) = &mut self.composer {
            composer.pick = None;
        }
        match problems {
            [] if asked => self.say(SafeText::line(&match count {
                1 => "1 snippet is read.".to_owned(),
                count => format!("{count} snippets are read."),
            })),
            [] => {}
            [one] => self.complain(SafeText::line(one.expose())),
            [first, ..] => self.complain(SafeText::line(&format!(
                "{} problems in the snippets (andibox config check lists them): {}",
                problems.len(),
                first.expose()
            ))),
        }
    }

    /// Opens the list at the cursor, whatever is typed.
    pub fn choose_snippet(&mut self) {
        if self.snippets.is_empty() {
            let words = self.no_snippets();
            self.say(words);
            return;
        }
        if let Some(composer) = &mut self.composer {
            composer.editor.unselect();
            composer.pick = Some(Pick {
                from: composer.editor.cursor_byte(),
                sign: 0,
                matches: Vec::new(),
                selected: 0,
            });
        }
        self.find_snippets();
        if self.picking().is_none() {
            self.say("No snippet is for this channel and mode.");
        }
    }

    /// The list, if it is open and has something.
    pub fn picking(&self) -> Option<&Pick> {
        let pick = self.composer.as_ref()?.pick.as_ref()?;
        (!pick.matches.is_empty()).then_some(pick)
    }

    /// Something was typed, or the cursor has moved: opens the list, narrows it or closes it.
    pub fn find_snippets(&mut self) {
        let Some(composer) = &self.composer else {
            return;
        };
        let (text, cursor) = (composer.editor.text(), composer.editor.cursor_byte());
        let called = composer.pick.as_ref().filter(|pick| pick.sign == 0);
        let called = called
            .filter(|pick| pick.from <= cursor && !text[pick.from..cursor].contains('\n'))
            .map(|pick| (pick.from, 0));
        let Some((from, sign)) = called.or_else(|| begun(text, cursor)) else {
            if let Some(composer) = &mut self.composer {
                composer.pick = None;
                composer.passed = None;
            }
            return;
        };
        if sign > 0 && composer.passed == Some(from) {
            return;
        }
        let matches = self.matching_snippets(composer, &text[from + sign..cursor]);
        let Some(composer) = &mut self.composer else {
            return;
        };
        let same = composer
            .pick
            .take()
            .filter(|pick| pick.from == from && pick.matches == matches);
        composer.pick = Some(Pick {
            from,
            sign,
            selected: same.map_or(0, |pick| pick.selected),
            matches,
        });
    }

    fn matching_snippets(&self, composer: &Composer, typed: &str) -> Vec<usize> {
        let wanted: Vec<char> = typed
            .to_lowercase()
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect();
        let mut found: Vec<(usize, &str, usize)> = self
            .snippets
            .iter()
            .enumerate()
            .filter(|(_, snippet)| self.fits(snippet, composer))
            .filter_map(|(index, snippet)| {
                let score = spread(&snippet.name.to_lowercase(), &wanted)?;
                Some((score, snippet.name.as_str(), index))
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, index)| index).collect()
    }

    /// Whether it is meant for this channel and mode.
    fn fits(&self, snippet: &Snippet, composer: &Composer) -> bool {
        let channel = composer.key.conversation.channel();
        let here = |name: &String| self.is_called(channel, name);
        snippet.mode.is_none_or(|mode| mode == composer.key.mode)
            && (snippet.channels.is_empty() || snippet.channels.iter().any(here))
    }

    /// Keys while the list is open. Returns whether the command was one for it.
    pub(super) fn run_in_snippets(&mut self, command: Command, out: &mut Vec<Effect>) -> bool {
        if self.picking().is_none() {
            return false;
        }
        let Some(pick) = self.composer.as_mut().and_then(|it| it.pick.as_mut()) else {
            return false;
        };
        match command {
            Command::CursorDown => {
                pick.selected = (pick.selected + 1).min(pick.matches.len().saturating_sub(1));
            }
            Command::CursorUp => pick.selected = pick.selected.saturating_sub(1),
            Command::InsertNewline | Command::NextBlank => self.take_snippet(out),
            Command::LeaveComposer => {
                if let Some(composer) = &mut self.composer {
                    composer.passed = composer.pick.take().map(|pick| pick.from);
                }
            }
            _ => return false,
        }
        true
    }

    /// Puts the selected snippet in the place of what found it.
    fn take_snippet(&mut self, out: &mut Vec<Effect>) {
        let pick = self.composer.as_mut().and_then(|it| it.pick.take());
        let Some(pick) = pick else {
            return;
        };
        let snippet = pick.matches.get(pick.selected);
        let Some(snippet) = snippet.and_then(|index| self.snippets.get(*index)) else {
            return;
        };
        let text = self.filled(&snippet.text);
        let Some(composer) = &mut self.composer else {
            return;
        };
        composer.passed = None;
        let range = pick.from..composer.editor.cursor_byte();
        composer.editor.replace_range(range, &text);
        let end = composer.editor.cursor_byte();
        let words = composer.editor.text();
        let blank = blanks(words).find(|blank| blank.start >= pick.from && blank.end <= end);
        self.edited(out);
        if let Some(blank) = blank {
            self.go_to_blank(blank);
        }
    }

    /// Selects the next variable that is not filled; behind the last one comes the first.
    pub fn next_blank(&mut self) {
        let Some(composer) = &self.composer else {
            return;
        };
        let text = composer.editor.text();
        let from = composer
            .editor
            .selection()
            .map_or_else(|| composer.editor.cursor_byte(), |range| range.end);
        let next = blanks(text).find(|blank| blank.start >= from);
        match next.or_else(|| blanks(text).next()) {
            Some(blank) => self.go_to_blank(blank),
            None => self.say("Nothing is left to fill here."),
        }
    }

    fn go_to_blank(&mut self, blank: Range<usize>) {
        let Some(composer) = &mut self.composer else {
            return;
        };
        let name = composer.editor.text()[blank.clone()].to_owned();
        composer.editor.select(blank);
        let words = format!("{name} is not known here: type what belongs there.");
        self.say(SafeText::line(&words));
    }

    /// Says what is still to be filled, and goes there. Returns whether something is: such a text does not leave.
    pub(super) fn stops_for_blank(&mut self) -> bool {
        let Some(composer) = &self.composer else {
            return false;
        };
        let text = composer.editor.text();
        let Some(blank) = blanks(text).next() else {
            return false;
        };
        let words = format!(
            "Not sent: {} is not filled. Type what belongs there, or delete it.",
            &text[blank.clone()]
        );
        self.go_to_blank(blank);
        self.complain(SafeText::line(&words));
        true
    }
}

/// Where a search for a snippet was begun before the cursor, and the length of its sign.
fn begun(text: &str, cursor: usize) -> Option<(usize, usize)> {
    let start = text[..cursor].rfind('\n').map_or(0, |end| end + 1);
    let line = &text[start..cursor];
    let goes_on = |typed: &str| !typed.contains(|c: char| c.is_whitespace() || "/:".contains(c));
    if let Some(typed) = line.strip_prefix('/')
        && goes_on(typed)
    {
        return Some((start, 1));
    }
    let at = line.rfind("::")?;
    goes_on(&line[at + 2..]).then_some((start + at, 2))
}

/// The variables of a text, such as `{{customer.name}}`: where they stand.
pub fn blanks(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.match_indices("{{").filter_map(|(at, _)| {
        let inside = &text[at + 2..];
        let end = inside.find("}}")?;
        let name = inside[..end].trim();
        let is_name = |c: char| c.is_alphanumeric() || "._- ".contains(c);
        (!name.is_empty() && name.chars().all(is_name)).then_some(at..at + end + 4)
    })
}

/// How far apart the letters stand in a name that holds them in order; `None` if it does not.
fn spread(name: &str, wanted: &[char]) -> Option<usize> {
    let mut letters = wanted.iter().peekable();
    let (mut first, mut last) = (None, 0);
    for (place, letter) in name.chars().enumerate() {
        if letters.next_if(|wanted| **wanted == letter).is_some() {
            first.get_or_insert(place);
            last = place;
        }
    }
    let first = first.unwrap_or(0);
    letters
        .peek()
        .is_none()
        .then_some((last - first) * 2 + first)
}
