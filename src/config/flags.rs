//! The flags of the command line that stand above every other layer.

use super::KeyCommand;

/// What the command line says; `cli` fills it. Nothing set: nothing said.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--profile NAME`.
    pub profile: Option<String>,
    /// `--server ADDRESS`: a server without a profile.
    pub server: Option<String>,
    /// `--theme WORD`.
    pub theme: Option<String>,
    /// `--read-only`: every write is refused, whatever the profile says.
    pub read_only: bool,
    /// `--api-key-command LINE`.
    pub api_key_command: Option<KeyCommand>,
}
