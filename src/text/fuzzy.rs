//! Finding what a person means by a few letters: words that begin so, else letters in their order.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// How well a text fits, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fit {
    /// It begins so.
    Begins,
    /// Each word that was typed begins a word of it.
    Words,
    /// It holds the letters of each word in their order; the more scattered, the worse: lower is better, 0 is in one
    /// piece.
    Letters(u32),
}

/// The least score for each letter. What a person would call found has 20 and more, chance at most 14.
const LEAST: u32 = 17;

/// What a person has typed, to be held against many texts.
pub struct Fuzzy {
    wanted: String,
    words: Vec<String>,
    /// How many letters, without the blanks.
    count: u32,
    pattern: Pattern,
    matcher: Matcher,
    letters: Vec<char>,
}

impl Fuzzy {
    /// What was typed. Upper and lower case, and accents, are no difference.
    pub fn new(wanted: &str) -> Self {
        let wanted = folded(wanted.trim());
        let letters = wanted.chars().filter(|letter| !letter.is_whitespace());
        let count = u32::try_from(letters.count()).unwrap_or(u32::MAX);
        let words = wanted.split_whitespace().map(ToOwned::to_owned).collect();
        let pattern = Pattern::new(
            &wanted,
            CaseMatching::Ignore,
            Normalization::Smart,
            AtomKind::Fuzzy,
        );
        Self {
            words,
            count,
            pattern,
            matcher: Matcher::new(Config::DEFAULT),
            letters: Vec::new(),
            wanted,
        }
    }

    /// Whether nothing was typed, which fits everything.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a text fits; `None` if it does not.
    pub fn fit(&mut self, text: &str) -> Option<Fit> {
        self.fit_words(text).or_else(|| {
            if folded(text).contains(&self.wanted) {
                return Some(Fit::Letters(0));
            }
            let text = Utf32Str::new(text, &mut self.letters);
            let score = self.pattern.score(text, &mut self.matcher)?;
            // In a long text nearly all letters can be found somewhere: Enter must not open what nobody meant.
            (score >= LEAST.saturating_mul(self.count)).then(|| Fit::Letters(u32::MAX - score))
        })
    }

    /// The same by words alone: in prose, letters that stand apart mean nothing.
    pub fn fit_words(&self, text: &str) -> Option<Fit> {
        let text = folded(text);
        if text.starts_with(&self.wanted) {
            return Some(Fit::Begins);
        }
        let mut words = self.words.iter();
        words
            .all(|word| begins_a_word(&text, word))
            .then_some(Fit::Words)
    }
}

impl Fuzzy {
    /// Whether the text has each word that was typed, whole.
    pub fn is_whole_in(&self, text: &str) -> bool {
        let text = folded(text);
        let has = |wanted: &String| {
            let mut words = text.split(|letter: char| !letter.is_alphanumeric());
            words.any(|word| word == wanted) || text == *wanted
        };
        !self.is_empty() && self.words.iter().all(has)
    }
}

impl std::fmt::Debug for Fuzzy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Fuzzy").field(&self.wanted).finish()
    }
}

fn begins_a_word(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric())
    })
}

/// Lower case without the accents that a keyboard may not have.
fn folded(text: &str) -> String {
    text.chars()
        .map(nucleo_matcher::chars::normalize)
        .flat_map(char::to_lowercase)
        .collect()
}
