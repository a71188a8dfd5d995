//! Screens: every pane, overlay and state at four sizes, as text; styles of the main ones; and laws of drawing.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot build its state has failed"
)]

#[path = "screens/buffers.rs"]
mod buffers;
#[path = "screens/desk.rs"]
mod desk;
#[path = "screens/laws.rs"]
mod laws;
#[path = "screens/marks.rs"]
mod marks;
#[path = "screens/narrow.rs"]
mod narrow;
#[path = "screens/overlays.rs"]
mod overlays;
#[path = "screens/shots.rs"]
mod shots;
#[path = "screens/styles.rs"]
mod styles;
#[path = "screens/world.rs"]
mod world;
