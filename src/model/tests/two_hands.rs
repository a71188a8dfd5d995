//! Texts that two programs wrote on.

use crate::model::two_hands;

#[test]
fn the_words_of_both_are_kept_and_none_is_doubled() {
    let table = [
        // base, ours, theirs, kept
        ("", "mine", "", "mine"),
        ("", "mine", "yours", "yours\n\nmine"),
        ("", "same", "same", "same"),
        ("both", "both mine", "both", "both mine"),
        ("both", "both", "both yours", "both yours"),
        ("both", "both mine", "both yours", "both yours\n\nmine"),
        ("both ", "both mine ", "both yours", "both yours\n\nmine"),
        // Sent or discarded by the other one: it does not come back.
        ("both", "both mine", "", "mine"),
        ("both", "both", "", ""),
        ("both", "both ", "", ""),
        ("both", "both mine", "another", "another\n\nmine"),
        // Words are not cut.
        ("hel", "hello", "hel yours", "hel yours\n\nhello"),
        ("say hel", "say hello", "", "hello"),
        ("both end", "both mine end", "", "mine"),
        ("lo", "hello", "", "hello"),
        ("über", "über uns 字", "", "uns 字"),
        ("ü字", "ü字é", "x", "x\n\nü字é"),
        // Taken away by us and kept by the other one: kept.
        ("both", "", "both yours", "both yours"),
    ];
    for (base, ours, theirs, kept) in table {
        assert_eq!(
            two_hands(base, ours, theirs),
            kept,
            "{base:?} {ours:?} {theirs:?}"
        );
    }
}
