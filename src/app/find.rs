//! Finding words in the open conversation: the store says which messages hold them, whether they are here or not.

use crate::model::MessageId;
use crate::text::{SafeText, editor::Editor};

use super::State;
use super::effect::Effect;
use super::overlay::Overlay;
use super::prompt::{Prompt, Purpose};
use super::scroll::Place;

/// What is looked for, and where it was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Find {
    /// The words. Upper and lower case are the same.
    pub words: SafeText,
    /// The messages that hold them, oldest first.
    pub hits: Vec<MessageId>,
    /// The number of the question.
    generation: u64,
    /// The answer is here.
    pub answered: bool,
    /// Where the person was when they began to look.
    from: Option<MessageId>,
}

/// Which way from hit to hit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Towards newer messages.
    Down,
    /// Towards older ones.
    Up,
}

impl State {
    /// Asks for words to find in the open conversation.
    pub fn ask_find(&mut self) {
        let Some(reading) = &self.reading else {
            self.say("No conversation is open.");
            return;
        };
        let purpose = Purpose::Find {
            place: reading.place(),
            selected: reading.selected.clone(),
            before: reading.find.clone(),
        };
        let mut prompt = Prompt::new("Find in this conversation", purpose);
        if let Some(find) = &reading.find {
            prompt.editor = Editor::one_line();
            prompt.editor.set_text(find.words.as_str());
        }
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    /// Looks for other words.
    pub(super) fn find_words(&mut self, words: &str, out: &mut Vec<Effect>) {
        let generation = self.next_generation();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let from = match reading.find.take() {
            Some(find) => find.from,
            None => reading.selected.clone(),
        };
        // Without words the place stays remembered until the line is left.
        reading.find = Some(Find {
            words: SafeText::line(words),
            generation,
            from,
            ..Find::default()
        });
        if !words.trim().is_empty() {
            out.push(Effect::FindMessages {
                generation,
                conversation: reading.conversation.clone(),
                words: words.to_owned(),
            });
        }
    }

    /// The store's answer: goes to the hit that is nearest above where the person was, else to the first below.
    pub fn messages_found(&mut self, generation: u64, hits: Vec<MessageId>, out: &mut Vec<Effect>) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let Some(find) = &mut reading.find else {
            return;
        };
        if find.generation != generation {
            return;
        }
        let problem = hits
            .is_empty()
            .then(|| "No message has these words.".into());
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay
            && matches!(prompt.purpose, Purpose::Find { .. })
        {
            prompt.problem = problem;
        }
        find.hits = hits;
        find.answered = true;
        let from = find.from.clone();
        let place = |id: &MessageId| reading.messages.iter().position(|item| item.id == *id);
        let start = from.as_ref().and_then(place);
        // Hits that are not here lie before those that are, or behind them: of both the order is known.
        let here = |id: &&MessageId| match (place(id), start) {
            (Some(at), Some(start)) => at <= start,
            _ => false,
        };
        let nearest = find.hits.iter().rev().find(here).or(if reading.after == 0 {
            find.hits.last()
        } else {
            find.hits.first()
        });
        if let Some(hit) = nearest.cloned() {
            self.go_to_hit(hit, out);
        }
    }

    /// Goes to the next or previous message that holds the words; behind the last one the first follows.
    pub fn find_again(&mut self, way: Way, out: &mut Vec<Effect>) {
        let Some(reading) = &self.reading else {
            self.say("No conversation is open.");
            return;
        };
        let Some(find) = reading.find.as_ref().filter(|find| !find.words.is_empty()) else {
            self.say("Nothing is looked for: / finds words in the conversation.");
            return;
        };
        let count = find.hits.len();
        if count == 0 {
            self.say_not_found();
            return;
        }
        let at = reading
            .selected
            .as_ref()
            .and_then(|id| find.hits.iter().position(|hit| hit == id));
        let next = match (at, way) {
            (Some(at), Way::Down) => (at + 1) % count,
            (Some(at), Way::Up) => (at + count - 1) % count,
            (None, Way::Down) => 0,
            (None, Way::Up) => count - 1,
        };
        let wrapped = match (at, way) {
            (Some(at), Way::Down) => next <= at,
            (Some(at), Way::Up) => next >= at,
            (None, _) => false,
        };
        let hit = find.hits[next].clone();
        self.go_to_hit(hit, out);
        if wrapped && count > 1 {
            self.say(match way {
                Way::Down => "Behind the last one: on from the first.",
                Way::Up => "Before the first one: on from the last.",
            });
        }
    }

    /// Nothing is looked for any more. False if nothing was.
    pub fn stop_finding(&mut self) -> bool {
        self.reading
            .as_mut()
            .and_then(|reading| reading.find.take())
            .is_some()
    }

    /// The line was left: everything is as it was before.
    pub(super) fn take_back_find(
        &mut self,
        before: Option<Find>,
        place: Place,
        selected: Option<MessageId>,
    ) {
        if let Some(reading) = &mut self.reading {
            reading.find = before;
            // Other messages may have come in its place meanwhile.
            let is_here = |id: &MessageId| reading.messages.iter().any(|item| item.id == *id);
            if selected.as_ref().is_none_or(is_here) {
                reading.selected = selected;
            }
            reading.follow = false;
        }
        self.restore_place(place);
    }

    /// The line was accepted.
    pub(super) fn keep_find(&mut self) {
        let find = self
            .reading
            .as_ref()
            .and_then(|reading| reading.find.as_ref());
        match find {
            Some(find) if find.words.trim().is_empty() => {
                self.stop_finding();
            }
            Some(find) if find.answered && find.hits.is_empty() => self.say_not_found(),
            _ => {}
        }
    }

    /// How many messages hold the words, and which of them is selected.
    pub fn find_count(&self) -> Option<(usize, usize)> {
        let reading = self.reading.as_ref()?;
        let find = reading.find.as_ref().filter(|find| find.answered)?;
        let at = reading
            .selected
            .as_ref()
            .and_then(|id| find.hits.iter().position(|hit| hit == id));
        Some((at.map_or(0, |at| at + 1), find.hits.len()))
    }

    fn go_to_hit(&mut self, hit: MessageId, out: &mut Vec<Effect>) {
        if let Some(reading) = &mut self.reading
            && reading.unfolded.insert(hit.clone())
        {
            // What was found must not stay folded away.
            self.build_document();
        }
        self.go_to_message(hit, out);
    }

    fn say_not_found(&mut self) {
        self.say("No message of this conversation has these words.");
    }
}
