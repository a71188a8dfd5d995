//! The command line: what is said, where, and with which exit code.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

#[path = "cli/basics.rs"]
mod basics;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/doctor.rs"]
mod doctor;
#[path = "cli/harness.rs"]
mod harness;
#[path = "badinput/liar.rs"]
mod liar;
#[path = "cli/linear.rs"]
mod linear;
#[path = "cli/login.rs"]
mod login;
#[path = "cli/outbox.rs"]
mod outbox;
#[path = "cli/pages.rs"]
mod pages;
#[path = "cli/profiles.rs"]
mod profiles;
#[expect(dead_code, reason = "the commands have no screen to look at")]
#[path = "terminal/pty.rs"]
mod pty;
#[path = "cli/secrets.rs"]
mod secrets;
#[path = "cli/stats.rs"]
mod stats;
#[path = "cli/sync.rs"]
mod sync;
#[path = "cli/sync_trouble.rs"]
mod sync_trouble;
#[path = "cli/themes.rs"]
mod themes;
