//! What is written, taken apart into words and files.

use crate::model::{Action, Written, address_host, attachment_line, unreadable_attachment};

fn urls(written: &Written) -> Vec<(&str, &str)> {
    written
        .attachments
        .iter()
        .map(|it| {
            (
                it.url.as_ref().map_or("", |url| url.expose()),
                it.name.as_ref().map_or("", |name| name.expose()),
            )
        })
        .collect()
}

#[test]
fn the_lines_of_files_leave_the_words_and_come_back_behind_them() {
    let draft = "Here it is.\n[attachment] https://example.com/a.pdf the invoice\nBye";
    let written = Written::read(draft);
    assert_eq!(written.text, "Here it is.\nBye");
    assert_eq!(
        urls(&written),
        [("https://example.com/a.pdf", "the invoice")]
    );
    let back = Written::draft(&written.text, &written.attachments);
    assert_eq!(
        back,
        "Here it is.\nBye\n[attachment] https://example.com/a.pdf the invoice"
    );
    assert_eq!(
        Written::read(&back),
        written,
        "taken apart again it is the same"
    );
}

#[test]
fn a_draft_of_files_alone_has_no_words() {
    let line = attachment_line("https://example.com/a.pdf", "");
    let written = Written::read(&format!("\n{line}"));
    assert_eq!(written.text, "");
    assert_eq!(urls(&written), [("https://example.com/a.pdf", "")]);
    let back = Written::draft(&written.text, &written.attachments);
    assert_eq!(Written::read(&back), written);
}

#[test]
fn words_without_files_are_not_touched() {
    for draft in [
        "",
        "Hello  \n\n there \n",
        "see [attachment] https://a.example",
    ] {
        let written = Written::read(draft);
        assert_eq!(
            (written.text.as_str(), written.attachments.len()),
            (draft, 0)
        );
    }
}

#[test]
fn a_line_that_names_no_file_stays_among_the_words_and_is_found() {
    for line in [
        "[attachment]",
        "[attachment] file:///etc/passwd",
        "[attachment] https://",
    ] {
        let draft = format!("Hi\n{line}");
        assert_eq!(Written::read(&draft).text, draft);
        assert_eq!(unreadable_attachment(&draft), Some(line));
    }
    assert_eq!(
        unreadable_attachment("[attachment] https://a.example x"),
        None
    );
}

#[test]
fn only_addresses_of_the_web_are_taken() {
    assert_eq!(address_host("https://example.com/x?y=1"), Ok("example.com"));
    assert_eq!(
        address_host("HTTP://example.com:8080"),
        Ok("example.com:8080")
    );
    for wrong in [
        "",
        "example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://me:secret@example.com/",
        "https://a b",
        "https://exa\u{1b}mple.com",
    ] {
        assert!(address_host(wrong).is_err(), "{wrong:?}");
    }
    assert!(address_host(&format!("https://a.example/{}", "x".repeat(2048))).is_err());
}

#[test]
fn a_stored_request_of_before_still_reads() {
    let stored = r#"{"action":"message","conversation":{"Feed":{"channel":"c"}},"mode":"reply","text":"Hi","parent":null,"author":{"role":"agent"}}"#;
    let here = serde_json::to_value(crate::model::Conversation::Feed {
        channel: "c".into(),
    })
    .unwrap();
    let mut value: serde_json::Value = serde_json::from_str(stored).unwrap();
    value["conversation"] = here;
    let action: Action = serde_json::from_value(value.clone()).unwrap();
    assert!(matches!(&action, Action::Message { attachments, .. } if attachments.is_empty()));
    assert_eq!(
        serde_json::to_value(&action).unwrap(),
        value,
        "and is written as before"
    );
}
