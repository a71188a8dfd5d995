//! What pulling tells the person, each thing once.

use std::collections::{HashMap, HashSet};

use super::target::Target;
use crate::model::{Broken, Problem, Progress};
use crate::sync::SyncEvent;

/// A backlog up to this size is everyday news, not a catching up to be shown.
const EVERYDAY: u32 = 8;

/// What was told already.
#[derive(Default)]
pub(super) struct Reports {
    broken: HashMap<Target, (usize, Broken)>,
    refused: HashSet<Target>,
    /// The progress told last.
    told: Option<Progress>,
    /// All there is was here once in this run.
    caught_up: bool,
    /// The disk failed, and has not worked since.
    disk: bool,
}

impl Reports {
    /// The list of a target was read, with these elements broken.
    pub(super) fn broken(&mut self, target: &Target, broken: &[Broken]) -> Option<SyncEvent> {
        let Some(first) = broken.first() else {
            self.broken.remove(target);
            return None;
        };
        let now = (broken.len(), first.clone());
        if self.broken.get(target) == Some(&now) {
            return None;
        }
        self.broken.insert(target.clone(), now);
        let first = format!("{}: {}", first.path.expose(), first.reason.expose());
        Some(SyncEvent::Broken {
            count: u32::try_from(broken.len()).unwrap_or(u32::MAX),
            first: first.into(),
        })
    }

    /// The server will not give a target, for a reason that asking again does not mend.
    pub(super) fn refused(&mut self, target: &Target, problem: &Problem) -> Option<SyncEvent> {
        let new = self.refused.insert(target.clone());
        new.then(|| SyncEvent::Problem(problem.clone()))
    }

    /// A target was answered.
    pub(super) fn answered(&mut self, target: &Target) {
        self.refused.remove(target);
    }

    /// The local copy took what was pulled, or did not. True if a failure is new.
    pub(super) fn disk(&mut self, failed: bool) -> bool {
        let new = failed && !self.disk;
        self.disk = failed;
        new
    }

    /// So many conversations are here; `listed` says that the lists of all channels are. A catching up is told from
    /// its first step to its last.
    pub(super) fn progress(&mut self, now: Progress, listed: bool) -> Option<SyncEvent> {
        let behind = now.total.saturating_sub(now.done);
        let shown = match self.told {
            _ if now.total == 0 => false,
            Some(old) if old == now => false,
            Some(old) if self.caught_up && old.done >= old.total => behind > EVERYDAY,
            _ => true,
        };
        self.caught_up |= listed && behind == 0;
        shown.then(|| {
            self.told = Some(now);
            SyncEvent::Progress(now)
        })
    }
}
