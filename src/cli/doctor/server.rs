//! The key and the server: whether it answers, how fast, and what time it has.

use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

use super::finding::{Finding, Report};
use crate::api::Client;
use crate::cli::local_server::Bound;
use crate::cli::{Desk, Failure, connection};
use crate::config::{Paths, ProfileKind, ProfileSettings};
use crate::model::ApiKey;
use crate::text::duration_words;

/// A larger difference of the clocks shows in what is drawn.
const DIFFERENCE: TimeDelta = TimeDelta::minutes(2);

/// Everything about it.
pub(super) fn look(
    desk: &Desk,
    profile: &ProfileSettings,
    report: &mut Report,
) -> Result<(), Failure> {
    let runtime = connection::runtime()?;
    match &profile.kind {
        ProfileKind::Local { folder } => {
            report.add(Finding::ok("key", "the local workspace keeps its own"))?;
            if !folder.exists() {
                let words = "the local workspace is made at the first start";
                return report.add(Finding::ok("server", words));
            }
            let bound = Bound::new().map_err(Failure::failed)?;
            let address = format!("http://{}/api/v1", bound.address);
            Paths::make_folder_of(&folder.join("server.db")).map_err(Failure::failed)?;
            runtime.block_on(async {
                match bound.run_quietly(folder).await {
                    Ok(running) => {
                        let key = running.key.clone();
                        let told = ask(desk, profile, report, &address, key).await;
                        running.end().await;
                        told
                    }
                    Err(why) => report.add(Finding::fail("server", why)),
                }
            })
        }
        ProfileKind::Remote { address, .. } => match desk.config.key_for(profile) {
            Ok(found) => {
                let words = format!("{} from {}", found.key, found.source.name());
                report.add(Finding::ok("key", words).fact("source", found.source.name()))?;
                runtime.block_on(ask(desk, profile, report, address.as_str(), found.key))
            }
            Err(error) => report.add(Finding::fail("key", error)),
        },
    }
}

async fn ask(
    desk: &Desk,
    profile: &ProfileSettings,
    report: &mut Report,
    address: &str,
    key: ApiKey,
) -> Result<(), Failure> {
    let sync = &desk.config.settings.sync;
    let client = match connection::client(profile, sync, address, key, None) {
        Ok(client) => client,
        Err(problem) => return report.add(Finding::fail("server", problem.sentence().expose())),
    };
    let started = Instant::now();
    let channels = match connection::list_channels(&client).await {
        Ok(channels) => channels,
        Err(error) => {
            let words = error.problem.sentence();
            return report.add(Finding::fail("server", words.expose()));
        }
    };
    let millis = started.elapsed().as_millis();
    let words = format!("{address} answers in {millis} ms, {}", channels.words());
    report.add(
        Finding::ok("server", words)
            .fact("millis", u64::try_from(millis).unwrap_or(u64::MAX))
            .fact("channels", channels.readable)
            .fact("unreadable", channels.broken.len()),
    )?;
    if let Some(complaint) = channels.complaint() {
        let words = format!("{complaint}. Tell who runs the server");
        report.add(Finding::fail("channels", words))?;
    }
    clock(&client, report).await
}

async fn clock(client: &Client, report: &mut Report) -> Result<(), Failure> {
    let asked = Utc::now();
    report.add(match client.server_time().await {
        Ok(Some(server)) => compared(server, asked, Utc::now()),
        Ok(None) => Finding::ok("clock", "the server does not say what time it has"),
        Err(error) => Finding::warn("clock", error.problem.sentence().expose()),
    })
}

/// The server's time was taken between two moments of ours, and is cut to the second.
fn compared(server: DateTime<Utc>, asked: DateTime<Utc>, answered: DateTime<Utc>) -> Finding {
    let ahead = if server + TimeDelta::seconds(1) < asked {
        asked - server
    } else if server > answered {
        answered - server
    } else {
        TimeDelta::zero()
    };
    let finding = if ahead.abs() < DIFFERENCE {
        Finding::ok("clock", "agrees with the server's")
    } else {
        let way = if ahead > TimeDelta::zero() {
            "ahead of"
        } else {
            "behind"
        };
        let words = format!(
            "this machine's clock is {} {way} the server's, so ages and waiting times are wrong. Set the clock of the \
             one that is wrong",
            duration_words(ahead.abs())
        );
        Finding::warn("clock", words)
    };
    finding.fact("aheadSeconds", ahead.num_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_difference_that_shows_is_complained_of() {
        let asked = DateTime::UNIX_EPOCH + TimeDelta::days(1);
        let answered = asked + TimeDelta::seconds(3);
        let seconds =
            |seconds| compared(asked + TimeDelta::seconds(seconds), asked, answered).words();
        for near in [-119, -1, 0, 3, 100] {
            assert_eq!(seconds(near), "ok agrees with the server's", "{near}");
        }
        assert!(
            seconds(-600).starts_with("warn this machine's clock is 10m ahead of the server's")
        );
        assert!(seconds(7203).starts_with("warn this machine's clock is 2h behind the server's"));
    }
}
