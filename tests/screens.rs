//! Screens: every pane, overlay and state at four sizes, as text; styles of the main ones; and laws of drawing.

#[path = "screens/buffers.rs"]
mod buffers;
#[path = "screens/desk.rs"]
mod desk;
#[path = "screens/laws.rs"]
mod laws;
#[path = "screens/places.rs"]
mod places;
#[path = "screens/shots.rs"]
mod shots;
#[path = "screens/styles.rs"]
mod styles;
#[path = "screens/world.rs"]
mod world;
