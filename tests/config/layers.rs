//! Later layers win, and every value knows its origin.

use andibox::config::{Credentials, KeyCommand};

use crate::{Desk, SECRET, desk, desk_with, key, name};

#[test]
fn each_layer_stands_above_the_one_before() {
    let mut desk = desk();
    let theme = |desk: &Desk| {
        let config = desk.load();
        (
            config.settings.ui.theme.clone(),
            desk.short(&config.origin("ui.theme").to_string()),
        )
    };
    assert_eq!(theme(&desk), ("auto".to_owned(), "default".to_owned()));
    desk = desk_with("\n[ui]\ntheme = \"dark\"\n");
    assert_eq!(
        theme(&desk),
        ("dark".to_owned(), "config/config.toml:3".to_owned())
    );
    desk.environment.theme = Some("light".to_owned());
    assert_eq!(
        theme(&desk),
        ("light".to_owned(), "environment ANDIBOX_THEME".to_owned())
    );
    desk.flags.theme = Some("none".to_owned());
    assert_eq!(theme(&desk), ("none".to_owned(), "flag --theme".to_owned()));
    desk.flags.theme = Some("drak".to_owned());
    assert_eq!(
        theme(&desk),
        ("light".to_owned(), "environment ANDIBOX_THEME".to_owned())
    );
    assert_eq!(
        desk.check(),
        [
            "the command line: --theme = \"drak\": expected one of \"auto\", \"dark\", \"light\", \"high-contrast\", \"none\", or the name of one of the files in the folder themes."
        ]
    );
}

#[test]
fn the_author_is_the_systems_user_where_no_name_is_set() {
    let mut desk = desk();
    assert_eq!(desk.load().settings.identity.name, "Support");
    desk.environment.user = Some(("USER", "ana".to_owned()));
    assert_eq!(desk.load().settings.identity.name, "ana");
    assert!(
        desk.shown()
            .contains(&"identity.name = \"ana\"  # environment USER".to_owned())
    );
    let mut desk = desk_with("[identity]\nname = \" Ana Haddad \"\nemail = \"ana@acme.test\"");
    desk.environment.user = Some(("USER", "ana".to_owned()));
    let identity = desk.load().settings.identity;
    assert_eq!(identity.name, "Ana Haddad");
    assert_eq!(identity.email.as_deref(), Some("ana@acme.test"));
}

#[test]
fn show_gives_every_setting_with_its_origin_and_no_key() {
    let mut desk = desk_with(&format!(
        "[sync]\nopen_thread_s = 5\n[profiles.acme]\naddress = \"https://a.test\"\napi_key_command = \"echo {SECRET}\"\n"
    ));
    Credentials::at(&desk.paths())
        .store_key(&name("acme"), &key(SECRET))
        .unwrap();
    desk.environment.api_key = Some(SECRET.to_owned());
    desk.flags.api_key_command = KeyCommand::new(&format!("echo {SECRET}"));
    desk.flags.read_only = true;
    let shown = desk.shown();
    for line in [
        "default_profile = \"\"  # default",
        "sync.open_thread_s = 5  # config/config.toml:2",
        "sync.thread_list_s = 10  # default",
        "ui.theme = \"auto\"  # default",
        "profiles.acme.address = \"https://a.test\"  # config/config.toml:4",
        "profiles.acme.api_key_command = \"echo …\"  # config/config.toml:5",
        "profiles.acme.read_only = true  # flag --read-only",
        "profiles.acme.key = andi_live_…  # config/credentials.toml",
        "api_key_command = \"echo …\"  # flag --api-key-command",
        "api_key = andi_live_…  # environment ANDI_API_KEY",
    ] {
        assert!(
            shown.contains(&line.to_owned()),
            "{line} is not in {shown:#?}"
        );
    }
    let everything = format!("{shown:?} {:?} {:?}", desk.load(), desk.resolve());
    assert!(!everything.contains("Zx81"), "{everything}");
}
