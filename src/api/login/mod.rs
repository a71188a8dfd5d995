//! The agent login: a key by way of a person who approves it in a browser (contract.md, "Agent login").
//!
//! The API's documentation says how it begins and how it succeeds; what it says in between is read tolerantly.

mod read;
mod states;

use reqwest::Method;

use super::client::{call, json};
use super::path::Segment::{self, Id, Word};
use super::{Client, Error};

pub use states::{Approved, DeviceCode, Exchange, LoginRequest, LoginStatus, StartLogin, Started};

impl Client {
    /// `POST /agent/auth/requests`, without a key.
    pub async fn start_login(&self, body: &StartLogin) -> Result<Started, Error> {
        let mut call = call(Method::POST, &[REQUESTS[0], REQUESTS[1], REQUESTS[2]])?;
        call.keyed = false;
        call.body = Some(json(body)?);
        self.inner
            .run(call, async |reply| read::started(&reply))
            .await
    }

    /// `GET /agent/auth/requests/{userCode}`.
    pub async fn login_request(&self, user_code: &str) -> Result<LoginRequest, Error> {
        let [agent, auth, requests] = REQUESTS;
        let call = call(Method::GET, &[agent, auth, requests, Id(user_code)])?;
        self.inner
            .run(call, async |reply| read::request(&reply))
            .await
    }

    /// `POST /agent/auth/requests/{userCode}/approve`.
    pub async fn approve_login(&self, user_code: &str) -> Result<LoginRequest, Error> {
        self.decide(user_code, "approve").await
    }

    /// `POST /agent/auth/requests/{userCode}/deny`.
    pub async fn deny_login(&self, user_code: &str) -> Result<LoginRequest, Error> {
        self.decide(user_code, "deny").await
    }

    /// `POST /agent/auth/exchange`, without a key: asks whether the person has decided.
    pub async fn exchange_login(&self, device_code: &DeviceCode) -> Result<Exchange, Error> {
        let mut call = call(Method::POST, &[REQUESTS[0], REQUESTS[1], Word("exchange")])?;
        call.keyed = false;
        call.body = Some(json(&serde_json::json!({ "deviceCode": device_code }))?);
        call.taken = Some(400);
        self.inner
            .run(call, async |reply| read::exchanged(&reply))
            .await
    }

    async fn decide(&self, user_code: &str, word: &'static str) -> Result<LoginRequest, Error> {
        let [agent, auth, requests] = REQUESTS;
        let segments = [agent, auth, requests, Id(user_code), Word(word)];
        let mut call = call(Method::POST, &segments)?;
        call.body = Some(b"{}".to_vec());
        self.inner
            .run(call, async |reply| {
                if reply.body.trim_ascii().is_empty() {
                    return Ok(LoginRequest::default());
                }
                read::request(&reply)
            })
            .await
    }
}

const REQUESTS: [Segment<'static>; 3] = [Word("agent"), Word("auth"), Word("requests")];
