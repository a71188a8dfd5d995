//! The environment variables that count, read once.

use std::env;

/// What the environment says. An empty variable counts as not set. Tests fill it by hand.
#[derive(Clone, Default)]
pub struct Environment {
    /// `ANDI_API_KEY`, as it stands there: checked when it is used. `Debug` leaves it out.
    pub api_key: Option<String>,
    /// `ANDIBOX_PROFILE`: the profile to open.
    pub profile: Option<String>,
    /// `ANDIBOX_THEME`: the theme.
    pub theme: Option<String>,
    /// The user's name, and the variable it was found in.
    pub user: Option<(&'static str, String)>,
}

impl Environment {
    /// The variable of the key.
    pub const API_KEY: &'static str = "ANDI_API_KEY";
    /// The variable of the profile.
    pub const PROFILE: &'static str = "ANDIBOX_PROFILE";
    /// The variable of the theme.
    pub const THEME: &'static str = "ANDIBOX_THEME";

    /// The environment of this process.
    pub fn read() -> Self {
        Self {
            api_key: variable(Self::API_KEY),
            profile: variable(Self::PROFILE),
            theme: variable(Self::THEME),
            user: ["USER", "LOGNAME", "USERNAME"]
                .into_iter()
                .find_map(|name| Some((name, variable(name)?))),
        }
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment")
            .field("has_api_key", &self.api_key.is_some())
            .field("profile", &self.profile)
            .field("theme", &self.theme)
            .field("user", &self.user)
            .finish()
    }
}

/// A variable that is not UTF-8 is taken with its wrong bytes marked: the checks then say what is wrong with it, which
/// passing over it in silence would not.
fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name)?.to_string_lossy().into_owned();
    (!value.trim().is_empty()).then_some(value)
}
