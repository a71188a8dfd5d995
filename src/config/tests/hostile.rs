//! No text of a file makes the room panic, and no change makes a good file bad.

use proptest::prelude::*;
use toml::de::DeTable;

use crate::config::document::Document;
use crate::config::layers::Layers;
use crate::config::near::near;
use crate::config::read_file::read_file;
use crate::config::shown_value::shown_value;
use crate::config::source::Source;
use crate::config::{Address, ProfileName};

fn read(text: &str) -> Layers {
    let mut layers = Layers::default();
    read_file(&Source::file("config.toml".as_ref(), text), &mut layers);
    layers
}

/// Text made of the pieces a settings file is made of, so that the parser gets deeper than its first character.
fn almost_toml() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "[profiles.acme]",
        "[profiles]",
        "[[profiles]]",
        "[sync]",
        "[ui",
        "]",
        "\n",
        "\n",
        "\r\n",
        " ",
        "=",
        "= ",
        ".",
        "profiles",
        "acme",
        "address",
        "theme",
        "sync.open_thread_s",
        "\"",
        "\"\"\"",
        "'",
        "{",
        "}",
        ",",
        "3",
        "-1",
        "0x",
        "1979-05-27",
        "nan",
        "true",
        "# note",
        "é",
        "\u{202e}",
        "\0",
        "\\u00",
        "default_profile",
        "\u{feff}",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        for problem in read(&text).problems {
            let sentence = problem.to_string();
            prop_assert!(!sentence.contains(|letter: char| letter.is_control()), "{sentence:?}");
        }
    }

    #[test]
    fn almost_toml_is_read_without_panic(text in almost_toml()) {
        for problem in read(&text).problems {
            let sentence = problem.to_string();
            prop_assert!(!sentence.contains(|letter: char| letter.is_control()), "{sentence:?}");
            let is_plain = !sentence.contains('\u{202e}');
            prop_assert!(is_plain);
        }
    }

    #[test]
    fn a_change_of_any_file_reads_back_or_is_refused(text in almost_toml()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, &text).unwrap();
        let Ok(mut document) = Document::read(&path) else { return Ok(()); };
        let table = ["profiles", "acme"];
        let set = document.set(&table, "address", "\"https://a.test\"").is_ok();
        let top = document.set(&[], "default_profile", "\"acme\"").is_ok();
        document.save().unwrap();
        let after = std::fs::read_to_string(&path).unwrap();
        prop_assert!(DeTable::parse(&after).is_ok(), "{text:?} became {after:?}");
        if set {
            let found = document.text_at(&table, "address");
            prop_assert_eq!(found.as_deref(), Some("https://a.test"));
        }
        if top {
            let found = document.text_at(&[], "default_profile");
            prop_assert_eq!(found.as_deref(), Some("acme"));
        }
        if document.remove_table(&table).is_ok() {
            document.save().unwrap();
            let after = std::fs::read_to_string(&path).unwrap();
            prop_assert!(DeTable::parse(&after).is_ok(), "{text:?} became {after:?}");
        }
    }

    #[test]
    fn any_word_is_shown_in_one_short_line(word in any::<String>()) {
        let shown = shown_value(&word);
        prop_assert!(!shown.contains(|letter: char| letter.is_control()));
        let _ = near(&word, ["sync.open_thread_s", "ui.theme"]);
    }

    #[test]
    fn any_address_that_is_taken_reads_the_same_again(word in "(http|https|HTTP)://[a-zA-Z0-9.:/@\\[\\]?#%_-]{0,40}") {
        if let Some(address) = Address::new(&word) {
            prop_assert_eq!(Address::new(address.as_str()), Some(address.clone()));
            prop_assert!(!address.as_str().contains(['?', '#']));
        }
    }

    #[test]
    fn no_profile_name_leaves_its_folder(name in any::<String>()) {
        if let Some(name) = ProfileName::new(&name) {
            prop_assert!(!name.as_str().contains(['/', '\\', '\0']));
            prop_assert!(!name.as_str().starts_with('.'));
        }
    }
}
