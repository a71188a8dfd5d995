//! API keys, in a type that cannot be printed by accident.

use std::fmt;

/// An API key. `Debug` and `Display` show only its prefix; the secret leaves by [`ApiKey::expose`] alone.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// Takes a key; white space around it is dropped, since keys are pasted and files end in a newline.
    ///
    /// # Errors
    /// A sentence, when nothing is left or something stands in it that no HTTP header can carry.
    pub fn new(secret: &str) -> Result<Self, &'static str> {
        let secret = secret.trim();
        if secret.is_empty() {
            return Err("the key is empty");
        }
        if !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(
                "the key holds a character that no key has (a space, a line end, or a letter outside ASCII)",
            );
        }
        Ok(Self(secret.to_owned()))
    }

    /// The secret itself: for the request header and the credentials file only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What may be shown: at most two short words of small letters before an underscore, such as `andi_live_`, and
    /// nothing of a key without them or with a short secret behind them. The secret may hold underscores itself, so
    /// the last one says nothing.
    pub fn prefix(&self) -> &str {
        let mut end = 0;
        for word in self.0.split_inclusive('_').take(2) {
            let Some(letters) = word.strip_suffix('_') else {
                break;
            };
            if !(1..=8).contains(&letters.len())
                || !letters.bytes().all(|byte| byte.is_ascii_lowercase())
            {
                break;
            }
            end += word.len();
        }
        if self.0.len() - end < 16 {
            return "";
        }
        &self.0[..end]
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiKey({}…)", self.prefix())
    }
}

impl fmt::Display for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…", self.prefix())
    }
}
