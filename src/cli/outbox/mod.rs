//! `andibox outbox`: what was asked for and has not reached the server; to see, to try again, to give up.
//!
//! It works beside a running andibox: here nothing is sent, rows only change their state in the local copy, and whoever
//! holds the sender's lock does the rest.

mod discard;
mod fields;
mod line;
mod pick;
mod place;
mod retry;

use chrono::Utc;

use super::arguments::{OutboxArguments, OutboxCommand};
use super::json::say_json;
use super::outcome::say;
use super::{Desk, Failure, local_copy};
use crate::config::ProfileSettings;
use crate::model::Outgoing;
use crate::store::Store;
use crate::sync::sender_is_running;
use crate::text::SafeText;

pub use fields::fields;
pub use line::{line, what};
pub use pick::{digits, pick};
pub use place::{Place, Places};

/// The outbox of a profile at one moment.
struct Outbox {
    /// Whose it is.
    profile: String,
    store: Store,
    /// In the order they were asked for.
    rows: Vec<Outgoing>,
    /// Digits of an id that tell all rows apart.
    digits: usize,
    /// Whether an andibox is running that sends what is here.
    sender: bool,
    json: bool,
}

/// Runs the command.
pub fn run(desk: &Desk, arguments: &OutboxArguments) -> Result<(), Failure> {
    let profile = desk.profile()?;
    let Some(outbox) = Outbox::read(&profile, arguments.json)? else {
        return match &arguments.command {
            None | Some(OutboxCommand::List) => nothing(&profile.name, arguments.json),
            Some(OutboxCommand::Retry(retry)) if retry.all => {
                nothing(&profile.name, arguments.json)
            }
            Some(OutboxCommand::Retry(retry)) => Err(pick::not_here(&retry.ids)),
            Some(OutboxCommand::Discard(discard)) => Err(pick::not_here(&discard.ids)),
        };
    };
    match &arguments.command {
        None | Some(OutboxCommand::List) => outbox.list(),
        Some(OutboxCommand::Retry(retry)) => {
            desk.refuse_read_only(&profile)?;
            retry::run(&outbox, retry)
        }
        Some(OutboxCommand::Discard(discard)) => {
            desk.refuse_read_only(&profile)?;
            discard::run(&outbox, discard)
        }
    }
}

impl Outbox {
    fn read(profile: &ProfileSettings, json: bool) -> Result<Option<Self>, Failure> {
        let Some(store) = local_copy::open_existing(profile)? else {
            return Ok(None);
        };
        let lock = local_copy::lock_path(profile);
        let rows = store.outbox().map_err(Failure::failed)?;
        let sender = sender_is_running(&lock).map_err(|error| {
            Failure::failed(format_args!(
                "the sender's lock {} cannot be tried: {error}",
                lock.display()
            ))
        })?;
        Ok(Some(Self {
            profile: profile.name.clone(),
            digits: pick::digits(&rows),
            store,
            rows,
            sender,
            json,
        }))
    }

    fn list(&self) -> Result<(), Failure> {
        if self.rows.is_empty() {
            return nothing(&self.profile, self.json);
        }
        if !self.json {
            let count = match self.rows.len() {
                1 => "1 request has not reached the server.".to_owned(),
                count => format!("{count} requests have not reached the server."),
            };
            say(&SafeText::line(&format!("{}: {count}", self.profile)))?;
        }
        let mut places = Places::new(&self.store)?;
        for row in &self.rows {
            let place = places.of(row)?;
            if self.json {
                say_json(&fields(row, &place))?;
            } else {
                say(&line(row, &place, self.digits, self.sender, Utc::now()))?;
            }
        }
        Ok(())
    }

    /// The short form of a row's id.
    fn short(&self, row: &Outgoing) -> String {
        pick::short(row, self.digits)
    }
}

fn nothing(profile: &str, json: bool) -> Result<(), Failure> {
    if json {
        // No lines are no rows.
        return Ok(());
    }
    say(&SafeText::line(&format!(
        "{profile}: the outbox is empty, everything has reached the server."
    )))
}

/// When what was queued will go, as the end of a sentence.
fn when_it_goes(sender: bool) -> &'static str {
    if sender {
        "a running andibox sends it, as soon as the server answers"
    } else {
        "it goes when andibox starts next, or now with andibox sync"
    }
}
