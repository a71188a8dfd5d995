//! `config/default.toml`, the table of settings and the structs say the same.

use crate::config::layers::Layers;
use crate::config::read_file::read_file;
use crate::config::source::Source;
use crate::config::tables::{PROFILE_SETTINGS, SETTINGS};
use crate::config::{DEFAULT_CONFIG, Profile, ProfileName, Settings};

fn read(text: &str) -> Layers {
    let mut layers = Layers::default();
    read_file(&Source::embedded(text), &mut layers);
    assert!(layers.problems.is_empty(), "{:?}", layers.problems);
    layers
}

/// The default file with the example of a profile no longer commented out.
fn with_the_example() -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut in_example = false;
    for line in DEFAULT_CONFIG.lines() {
        in_example |= line == "# [profiles.acme]";
        lines.push(match line.strip_prefix('#') {
            Some(rest) if in_example => rest.strip_prefix(' ').unwrap_or(rest),
            _ => line,
        });
    }
    lines.join("\n")
}

/// The comment above a line, as one line of text.
fn comment_above(text: &str, wanted: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.starts_with(wanted))
        .unwrap_or_else(|| panic!("no line {wanted}"));
    let above = lines[..at].iter().rev();
    let mut comment: Vec<&str> = above
        .take_while(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#').trim())
        .collect();
    comment.reverse();
    comment.join(" ")
}

#[test]
fn the_default_file_and_the_structs_have_the_same_defaults() {
    assert_eq!(read(DEFAULT_CONFIG).settings, Settings::default());
    let layers = read(&with_the_example());
    let mut acme = layers.profiles[&ProfileName::new("acme").unwrap()].clone();
    assert!(acme.address.take().is_some());
    assert_eq!(acme, Profile::default());
}

#[test]
fn the_default_file_says_every_setting_once() {
    let layers = read(&with_the_example());
    let said: Vec<&str> = layers.origins.keys().map(String::as_str).collect();
    for setting in SETTINGS {
        assert!(said.contains(&setting.key), "{}", setting.key);
    }
    for setting in PROFILE_SETTINGS {
        let key = format!("profiles.acme.{}", setting.key);
        assert!(said.contains(&key.as_str()), "{key}");
    }
    // And nothing beside them but the profile itself.
    assert_eq!(said.len(), SETTINGS.len() + PROFILE_SETTINGS.len() + 1);
}

#[test]
fn the_default_file_says_of_every_setting_what_is_allowed() {
    let text = with_the_example();
    let settings = SETTINGS.iter().map(|s| (s.key, s.field.expected()));
    let of_profiles = PROFILE_SETTINGS.iter().map(|s| (s.key, s.field.expected()));
    for (key, expected) in settings.chain(of_profiles) {
        let line = format!("{} = ", key.rsplit('.').next().unwrap());
        let comment = comment_above(&text, &line);
        assert!(
            comment.contains(&format!("Allowed: {expected}.")),
            "{key}: {comment}"
        );
    }
}

#[test]
fn the_default_file_names_each_setting_under_its_own_table() {
    // Read back through the table's own accessors: a setting that writes another one's field shows here.
    let layers = read(DEFAULT_CONFIG);
    let document: toml::Table = toml::from_str(DEFAULT_CONFIG).unwrap();
    for setting in SETTINGS {
        let value = setting
            .key
            .split('.')
            .fold(None, |at: Option<&toml::Value>, part| match at {
                None => document.get(part),
                Some(table) => table.get(part),
            });
        assert_eq!(
            setting.field.shown(&layers.settings),
            value.unwrap().to_string(),
            "{}",
            setting.key
        );
    }
}

#[test]
fn every_setting_writes_its_own_field_and_no_other() {
    let lines = [
        "default_profile = \"acme\"",
        "identity.name = \"Ana\"",
        "identity.email = \"ana@acme.test\"",
        "sync.open_thread_s = 7",
        "sync.thread_list_s = 8",
        "sync.others_min_s = 9",
        "sync.others_max_s = 1000",
        "sync.concurrency = 2",
        "sync.connect_timeout_s = 11",
        "sync.request_timeout_s = 12",
        "send.undo_window_s = 13",
        "send.undo_window_of_s = { Chat = 0, \"Web chat\" = 14 }",
        "composer.limit_of = { SMS = 160, WhatsApp = 4096 }",
        "notify.method = \"bell\"",
        "notify.rules = [\"is:unread\", \"waiting:>2h\"]",
        "notify.show_text = true",
        "ui.theme = \"dark\"",
        "ui.hyperlinks = \"off\"",
        "ui.download_folder = \"~/saved\"",
        "ui.download_limit_mib = 13",
        "ui.advance = \"stay\"",
        "ui.mouse = true",
        "ui.tips = false",
    ];
    assert_eq!(lines.len(), SETTINGS.len());
    for line in lines {
        let changed = read(line).settings;
        let (key, value) = line.split_once(" = ").unwrap();
        for setting in SETTINGS {
            let shown = setting.field.shown(&changed);
            if setting.key == key {
                assert_eq!(shown, value);
            } else {
                assert_eq!(shown, setting.field.shown(&Settings::default()), "{line}");
            }
        }
    }
}
