//! Profiles come and go in `config.toml`, and everything else in it stays.

use andibox::config::{
    Credentials, ProfileName, WriteError, remove_profile, set_default_profile, store_profile,
};

use crate::{SECRET, desk, desk_with, key, name, new_profile};

#[test]
fn a_profile_is_stored_used_and_removed() {
    let desk = desk();
    let paths = desk.paths();
    store_profile(&paths, &name("acme"), &new_profile("https://a.test/api/v1")).unwrap();
    store_profile(&paths, &name("a.b"), &new_profile("https://b.test")).unwrap();
    assert!(desk.check().is_empty(), "{:?}", desk.check());
    assert_eq!(desk.resolve().unwrap().name, "acme");
    set_default_profile(&paths, &name("a.b")).unwrap();
    assert_eq!(desk.resolve().unwrap().name, "a.b");
    remove_profile(&paths, &name("a.b")).unwrap();
    assert_eq!(desk.resolve().unwrap().name, "acme");
    remove_profile(&paths, &name("acme")).unwrap();
    assert_eq!(desk.resolve().unwrap().name, "local");
    let gone = remove_profile(&paths, &name("acme"));
    assert!(matches!(gone, Err(WriteError::NoProfile(_))));
    let gone = set_default_profile(&paths, &name("acme"));
    assert!(matches!(gone, Err(WriteError::NoProfile(_))));
    let local = store_profile(
        &paths,
        &ProfileName::local(),
        &new_profile("https://a.test"),
    );
    assert!(matches!(local, Err(WriteError::Local)));
}

#[test]
fn storing_keeps_comments_order_and_the_other_settings() {
    let desk = desk_with(
        "# my settings\n[ui] # looks\ntheme = \"dark\"\n\n# the real one\n[profiles.acme]\ncolor = \"red\" # careful\naddress = \"https://old.test\"\nauth = \"bearer\"\n\n# the end\n",
    );
    store_profile(
        &desk.paths(),
        &name("acme"),
        &new_profile("https://new.test"),
    )
    .unwrap();
    assert_eq!(
        desk.config_text(),
        "default_profile = \"acme\"\n# my settings\n[ui] # looks\ntheme = \"dark\"\n\n# the real one\n[profiles.acme]\ncolor = \"red\" # careful\naddress = \"https://new.test\"\nauth = \"x-api-key\"\n\n# the end\n"
    );
}

#[test]
fn a_file_that_is_not_toml_is_never_written_to() {
    let text = "[ui\ntheme = \"dark\"\n";
    let desk = desk_with(text);
    let outcome = store_profile(&desk.paths(), &name("acme"), &new_profile("https://a.test"));
    assert!(matches!(outcome, Err(WriteError::NotToml { .. })));
    assert_eq!(desk.config_text(), text);
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let desk = desk();
    let paths = desk.paths();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let paths = &paths;
            scope.spawn(move || {
                let name = name(&format!("p{number}"));
                store_profile(paths, &name, &new_profile("https://a.test")).unwrap();
                Credentials::at(paths)
                    .store_key(&name, &key(SECRET))
                    .unwrap();
            });
        }
    });
    assert_eq!(desk.load().profiles.len(), 8);
    for number in 0..8 {
        let kept = Credentials::at(&paths)
            .load_key(&name(&format!("p{number}")))
            .unwrap();
        assert_eq!(kept, Some(key(SECRET)));
    }
}
