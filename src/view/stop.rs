//! What is new, before a message is sent all the same.

use crate::app::stop::Stop;
use crate::command::Command;
use crate::text::safe;
use crate::theme::Role;

use super::draw::Scene;
use super::frame::Piece;
use super::pager;

/// Draws it.
pub(super) fn draw(scene: &mut Scene, stop: &Stop) {
    let dim = |words: &'static str| (Role::Dim, words.into());
    let mut hints: Vec<Piece> = vec![(Role::Key, "s".into()), dim(" send anyway")];
    if let Some(key) = scene.keys.first(Command::Cancel) {
        hints.extend([
            dim(" · "),
            (Role::Key, safe!("{key}")),
            dim(" go on writing"),
        ]);
    }
    pager::draw(scene, &stop.pager, hints);
}
