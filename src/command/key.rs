//! One key press, in the form that is the same on every terminal.

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A printable key, as the character it types: `j`, `J`, `<`, a space.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Tab with Shift.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete, to the right.
    Delete,
    /// Insert.
    Insert,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// A function key by its number.
    F(u8),
}

/// The modifier keys held down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mods {
    /// Ctrl.
    pub ctrl: bool,
    /// Alt, Option or Meta.
    pub alt: bool,
    /// Shift. Never set on a character of a [canonical](Key::canonical) key.
    pub shift: bool,
}

impl Mods {
    /// None held.
    pub const NONE: Self = Self {
        ctrl: false,
        alt: false,
        shift: false,
    };
    /// Only Ctrl.
    pub const CTRL: Self = Self {
        ctrl: true,
        ..Self::NONE
    };
    /// Only Alt.
    pub const ALT: Self = Self {
        alt: true,
        ..Self::NONE
    };
    /// Only Shift.
    pub const SHIFT: Self = Self {
        shift: true,
        ..Self::NONE
    };
}

/// A key with its modifiers. Parses from and prints as its name: `j`, `G`, `Ctrl-s`, `Space`, `PgDn`, `F5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// What was held with it.
    pub mods: Mods,
}

impl Key {
    /// The key in its [canonical](Self::canonical) form. Build keys with this one.
    pub fn new(code: KeyCode, mods: Mods) -> Self {
        Self { code, mods }.canonical()
    }

    /// A key without modifiers.
    pub fn plain(code: KeyCode) -> Self {
        Self::new(code, Mods::NONE)
    }

    /// A character without modifiers.
    pub fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character with Ctrl.
    pub fn ctrl(c: char) -> Self {
        Self::new(KeyCode::Char(c), Mods::CTRL)
    }

    /// The same press in the one form that all terminals and spellings share.
    ///
    /// - Shift is folded into letters (`Shift-j` is `J`) and dropped from other characters, which are shifted already.
    /// - With Ctrl, letters are small: without an extended keyboard protocol `Ctrl-Shift-s` cannot be told from `Ctrl-s`.
    /// - `Shift-Tab` is [`KeyCode::BackTab`].
    /// - Shift is dropped from Backspace and Esc, where it is held by accident between capitals.
    /// - `Ctrl-4` to `Ctrl-7` and `Ctrl-/` are `Ctrl-\`, `Ctrl-]`, `Ctrl-^`, `Ctrl-_`, `Ctrl-_`: terminals send the same
    ///   byte for each pair, and the decoder picks the digit.
    pub fn canonical(self) -> Self {
        let Self { mut code, mut mods } = self;
        match code {
            KeyCode::Char(c) if mods.ctrl => code = KeyCode::Char(with_ctrl(c, mods.shift)),
            KeyCode::Char(c) if mods.shift => code = KeyCode::Char(capital(c)),
            KeyCode::Tab if mods.shift => code = KeyCode::BackTab,
            KeyCode::Char(_) | KeyCode::BackTab | KeyCode::Backspace | KeyCode::Esc => {}
            _ => return self,
        }
        mods.shift = false;
        Self { code, mods }
    }

    /// The character this press types where text is taken: one without Ctrl or Alt that is no control character.
    pub fn text(self) -> Option<char> {
        match self.canonical() {
            Self {
                code: KeyCode::Char(c),
                mods: Mods::NONE,
            } if !c.is_control() => Some(c),
            _ => None,
        }
    }
}

fn with_ctrl(c: char, shift: bool) -> char {
    match c {
        '4' => '\\',
        '5' => ']',
        '6' => '^',
        '7' | '/' => '_',
        '-' if shift => '_',
        _ => only(c.to_lowercase()).unwrap_or(c),
    }
}

fn capital(c: char) -> char {
    only(c.to_uppercase()).unwrap_or(c)
}

/// The one character of a case mapping, where it is one: `ß` has no capital of its own.
fn only(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    let first = mapped.next();
    if mapped.next().is_none() { first } else { None }
}
