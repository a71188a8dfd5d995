//! Drafts.

use andibox::model::{Anchor, BuiltinView, Draft, DraftKey, Mode};
use andibox::query::ListSpec;
use andibox::store::{OpenOptions, Sending, Store, StoreEvent};

use crate::factory::{Desk, draft, feed, minute, reply, talk};

#[test]
fn a_draft_is_kept_per_conversation_and_mode_and_survives_the_program() {
    let desk = Desk::with_threads(&["a"]);
    let note = Draft {
        key: DraftKey {
            conversation: talk("a"),
            mode: Mode::Note,
        },
        parent: Some("7".into()),
        updated_at: minute(60),
        ..draft("a", "a note")
    };
    let top = Draft {
        key: DraftKey {
            conversation: feed(),
            mode: Mode::Reply,
        },
        ..draft("a", "to the channel")
    };
    for draft in [&draft("a", "first"), &draft("a", "second"), &note, &top] {
        desk.store.save_draft(draft).unwrap();
    }
    let path = desk.store.path().to_path_buf();
    drop(desk.store);
    let store = Store::open(&path, OpenOptions::quiet(minute(0)))
        .unwrap()
        .store;
    assert_eq!(
        store.drafts().unwrap(),
        [note.clone(), top, draft("a", "second")]
    );
    assert_eq!(store.draft(&note.key).unwrap(), Some(note));
}

#[test]
fn a_row_among_the_drafts_has_the_words_that_were_changed_last() {
    let desk = Desk::with_threads(&["a", "b"]);
    let note = Draft {
        key: DraftKey {
            mode: Mode::Note,
            ..draft("a", "").key
        },
        updated_at: minute(60),
        ..draft("a", "for us")
    };
    for draft in [&draft("a", "words"), &note, &draft("b", "others")] {
        desk.store.save_draft(draft).unwrap();
    }
    let drafted = |view| {
        let spec = ListSpec::of(view);
        let found = desk.store.threads(&spec, &Anchor::First, 10, minute(70));
        let rows = found.unwrap().rows.into_iter();
        rows.map(|row| (row.id.as_str().to_owned(), row.drafted))
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let rows = drafted(BuiltinView::Drafts);
    assert_eq!(rows["a"], Some((Mode::Note, "for us".into())));
    assert_eq!(rows["b"], Some((Mode::Reply, "others".into())));
    assert!(drafted(BuiltinView::All).values().all(Option::is_none));
}

#[test]
fn a_thread_with_a_draft_stands_in_drafts_until_the_words_are_gone() {
    let desk = Desk::with_threads(&["a"]);
    desk.heard();
    desk.store.save_draft(&draft("a", "words")).unwrap();
    assert!(desk.row("a").draft);
    assert_eq!(desk.view(BuiltinView::Drafts), ["a"]);
    assert!(desk.heard().contains(&StoreEvent::Drafts));
    desk.store.save_draft(&draft("a", "")).unwrap();
    assert!(!desk.row("a").draft);
    assert_eq!(desk.store.counts(None).unwrap().of(BuiltinView::Drafts), 0);
}

#[test]
fn a_discarded_draft_is_given_back() {
    let desk = Desk::with_threads(&["a"]);
    let draft = draft("a", "words");
    desk.store.save_draft(&draft).unwrap();
    assert_eq!(
        desk.store.discard_draft(&draft.key).unwrap(),
        Some(draft.clone())
    );
    assert_eq!(desk.store.discard_draft(&draft.key).unwrap(), None);
}

#[test]
fn a_draft_of_a_thread_the_store_does_not_know_is_kept_too() {
    let desk = Desk::new();
    desk.store.save_draft(&draft("unknown", "words")).unwrap();
    assert_eq!(desk.store.drafts().unwrap().len(), 1);
}

/// What one program read, another one writes; then the first one goes on.
#[test]
fn a_draft_that_another_program_changed_keeps_the_words_of_both() {
    let desk = Desk::with_threads(&["a"]);
    desk.store.save_draft(&draft("a", "one two")).unwrap();
    let now = desk
        .store
        .save_draft_since(&draft("a", "one three"), "one")
        .unwrap();
    assert_eq!(now.text, "one two\n\nthree");
    assert_eq!(desk.store.drafts().unwrap(), [now]);
}

#[test]
fn a_draft_that_another_program_sent_is_not_sent_again_and_what_is_new_in_it_stays() {
    let desk = Desk::with_threads(&["a"]);
    let request = reply(1, "a");
    let words = draft("a", "one two");
    let kept = desk
        .store
        .send_since(&words, "one", std::slice::from_ref(&request), None)
        .unwrap();
    assert!(matches!(kept, Sending::Elsewhere(draft) if draft.text == "two"));
    assert!(desk.store.outbox().unwrap().is_empty());
    assert_eq!(desk.store.draft(&words.key).unwrap().unwrap().text, "two");
    // As it was last known, it goes.
    let words = draft("a", "two, and more");
    let sent = desk.store.send_since(&words, "two", &[request], None);
    assert_eq!(sent.unwrap(), Sending::Queued);
    assert_eq!(desk.store.outbox().unwrap().len(), 1);
    assert!(desk.store.drafts().unwrap().is_empty());
}

#[test]
fn a_draft_that_another_program_wrote_in_is_not_discarded() {
    let desk = Desk::with_threads(&["a"]);
    let there = draft("a", "one two");
    desk.store.save_draft(&there).unwrap();
    let kept = desk.store.discard_draft_since(&there.key, "one").unwrap();
    assert_eq!(kept, Some(there.clone()));
    let kept = desk
        .store
        .discard_draft_since(&there.key, "one two")
        .unwrap();
    assert_eq!(kept, None);
    assert!(desk.store.drafts().unwrap().is_empty());
}
