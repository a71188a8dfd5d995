//! Screens: every pane, overlay and state at four sizes, as text; styles of the main ones; and laws of drawing.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot build its state has failed"
)]

#[path = "screens/buffers.rs"]
mod buffers;
#[path = "screens/composing.rs"]
mod composing;
#[path = "screens/desk.rs"]
mod desk;
#[path = "screens/kinds.rs"]
mod kinds;
#[path = "screens/laws.rs"]
mod laws;
#[path = "screens/marks.rs"]
mod marks;
#[path = "screens/more.rs"]
mod more;
#[path = "screens/narrow.rs"]
mod narrow;
#[path = "screens/overlays.rs"]
mod overlays;
#[path = "screens/reminders.rs"]
mod reminders;
#[path = "screens/shots.rs"]
mod shots;
#[path = "screens/states.rs"]
mod states;
#[path = "screens/stats.rs"]
mod stats;
#[path = "screens/styles.rs"]
mod styles;
#[path = "screens/world.rs"]
mod world;
