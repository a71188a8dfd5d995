//! Every setting there is. A new one is a line here, a field in its struct and a paragraph in `config/default.toml`;
//! a test holds the three together.

use super::field::{Field, Setting};
use super::theme_file;
use super::words::{ADVANCE, COLORS, HYPERLINKS, NOTIFY_METHODS, THEMES_EXPECTED, THREAD_STATUS};
use super::{Address, Auth, KeyStore, Profile, ProfileName, Settings};
use crate::model::StatusStrategy;

/// The table whose keys are the profiles' names.
pub(super) const PROFILES: &str = "profiles";

/// The list whose items are the user's own views.
pub(super) const VIEWS: &str = "views";

/// The settings of the program.
pub(super) static SETTINGS: &[Setting<Settings>] = &[
    Setting {
        key: "default_profile",
        field: Field::Text {
            expected: "the name of a profile, or \"\" for none",
            read: |s| s.default_profile.as_ref().map_or("", |name| name.as_str()),
            write: |s, text| {
                let name = ProfileName::new(text);
                let fits = text.is_empty() || name.is_some();
                if fits {
                    s.default_profile = name;
                }
                fits
            },
        },
    },
    Setting {
        key: "identity.name",
        field: Field::Text {
            expected: "a name of at most 100 characters on one line, or \"\" for your user name",
            read: |s| &s.identity.name,
            write: |s, text| {
                let text = text.trim();
                let fits = text.chars().count() <= 100 && !text.contains(char::is_control);
                if fits {
                    text.clone_into(&mut s.identity.name);
                }
                fits
            },
        },
    },
    Setting {
        key: "identity.email",
        field: Field::Text {
            expected: "an email address, or \"\" for none",
            read: |s| s.identity.email.as_deref().unwrap_or_default(),
            write: |s, text| {
                let fits = text.is_empty() || is_email(text);
                if fits {
                    s.identity.email = (!text.is_empty()).then(|| text.to_owned());
                }
                fits
            },
        },
    },
    Setting {
        key: "sync.open_thread_s",
        field: Field::Seconds(1..=3600, |s| &mut s.sync.open_thread),
    },
    Setting {
        key: "sync.thread_list_s",
        field: Field::Seconds(1..=3600, |s| &mut s.sync.thread_list),
    },
    Setting {
        key: "sync.others_min_s",
        field: Field::Seconds(1..=3600, |s| &mut s.sync.others_min),
    },
    Setting {
        key: "sync.others_max_s",
        field: Field::Seconds(1..=86_400, |s| &mut s.sync.others_max),
    },
    Setting {
        key: "sync.concurrency",
        field: Field::Whole(1..=16, "requests", |s| &mut s.sync.concurrency),
    },
    Setting {
        key: "sync.connect_timeout_s",
        field: Field::Seconds(1..=120, |s| &mut s.sync.connect_timeout),
    },
    Setting {
        key: "sync.request_timeout_s",
        field: Field::Seconds(1..=600, |s| &mut s.sync.request_timeout),
    },
    Setting {
        key: "send.undo_window_s",
        field: Field::Seconds(0..=60, |s| &mut s.send.undo_window),
    },
    Setting {
        key: "send.undo_window_of_s",
        field: Field::SecondsOf("channels (id, handle or name)", 0..=60, |s| {
            &mut s.send.undo_window_of
        }),
    },
    Setting {
        key: "composer.limit_of",
        field: Field::WholeOf(
            "channels (id, handle or name)",
            1..=1_000_000,
            "characters",
            |s| &mut s.composer.limit_of,
        ),
    },
    Setting {
        key: "notify.method",
        field: Field::Word {
            of: NOTIFY_METHODS,
            read: |s| s.notify.method,
            write: |s, word| s.notify.method = word,
        },
    },
    Setting {
        key: "notify.rules",
        field: Field::Queries(|s| &mut s.notify.rules),
    },
    Setting {
        key: "notify.show_text",
        field: Field::Flag(Some(false), |s| &mut s.notify.show_text),
    },
    Setting {
        key: "ui.theme",
        field: Field::Text {
            expected: THEMES_EXPECTED,
            read: |s| &s.ui.theme,
            write: |s, name| {
                let fits = theme_file::is_name(name);
                if fits {
                    name.clone_into(&mut s.ui.theme);
                }
                fits
            },
        },
    },
    Setting {
        key: "ui.hyperlinks",
        field: Field::Word {
            of: HYPERLINKS,
            read: |s| s.ui.hyperlinks,
            write: |s, word| s.ui.hyperlinks = word,
        },
    },
    Setting {
        key: "ui.download_folder",
        field: Field::Text {
            expected: "a folder that begins with / or ~/, or \"\" for the system's",
            read: |s| &s.ui.download_folder,
            write: |s, text| {
                let fits = text.is_empty() || is_folder(text);
                if fits {
                    text.clone_into(&mut s.ui.download_folder);
                }
                fits
            },
        },
    },
    Setting {
        key: "ui.download_limit_mib",
        field: Field::Whole(1..=4096, "MiB", |s| &mut s.ui.download_limit_mib),
    },
    Setting {
        key: "ui.advance",
        field: Field::Word {
            of: ADVANCE,
            read: |s| s.ui.advance,
            write: |s, word| s.ui.advance = word,
        },
    },
    Setting {
        key: "ui.mouse",
        field: Field::Flag(None, |s| &mut s.ui.mouse),
    },
    Setting {
        key: "ui.tips",
        field: Field::Flag(None, |s| &mut s.ui.tips),
    },
];

/// The settings of one profile.
pub(super) static PROFILE_SETTINGS: &[Setting<Profile>] = &[
    Setting {
        key: "address",
        field: Field::Text {
            expected: Address::EXPECTED,
            read: |p| p.address.as_ref().map_or("", |address| address.as_str()),
            write: |p, text| {
                let address = Address::new(text);
                let fits = address.is_some();
                if fits {
                    p.address = address;
                }
                fits
            },
        },
    },
    Setting {
        key: "auth",
        field: Field::Word {
            of: Auth::WORDS,
            read: |p| p.auth.word(),
            write: |p, word| p.auth = Auth::from_word(word).unwrap_or_default(),
        },
    },
    Setting {
        key: "api_key_command",
        field: Field::Command(|p| &mut p.api_key_command),
    },
    Setting {
        key: "key_store",
        field: Field::Word {
            of: KeyStore::WORDS,
            read: |p| p.key_store.word(),
            write: |p, word| p.key_store = KeyStore::from_word(word).unwrap_or_default(),
        },
    },
    Setting {
        key: "allow_insecure_http",
        field: Field::Flag(None, |p| &mut p.allow_insecure_http),
    },
    Setting {
        key: "thread_status",
        field: Field::Word {
            of: THREAD_STATUS,
            read: |p| match p.thread_status {
                None => "auto",
                Some(StatusStrategy::Patch) => "patch",
                Some(StatusStrategy::Event) => "event",
            },
            write: |p, word| {
                p.thread_status = match word {
                    "patch" => Some(StatusStrategy::Patch),
                    "event" => Some(StatusStrategy::Event),
                    _ => None,
                }
            },
        },
    },
    Setting {
        key: "color",
        field: Field::Word {
            of: COLORS,
            read: |p| p.color,
            write: |p, word| p.color = word,
        },
    },
    Setting {
        key: "read_only",
        // An unreadable `read_only` was meant to protect something.
        field: Field::Flag(Some(true), |p| &mut p.read_only),
    },
    Setting {
        key: "max_body_mib",
        field: Field::Whole(1..=1024, "MiB", |p| &mut p.max_body_mib),
    },
];

/// The setting of the program with this key.
pub(super) fn setting(key: &str) -> Option<&'static Setting<Settings>> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

/// The setting of a profile with this key.
pub(super) fn profile_setting(key: &str) -> Option<&'static Setting<Profile>> {
    PROFILE_SETTINGS.iter().find(|setting| setting.key == key)
}

/// Whether a key is a table of settings, such as `sync`.
pub(super) fn is_section(key: &str) -> bool {
    SETTINGS.iter().any(|setting| {
        setting
            .key
            .split_once('.')
            .is_some_and(|(section, _)| section == key)
    })
}

/// Loose on purpose: one `@` with something on both sides and nothing that could break a header or a line.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && !domain.is_empty()
        && text.len() <= 254
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

/// A relative folder would depend on where andibox was started.
fn is_folder(text: &str) -> bool {
    let absolute =
        text == "~" || text.starts_with("~/") || std::path::Path::new(text).is_absolute();
    absolute && !text.contains(char::is_control)
}
