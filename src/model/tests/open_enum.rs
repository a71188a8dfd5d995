//! Enums the API may grow.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::model::{AuthorRole, Direction, MessageKind, MessageStatus, ThreadStatus};

fn holds<T: Serialize + DeserializeOwned + Debug + PartialEq>(
    documented: &[&str],
    seed: &[&str],
    known: fn(&T) -> bool,
) {
    assert_eq!(documented, seed, "the documented words");
    let read = |word: &str| serde_json::from_value::<T>(json!(word)).unwrap();
    for word in seed {
        assert!(known(&read(word)), "{word} is documented");
        assert_eq!(serde_json::to_value(read(word)).unwrap(), *word);
    }
    for word in ["", "snoozed", "OPEN", "open ", "\u{1b}[2J", "другое"] {
        assert!(!known(&read(word)), "{word:?} is not");
        assert_eq!(
            serde_json::to_value(read(word)).unwrap(),
            word,
            "kept as it came"
        );
    }
    for wrong in [
        json!(null),
        json!(1),
        json!(["open"]),
        json!({"open": null}),
    ] {
        assert!(
            serde_json::from_value::<T>(wrong.clone()).is_err(),
            "{wrong}"
        );
    }
    let reason = serde_json::from_value::<T>(json!(1))
        .unwrap_err()
        .to_string();
    assert!(
        reason.contains(seed[0]),
        "it says what is expected: {reason}"
    );
}

#[test]
fn every_documented_word_is_known_and_every_other_is_kept() {
    holds::<Direction>(
        Direction::DOCUMENTED,
        &["inbound", "outbound", "internal", "system"],
        |it| !matches!(it, Direction::Other(_)),
    );
    holds::<MessageStatus>(
        MessageStatus::DOCUMENTED,
        &["pending", "received", "sent", "delivered", "failed"],
        |it| !matches!(it, MessageStatus::Other(_)),
    );
    holds::<MessageKind>(
        MessageKind::DOCUMENTED,
        &["text", "event", "call", "comment", "system"],
        |it| !matches!(it, MessageKind::Other(_)),
    );
    holds::<AuthorRole>(
        AuthorRole::DOCUMENTED,
        &["user", "assistant", "agent", "system", "unknown"],
        |it| !matches!(it, AuthorRole::Other(_)),
    );
    holds::<ThreadStatus>(
        ThreadStatus::DOCUMENTED,
        &["open", "closed", "archived"],
        |it| !matches!(it, ThreadStatus::Other(_)),
    );
}
