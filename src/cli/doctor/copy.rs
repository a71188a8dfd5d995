//! The local copy: the file, what stands in it, who sends from it.

use chrono::{DateTime, Utc};

use super::finding::{Finding, Report};
use super::machine::{mode, size};
use super::outbox::outbox;
use crate::cli::{Failure, local_copy, synchronised};
use crate::config::ProfileSettings;
use crate::model::StatusStrategy;
use crate::store::{self, Contents, Examination, Unreadable};
use crate::sync::sender_is_running;
use crate::text::duration_words;

/// What is read beside the counts.
const FACTS: [&str; 2] = ["thread_status_strategy", synchronised::NOTED];

/// Everything about it.
pub(super) fn look(profile: &ProfileSettings, report: &mut Report) -> Result<(), Failure> {
    set_aside(profile, report)?;
    let shown = profile.database.display();
    if !profile.database.exists() {
        report.add(Finding::ok(
            "database",
            format!("none yet; it will be {shown}"),
        ))?;
        return report.add(strategy(profile, None));
    }
    if let Some(mode) = mode(&profile.database).filter(|mode| mode & 0o077 != 0) {
        let words = format!(
            "{shown} holds conversations and is open to other users (its permissions are {mode:o}). Close it with: \
             chmod go= {shown}"
        );
        report.add(Finding::warn("database", words))?;
    }
    let contents = match store::examine(&profile.database, &FACTS) {
        Ok(found) => {
            report.add(database(profile, &found))?;
            found.contents
        }
        Err(error) => {
            report.add(Finding::fail("database", error).fact("file", shown.to_string()))?;
            None
        }
    };
    let sender = sender(profile, report)?;
    let Some(contents) = contents else {
        return Ok(());
    };
    if let Some(finding) = rows(&contents.unreadable) {
        report.add(finding)?;
    }
    for finding in counts(&contents) {
        report.add(finding)?;
    }
    report.add(outbox(&contents.outbox, sender, Utc::now()))?;
    let mut facts = contents.facts.into_iter();
    let learned = facts.next().flatten();
    report.add(strategy(profile, learned.as_deref()))?;
    report.add(last_synchronised(facts.next().flatten()))
}

fn set_aside(profile: &ProfileSettings, report: &mut Report) -> Result<(), Failure> {
    match store::set_aside(&profile.database) {
        Ok(files) if files.is_empty() => Ok(()),
        Ok(files) => {
            let names: Vec<String> = files.iter().map(|it| it.display().to_string()).collect();
            let words = format!(
                "damaged local copies were set aside, their drafts and unsent requests saved from them as far as they \
                 could be read: {}. Delete them when nothing is missing",
                names.join(", ")
            );
            report.add(Finding::warn("set aside", words).fact("files", names))
        }
        Err(error) => report.add(Finding::fail(
            "set aside",
            format!("the folder of the local copy cannot be read: {error}"),
        )),
    }
}

fn database(profile: &ProfileSettings, found: &Examination) -> Finding {
    let file = profile.database.display();
    let Examination { schema, known, .. } = found;
    let finding = if let Some(damage) = &found.damage {
        let words = format!(
            "{file} is damaged ({damage}). Start andibox: it keeps the file, saves drafts and unsent requests from it \
             and fetches the rest"
        );
        Finding::fail("database", words)
    } else if schema > known {
        let words = format!(
            "{file} was written by a newer andibox (schema {schema}, this one knows {known}): update andibox, or use \
             another --data-dir"
        );
        Finding::fail("database", words)
    } else if schema < known {
        let words = format!(
            "{file}, {}, sound; andibox brings schema {schema} to {known} at its next start",
            size(found.bytes)
        );
        Finding::ok("database", words)
    } else {
        let words = format!("{file}, {}, schema {schema}, sound", size(found.bytes));
        Finding::ok("database", words)
    };
    finding
        .fact("file", file.to_string())
        .fact("bytes", found.bytes)
        .fact("schema", *schema)
        .fact("schemaKnown", *known)
}

/// Rows that cannot be read, though the pages they stand on are sound.
fn rows(unreadable: &Unreadable) -> Option<Finding> {
    if unreadable.is_none() {
        return None;
    }
    let Unreadable {
        drafts,
        outbox,
        messages,
        others,
    } = *unreadable;
    let counts = [
        (drafts, "drafts"),
        (outbox, "requests of the outbox"),
        (messages, "messages"),
        (others, "channels or threads"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, of)| format!("{of}: {count}")).collect();
    let words = format!(
        "rows of the local copy cannot be read ({}). andibox keeps the file, saves the drafts and unsent requests that \
         can be read and fetches the rest, at the start after it has met one of them",
        counts.join(", ")
    );
    let finding = Finding::fail("rows", words)
        .fact("drafts", drafts)
        .fact("outbox", outbox)
        .fact("messages", messages)
        .fact("others", others);
    Some(finding)
}

fn sender(profile: &ProfileSettings, report: &mut Report) -> Result<bool, Failure> {
    let lock = local_copy::lock_path(profile);
    let (finding, running) = match sender_is_running(&lock) {
        Ok(true) => (
            Finding::ok("sender", "an andibox is running and sends what waits")
                .fact("running", true),
            true,
        ),
        Ok(false) => (
            Finding::ok("sender", "no andibox is running for this profile").fact("running", false),
            false,
        ),
        Err(error) => {
            let words = format!(
                "the lock {} cannot be taken, so nothing can be sent: {error}. Check its permissions",
                lock.display()
            );
            (Finding::fail("sender", words), false)
        }
    };
    report.add(finding)?;
    Ok(running)
}

fn counts(contents: &Contents) -> [Finding; 2] {
    let progress = contents.progress;
    let drafts = match contents.drafts {
        0 => "none".to_owned(),
        count => format!("{count} not sent yet: the view Drafts in andibox shows them"),
    };
    let words = format!(
        "channels: {}; conversations: {} of {} fetched",
        contents.channels, progress.done, progress.total
    );
    [
        Finding::ok("contents", words)
            .fact("channels", contents.channels)
            .fact("conversations", progress.total)
            .fact("fetched", progress.done),
        Finding::ok("drafts", drafts).fact("count", contents.drafts),
    ]
}

fn strategy(profile: &ProfileSettings, learned: Option<&str>) -> Finding {
    let (way, why) = match (profile.thread_status, learned) {
        (Some(StatusStrategy::Patch), _) => ("patch", "as the settings say"),
        (Some(StatusStrategy::Event), _) => ("event", "as the settings say"),
        (None, Some("patch")) => ("patch", "as was learned from this server"),
        (None, Some("event")) => (
            "event",
            "as was learned: this server has no PATCH of threads",
        ),
        (None, _) => ("auto", "it is found out at the first change"),
    };
    let words = match way {
        "patch" => format!("a thread's status is changed by PATCH, {why}"),
        "event" => format!("a thread's status is changed by an event message, {why}"),
        _ => format!("how a thread's status is changed is not known yet; {why}"),
    };
    Finding::ok("status", words).fact("strategy", way)
}

fn last_synchronised(noted: Option<String>) -> Finding {
    let at = noted.and_then(|noted| DateTime::parse_from_rfc3339(&noted).ok());
    let Some(at) = at.map(|at| at.with_timezone(&Utc)) else {
        return Finding::ok("synchronised", "not yet").fact("at", None::<String>);
    };
    let now = Utc::now();
    let words = if at > now + synchronised::OFTEN {
        return Finding::warn(
            "synchronised",
            format!("last at {at}, which lies ahead: was this machine's clock set back?"),
        )
        .fact("at", at.to_rfc3339());
    } else {
        format!("last {} ago", duration_words(now - at))
    };
    Finding::ok("synchronised", words).fact("at", at.to_rfc3339())
}
