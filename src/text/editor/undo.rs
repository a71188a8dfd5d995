//! The past of an editor: steps that can be taken back and done again.

/// A change of the text: at `at`, `removed` gives way to `inserted`, and the cursor goes to `cursor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
    pub(super) cursor: usize,
}

/// A step that was done, with the cursor on both of its sides.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Done {
    at: usize,
    removed: String,
    inserted: String,
    cursor_before: usize,
    cursor_after: usize,
}

/// What was done and what was taken back. Steps hold only what changed, so a long text costs nothing to remember.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct History {
    done: Vec<Done>,
    undone: Vec<Done>,
    join: bool,
}

impl History {
    /// Says whether the next recorded change belongs to the last step.
    pub(super) fn join_next(&mut self, join: bool) {
        self.join = join;
    }

    /// Remembers a change that was made. What had been taken back is forgotten.
    pub(super) fn record(
        &mut self,
        at: usize,
        removed: String,
        inserted: String,
        cursor_before: usize,
        cursor_after: usize,
    ) {
        self.undone.clear();
        let join = std::mem::take(&mut self.join);
        let change = Done {
            at,
            removed,
            inserted,
            cursor_before,
            cursor_after,
        };
        let joined = join
            && self
                .done
                .last_mut()
                .is_some_and(|last| last.absorbs(&change));
        if !joined {
            self.done.push(change);
        }
    }

    /// The step that takes back the last change.
    pub(super) fn undo(&mut self) -> Option<Step> {
        let done = self.done.pop()?;
        let step = Step {
            at: done.at,
            removed: done.inserted.clone(),
            inserted: done.removed.clone(),
            cursor: done.cursor_before,
        };
        self.undone.push(done);
        Some(step)
    }

    /// The step that makes the change taken back last again.
    pub(super) fn redo(&mut self) -> Option<Step> {
        let done = self.undone.pop()?;
        let step = Step {
            at: done.at,
            removed: done.removed.clone(),
            inserted: done.inserted.clone(),
            cursor: done.cursor_after,
        };
        self.done.push(done);
        Some(step)
    }
}

impl Done {
    /// Takes a neighbouring change of the same sort into this step; `false` if it is not one.
    fn absorbs(&mut self, next: &Self) -> bool {
        if next.removed.is_empty() && next.at == self.at + self.inserted.len() {
            self.inserted.push_str(&next.inserted);
        } else if self.inserted.is_empty() && next.inserted.is_empty() && next.at == self.at {
            self.removed.push_str(&next.removed);
        } else if self.inserted.is_empty()
            && next.inserted.is_empty()
            && next.at + next.removed.len() == self.at
        {
            self.removed.insert_str(0, &next.removed);
            self.at = next.at;
        } else {
            return false;
        }
        self.cursor_after = next.cursor_after;
        true
    }
}
