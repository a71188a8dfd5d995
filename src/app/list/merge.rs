//! News in the list never move a row under the cursor.

use std::collections::HashMap;

use crate::app::State;
use crate::app::effect::Effect;
use crate::app::item::ThreadItem;
use crate::model::{Conversation, Sort, ThreadWindow};

use super::List;

impl State {
    /// What is on the screen is brought up to date in its place, rows that belong below it are put there, and whatever
    /// would move it waits in `news`.
    pub(super) fn merge_rows(&mut self, window: ThreadWindow, out: &mut Vec<Effect>) {
        if !self.list.touched || self.list.rows.is_empty() {
            // Nobody looks at a certain row yet: the first stays the selected one.
            if self.list.index().is_none_or(|index| index == 0) && self.list.wanted.is_none() {
                self.list.selected = None;
            }
            self.replace_rows(window, out);
            return;
        }
        let filled = self.list.fills.then_some(self.list.selected.as_ref());
        let holds = |selected: &Conversation| {
            let mut rows = window.rows.iter();
            rows.any(|row| Some(&row.id) == selected.thread())
        };
        if filled.flatten().is_some_and(holds) {
            // Most of the rows are still to come: they come in around the selected one, which keeps its line.
            self.replace_rows(window, out);
            return;
        }
        let (before, after, total) = (window.before, window.after, window.total);
        let sort = self.list_sort();
        let height = self.list_height();
        let list = &mut self.list;
        let fresh: Vec<ThreadItem> = window.rows.into_iter().map(Into::into).collect();
        let places: HashMap<&Conversation, usize> = fresh
            .iter()
            .enumerate()
            .map(|(place, row)| (&row.conversation, place))
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

        let below = Below::new(list, &seen, height);
        let (added, unknown) = below.of(fresh, &seen);
        if added.iter().any(|(at, _)| *at == list.rows.len())
            || seen.last().is_some_and(Option::is_some)
        {
            list.after |= after;
        }
        list.shown = if before {
            list.shown.saturating_add(added.len() as u32)
        } else {
            // The rest is here, or follows what is here.
            total.saturating_sub(unknown)
        };
        list.total = total;
        // News may also stand before the window.
        list.news = unknown.max(if before {
            total.saturating_sub(list.shown)
        } else {
            0
        });
        for (at, row) in added.into_iter().rev() {
            list.rows.insert(at, row);
        }
        self.keep_selection_visible();
    }
}

/// The rows below everything that is on the screen: new ones may be put between them.
struct Below {
    /// The first of them.
    from: usize,
    /// From this place of a window on its rows belong there.
    place: usize,
    /// From this place on they follow the last row that is here, which is not the last of the list.
    beyond: usize,
}

impl Below {
    fn new(list: &List, seen: &[Option<usize>], height: usize) -> Self {
        let selected = list.index().map_or(0, |index| index + 1);
        let from = (list.top + height).max(selected).min(seen.len());
        let last = |seen: &[Option<usize>]| seen.iter().flatten().max().copied();
        let shown = last(&seen[list.top.min(from)..from]).or_else(|| last(seen));
        Self {
            from,
            place: shown.map_or(0, |last| last + 1),
            beyond: if list.after {
                last(seen).unwrap_or(0)
            } else {
                usize::MAX
            },
        }
    }

    /// The new rows of a window that belong below, each with the index of the row it is put before, in their order; and
    /// how many belong above.
    fn of(
        &self,
        fresh: Vec<ThreadItem>,
        seen: &[Option<usize>],
    ) -> (Vec<(usize, ThreadItem)>, u32) {
        let mut known: Vec<Option<usize>> = vec![None; fresh.len()];
        for (index, place) in seen.iter().enumerate() {
            if let Some(place) = place {
                known[*place] = Some(index);
            }
        }
        let (mut at, mut above) = (self.from, 0);
        let mut added: Vec<(usize, ThreadItem)> = Vec::new();
        for (place, row) in fresh.into_iter().enumerate() {
            match known[place] {
                Some(index) => at = self.from.max(index + 1),
                None if place < self.place => above += 1,
                None if place < self.beyond => added.push((at, row)),
                None => {}
            }
        }
        added.sort_by_key(|(at, _)| *at);
        (added, above)
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
