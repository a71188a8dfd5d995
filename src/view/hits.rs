//! Where things are on the screen, for the mouse and for tests.

use crate::app::geometry::Area;

pub use crate::app::mouse::Target;

/// Areas with what stands there; a later one lies above the earlier ones.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HitMap {
    hits: Vec<(Area, Target)>,
}

impl HitMap {
    /// What stands at a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<&Target> {
        let hit = self.hits.iter().rev().find(|(area, _)| area.contains(x, y));
        hit.map(|(_, target)| target)
    }

    /// Where something stands.
    pub fn area_of(&self, target: &Target) -> Option<Area> {
        let hit = self.hits.iter().rev().find(|(_, hit)| hit == target);
        hit.map(|(area, _)| *area)
    }

    /// Everything, in the order it was drawn.
    pub fn iter(&self) -> impl Iterator<Item = (Area, &Target)> {
        self.hits.iter().map(|(area, target)| (*area, target))
    }

    pub(super) fn add(&mut self, area: Area, target: Target) {
        if area.w > 0 && area.h > 0 {
            self.hits.push((area, target));
        }
    }
}
