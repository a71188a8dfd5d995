//! What is said about an action for many threads.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

use crate::app::item::ThreadItem;
use crate::app::remind::when::point;
use crate::model::ThreadStatus;
use crate::text::SafeText;

use super::bulk::{Deed, Plan, owes};

/// So many names are said, then how many more.
const NAMES: usize = 3;

/// What will happen, all of it.
pub(super) fn summary(deed: &Deed, plan: &Plan, now: DateTime<Utc>, tz: FixedOffset) -> SafeText {
    let mut said = vec![match deed {
        Deed::Status(_) => {
            let what = button(deed, plan.changed.len());
            match statuses(&plan.changed) {
                words if words.is_empty() => format!("{what}."),
                words => format!("{what}: {words}."),
            }
        }
        Deed::Remind(due) => {
            let until =
                due.map_or_else(String::new, |due| format!(" until {}", point(due, now, tz)));
            let what = button(deed, plan.changed.len());
            match statuses(&plan.changed) {
                words if words.is_empty() => format!("{what}{until}."),
                words => format!("{what}{until}: {words}."),
            }
        }
        Deed::Unread(_) => {
            let all = plan.changed.len() + plan.already;
            format!("{}: which are to count as unread?", threads(all))
        }
    }];
    match deed {
        Deed::Status(_) => said.extend(settled_again(&plan.changed)),
        Deed::Remind(Some(_)) => said.extend(changed_reminders(&plan.changed, now, tz)),
        Deed::Remind(None) | Deed::Unread(_) => {}
    }
    if !matches!(deed, Deed::Unread(_)) {
        said.extend(just_now(&plan.changed, now));
        said.extend(left_alone(deed, plan));
    }
    if !plan.elsewhere.is_empty() {
        said.push(format!("Not in this list: {}.", names(&plan.elsewhere)));
    }
    SafeText::line(&said.join(" "))
}

/// The deed in a few words: `Close 9 threads`.
pub(super) fn button(deed: &Deed, count: usize) -> SafeText {
    let verb = match deed {
        Deed::Status(ThreadStatus::Closed) => "Close",
        Deed::Status(ThreadStatus::Archived) => "Archive",
        Deed::Status(_) => "Reopen",
        Deed::Remind(Some(_)) => return line(&format!("Put {} away", threads(count))),
        Deed::Remind(None) => {
            return line(&format!("Take the reminders of {} away", threads(count)));
        }
        Deed::Unread(true) => return line(&format!("Mark {} unread", threads(count))),
        Deed::Unread(false) => return line(&format!("Mark {} read", threads(count))),
    };
    line(&format!("{verb} {}", threads(count)))
}

/// What was done.
pub(super) fn done(
    deed: &Deed,
    count: usize,
    undo: &SafeText,
    now: DateTime<Utc>,
    tz: FixedOffset,
) -> SafeText {
    let what = threads(count);
    let words = match deed {
        Deed::Status(ThreadStatus::Closed) => format!("Closed {what}"),
        Deed::Status(ThreadStatus::Archived) => format!("Archived {what}"),
        Deed::Status(_) => format!("Reopened {what}"),
        Deed::Remind(Some(due)) => {
            format!("Put {what} away until {}", point(*due, now, tz))
        }
        Deed::Remind(None) => format!("No reminder any more for {what}"),
        Deed::Unread(true) => format!("{what} marked unread"),
        Deed::Unread(false) => format!("{what} marked read"),
    };
    line(&format!("{words}. {undo} takes it back."))
}

/// Why nothing is to be done.
pub(super) fn nothing(deed: &Deed, plan: &Plan) -> SafeText {
    let why = match deed {
        Deed::Status(_) | Deed::Remind(_) => left_alone(deed, plan).join(" "),
        Deed::Unread(true) => "All of them are unread already.".to_owned(),
        Deed::Unread(false) => "All of them are read already.".to_owned(),
    };
    line(&format!("Nothing to do for what is marked. {why}"))
}

fn left_alone(deed: &Deed, plan: &Plan) -> Vec<String> {
    let mut said = Vec::new();
    let (one, many) = match deed {
        Deed::Status(to) => {
            let word = to.as_str();
            (
                format!("is {word} already and"),
                format!("are {word} already and"),
            )
        }
        Deed::Remind(Some(_)) => (
            "has this reminder already and is".to_owned(),
            "have this reminder already and are".to_owned(),
        ),
        Deed::Remind(None) => (
            "has no reminder and is".to_owned(),
            "have no reminder and are".to_owned(),
        ),
        Deed::Unread(_) => (String::new(), String::new()),
    };
    let feeds = match deed {
        Deed::Remind(_) => "which cannot be put away,",
        Deed::Status(_) | Deed::Unread(_) => "which have no status,",
    };
    let mut say = |count: usize, one: String, many: String| match count {
        0 => {}
        1 => said.push(format!("1 {one} left alone.")),
        _ => said.push(format!("{count} {many} left alone.")),
    };
    say(plan.already, one, many);
    say(
        plan.feeds,
        format!("is a channel's feed, {} and", feeds.replace("have", "has")),
        format!("are channels' feeds, {feeds} and"),
    );
    say(
        plan.gone,
        "is deleted on the server and".to_owned(),
        "are deleted on the server and".to_owned(),
    );
    said
}

/// How many have which status: `8 open, 1 archived`, or `all open now`.
fn statuses(items: &[ThreadItem]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for item in items {
        let word = item.status.as_str();
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    match (counts.as_slice(), items.len()) {
        ([(word, _)], 1) => return format!("{word} now"),
        ([(word, _)], _) => return format!("all {word} now"),
        _ => {}
    }
    let words: Vec<String> = counts
        .iter()
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    words.join(", ")
}

fn settled_again(items: &[ThreadItem]) -> Option<String> {
    let again: Vec<SafeText> = people(items, owes);
    (!again.is_empty()).then(|| format!("Wrote again since they were settled: {}.", names(&again)))
}

/// Whose reminder is another one so far.
fn changed_reminders(items: &[ThreadItem], now: DateTime<Utc>, tz: FixedOffset) -> Option<String> {
    let until = |item: &ThreadItem| {
        let reminder = item.reminder.filter(|reminder| !reminder.is_due)?;
        let words = format!("{} (until {})", item.person, point(reminder.due, now, tz));
        Some(line(&words))
    };
    let changed: Vec<SafeText> = items.iter().filter_map(until).collect();
    (!changed.is_empty()).then(|| format!("Put away already: {}.", names(&changed)))
}

/// Who wrote so lately that it may not have been read.
fn just_now(items: &[ThreadItem], now: DateTime<Utc>) -> Option<String> {
    let recent = people(items, |item| {
        let lately = item
            .last_at
            .is_some_and(|at| now - at < TimeDelta::minutes(1));
        lately && item.waiting.for_us().is_some()
    });
    match recent.len() {
        0 => None,
        1 => Some(format!(
            "1 customer wrote within the last minute: {}.",
            names(&recent)
        )),
        count => Some(format!(
            "{count} customers wrote within the last minute: {}.",
            names(&recent)
        )),
    }
}

fn people(items: &[ThreadItem], is_it: impl Fn(&ThreadItem) -> bool) -> Vec<SafeText> {
    let found = items.iter().filter(|item| is_it(item));
    found.map(|item| item.person.clone()).collect()
}

fn names(people: &[SafeText]) -> String {
    let first: Vec<&str> = people.iter().take(NAMES).map(SafeText::as_str).collect();
    match people.len().saturating_sub(NAMES) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

fn threads(count: usize) -> String {
    match count {
        1 => "1 thread".to_owned(),
        count => format!("{count} threads"),
    }
}

fn line(text: &str) -> SafeText {
    SafeText::line(text)
}
