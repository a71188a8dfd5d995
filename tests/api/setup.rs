//! What the tests are made of: a client, its log, and some values.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use andibox::api::{Address, Client, ClientOptions, MessageBody, body};
use andibox::model::{
    ApiKey, Author, AuthorRole, ChannelId, ClientMessageId, Mode, RequestRecord, ThreadId,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The key no test may find anywhere.
pub const SECRET: &str = "andi_live_T0pS3cretT0pS3cretT0pS3cret42";

/// A client with its request log.
pub struct Bench {
    pub client: Client,
    log: Arc<Mutex<Vec<RequestRecord>>>,
}

impl Bench {
    pub fn at(address: &Address) -> Self {
        Self::with(address, |_| {})
    }

    pub fn with(address: &Address, change: impl FnOnce(&mut ClientOptions)) -> Self {
        let log: Arc<Mutex<Vec<RequestRecord>>> = Arc::default();
        let mut options = options(address);
        let writer = Arc::clone(&log);
        options.observer = Some(Arc::new(move |record| writer.lock().unwrap().push(record)));
        change(&mut options);
        Self {
            client: Client::new(options).unwrap(),
            log,
        }
    }

    /// What was asked so far.
    pub fn log(&self) -> Vec<RequestRecord> {
        self.log.lock().unwrap().clone()
    }
}

pub fn options(address: &Address) -> ClientOptions {
    let mut options = ClientOptions::new(address.clone());
    options.key = Some(ApiKey::new(SECRET).unwrap());
    // Long enough that no busy machine is taken for a silent server; tests of silence set their own.
    options.request_timeout = Duration::from_mins(1);
    options.clock = Arc::new(noon);
    options
}

pub fn noon() -> DateTime<Utc> {
    "2026-03-09T12:00:00Z".parse().unwrap()
}

/// A uuid v7 with a number in it.
pub fn id(number: u8) -> ClientMessageId {
    ClientMessageId::new(Uuid::from_u128(
        0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(number),
    ))
}

pub fn channel() -> ChannelId {
    "channel 1".into()
}

pub fn thread() -> ThreadId {
    "thread/1".into()
}

pub fn ana() -> Author {
    Author {
        name: Some("Ana".into()),
        email: Some("ana@example.com".into()),
        ..Author::of(AuthorRole::Agent)
    }
}

pub fn hello() -> MessageBody {
    body::written(Mode::Reply, "Hello", &ana(), None, id(1))
}
