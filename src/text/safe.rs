//! [`SafeText`]: the one string type a sink takes.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use super::sanitize::{Marks, Shape, is_plain, sanitize};

/// Text that may be drawn, printed, copied or logged: without control characters (but `\n` in a block), escape
/// sequences, direction controls or hidden characters, which all show as visible marks.
///
/// Cheap to clone. Sanitizing is idempotent, so building a text out of safe pieces with `safe!` changes none of them.
#[derive(Clone)]
pub struct SafeText(Text);

#[derive(Clone)]
enum Text {
    Static(&'static str),
    Shared(Arc<str>),
}

impl SafeText {
    /// One line: line ends and the blanks around them become one space, tabs a space.
    pub fn line(text: &str) -> Self {
        Self::sanitized(text, Shape::Line)
    }

    /// Several lines: every kind of line end becomes `\n`, tabs run to stops of 4 columns.
    pub fn block(text: &str) -> Self {
        Self::sanitized(text, Shape::Block)
    }

    /// One line in which what cannot be shown is left out instead of marked, so that columns stay where the plain
    /// text has them. For text being edited, where the cursor's column counts.
    pub(super) fn unmarked_line(text: &str) -> Self {
        if is_plain(text, Shape::Line) {
            return Self(Text::Shared(text.into()));
        }
        Self(Text::Shared(
            sanitize(text, Shape::Line, Marks::Hidden).into(),
        ))
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Static(text) => text,
            Text::Shared(text) => text,
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    /// The columns the text takes on the screen, on one line.
    pub fn width(&self) -> usize {
        super::width(self.as_str())
    }

    fn sanitized(text: &str, shape: Shape) -> Self {
        if is_plain(text, shape) {
            return Self(Text::Shared(text.into()));
        }
        Self(Text::Shared(sanitize(text, shape, Marks::Shown).into()))
    }
}

/// The program's own words. They are checked all the same (a leaked string is static too): what is not clean is
/// sanitized as a block, and stops a debug build.
impl From<&'static str> for SafeText {
    fn from(words: &'static str) -> Self {
        if is_plain(words, Shape::Block) {
            return Self(Text::Static(words));
        }
        let clean = sanitize(words, Shape::Block, Marks::Shown);
        debug_assert_eq!(
            words, clean,
            "the program's own words hold characters that may not be shown"
        );
        if clean == words {
            Self(Text::Static(words))
        } else {
            Self(Text::Shared(clean.into()))
        }
    }
}

/// [`SafeText::line`] of formatted text: `safe!("{count} unread")`.
macro_rules! safe {
    ($($argument:tt)*) => {
        $crate::text::SafeText::line(&::std::format!($($argument)*))
    };
}
pub(crate) use safe;

impl Default for SafeText {
    fn default() -> Self {
        Self(Text::Static(""))
    }
}

impl Deref for SafeText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for SafeText {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for SafeText {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl<'a> From<&'a SafeText> for Cow<'a, str> {
    fn from(text: &'a SafeText) -> Self {
        Cow::Borrowed(text.as_str())
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for SafeText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

impl PartialEq for SafeText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for SafeText {}

impl PartialEq<str> for SafeText {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for SafeText {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialOrd for SafeText {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SafeText {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for SafeText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}
