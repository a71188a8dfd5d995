//! Two programs, one file of drafts.

use chrono::DateTime;
use tempfile::TempDir;

use super::Drafts;
use crate::app::msg::Msg;
use crate::model::{
    Action, Author, AuthorRole, ClientMessageId, Conversation, Draft, DraftKey, Mode, Outgoing,
    OutgoingState,
};
use crate::store::{OpenOptions, Store};

/// The drafts of two programs.
struct Two {
    mine: Drafts,
    theirs: Drafts,
    store: Store,
    _folder: TempDir,
}

fn two() -> Two {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inbox.db");
    let open = || {
        let options = OpenOptions::quiet(DateTime::UNIX_EPOCH);
        Store::open(&path, options).unwrap().store
    };
    Two {
        mine: Drafts::new(open()),
        theirs: Drafts::new(open()),
        store: open(),
        _folder: folder,
    }
}

fn key() -> DraftKey {
    DraftKey {
        conversation: Conversation::Feed {
            channel: "mail".into(),
        },
        mode: Mode::Reply,
    }
}

fn draft(text: &str) -> Draft {
    Draft {
        key: key(),
        text: text.to_owned(),
        parent: None,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn request(text: &str) -> Outgoing {
    Outgoing {
        id: ClientMessageId::new(uuid::Uuid::now_v7()),
        action: Action::Message {
            conversation: key().conversation,
            mode: Mode::Reply,
            text: text.to_owned(),
            parent: None,
            author: Author::of(AuthorRole::Agent),
            attachments: Vec::new(),
        },
        state: OutgoingState::Queued { after: None },
        created_at: DateTime::UNIX_EPOCH,
        attempts: 0,
        last_problem: None,
    }
}

impl Two {
    fn disk(&self) -> String {
        let draft = self.store.draft(&key()).unwrap();
        draft.map_or(String::new(), |draft| draft.text)
    }

    /// Both have read what is there, and the other one wrote.
    fn theirs_is(&mut self, text: &str) {
        self.mine.read(&key()).unwrap();
        self.theirs.read(&key()).unwrap();
        self.theirs.save(&draft(text)).unwrap();
    }

    /// Saves mine, which meets theirs; what I hear of it.
    fn meets(&mut self, text: &str) -> Draft {
        match self.mine.save(&draft(text)).unwrap() {
            Some(Msg::DraftElsewhere { ours, now }) if ours == text => now,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn alone_each_text_takes_the_place_of_the_last() {
    let mut two = two();
    two.mine.read(&key()).unwrap();
    for text in ["one", "one two", "three"] {
        let said = two.mine.save(&draft(text)).unwrap();
        assert_eq!(said, Some(Msg::DraftSaved(key())));
        assert_eq!(two.disk(), text);
    }
    assert_eq!(two.mine.discard(&key()).unwrap(), None);
    assert_eq!(two.disk(), "");
}

#[test]
fn what_is_ordered_before_the_program_has_heard_of_the_other_text_waits_and_is_never_doubled() {
    let mut two = two();
    two.theirs_is("theirs");
    let now = two.meets("mine");
    assert_eq!(now.text, "theirs\n\nmine");
    assert_eq!(two.mine.save(&draft("mine more")).unwrap(), None);
    assert_eq!(two.disk(), "theirs\n\nmine");
    // It has heard, and writes the whole.
    two.mine.heard(&now);
    let whole = draft("theirs\n\nmine more");
    let said = two.mine.save(&whole).unwrap();
    assert_eq!(said, Some(Msg::DraftSaved(key())));
    assert_eq!(two.disk(), whole.text);
}

#[test]
fn what_waits_is_written_when_the_program_ends_or_reads_again() {
    let mut two = two();
    two.theirs_is("theirs");
    two.meets("mine");
    two.mine.save(&draft("mine more")).unwrap();
    assert!(two.mine.finish().is_empty());
    assert_eq!(two.disk(), "theirs\n\nmine\n\nmore");

    two.theirs_is("other");
    two.meets("theirs\n\nmine\n\nmore again");
    two.mine
        .save(&draft("theirs\n\nmine\n\nmore again and"))
        .unwrap();
    let read = two.mine.read(&key()).unwrap().unwrap();
    assert_eq!(read.text, "other\n\nagain\n\nand");
}

#[test]
fn a_draft_sent_by_the_other_one_is_not_sent_again() {
    let mut two = two();
    two.theirs_is("theirs");
    two.mine.read(&key()).unwrap();
    let sent = two
        .theirs
        .send(&draft("theirs"), &[request("theirs")], None);
    assert_eq!(sent.unwrap(), Msg::Queued(key()));
    let sent = two
        .mine
        .send(&draft("theirs and"), &[request("theirs and")], None);
    assert_eq!(sent.unwrap(), Msg::SentElsewhere(draft("and")));
    assert_eq!(
        (two.store.outbox().unwrap().len(), two.disk().as_str()),
        (1, "and")
    );
}

#[test]
fn words_behind_a_draft_come_behind_what_the_other_one_wrote() {
    let mut two = two();
    two.theirs_is("theirs");
    two.mine.append(&draft("mine")).unwrap();
    assert_eq!(two.disk(), "theirs\n\nmine");
    let said = two.mine.save(&draft("theirs\n\nmine more")).unwrap();
    assert_eq!(said, Some(Msg::DraftSaved(key())));
}

#[test]
fn a_draft_the_other_one_wrote_in_is_not_discarded() {
    let mut two = two();
    two.theirs_is("theirs");
    let said = two.mine.discard(&key()).unwrap();
    assert!(matches!(said, Some(Msg::Failed(_))), "{said:?}");
    assert_eq!(two.disk(), "theirs");
}

/// The composer was left and opened again before the program heard: what it read then is newer than what it hears.
#[test]
fn what_is_heard_late_does_not_count_when_the_draft_was_read_since() {
    let mut two = two();
    two.theirs_is("theirs");
    let now = two.meets("mine");
    two.mine.save(&draft("mine more")).unwrap();
    let read = two.mine.read(&key()).unwrap().unwrap();
    assert_eq!(read.text, "theirs\n\nmine\n\nmore");
    two.mine.heard(&now);
    let whole = draft("theirs\n\nmine\n\nmore yet");
    let said = two.mine.save(&whole).unwrap();
    assert_eq!(said, Some(Msg::DraftSaved(key())));
    assert_eq!(two.disk(), whole.text);
}

fn note() -> DraftKey {
    DraftKey {
        mode: Mode::Note,
        ..key()
    }
}

fn noted(text: &str) -> Draft {
    Draft {
        key: note(),
        ..draft(text)
    }
}

#[test]
fn a_change_of_the_mode_writes_the_new_draft_and_removes_the_old_one_at_once() {
    let mut two = two();
    two.mine.read(&key()).unwrap();
    two.mine.save(&draft("words")).unwrap();
    two.mine.read(&note()).unwrap();
    two.mine.change_mode(&noted("words"), &key()).unwrap();
    assert_eq!(two.disk(), "");
    assert_eq!(two.store.draft(&note()).unwrap().unwrap().text, "words");
    // What is written under the old one from now on stays.
    two.mine.save(&draft("others")).unwrap();
    two.mine.save(&noted("words and more")).unwrap();
    assert_eq!(two.disk(), "others");
}

#[test]
fn what_another_program_wrote_in_the_old_draft_stays_when_the_mode_is_changed() {
    let mut two = two();
    two.mine.read(&key()).unwrap();
    two.mine.save(&draft("words")).unwrap();
    two.theirs.read(&key()).unwrap();
    two.theirs.save(&draft("words of both")).unwrap();
    two.mine.change_mode(&noted("words"), &key()).unwrap();
    assert_eq!(two.disk(), "words of both");
}
