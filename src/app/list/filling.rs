//! The first synchronisation: while most rows are still to come they are no news, and the list takes them in.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::State;
use crate::app::effect::Effect;
use crate::model::Progress;

/// A synchronisation that came no further for so long has stopped: what is missing cannot be had.
const STALLED: TimeDelta = TimeDelta::seconds(10);
/// With no more than so many left, one that has more to do than before was done, and does what is new.
const FEW: u32 = 8;

/// How far the first synchronisation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Filling {
    /// Nothing was told of it.
    #[default]
    Unknown,
    /// Less than half was here when it began, and not all is yet.
    Runs {
        /// When it last came further.
        at: DateTime<Utc>,
        /// The most that was here.
        most: u32,
    },
    /// All is here; its last rows are still to be taken in.
    Last,
    /// What comes from now on is news.
    Over,
}

impl Filling {
    /// Whether rows asked for now are of it; the question after its end is the last one.
    pub(super) fn takes_in(&mut self, now: DateTime<Utc>) -> bool {
        let takes = match self {
            Self::Runs { at, .. } if now - *at < STALLED => return true,
            Self::Last => true,
            Self::Unknown => return false,
            Self::Runs { .. } | Self::Over => false,
        };
        *self = Self::Over;
        takes
    }

    fn told(self, Progress { done, total }: Progress, now: DateTime<Utc>) -> Self {
        let left = total.saturating_sub(done);
        match self {
            Self::Unknown if total == 0 => self,
            Self::Unknown if done < left => Self::Runs {
                at: now,
                most: done,
            },
            Self::Runs { .. } if left == 0 => Self::Last,
            Self::Runs { at, most } if now - at < STALLED && (done >= most || left > FEW) => {
                Self::Runs {
                    at: now,
                    most: most.max(done),
                }
            }
            Self::Last => self,
            Self::Unknown | Self::Runs { .. } | Self::Over => Self::Over,
        }
    }
}

impl State {
    /// The synchronisation came further.
    pub fn progressed(&mut self, progress: Progress, out: &mut Vec<Effect>) {
        self.progress = progress;
        self.filling = self.filling.told(progress, self.now);
        if self.filling == Filling::Last {
            self.merge_list(out);
        }
    }
}
