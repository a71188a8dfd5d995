//! `andibox stats`: the numbers of the workspace, from the local copy. The same as `gS` shows, by the same functions.

use std::io::{IsTerminal, stdout};

use chrono::{Local, Offset, SecondsFormat, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::json::say_json;
use super::outcome::say;
use super::{Desk, Failure, local_copy};
use crate::app::stats::lines;
use crate::model::{AgeBucket, Recent, Stats, Times};
use crate::terminal::terminal_size;
use crate::text::SafeText;

/// Columns where there is no terminal to ask.
const COLUMNS: usize = 80;

/// Prints the numbers.
pub fn run(desk: &Desk, as_json: bool) -> Result<(), Failure> {
    let profile = desk.profile()?;
    let Some(store) = local_copy::open_existing(&profile)? else {
        return Err(Failure::not_found(format_args!(
            "there is no local copy of {} to count; andibox sync makes one",
            profile.name
        )));
    };
    let stats = store
        .stats(Utc::now(), Local::now().offset().fix())
        .map_err(Failure::failed)?;
    if as_json {
        return say_json(&object(&stats));
    }
    for line in lines(&stats, columns()) {
        let line: String = line.iter().map(|(_, words)| words.as_str()).collect();
        say(&SafeText::line(line.trim_end()))?;
    }
    Ok(())
}

fn columns() -> usize {
    if !stdout().is_terminal() {
        return COLUMNS;
    }
    terminal_size().map_or(COLUMNS, |(columns, _)| usize::from(columns).max(40))
}

fn object(stats: &Stats) -> Value {
    let by_age: Map<String, Value> = AgeBucket::ALL
        .into_iter()
        .zip(stats.by_age)
        .map(|(bucket, threads)| (bucket.key().to_owned(), threads.into()))
        .collect();
    let by_channel: Vec<Value> = stats
        .by_channel
        .iter()
        .map(|channel| {
            json!({
                "channelId": channel.channel.as_str(),
                "channel": channel.label.expose(),
                "threads": channel.threads,
            })
        })
        .collect();
    let days: Vec<Value> = stats
        .days
        .iter()
        .map(|day| {
            json!({
                "date": day.date.to_string(),
                "inbound": day.inbound,
                "outbound": day.outbound,
            })
        })
        .collect();
    json!({
        "at": stats.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "backlog": { "threads": stats.waiting(), "byAge": by_age, "byChannel": by_channel },
        "firstResponse": recent(&stats.first_response),
        "resolution": recent(&stats.resolution),
        "messagesPerDay": days,
    })
}

fn recent(recent: &Recent) -> Value {
    let seconds = |length: Option<TimeDelta>| length.map(|length| length.num_seconds());
    let times = |times: &Times| {
        json!({
            "count": times.count,
            "medianSeconds": seconds(times.median),
            "p90Seconds": seconds(times.p90),
        })
    };
    json!({ "last7Days": times(&recent.week), "last30Days": times(&recent.month) })
}
