//! The built-in views and their counts.

use std::collections::HashSet;

use crate::model::{BuiltinView, Counts, Sort};

#[test]
fn each_view_has_a_count_of_its_own() {
    let mut counts = Counts::default();
    for view in BuiltinView::ALL {
        assert_eq!(counts.of(view), 0);
    }
    for (count, view) in (1..).zip(BuiltinView::ALL) {
        counts.set(view, count);
    }
    for (count, view) in (1..).zip(BuiltinView::ALL) {
        assert_eq!(counts.of(view), count, "{view:?}");
    }
}

#[test]
fn all_views_are_listed_once_and_named_apart() {
    let views: HashSet<BuiltinView> = BuiltinView::ALL.into_iter().collect();
    let names: HashSet<&str> = BuiltinView::ALL.iter().map(|view| view.name()).collect();
    assert_eq!((views.len(), names.len()), (9, 9));
    assert_eq!(
        BuiltinView::ALL[0],
        BuiltinView::NeedsReply,
        "what waits comes first"
    );
}

#[test]
fn only_needs_reply_is_sorted_by_who_waits_longest() {
    for view in BuiltinView::ALL {
        let longest = view.sort() == Sort::WaitingLongest;
        assert_eq!(longest, view == BuiltinView::NeedsReply, "{view:?}");
    }
}
