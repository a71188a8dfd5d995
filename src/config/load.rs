//! Laying the layers over one another.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use super::check_together::check_together;
use super::field::Raw;
use super::layers::{Incoming, Layers};
use super::read_file::read_file;
use super::shown_value::shown_text;
use super::source::Source;
use super::theme_file;
use super::words::THEMES;
use super::{
    ConfigError, Credentials, DEFAULT_CONFIG, Environment, Flags, Origin, Paths, Profile,
    ProfileName, Settings,
};
use crate::theme::Theme;

/// The largest settings file read, in bytes: anything beyond it is not one.
const MOST_BYTES: u64 = 1024 * 1024;
/// The author's name where neither the settings nor the system name one.
const NAMELESS: &str = "Support";

/// The effective configuration with its origins and its problems.
#[derive(Debug)]
pub struct Config {
    /// The settings; wrong ones are at their defaults.
    pub settings: Settings,
    /// The theme of the user's own that `settings.ui.theme` names; none where that is a built-in one.
    pub theme: Option<Theme>,
    /// The configured profiles. `local` is among them only where the file says something of it.
    pub profiles: BTreeMap<ProfileName, Profile>,
    /// Everything wrong, in the order of the layers and of the file.
    pub problems: Vec<ConfigError>,
    pub(super) origins: BTreeMap<String, Origin>,
    /// Whether profiles, or the choice of one, may stand in a part of the file that could not be read.
    pub(super) may_hide_profiles: bool,
    pub(super) paths: Paths,
    pub(super) environment: Environment,
    pub(super) flags: Flags,
}

impl Config {
    /// Reads all layers. Never fails: what is wrong is at its default (or, where the default would be the less safe
    /// one, on the safe side) and in [`Self::problems`].
    pub fn load(paths: &Paths, environment: &Environment, flags: &Flags) -> Self {
        let mut layers = Layers {
            themes: theme_file::names(&paths.themes_dir()),
            ..Layers::default()
        };
        read_file(&Source::embedded(DEFAULT_CONFIG), &mut layers);
        let path = paths.config_file();
        let mut may_hide_profiles = false;
        match read_text(&path) {
            Ok(Some(text)) => {
                read_file(&Source::file(&path, &text), &mut layers);
                // Whatever was lost of a text without this word, no profile and no choice of one was.
                may_hide_profiles = text.contains("profile")
                    && layers.problems.iter().any(ConfigError::hides_settings);
            }
            Ok(None) => {}
            Err(source) => {
                may_hide_profiles = true;
                layers
                    .problems
                    .push(ConfigError::Unreadable { path, source });
            }
        }
        check_together(&mut layers);
        layers.problems.sort_by_key(ConfigError::position);
        lay_environment_and_flags(&mut layers, environment, flags);
        let theme = (!THEMES.contains(&layers.settings.ui.theme.as_str())).then(|| {
            let (theme, problems) =
                theme_file::read(&paths.themes_dir(), &layers.settings.ui.theme);
            layers.problems.extend(problems);
            theme
        });
        Self {
            settings: layers.settings,
            theme,
            profiles: layers.profiles,
            problems: layers.problems,
            origins: layers.origins,
            may_hide_profiles,
            paths: paths.clone(),
            environment: environment.clone(),
            flags: flags.clone(),
        }
    }

    /// Everything wrong with the configuration, the credentials file, the snippets and all theme files included. Empty:
    /// all is well.
    pub fn check(paths: &Paths, environment: &Environment, flags: &Flags) -> Vec<ConfigError> {
        let config = Self::load(paths, environment, flags);
        let mut problems = config.problems;
        problems.extend(theme_file::check(
            &paths.themes_dir(),
            &config.settings.ui.theme,
        ));
        if let Err(problem) = Credentials::at(paths).check() {
            problems.push(problem.into());
        }
        problems.extend(super::snippets(paths).1);
        problems
    }

    /// Where the value of a setting comes from; the key in full, as in `sync.open_thread_s`.
    pub fn origin(&self, key: &str) -> Origin {
        self.origins.get(key).cloned().unwrap_or_default()
    }
}

/// The text of a settings file; nothing where there is no such file.
pub(super) fn read_text(path: &Path) -> io::Result<Option<String>> {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(io::Error::other("it is larger than 1 MiB"));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.split(|byte| *byte == b'\n').count();
        io::Error::other(format!("line {line} is not UTF-8"))
    })
}

fn lay_environment_and_flags(layers: &mut Layers, environment: &Environment, flags: &Flags) {
    let said = [
        ("ui.theme", Environment::THEME, &environment.theme, false),
        ("ui.theme", "--theme", &flags.theme, true),
    ];
    for (key, called, value, is_flag) in said {
        if let Some(value) = value {
            let origin = origin_of(called, is_flag);
            layers.set(
                key,
                Incoming {
                    raw: Raw::Text(value),
                    items: Vec::new(),
                    place: origin.clone(),
                    origin,
                    called: called.to_owned(),
                    found: shown_text(value),
                    broken: false,
                },
            );
        }
    }
    // A wrong name is not reported here: opening a profile by it fails, and says so (`resolve`).
    let chosen = [
        (Environment::PROFILE, &environment.profile, false),
        ("--profile", &flags.profile, true),
    ];
    for (called, name, is_flag) in chosen {
        if let Some(name) = name.as_deref().and_then(ProfileName::new) {
            layers.settings.default_profile = Some(name);
            let origin = origin_of(called, is_flag);
            layers.origins.insert("default_profile".to_owned(), origin);
        }
    }
    if layers.settings.identity.name.is_empty() {
        let (name, origin) = match &environment.user {
            Some((variable, name)) => (name.trim().to_owned(), Origin::Environment(variable)),
            None => (NAMELESS.to_owned(), Origin::Default),
        };
        layers.settings.identity.name = name;
        layers.origins.insert("identity.name".to_owned(), origin);
    }
}

fn origin_of(called: &'static str, is_flag: bool) -> Origin {
    if is_flag {
        Origin::Flag(called)
    } else {
        Origin::Environment(called)
    }
}
