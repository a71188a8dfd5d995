//! Enums the API may grow: a value we do not know is kept and shown as it came.

/// Defines an enum of documented strings with one more variant, `Other`, that keeps an undocumented one.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
            /// A value the documentation does not name, as it came.
            Other($crate::model::Untrusted),
        }

        impl $name {
            /// The documented values.
            pub const DOCUMENTED: &'static [&'static str] = &[$($word),+];

            /// Reads a word; an undocumented one is kept.
            pub fn read(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.into()),
                }
            }

            /// The word on the wire. Of `Other` it is whatever the server sent: not for a sink.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word.expose(),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Words;
                impl serde::de::Visitor<'_> for Words {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(f, "one of {}", $name::DOCUMENTED.join(", "))
                    }
                    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<$name, E> {
                        Ok($name::read(word))
                    }
                }
                from.deserialize_str(Words)
            }
        }
    };
}

pub(crate) use open_enum;
