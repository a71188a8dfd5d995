//! Addresses, names, misspelt words and shown values.

use crate::config::ad_hoc;
use crate::config::near::near;
use crate::config::shown_value::shown_value;
use crate::config::{Address, KeyCommand, ProfileName};

#[test]
fn an_address_is_kept_in_one_form() {
    for (given, kept) in [
        ("https://andibase.com/api/v1", "https://andibase.com/api/v1"),
        (
            " https://Andibase.COM/api/v1// ",
            "https://andibase.com/api/v1",
        ),
        ("HTTP://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:80/", "http://[::1]:80"),
        ("https://a.test/%C3%A9", "https://a.test/%C3%A9"),
    ] {
        assert_eq!(Address::new(given).unwrap().as_str(), kept);
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for wrong in [
        "",
        "andibase.com",
        "ftp://a.test",
        "https://",
        "https:///x",
        "https://user@a.test",
        "https://u:p@a.test",
        "https://a.test/x?y",
        "https://a.test/#x",
        "https://a b.test",
        "https://a.test:0",
        "https://a.test:99999",
        "https://a.test:",
        "https://a.test:+80",
        "https://[::1",
        "https://[zz]",
        "https://.a",
        "https://é.test",
        "https://a.test/a\nb",
        "https://a.test\\x",
    ] {
        assert_eq!(Address::new(wrong), None, "{wrong}");
    }
}

#[test]
fn only_plain_http_to_another_machine_is_open_to_eavesdroppers() {
    for (address, open) in [
        ("http://10.0.0.1", true),
        ("http://127.0.0.1.evil.test", true),
        ("http://localhost.evil.test", true),
        ("http://a.test", true),
        ("https://a.test", false),
        ("http://127.9.9.9:1", false),
        ("http://[::1]", false),
        ("http://localhost:8080", false),
    ] {
        assert_eq!(
            Address::new(address).unwrap().is_open_to_eavesdroppers(),
            open,
            "{address}"
        );
    }
}

#[test]
fn a_server_without_a_profile_is_named_after_its_host_and_keeps_a_folder_of_its_own() {
    let name = |address: &str| ad_hoc::name(&Address::new(address).unwrap());
    assert_eq!(name("http://127.0.0.1:8080/api/v1"), "127.0.0.1-8080");
    assert_eq!(name("https://a.test/api/v1"), "a.test");
    assert_eq!(name("http://[::1]:80"), "--1-80");
    let folder = |address: &str| ad_hoc::folder(&Address::new(address).unwrap());
    // Written out: the name of a folder must not change with a release.
    assert_eq!(folder("https://a.test/v1"), "a.test-088d0ad1d87d148f");
    assert_ne!(folder("https://a.test/v1"), folder("https://a.test/v2"));
    assert_ne!(folder("https://a.test/v1"), folder("http://a.test/v1"));
    assert_eq!(folder("https://a.test/v1/"), folder("https://A.test/v1"));
}

#[test]
fn a_profile_name_is_a_safe_folder_name() {
    for name in ["acme", "a", "0", "a.b-c_d", &"x".repeat(64)] {
        assert!(ProfileName::new(name).is_some(), "{name}");
    }
    for name in [
        "",
        ".",
        "..",
        "-a",
        "_a",
        "Acme",
        "a/b",
        "a b",
        "é",
        "a\n",
        &"x".repeat(65),
    ] {
        assert!(ProfileName::new(name).is_none(), "{name}");
    }
}

#[test]
fn a_misspelt_word_finds_its_neighbours() {
    let keys = [
        "sync.open_thread_s",
        "sync.others_min_s",
        "sync.others_max_s",
        "ui.theme",
    ];
    for (word, found) in [
        ("sync.open_tread_s", vec!["sync.open_thread_s"]),
        ("sync.open_thread", vec!["sync.open_thread_s"]),
        ("Sync.Open_Thread_S", vec!["sync.open_thread_s"]),
        ("ui.thmee", vec!["ui.theme"]),
        ("theme", vec!["ui.theme"]),
        ("sync.theme", vec!["ui.theme"]),
        (
            "sync.others_mix_s",
            vec!["sync.others_max_s", "sync.others_min_s"],
        ),
        ("colour", vec![]),
    ] {
        assert_eq!(near(word, keys), found, "{word}");
    }
}

#[test]
fn a_shown_value_is_short_harmless_and_holds_no_key() {
    for (raw, shown) in [
        ("\"3\"", "\"3\""),
        ("\"a\u{1b}[31mb\"", "\"a\\u{1b}[31mb\""),
        ("\"a\u{202e}b\"", "\"a\\u{202e}b\""),
        ("\"andi_live_Zx81\"", "\"andi_live_…\""),
        ("andi_live_Zx_81", "andi_live_…"),
        ("https://a.test/andi_live_x", "https://a.test/andi_live_…"),
        ("\"0123456789abcdef0123\"", "\"…\""),
        (
            "allow_insecure_http_everywhere",
            "allow_insecure_http_everywhere",
        ),
        ("\"\"\"one\ntwo\"\"\"", "\"\"\"one…"),
    ] {
        assert_eq!(shown_value(raw), shown);
    }
    assert_eq!(shown_value(&"ä".repeat(90)).chars().count(), 61);
}

#[test]
fn a_command_is_shown_without_what_may_be_secret_in_it() {
    for (line, shown) in [
        ("pass show andibase", "pass …"),
        ("my-key", "my-key"),
        ("KEY=secret my-key", "…"),
    ] {
        let command = KeyCommand::new(line).unwrap();
        assert_eq!(command.to_string(), shown);
        assert_eq!(format!("{command:?}"), format!("KeyCommand({shown})"));
        assert_eq!(command.expose(), line);
    }
    assert_eq!(KeyCommand::new("  "), None);
}
