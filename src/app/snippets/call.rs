//! Words that look like the call of a snippet do not leave unasked: whoever typed them meant another text.

use crate::app::State;
use crate::app::answer::Then;
use crate::app::menu::{Choice, Menu, MenuItem};
use crate::app::overlay::Overlay;
use crate::text::{SafeText, safe};

impl State {
    /// Asks before a text leaves in which a snippet is called and none was taken. Returns whether it asked.
    pub(in crate::app) fn asks_for_call(&mut self, then: Then) -> bool {
        let Some(composer) = self.composer.as_ref().filter(|open| !open.calls) else {
            return false;
        };
        let Some((sign, name)) = call(composer.editor.text()) else {
            return false;
        };
        let wanted = name.to_lowercase();
        let named = |snippet: &crate::model::Snippet| snippet.name.to_lowercase() == wanted;
        let why = if self.snippets.is_empty() {
            self.no_snippets()
        } else if self.snippets.iter().any(named) {
            "The snippet of this name was not put in.".into()
        } else {
            "No snippet has this name.".into()
        };
        let words = safe!(
            "Send “{sign}{}” as it is typed? {why}",
            SafeText::line(name)
        );
        self.overlay = Some(Overlay::Menu(Menu::new(
            words,
            vec![
                MenuItem::new('n', "No, go on writing", Choice::Nothing),
                MenuItem::new('y', "Yes, send it so", Choice::SendCalls(then)),
            ],
        )));
        true
    }

    /// That there are no snippets, and where they belong.
    pub(super) fn no_snippets(&self) -> SafeText {
        safe!(
            "There are no snippets: one TOML file each, in {}. reload-snippets reads them.",
            self.facts.snippets
        )
    }
}

/// The first call in a text, as its sign and its name: `/name` where a line begins, or `::name` where a word does. A
/// number, a path and a name of one letter are none.
fn call(text: &str) -> Option<(&'static str, &str)> {
    text.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        let first = (!line.starts_with(char::is_whitespace)).then(|| words.next());
        let slash = first.flatten().and_then(|word| named("/", word));
        slash.or_else(|| line.split_whitespace().find_map(|word| named("::", word)))
    })
}

fn named<'a>(sign: &'static str, word: &'a str) -> Option<(&'static str, &'a str)> {
    let name = word.strip_prefix(sign)?;
    let name = name.trim_end_matches(['.', ',', ';', '!', '?', ')']);
    let is_letter = |letter: char| letter.is_alphanumeric() || "_-".contains(letter);
    let is_name = name.chars().count() > 1
        && name.starts_with(char::is_alphabetic)
        && name.chars().all(is_letter);
    is_name.then_some((sign, name))
}
