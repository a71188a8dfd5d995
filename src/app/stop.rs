//! Stop before send: where the conversation went on while somebody wrote, only what is new is shown, and they decide.

use crate::model::{Draft, News, Seen, StoredMessage};
use crate::text::{SafeText, ago};

use super::answer::Then;
use super::effect::Effect;
use super::item::{MessageItem, MessageLook, status_word};
use super::overlay::{Overlay, Pager, PagerKind, PagerLine, Tone};
use super::undo::Part;
use super::{Pane, State};

/// The question whether to send all the same.
#[derive(Clone, PartialEq, Debug)]
pub struct Stop {
    /// What is new.
    pub pager: Pager,
    /// What was to happen after sending.
    pub then: Then,
    /// It was said that it is to be sent before the words were here again.
    answered: bool,
}

impl State {
    /// What of the open conversation the person has before them; none until it is here.
    pub(super) fn seen_here(&self) -> Option<Seen> {
        let reading = self.reading.as_ref().filter(|reading| reading.loaded)?;
        let (newest, at) = match &reading.latest {
            Some((id, at)) => (Some(id.clone()), *at),
            None => (None, None),
        };
        Some(Seen {
            newest,
            at,
            status: self.status_of(&reading.conversation),
        })
    }

    /// The composer counts what stands above it as seen, if nothing is known of what was.
    pub(super) fn composer_sees(&mut self) {
        let seen = self.seen_here();
        if let (Some(composer), Some(reading)) = (&mut self.composer, &self.reading)
            && composer.seen.is_none()
            && composer.key.conversation == reading.conversation
        {
            composer.seen = seen;
        }
    }

    /// The store did not take a message, since its conversation went on: the words are a draft again, and the person is
    /// asked, unless they have begun something else.
    pub(super) fn stopped(&mut self, draft: Draft, news: &News, out: &mut Vec<Effect>) {
        let key = draft.key.clone();
        let step = self.never_sent(&key);
        let (mut then, mut from_list) = (Then::Stay, false);
        for part in step.iter().flat_map(|step| &step.parts) {
            match part {
                Part::Sent(sent) => (then, from_list) = (sent.then, sent.from_list),
                Part::Status(change) => self.show_status(&change.conversation, &change.from),
                Part::Draft(_) | Part::Request(_) | Part::Reminders(_) | Part::Unread(_) => {}
            }
        }
        self.words_back(draft, None, out);
        self.ask_outbox(out);
        self.merge_list(out);
        self.reload_conversation(out);
        let other = |open: &super::composer::Composer| open.key != key;
        if self.overlay.is_some() || self.composer.as_ref().is_some_and(other) {
            let name = self.name_of(&key.conversation);
            let words = format!(
                "Not sent to {name}: the conversation went on while you wrote. Your words are kept as a draft."
            );
            self.complain(SafeText::line(&words));
            return;
        }
        if self.composer.is_none() {
            self.edit_again(&key, out);
        }
        if let Some(composer) = &mut self.composer {
            composer.seen = Some(news.seen.clone());
            composer.from_list |= from_list;
        }
        self.pane = Pane::Conversation;
        self.notice = None;
        let lines = self.news_lines(news);
        let title = "Not sent yet: this is new";
        let pager = Pager::new(PagerKind::News, title.into(), lines, self.pager_width());
        self.overlay = Some(Overlay::Stop(Box::new(Stop {
            pager,
            then,
            answered: false,
        })));
    }

    fn news_lines(&self, news: &News) -> Vec<PagerLine> {
        let mut lines: Vec<PagerLine> = Vec::new();
        if let Some(status) = &news.status {
            let words = format!("The thread is {} now.", status_word(status));
            lines.push(vec![(Tone::Warn, SafeText::line(&words))]);
            lines.push(Vec::new());
        }
        for message in &news.messages {
            let item = MessageItem::from(StoredMessage {
                message: message.clone(),
                new: true,
            });
            let look = match item.look {
                MessageLook::Customer => "",
                MessageLook::Ours => "  answered",
                MessageLook::Note => "  NOTE",
                MessageLook::Event => "  event",
            };
            let when = item
                .at
                .map_or_else(|| item.at_raw.clone(), |at| ago(self.now, at, &self.tz));
            lines.push(vec![
                (Tone::Strong, item.author.clone()),
                (Tone::Warn, look.into()),
                (Tone::Dim, SafeText::line(&format!("  {when}"))),
            ]);
            for line in item.body.text.lines() {
                lines.push(vec![(Tone::Plain, SafeText::line(line))]);
            }
            for attachment in &item.attachments {
                let words = format!("▸ {}  {}", attachment.name, attachment.size);
                lines.push(vec![(Tone::Dim, SafeText::line(&words))]);
            }
            lines.push(Vec::new());
        }
        lines.pop_if(|last| last.is_empty());
        lines
    }

    /// The person has read what is new, and answers. Returns whether the letter was an answer.
    pub(super) fn answer_stop(&mut self, letter: char, out: &mut Vec<Effect>) -> bool {
        let loading = self.composer.as_ref().is_some_and(|open| open.loading);
        let Some(Overlay::Stop(stop)) = &mut self.overlay else {
            return false;
        };
        match letter {
            // Faster than the disk: it goes out when the words are here.
            's' if loading => stop.answered = true,
            's' => {
                let then = stop.then;
                self.overlay = None;
                self.send(then, out);
            }
            'w' => self.overlay = None,
            _ => return false,
        }
        true
    }

    /// The words are here again: what was answered before is done.
    pub(super) fn answered_stop(&mut self, out: &mut Vec<Effect>) {
        if matches!(&self.overlay, Some(Overlay::Stop(stop)) if stop.answered) {
            self.answer_stop('s', out);
        }
    }
}
