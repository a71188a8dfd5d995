//! What to pull next, and when. Times come from outside.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use super::entry::{Entry, Stay};
use super::interval::{Pace, interval};
use super::target::Target;
use crate::model::{ChannelId, Conversation};
use crate::store::{Pull, Revision};
use crate::sync::Intervals;
use crate::sync::chance::about;

/// A conversation that was written to is looked at for so long, for its delivery reports.
const FOLLOWED: Duration = Duration::from_mins(5);

/// A conversation with news all the time is not pulled more often than this.
const REST: Duration = Duration::from_secs(3);

/// What is on screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::sync) struct Watched {
    /// The open conversation.
    pub(in crate::sync) conversation: Option<Conversation>,
    /// The channel whose threads are listed.
    pub(in crate::sync) channel: Option<ChannelId>,
}

/// All that is or will be pulled.
pub(super) struct Schedule {
    settings: Intervals,
    entries: HashMap<Target, Entry>,
    /// Pulled, and kept for a moment only to know when: what has news all the time is not pulled all the time. Apart,
    /// because a first synchronisation leaves thousands of them behind it, and every step looks at all entries.
    resting: HashMap<Target, Entry>,
    watched: Watched,
    /// When the person last did something.
    attended: Instant,
}

/// A target to be fetched now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Taken {
    /// Which.
    pub(super) target: Target,
    /// It was just written to: the store has to hear of the answer even if the server says that nothing changed.
    pub(super) urgent: bool,
    /// What the server had said of the conversation when it was found to have news.
    pub(super) revision: Option<Revision>,
}

/// Conversations with news that wait to be pulled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Backlog {
    /// They may be asked for now.
    pub(super) waiting: usize,
    /// They are being pulled, or failed and wait to be tried again, or wait because they were pulled just now.
    pub(super) held: usize,
}

impl Schedule {
    pub(super) fn new(settings: Intervals, now: Instant) -> Self {
        let mut schedule = Self {
            settings,
            entries: HashMap::new(),
            resting: HashMap::new(),
            watched: Watched::default(),
            attended: now,
        };
        schedule.add(Target::Channels, now, Stay::Always);
        schedule
    }

    /// These channels are there, and no others.
    pub(super) fn channels(&mut self, channels: &[ChannelId], now: Instant) {
        self.entries.retain(|target, entry| match target {
            Target::Threads(channel) | Target::Messages(Conversation::Feed { channel }) => {
                entry.running || channels.contains(channel)
            }
            _ => true,
        });
        for channel in channels {
            self.add(Target::Threads(channel.clone()), now, Stay::Always);
            self.add(feed(channel), now, Stay::Always);
        }
    }

    /// These conversations have news. Says how many of them are new to the schedule.
    pub(super) fn moved(&mut self, pulls: Vec<Pull>, now: Instant) -> usize {
        let rest = REST.min(self.settings.open_thread);
        self.resting
            .retain(|_, entry| entry.done.is_some_and(|done| now < done + rest));
        let mut new = 0;
        for pull in pulls {
            let target = Target::Messages(pull.conversation);
            if let Some(mut entry) = self.resting.remove(&target) {
                new += 1;
                entry.due = entry.done.map_or(now, |done| done + rest);
                entry.revision = Some(pull.revision);
                self.entries.insert(target, entry);
                continue;
            }
            match self.entries.get_mut(&target) {
                // What failed waits out its backoff.
                Some(entry) if entry.failures == 0 && !entry.running => {
                    let due = entry.done.map_or(now, |done| done + rest);
                    entry.due = entry.due.min(due.max(now));
                    entry.revision = Some(pull.revision);
                }
                Some(_) => {}
                None => {
                    new += 1;
                    let mut entry = Entry::new(now, Stay::Once);
                    entry.revision = Some(pull.revision);
                    self.entries.insert(target, entry);
                }
            }
        }
        new
    }

    /// How many conversations with news there are. Those that were looked at because they stood on the screen, and will
    /// be once more, are held and not waiting: they must not keep the next ones out.
    pub(super) fn backlog(&self, now: Instant) -> Backlog {
        let mut backlog = Backlog::default();
        for (target, entry) in &self.entries {
            if matches!(target, Target::Messages(_)) && entry.stay == Stay::Once {
                if entry.running || entry.failures > 0 || entry.due > now {
                    backlog.held += 1;
                } else {
                    backlog.waiting += 1;
                }
            }
        }
        backlog
    }

    /// Whether a target will be looked at again of itself.
    pub(super) fn follows(&self, target: &Target) -> bool {
        self.entries.contains_key(target)
    }

    /// Whether the threads of all channels were listed in this run.
    pub(super) fn is_listed(&self) -> bool {
        self.entries
            .iter()
            .all(|(target, entry)| !matches!(target, Target::Threads(_)) || entry.done.is_some())
    }

    /// A list that tells of something that was not there.
    pub(super) fn list_soon(&mut self, target: &Target, now: Instant) {
        self.hasten(target, self.settings.thread_list, now);
    }

    /// Something else is on screen. What is no longer there is looked at once more.
    pub(super) fn watch(&mut self, watched: Watched, now: Instant) {
        self.attended = now;
        self.watched = watched;
        if let Some(conversation) = self.watched.conversation.clone() {
            let target = Target::Messages(conversation);
            self.add(target.clone(), now, Stay::Once);
            self.hasten(&target, self.settings.open_thread, now);
        }
        if let Some(channel) = self.watched.channel.clone() {
            let target = Target::Threads(channel);
            self.hasten(&target, self.settings.thread_list, now);
        }
    }

    /// The conversation was changed from here: it is looked at at once, and followed for a while.
    pub(super) fn written(&mut self, conversation: &Conversation, now: Instant) {
        let messages = Target::Messages(conversation.clone());
        let until = Stay::Until(now + FOLLOWED);
        self.add(messages.clone(), now + self.settings.open_thread, until);
        if let Conversation::Thread { channel, thread } = conversation {
            // What the server says of the thread first: it tells which messages are asked for.
            let target = Target::Thread(channel.clone(), thread.clone());
            self.add(target.clone(), now, Stay::Once);
            self.urge(&target, now);
        } else {
            self.urge(&messages, now);
        }
    }

    /// Everything is due.
    pub(super) fn refresh(&mut self, now: Instant) {
        self.attended = now;
        for entry in self.entries.values_mut() {
            entry.want(now);
            entry.failures = 0;
        }
    }

    /// The link is back: what is on screen is due at once, the rest spread over `spread`.
    pub(super) fn link_returned(
        &mut self,
        now: Instant,
        spread: Duration,
        mut chance: impl FnMut() -> f64,
    ) {
        let watched = self.watched.clone();
        for (target, entry) in &mut self.entries {
            // The probe was just made.
            if *target == Target::Channels {
                continue;
            }
            entry.failures = 0;
            entry.due = if pace(target, &watched) == Pace::Other && !entry.urgent {
                now + spread.mul_f64(chance())
            } else {
                now
            };
        }
    }

    /// The probe is to be made at this moment.
    pub(super) fn probe_at(&mut self, at: Instant) {
        if let Some(entry) = self.entries.get_mut(&Target::Channels) {
            entry.due = at;
        }
    }

    /// Takes the most important target that is due.
    pub(super) fn take(&mut self, now: Instant, only_probe: bool) -> Option<Taken> {
        let target = self
            .entries
            .iter()
            .filter(|(target, entry)| entry.due <= now && ready(target, entry, only_probe))
            .min_by_key(|(target, entry)| (self.rank(target, entry), entry.due))
            .map(|(target, _)| target.clone())?;
        let entry = self.entries.get_mut(&target)?;
        entry.running = true;
        let urgent = entry.urgent;
        // Good for once: the next time the server may have said something else of it.
        let revision = entry.revision.take();
        Some(Taken {
            target,
            urgent,
            revision,
        })
    }

    /// When the next target is due.
    pub(super) fn next(&self, only_probe: bool) -> Option<Instant> {
        self.entries
            .iter()
            .filter(|(target, entry)| ready(target, entry, only_probe))
            .map(|(_, entry)| entry.due)
            .min()
    }

    /// A target is up to date. `cost` is how long its fetch took.
    pub(super) fn succeeded(
        &mut self,
        target: &Target,
        changed: bool,
        cost: Duration,
        now: Instant,
        chance: f64,
    ) {
        let pace = pace(target, &self.watched);
        let Some(entry) = self.entries.get_mut(target) else {
            return;
        };
        entry.running = false;
        entry.done = Some(now);
        entry.failures = 0;
        entry.quiet = if changed {
            0
        } else {
            entry.quiet.saturating_add(1)
        };
        let again = std::mem::take(&mut entry.again);
        entry.urgent &= again;
        if again {
            entry.due = now;
            return;
        }
        let alone = now.saturating_duration_since(self.attended);
        let wait = interval(pace, &self.settings, entry.quiet, cost, alone);
        entry.due = now + about(wait, chance);
        if pace == Pace::Other
            && !entry.stay.stays(now)
            && let Some(entry) = self.entries.remove(target)
            && !matches!(target, Target::Thread(..))
        {
            self.resting.insert(target.clone(), entry);
        }
        if let Target::Thread(channel, thread) = target {
            let (channel, thread) = (channel.clone(), thread.clone());
            self.entries.remove(target);
            self.urge(
                &Target::Messages(Conversation::Thread { channel, thread }),
                now,
            );
        }
    }

    /// A target could not be fetched; it is tried again after `wait`.
    pub(super) fn failed(&mut self, target: &Target, wait: Duration, now: Instant) {
        let Some(entry) = self.entries.get_mut(target) else {
            return;
        };
        entry.running = false;
        entry.again = false;
        entry.failures = entry.failures.saturating_add(1);
        entry.due = now + wait;
    }

    /// A target that the server will not give: it is looked at no more, unless it stands in a list.
    pub(super) fn refused(&mut self, target: &Target, wait: Duration, now: Instant) {
        if matches!(target, Target::Thread(..)) {
            self.entries.remove(target);
        } else {
            self.failed(target, wait, now);
        }
    }

    /// How often in a row a target failed.
    pub(super) fn failures(&self, target: &Target) -> u32 {
        self.entries.get(target).map_or(0, |entry| entry.failures)
    }

    fn add(&mut self, target: Target, due: Instant, stay: Stay) {
        let rested = self.resting.remove(&target);
        let entry = self
            .entries
            .entry(target)
            .or_insert_with(|| rested.unwrap_or_else(|| Entry::new(due, stay)));
        entry.stay = entry.stay.longer(stay);
    }

    /// Due as soon as `interval` has passed since it was last up to date.
    fn hasten(&mut self, target: &Target, interval: Duration, now: Instant) {
        if let Some(entry) = self.entries.get_mut(target) {
            let due = entry.done.map_or(now, |done| done + interval);
            entry.due = entry.due.min(due);
        }
    }

    fn urge(&mut self, target: &Target, now: Instant) {
        if let Some(entry) = self.entries.get_mut(target) {
            entry.urgent = true;
            entry.want(now);
        }
    }

    /// The order of what is due: what is on screen, what was just written, the lists that tell what there is, the
    /// conversations with news, the rest.
    fn rank(&self, target: &Target, entry: &Entry) -> u8 {
        match (pace(target, &self.watched), target) {
            (_, Target::Channels) => 0,
            (Pace::Open, _) => 1,
            _ if entry.urgent => 2,
            (Pace::List, _) => 3,
            (_, Target::Threads(_) | Target::Thread(..)) => 4,
            (_, Target::Messages(Conversation::Thread { .. })) => 5,
            (_, Target::Messages(Conversation::Feed { .. })) => 6,
        }
    }
}

fn ready(target: &Target, entry: &Entry, only_probe: bool) -> bool {
    !entry.running && (!only_probe || *target == Target::Channels)
}

fn pace(target: &Target, watched: &Watched) -> Pace {
    match target {
        Target::Messages(conversation) if watched.conversation.as_ref() == Some(conversation) => {
            Pace::Open
        }
        Target::Threads(channel) if watched.channel.as_ref() == Some(channel) => Pace::List,
        _ => Pace::Other,
    }
}

fn feed(channel: &ChannelId) -> Target {
    Target::Messages(Conversation::Feed {
        channel: channel.clone(),
    })
}
