//! The macro that makes the enum of commands and their descriptions out of the rows of `table.rs`.
//!
//! A macro only so that a command is one row: it adds no behaviour.

/// See the rows in `table.rs` for the form.
macro_rules! commands {
    ($($group:ident {
        $($variant:ident $name:literal $help:literal [$($contexts:ident $($keys:literal)*),+];)+
    })+) => {
        /// Everything a key, the palette or a menu can ask for. The help line of each is its documentation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $($(#[doc = $help] $variant,)+)+
        }

        impl Command {
            /// Every command, grouped, in the order of the help.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)+)+];
        }

        /// What there is to know of each command, in the order of the enum.
        pub(super) const TABLE: &[Spec] = &[$($(Spec {
            command: Command::$variant,
            name: $name,
            help: $help,
            group: Group::$group,
            bindings: &[$(Binding { contexts: $contexts, keys: &[$($keys),*] }),+],
        },)+)+];
    };
}
