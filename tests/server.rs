//! The local server over real HTTP on a loopback port. Every answer is held against the documented schemas
//! (`server/documented.rs`), whatever a test is about.

#![expect(
    clippy::unwrap_used,
    reason = "the harness is test code too, but clippy knows only functions marked as tests"
)]

mod server {
    mod channels;
    mod conditional;
    mod document;
    mod documented;
    mod errors;
    mod harness;
    mod idempotency;
    mod keys;
    mod life;
    mod limits;
    mod load;
    mod login;
    mod messages;
    mod patch;
    mod property;
    mod threads;
    mod workspace;
}
