//! What is said about an action for many threads.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::item::ThreadItem;
use crate::model::ThreadStatus;
use crate::text::SafeText;

use super::bulk::{Deed, Plan, owes};

/// So many names are said, then how many more.
const NAMES: usize = 3;

/// What will happen, all of it.
pub(super) fn summary(deed: &Deed, plan: &Plan, now: DateTime<Utc>) -> SafeText {
    let mut said = vec![match deed {
        Deed::Status(_) => {
            let what = button(deed, plan.changed.len());
            match statuses(&plan.changed) {
                words if words.is_empty() => format!("{what}."),
                words => format!("{what}: {words}."),
            }
        }
        Deed::Unread(_) => {
            let all = plan.changed.len() + plan.already;
            format!("{}: which are to count as unread?", threads(all))
        }
    }];
    if matches!(deed, Deed::Status(_)) {
        said.extend(settled_again(&plan.changed));
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
        Deed::Unread(true) => return line(&format!("Mark {} unread", threads(count))),
        Deed::Unread(false) => return line(&format!("Mark {} read", threads(count))),
    };
    line(&format!("{verb} {}", threads(count)))
}

/// What was done.
pub(super) fn done(deed: &Deed, count: usize, undo: &SafeText) -> SafeText {
    let what = threads(count);
    let words = match deed {
        Deed::Status(ThreadStatus::Closed) => format!("Closed {what}"),
        Deed::Status(ThreadStatus::Archived) => format!("Archived {what}"),
        Deed::Status(_) => format!("Reopened {what}"),
        Deed::Unread(true) => format!("{what} marked unread"),
        Deed::Unread(false) => format!("{what} marked read"),
    };
    line(&format!("{words}. {undo} takes it back."))
}

/// Why nothing is to be done.
pub(super) fn nothing(deed: &Deed, plan: &Plan) -> SafeText {
    let why = match deed {
        Deed::Status(_) => left_alone(deed, plan).join(" "),
        Deed::Unread(true) => "All of them are unread already.".to_owned(),
        Deed::Unread(false) => "All of them are read already.".to_owned(),
    };
    line(&format!("Nothing to do for what is marked. {why}"))
}

fn left_alone(deed: &Deed, plan: &Plan) -> Vec<String> {
    let mut said = Vec::new();
    let word = match deed {
        Deed::Status(to) => to.as_str().to_owned(),
        Deed::Unread(_) => String::new(),
    };
    let mut say = |count: usize, one: String, many: String| match count {
        0 => {}
        1 => said.push(format!("1 {one} and left alone.")),
        _ => said.push(format!("{count} {many} and left alone.")),
    };
    say(
        plan.already,
        format!("is {word} already"),
        format!("are {word} already"),
    );
    say(
        plan.feeds,
        "is a channel's feed, which has no status,".to_owned(),
        "are channels' feeds, which have no status,".to_owned(),
    );
    say(
        plan.gone,
        "is deleted on the server".to_owned(),
        "are deleted on the server".to_owned(),
    );
    said
}

/// How many have which status: `8 open, 1 archived`.
fn statuses(items: &[ThreadItem]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for item in items {
        let word = item.status.as_str();
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
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
