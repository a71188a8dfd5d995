//! News in the list never move a row under the cursor.

use std::collections::{HashMap, HashSet};

use crate::app::State;
use crate::app::effect::Effect;
use crate::app::item::ThreadItem;
use crate::model::{Conversation, Sort, ThreadWindow};

impl State {
    /// What is on the screen is brought up to date in its place, rows that follow the last one are added, and
    /// whatever would have to be put between waits in `news`.
    pub(super) fn merge_rows(&mut self, window: ThreadWindow, out: &mut Vec<Effect>) {
        if !self.list.touched || self.list.rows.is_empty() {
            // Nobody looks at a certain row yet: the first stays the selected one.
            if self.list.index().is_none_or(|index| index == 0) && self.list.wanted.is_none() {
                self.list.selected = None;
            }
            self.replace_rows(window, out);
            return;
        }
        let (before, after, total) = (window.before, window.after, window.total);
        let sort = self.list_sort();
        let list = &mut self.list;
        let mut fresh: Vec<ThreadItem> = window.rows.into_iter().map(Into::into).collect();
        let places: HashMap<&Conversation, usize> = fresh
            .iter()
            .enumerate()
            .map(|(place, row)| (&row.conversation, place))
            .collect();
        let known: HashSet<Conversation> = list
            .rows
            .iter()
            .map(|row| row.conversation.clone())
            .collect();

        let seen: Vec<Option<usize>> = list
            .rows
            .iter()
            .map(|row| places.get(&row.conversation).copied())
            .collect();
        let reach = Reach::new(&seen, before, after);
        // Rows move to one end only: one that is missing, and not at that end either, has left.
        let moves_to_seen_end = match sort {
            Sort::Newest => !before,
            Sort::WaitingLongest => !after,
        };
        let open = self
            .reading
            .as_ref()
            .and_then(|reading| reading.row.as_ref());
        let drafted = (self.reading.as_ref()).is_some_and(|reading| !reading.drafts.is_empty());
        for (index, row) in list.rows.iter_mut().enumerate() {
            match seen[index] {
                Some(place) => row.clone_from(&fresh[place]),
                None if row.thread().is_some() && moves_to_seen_end && reach.holds(index) => {
                    row.left = true;
                    row.outgoing = 0;
                    // What is open knows why.
                    if let Some(known) = open.filter(|open| open.conversation == row.conversation) {
                        row.status = known.status.clone();
                        row.waiting = known.waiting;
                        row.draft &= drafted;
                    }
                }
                None => {}
            }
        }

        let tail = seen.iter().flatten().max().map_or(0, |most| most + 1);
        let mut added: Vec<ThreadItem> = Vec::new();
        if !list.after {
            added = fresh.split_off(tail);
            added.retain(|row| !known.contains(&row.conversation));
            if !added.is_empty() {
                list.after = after;
            }
        }
        let unknown = fresh
            .iter()
            .filter(|row| !known.contains(&row.conversation))
            .count();
        list.shown = list.shown.saturating_add(added.len() as u32);
        list.total = total;
        // News may also stand where the window does not reach.
        let more = if before || after {
            total.saturating_sub(list.shown)
        } else {
            0
        };
        list.news = (unknown as u32).max(more);
        list.rows.append(&mut added);
        self.keep_selection_visible();
    }
}

/// Which of the rows that are here lie inside of what the window shows.
struct Reach {
    from: usize,
    to: usize,
}

impl Reach {
    fn new(seen: &[Option<usize>], before: bool, after: bool) -> Self {
        let first = seen.iter().position(Option::is_some);
        let last = seen.iter().rposition(Option::is_some);
        Self {
            from: if before {
                first.unwrap_or(seen.len())
            } else {
                0
            },
            to: if after { last.unwrap_or(0) } else { seen.len() },
        }
    }

    const fn holds(&self, index: usize) -> bool {
        self.from <= index && index < self.to
    }
}
