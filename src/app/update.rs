//! The one function that changes the state: a message in, effects out. No I/O, no clock, no failure.

use super::State;
use super::effect::{Effect, Timer};
use super::msg::{Change, Msg};
use crate::model::{Link, ProblemKind};
use crate::text::SafeText;

/// Changes the state by a message and returns what is to be done.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let mut out = Vec::new();
    state.update(msg, &mut out);
    out
}

impl State {
    fn update(&mut self, msg: Msg, out: &mut Vec<Effect>) {
        if self.is_behind() && !self.runs_on(&msg) {
            self.catch_up(out);
        }
        let outdated = Self::outdates_near(&msg);
        if outdated {
            self.forget_near();
        }
        match msg {
            Msg::Start => self.start(out),
            Msg::Now(now, tz) => {
                self.clock(now, tz);
                self.count_ageing_views(out);
            }
            Msg::Resize(w, h) => self.resized(w, h, out),
            Msg::Snippets {
                snippets,
                asked,
                problems,
            } => self.snippets_read(snippets, asked, &problems),
            // Done above, as before whatever else may act on it.
            Msg::CatchUp => {}
            Msg::Key(key) => self.key(key, out),
            Msg::Mouse(mouse) => self.mouse_did(mouse, out),
            Msg::Deed(deed) => self.do_deed(deed, out),
            Msg::Paste(text) => self.paste(&text, out),
            Msg::Timer(Timer::SaveDraft) => self.save_timer(out),
            Msg::Timer(Timer::SaveAgain) => self.save_again(out),
            Msg::Timer(Timer::Tick) => self.tick(out),
            Msg::Timer(Timer::Notices) => self.notice_timer(out),
            Msg::Matches(matches) => self.matches_arrived(&matches, out),
            Msg::Focus(focused) => self.unfocused = !focused,
            Msg::Timer(Timer::WindowEnds) => self.window_ended(),
            Msg::Timer(Timer::CountViews) => self.count_views(out),
            Msg::Timer(Timer::Rest) => self.rest_timer(out),
            Msg::Timer(Timer::WhichKey(press)) => self.which_key_timer(press),

            Msg::Channels(rows) => {
                self.channels_arrived(rows, out);
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
            Msg::Near {
                generation,
                answers,
            } => self.near_arrived(generation, answers),
            Msg::MoreMessages {
                generation,
                end,
                window,
            } => self.more_messages_arrived(generation, end, window, out),
            Msg::MessagesFound { generation, hits } => self.messages_found(generation, hits, out),
            Msg::Others { generation, rows } => self.others_arrived(generation, rows),
            Msg::Lifecycle(thread, life) => self.lifecycle_arrived(&thread, life),
            Msg::Stats(stats) => self.stats_arrived(stats),
            Msg::Raw(json) => self.raw_arrived(json.expose()),
            Msg::Draft(key, draft) => self.draft_arrived(&key, draft, out),
            Msg::DraftSaved(key) => self.draft_saved(&key),
            Msg::DraftElsewhere { ours, now } => self.draft_elsewhere(&ours, now, out),
            Msg::SentElsewhere(now) => self.sent_elsewhere(&now, out),
            Msg::Queued(draft) => self.queued(&draft, out),
            Msg::DraftAppended(draft) => self.draft_appended(&draft),
            Msg::Places { generation, rows } => self.places_found(generation, rows),
            Msg::Waiting(found) => self.waiting_found(found, out),
            Msg::OutboxCounts { queued, failed } => {
                self.queued = queued;
                self.failed = failed;
                self.end_if_sent(out);
                if self.asked.outbox.answered() {
                    self.ask_outbox(out);
                }
            }
            Msg::Rung { threads, next } => self.reminders_rung(&threads, next, out),
            Msg::ViewCounts { generation, counts } => self.views_counted(generation, &counts),
            Msg::ViewSaved(view) => self.view_saved(view, out),
            Msg::ViewNotSaved(view, why) => {
                let words = format!("The view “{}” was not saved: {why}", view.name);
                self.complain(SafeText::line(&words));
            }
            Msg::Marked(rows) => self.marked_arrived(rows),
            Msg::Changed(changes) => self.store_changed(&changes, out),
            Msg::ThreadCreated(_, conversation) => self.thread_created(conversation, out),

            Msg::Link(link) => {
                self.link_changed(link);
                self.look_when_settled(out);
            }
            Msg::Progress(progress) => {
                self.progressed(progress, out);
                self.look_when_settled(out);
            }
            Msg::Request(record) => self.request_made(record),
            Msg::Broken(count, first) => self.say_broken(count, &first),
            Msg::Strategy(strategy) => self.strategy = Some(strategy),

            Msg::Edited(Ok(text)) => self.replace_draft(&text, out),
            Msg::Edited(Err(why)) => self.complain(SafeText::line(&why)),
            Msg::Failed(why) => self.failed(&why),
            Msg::DraftNotSaved(draft, why) => {
                self.draft_not_saved(&draft, &SafeText::line(why.expose()), out);
            }
            Msg::DraftNotRead(key, why) => {
                self.draft_not_read(&key, &SafeText::line(why.expose()), out);
            }
            Msg::NotSent(draft, why) => {
                self.not_sent(draft, &SafeText::line(why.expose()), out);
            }
            Msg::Stopped(draft, news) => self.stopped(draft, &news, out),
            Msg::TakenBack {
                number,
                removed,
                drafts,
            } => self.taken_back(number, &removed, &drafts, out),
            Msg::NotTakenBack(number, why) => {
                self.not_taken_back(number, &SafeText::line(why.expose()));
            }
            Msg::Discarded(request) => self.discarded(request.map(|request| *request)),
            Msg::Refused(id, why) => self.request_refused(id, &why),
            Msg::NotOpened(address, why) => self.not_opened(&address, &why),
            Msg::Saving(number, bytes, of) => self.saving_goes_on(number, bytes, of),
            Msg::SaveEnded(number, end) => self.save_ended(number, end),
            Msg::Done(words) => self.say(words),
            Msg::Terminate => self.leave(out),
        }
        // Whatever happened may have brought the last message onto the screen.
        self.select_shown();
        self.ask_others(out);
        self.mark_seen(out);
        self.see_reminder(out);
        if out.iter().any(super::reading::near::writes) {
            self.forget_near();
        } else if outdated {
            self.look_ahead(out);
        }
    }

    /// Something could not be done. If it was a question, its answer will not come: nothing waits for it any more.
    fn failed(&mut self, why: &crate::model::Untrusted) {
        self.complain(SafeText::line(why.expose()));
        self.asked.unanswered();
        self.notify.unanswered();
        self.list.extending = None;
        if let Some(reading) = &mut self.reading {
            reading.extending = None;
        }
    }

    fn start(&mut self, out: &mut Vec<Effect>) {
        self.ask_channels(out);
        self.ask_outbox(out);
        self.show_list(false, out);
        self.watch(out);
        self.ask_reminders(out);
        self.look_for_notices(out);
        self.count_views(out);
    }

    /// A minute has passed, or a reminder is due.
    fn tick(&mut self, out: &mut Vec<Effect>) {
        if self.reminder_is_due() {
            self.ask_reminders(out);
        }
        self.look_for_notices(out);
    }

    fn ask_channels(&mut self, out: &mut Vec<Effect>) {
        if self.asked.channels.ask() {
            out.push(Effect::LoadChannels);
        }
    }

    pub(super) fn ask_outbox(&mut self, out: &mut Vec<Effect>) {
        if self.asked.outbox.ask() {
            out.push(Effect::LoadOutboxCounts);
        }
    }

    fn clock(&mut self, now: chrono::DateTime<chrono::Utc>, tz: chrono::FixedOffset) {
        let day = |at: chrono::DateTime<chrono::Utc>, tz| at.with_timezone(&tz).date_naive();
        let another_day = tz != self.tz || day(self.now, self.tz) != day(now, tz);
        self.now = now;
        self.tz = tz;
        if another_day {
            // "Today" is another day now.
            self.forget_near();
            let place = self.reading.as_ref().map(super::reading::Reading::place);
            self.build_document();
            if let Some(place) = place {
                self.restore_place(place);
            }
        }
    }

    /// The channels arrived: the cursor stays on the channel it was on.
    fn channels_arrived(&mut self, rows: Vec<crate::model::ChannelRow>, out: &mut Vec<Effect>) {
        let here = self.place_rows().get(self.place).cloned();
        self.channels = rows.into_iter().map(Into::into).collect();
        let rows = self.place_rows();
        self.place = here
            .and_then(|here| rows.iter().position(|row| *row == here))
            .unwrap_or_else(|| self.place.min(rows.len().saturating_sub(1)));
        self.refresh_feed_row(out);
    }

    /// The store changed: what is on the screen is asked for again, each question at most once at a time.
    pub fn store_changed(&mut self, changes: &[Change], out: &mut Vec<Effect>) {
        let (mut lists, mut outbox, mut open, mut reminders) = (false, false, false, false);
        for change in changes {
            match change {
                Change::Channels | Change::Threads => lists = true,
                Change::Outbox => outbox = true,
                Change::Reminders => reminders = true,
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
            self.look_for_notices(out);
            self.look_at_marked(out);
            self.count_views_soon(out);
        }
        if outbox {
            self.ask_outbox(out);
            // Their rows count what is on its way to their feeds.
            self.ask_channels(out);
        }
        if reminders {
            self.ask_reminders(out);
        }
        if open || outbox {
            self.reload_conversation(out);
        }
    }

    fn link_changed(&mut self, link: Link) {
        match &link {
            Link::KeyRefused { problem, .. } if !matches!(self.link, Link::KeyRefused { .. }) => {
                self.complain(SafeText::line(problem.sentence().expose()));
            }
            // The frame says why in the server's words; what to do about it is said once.
            Link::Offline { problem, .. }
                if problem.kind.needs_a_person() && !self.is_offline_by(problem.kind) =>
            {
                self.complain(SafeText::line(problem.sentence().expose()));
            }
            _ => {}
        }
        self.link = link;
    }

    fn is_offline_by(&self, kind: ProblemKind) -> bool {
        matches!(&self.link, Link::Offline { problem, .. } if problem.kind == kind)
    }

    fn say_broken(&mut self, count: u32, first: &crate::model::Untrusted) {
        if count == 0 {
            return;
        }
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
