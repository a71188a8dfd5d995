//! Bad and hostile input, end to end: servers that lie, customers that attack, settings with typing errors.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test ends where something is not as it should be"
)]

#[path = "badinput/answers.rs"]
mod answers;
#[path = "badinput/attack.rs"]
mod attack;
#[path = "badinput/commands.rs"]
mod commands;
#[path = "app/driver.rs"]
mod driver;
#[path = "badinput/liar.rs"]
mod liar;
#[path = "badinput/naughty.rs"]
mod naughty;
#[path = "terminal/pty.rs"]
mod pty;
#[path = "badinput/screen.rs"]
mod screen;
#[path = "badinput/sending.rs"]
mod sending;
#[path = "badinput/settings.rs"]
mod settings;
#[path = "badinput/shapes.rs"]
mod shapes;
