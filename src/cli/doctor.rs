//! `andibox doctor`: looks at everything and says what is wrong and what to do.

use std::io::{IsTerminal, stdout};

use chrono::Utc;

use super::local_server::Bound;
use super::outcome::say;
use super::{Desk, Failure, connection};
use crate::config::{Credentials, KeymapFile, Paths, ProfileKind, ProfileSettings};
use crate::model::ApiKey;
use crate::store::{OpenOptions, Store};
use crate::text::SafeText;
use crate::theme::ColorDepth;

/// Prints what was found; fails if anything is wrong.
pub fn run(desk: &Desk) -> Result<(), Failure> {
    let mut report = Report { wrong: 0 };
    report.settings(desk)?;
    let profile = match desk.config.resolve() {
        Ok(profile) => profile,
        Err(error) => {
            report.bad("profile", &error.to_string())?;
            return report.end();
        }
    };
    told_profile(&profile)?;
    terminal()?;
    report.copy(&profile)?;
    report.server(desk, &profile)?;
    report.end()
}

fn good(what: &str, words: &str) -> Result<(), Failure> {
    say(&SafeText::line(&format!("ok     {what:<12} {words}")))
}

fn told_profile(profile: &ProfileSettings) -> Result<(), Failure> {
    let place = match &profile.kind {
        ProfileKind::Local { folder } => format!("the local workspace in {}", folder.display()),
        ProfileKind::Remote { address, .. } => address.to_string(),
    };
    let read_only = if profile.read_only { ", read-only" } else { "" };
    good("profile", &format!("{}: {place}{read_only}", profile.name))
}

fn terminal() -> Result<(), Failure> {
    let depth = match ColorDepth::detect(|name| std::env::var(name).ok()) {
        ColorDepth::None => "no colours",
        ColorDepth::Ansi16 => "16 colours",
        ColorDepth::Ansi256 => "256 colours",
        ColorDepth::TrueColor => "true colour",
    };
    let term = std::env::var("TERM").unwrap_or_else(|_| "unknown".to_owned());
    let words = if stdout().is_terminal() {
        format!("{term}, {depth}")
    } else {
        "standard output is not a terminal".to_owned()
    };
    good("terminal", &words)
}

struct Report {
    wrong: usize,
}

impl Report {
    fn bad(&mut self, what: &str, words: &str) -> Result<(), Failure> {
        self.wrong += 1;
        say(&SafeText::line(&format!("WRONG  {what:<12} {words}")))
    }

    fn settings(&mut self, desk: &Desk) -> Result<(), Failure> {
        for problem in &desk.config.problems {
            self.bad("settings", &problem.to_string())?;
        }
        if desk.config.problems.is_empty() {
            let file = desk.paths.config_file();
            let words = if file.exists() {
                file.display().to_string()
            } else {
                format!("defaults; {} would hold yours", file.display())
            };
            good("settings", &words)?;
        }
        let keys = KeymapFile::load(&desk.paths);
        for problem in &keys.problems {
            self.bad("keys", &problem.to_string())?;
        }
        if keys.problems.is_empty() {
            let file = desk.paths.keymap_file();
            let words = match (file.exists(), keys.preset.name()) {
                (true, preset) => format!("{}, from the preset {preset}", file.display()),
                (false, _) => format!("defaults; {} would hold yours", file.display()),
            };
            good("keys", &words)?;
        }
        match Credentials::at(&desk.paths).check() {
            Ok(()) => good(
                "credentials",
                &desk.paths.credentials_file().display().to_string(),
            ),
            Err(error) => self.bad("credentials", &error.to_string()),
        }
    }

    fn copy(&mut self, profile: &ProfileSettings) -> Result<(), Failure> {
        let file = profile.database.display().to_string();
        if !profile.database.exists() {
            return good("local copy", &format!("none yet; it will be {file}"));
        }
        let options = OpenOptions::quiet(Utc::now());
        let looked = Store::open(&profile.database, options).and_then(|opened| {
            let store = opened.store;
            Ok((
                store.channels()?.len(),
                store.pull_progress()?,
                store.outbox_counts()?,
                store.drafts()?.len(),
                store.meta("thread_status_strategy")?,
            ))
        });
        let (channels, progress, outbox, drafts, strategy) = match looked {
            Ok(looked) => looked,
            Err(error) => return self.bad("local copy", &error.to_string()),
        };
        good("local copy", &file)?;
        let words = format!(
            "{channels} channels, {} of {} conversations fetched",
            progress.done, progress.total
        );
        good("  contents", &words)?;
        let words = format!(
            "{} not sent, {} failed, {drafts} drafts",
            outbox.queued, outbox.failed
        );
        if outbox.failed > 0 {
            self.bad("  outbox", &format!("{words}: open andibox, gf shows them"))?;
        } else {
            good("  outbox", &words)?;
        }
        let strategy = strategy.unwrap_or_else(|| "not known yet".to_owned());
        good("  status by", &strategy)
    }

    fn server(&mut self, desk: &Desk, profile: &ProfileSettings) -> Result<(), Failure> {
        let runtime = connection::runtime()?;
        match &profile.kind {
            ProfileKind::Local { folder } => {
                if !folder.exists() {
                    return good("server", "the local workspace is made at the first start");
                }
                let bound = Bound::new().map_err(Failure::failed)?;
                let address = format!("http://{}/api/v1", bound.address);
                Paths::make_folder_of(&folder.join("server.db")).map_err(Failure::failed)?;
                runtime.block_on(async {
                    match bound.run(folder).await {
                        Ok(running) => {
                            let told = self.ask(desk, profile, &address, running.key.clone()).await;
                            running.end().await;
                            told
                        }
                        Err(why) => self.bad("server", &why),
                    }
                })
            }
            ProfileKind::Remote { address, .. } => match desk.config.key_for(profile) {
                Ok(found) => runtime.block_on(self.ask(desk, profile, address.as_str(), found.key)),
                Err(error) => self.bad("key", &error.to_string()),
            },
        }
    }

    async fn ask(
        &mut self,
        desk: &Desk,
        profile: &ProfileSettings,
        address: &str,
        key: ApiKey,
    ) -> Result<(), Failure> {
        good("key", &key.to_string())?;
        let sync = &desk.config.settings.sync;
        let client = match connection::client(profile, sync, address, key, None) {
            Ok(client) => client,
            Err(problem) => return self.bad("server", problem.sentence().expose()),
        };
        let started = std::time::Instant::now();
        match connection::list_channels(&client).await {
            Ok(channels) => {
                let millis = started.elapsed().as_millis();
                let words = channels.words();
                good(
                    "server",
                    &format!("{address} answers in {millis} ms, {words}"),
                )?;
                match channels.complaint() {
                    Some(words) => self.bad("  channels", &words),
                    None => Ok(()),
                }
            }
            Err(error) => self.bad("server", error.problem.sentence().expose()),
        }
    }

    fn end(self) -> Result<(), Failure> {
        match self.wrong {
            0 => Ok(()),
            1 => Err(Failure::failed("one thing is wrong")),
            count => Err(Failure::failed(format_args!("{count} things are wrong"))),
        }
    }
}
