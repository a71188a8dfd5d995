//! `andibox login --browser`: a key by way of a person who approves it (the API's agent login).

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::target::Target;
use crate::api::login::{DeviceCode, Exchange, StartLogin, Started};
use crate::api::{Address, Class, Client, ClientOptions, Error};
use crate::cli::outcome::{say, warn};
use crate::cli::{Failure, connection};
use crate::model::{ApiKey, Stamp};
use crate::text::SafeText;
use crate::text::rich::is_web_address;

/// How long a login is waited for where the server does not say, or says something that cannot be.
const PATIENCE: Duration = Duration::from_mins(15);
/// How many answers in a row may be missing before the person is told why nothing happens.
const SILENT: u32 = 3;

/// Starts a login, tells where to approve it, and waits for the key. `role` is what the key may do.
pub(super) fn key(target: &Target, role: &str) -> Result<ApiKey, Failure> {
    let address = Address::parse(target.address.as_str()).map_err(Failure::usage)?;
    let mut options = ClientOptions::new(address);
    options.allow_insecure_http = target.allow_insecure_http;
    let client = Client::new(options).map_err(|problem| Failure::request(&problem))?;
    let runtime = connection::runtime()?;
    runtime.block_on(async {
        let asked = StartLogin {
            agent_name: "andibox".to_owned(),
            agent_description: "The terminal inbox for support staff".to_owned(),
            role: role.to_owned(),
        };
        let started = client
            .start_login(&asked)
            .await
            .map_err(|error| failed(&error))?;
        for line in words(&started) {
            say(&line)?;
        }
        let exchange = async |code: &DeviceCode| client.exchange_login(code).await;
        wait(&started, Utc::now(), exchange, async |time| {
            tokio::time::sleep(time).await;
        })
        .await
    })
}

/// What to do, in lines. The addresses are the server's words: one that is none for a browser is not called one.
pub(super) fn words(started: &Started) -> Vec<SafeText> {
    let code = SafeText::line(started.user_code.expose());
    let place = [
        &started.verification_uri_complete,
        &started.verification_uri,
    ]
    .into_iter()
    .flatten()
    .map(|address| SafeText::line(address.expose()))
    .find(|address| is_web_address(address));
    let open = match place {
        Some(place) => format!("Open {place}"),
        None => "Sign in to the website of the server".to_owned(),
    };
    vec![
        SafeText::line(&format!(
            "{open} and approve the login with the code {code}"
        )),
        SafeText::from("Waiting for it; Ctrl-c gives up, and then nothing is stored."),
    ]
}

/// Asks every interval until the person has decided, or the login is too old.
pub(super) async fn wait(
    started: &Started,
    now: DateTime<Utc>,
    exchange: impl AsyncFn(&DeviceCode) -> Result<Exchange, Error>,
    pause: impl AsyncFn(Duration),
) -> Result<ApiKey, Failure> {
    let mut left = lasts(started.expires_at.as_ref(), now);
    let mut silent = 0;
    while !left.is_zero() {
        pause(started.interval).await;
        left = left.saturating_sub(started.interval);
        match exchange(&started.device_code).await {
            Ok(Exchange::Approved(approved)) => return Ok(approved.key),
            Ok(Exchange::Denied) => {
                return Err(Failure::auth("the login was denied. Nothing is stored"));
            }
            Ok(Exchange::Expired) => break,
            Ok(Exchange::Pending(_)) => silent = 0,
            // A network that is away for a moment ends no login; a refusal does.
            Err(error) if matches!(error.class, Class::Retry | Class::Unknown) => {
                silent += 1;
                if silent == SILENT {
                    warn(error.problem.sentence().expose());
                }
            }
            Err(error) => return Err(failed(&error)),
        }
    }
    Err(Failure::auth(
        "nobody approved the login in time. Nothing is stored; start it again",
    ))
}

/// How long the login can still be approved. A clock that differs from the server's must not make that nothing, or days.
fn lasts(expires_at: Option<&Stamp>, now: DateTime<Utc>) -> Duration {
    expires_at
        .and_then(Stamp::at)
        .and_then(|end| (end - now).to_std().ok())
        .filter(|left| (Duration::from_mins(1)..=Duration::from_hours(1)).contains(left))
        .unwrap_or(PATIENCE)
}

fn failed(error: &Error) -> Failure {
    Failure::request(&error.problem).saying(format_args!(
        "{} Nothing is stored. A server without this kind of login takes a key: andibox login",
        error.problem.what().expose()
    ))
}
