//! Counting the saved views on the reading thread, a piece at a time, so that no question of the keys waits for it.

use chrono::Utc;

use super::desk::UnderWay;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::query::ListSpec;
use crate::store::{self, Store, Tallying};

/// A count of views under way.
pub(super) struct ViewCount {
    generation: u64,
    specs: Vec<ListSpec>,
    /// Those that are counted.
    counts: Vec<u32>,
    /// The one that is being counted.
    tallying: Tallying,
    _under_way: UnderWay,
}

impl ViewCount {
    /// Takes the question, if it is one for a count; else the work goes back.
    pub fn take(question: &Effect, under_way: UnderWay) -> Result<Self, UnderWay> {
        match question {
            Effect::CountViews { generation, specs } => Ok(Self {
                generation: *generation,
                specs: specs.clone(),
                counts: Vec::new(),
                tallying: Tallying::default(),
                _under_way: under_way,
            }),
            _ => Err(under_way),
        }
    }

    /// Counts a piece; the answer when all is counted.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn count(&mut self, store: &Store) -> store::Result<Option<Msg>> {
        if let Some(spec) = self.specs.get(self.counts.len()) {
            self.tallying = store.count_on(spec, self.tallying, Utc::now())?;
            if self.tallying.done {
                self.counts.push(self.tallying.passed);
                self.tallying = Tallying::default();
            }
        }
        let done = self.counts.len() == self.specs.len();
        Ok(done.then(|| Msg::ViewCounts {
            generation: self.generation,
            counts: self.counts.clone(),
        }))
    }
}
