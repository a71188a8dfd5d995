//! The one function that changes the state: a message in, effects out. No I/O, no clock, no failure.

use super::State;
use super::effect::{Effect, Timer};
use super::msg::{Change, Msg};
use crate::model::Link;
use crate::text::SafeText;

/// Changes the state by a message and returns what is to be done.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let mut out = Vec::new();
    state.update(msg, &mut out);
    out
}

impl State {
    fn update(&mut self, msg: Msg, out: &mut Vec<Effect>) {
        match msg {
            Msg::Start => self.start(out),
            Msg::Now(now, tz) => self.clock(now, tz),
            Msg::Resize(w, h) => self.resized(w, h, out),
            Msg::Key(key) => self.key(key, out),
            Msg::Paste(text) => self.paste(&text, out),
            Msg::Timer(Timer::SaveDraft) => self.save_timer(out),
            Msg::Timer(Timer::SaveAgain) => self.save_again(out),
            Msg::Timer(Timer::WhichKey(press)) => self.which_key_timer(press),

            Msg::Channels(rows) => {
                self.channels = rows.into_iter().map(Into::into).collect();
                if self.asked.channels.answered() {
                    self.ask_channels(out);
                }
            }
            Msg::Counts(channel, counts) => {
                if channel == self.scope.channel {
                    self.counts = counts;
                }
                if self.asked.counts.answered() {
                    self.ask_counts(out);
                }
            }
            Msg::List {
                generation,
                purpose,
                window,
            } => self.list_arrived(generation, purpose, window, out),
            Msg::Conversation { generation, answer } => {
                self.conversation_arrived(generation, *answer, out);
            }
            Msg::MoreMessages {
                generation,
                end,
                window,
            } => self.more_messages_arrived(generation, end, window),
            Msg::Lifecycle(thread, life) => self.lifecycle_arrived(&thread, &life),
            Msg::Raw(json) => self.raw_arrived(json.expose()),
            Msg::Draft(key, draft) => self.draft_arrived(&key, draft),
            Msg::DraftSaved(key) => self.draft_saved(&key),
            Msg::Waiting(found) => self.waiting_found(found, out),
            Msg::OutboxCounts { queued, failed } => {
                self.queued = queued;
                self.failed = failed;
                if self.asked.outbox.answered() {
                    self.ask_outbox(out);
                }
            }
            Msg::Changed(changes) => self.store_changed(&changes, out),
            Msg::ThreadCreated(_, conversation) => self.thread_created(conversation, out),

            Msg::Link(link) => self.link_changed(link),
            Msg::Progress(progress) => self.progress = progress,
            Msg::Request(record) => self.request_made(record),
            Msg::Broken(count, first) => self.say_broken(count, &first),
            Msg::Strategy(strategy) => self.strategy = Some(strategy),

            Msg::Edited(Ok(text)) => self.replace_draft(&text, out),
            Msg::Edited(Err(why)) => self.complain(SafeText::line(&why)),
            Msg::Failed(why) => self.complain(SafeText::line(why.expose())),
            Msg::DraftNotSaved(draft, why) => {
                self.draft_not_saved(draft, &SafeText::line(why.expose()), out);
            }
            Msg::Done(words) => self.say(words),
            Msg::Terminate => self.leave(out),
        }
    }

    fn start(&mut self, out: &mut Vec<Effect>) {
        self.ask_channels(out);
        self.ask_outbox(out);
        self.show_list(false, out);
        self.watch(out);
    }

    fn ask_channels(&mut self, out: &mut Vec<Effect>) {
        if self.asked.channels.ask() {
            out.push(Effect::LoadChannels);
        }
    }

    fn ask_outbox(&mut self, out: &mut Vec<Effect>) {
        if self.asked.outbox.ask() {
            out.push(Effect::LoadOutboxCounts);
        }
    }

    fn clock(&mut self, now: chrono::DateTime<chrono::Utc>, tz: chrono::FixedOffset) {
        let day = |at: chrono::DateTime<chrono::Utc>, tz| at.with_timezone(&tz).date_naive();
        let another_day = day(self.now, self.tz) != day(now, tz);
        self.now = now;
        self.tz = tz;
        if another_day {
            // "Today" is another day now.
            let place = self.reading.as_ref().map(super::reading::Reading::place);
            self.build_document();
            if let Some(place) = place {
                self.restore_place(place);
            }
        }
    }

    /// The store changed: what is on the screen is asked for again, each question at most once at a time.
    fn store_changed(&mut self, changes: &[Change], out: &mut Vec<Effect>) {
        let (mut lists, mut outbox, mut open) = (false, false, false);
        for change in changes {
            match change {
                Change::Channels | Change::Threads => lists = true,
                Change::Outbox => outbox = true,
                Change::Messages(conversation) => {
                    open |= self
                        .reading
                        .as_ref()
                        .is_some_and(|reading| reading.conversation == *conversation);
                }
            }
        }
        if lists {
            self.ask_channels(out);
            self.ask_counts(out);
            self.merge_list(out);
        }
        if outbox {
            self.ask_outbox(out);
        }
        if open || outbox {
            self.reload_conversation(out);
        }
    }

    fn link_changed(&mut self, link: Link) {
        if let Link::KeyRefused { problem, .. } = &link
            && !matches!(self.link, Link::KeyRefused { .. })
        {
            self.complain(SafeText::line(problem.sentence().expose()));
        }
        self.link = link;
    }

    fn say_broken(&mut self, count: u32, first: &crate::model::Untrusted) {
        let words = if count == 1 {
            format!(
                "One element of the server's list could not be read: {}. The others are shown.",
                first.expose()
            )
        } else {
            format!(
                "{count} elements of the server's list could not be read, the first: {}. The others are shown.",
                first.expose()
            )
        };
        self.complain(SafeText::line(&words));
    }
}
