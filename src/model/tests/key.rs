//! Keys show their kind and keep their secret.

use crate::model::ApiKey;

const SECRET: &str = "Zx9Qw8Er7Ty6Ui5Op4As3Df2Gh1Jk0Lz";

fn shown(key: &str) -> (String, String) {
    let key = ApiKey::new(key).unwrap();
    (format!("{key}"), format!("{key:?}"))
}

#[test]
fn only_the_kind_of_a_key_is_shown() {
    let table = [
        (format!("andi_live_{SECRET}"), "andi_live_…"),
        (format!("andi_local_{SECRET}"), "andi_local_…"),
        (format!("sk_{SECRET}"), "sk_…"),
        (SECRET.to_owned(), "…"),
        // Underscores and words inside the secret.
        (format!("andi_live_Ab_{SECRET}"), "andi_live_…"),
        (format!("andi_live_abc_{SECRET}"), "andi_live_…"),
        (format!("andi_{SECRET}_tail"), "andi_…"),
        (format!("_{SECRET}"), "…"),
        (format!("Andi_live_{SECRET}"), "…"),
        (format!("averylongword_{SECRET}"), "…"),
        // Too short to give anything away.
        ("andi_live_short".to_owned(), "…"),
        ("andi_live_".to_owned(), "…"),
        ("x".to_owned(), "…"),
    ];
    for (key, words) in table {
        assert_eq!(
            shown(&key),
            (words.to_owned(), format!("ApiKey({words})")),
            "{key}"
        );
    }
}

#[test]
fn no_part_of_a_secret_is_shown_wherever_its_underscore_stands() {
    for place in 0..SECRET.len() {
        let (head, tail) = SECRET.split_at(place);
        let (display, debug) = shown(&format!("andi_live_{head}_{tail}"));
        assert_eq!(display, "andi_live_…");
        assert_eq!(debug, "ApiKey(andi_live_…)");
    }
}

#[test]
fn alternate_and_nested_formats_keep_the_secret_too() {
    let key = ApiKey::new(&format!("andi_live_{SECRET}")).unwrap();
    let all = format!(
        "{key:#?} {key:>60} {:?} {:#?}",
        Some(&key),
        [Ok::<_, ()>(&key)]
    );
    for length in 3..SECRET.len() {
        assert!(!all.contains(&SECRET[..length]), "{all}");
    }
}

#[test]
fn a_pasted_key_loses_the_space_around_it() {
    let key = ApiKey::new(&format!("  andi_live_{SECRET}\r\n")).unwrap();
    assert_eq!(key.expose(), format!("andi_live_{SECRET}"));
}

#[test]
fn what_no_header_can_carry_is_refused_without_repeating_it() {
    for bad in [
        "",
        "  \n",
        "andi live",
        "andi\nlive",
        "andi\u{7f}",
        "andi\0",
        "schlüssel",
        "a\tb",
    ] {
        let reason = ApiKey::new(bad).unwrap_err();
        assert!(reason.starts_with("the key"), "{reason}");
        assert!(!reason.contains("andi"), "{reason}");
    }
}
