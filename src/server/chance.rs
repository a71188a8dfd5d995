//! Chance: secrets from the system, and a small seeded generator where the course of things must be repeatable.

/// A repeatable source of chance (splitmix64). Not for secrets.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The same seed gives the same course.
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// Seeded by the system.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn from_system() -> Result<Self, getrandom::Error> {
        getrandom::u64().map(Self)
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub const fn below(&mut self, end: usize) -> usize {
        if end == 0 {
            return 0;
        }
        // The bias of a remainder is far below anything the simulation could show.
        (self.bits() % end as u64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).max(0) as usize + 1;
        low.saturating_add(self.below(span) as i64)
    }

    /// True in so many of a thousand cases.
    pub const fn per_mille(&mut self, cases: usize) -> bool {
        self.below(1000) < cases
    }

    /// One of them, or none of none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// `length` random letters and digits from the system, each of the 62 equally likely.
///
/// # Errors
/// When the system gives no random numbers.
pub(super) fn base62(length: usize) -> Result<String, getrandom::Error> {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    letters(length, LETTERS)
}

/// `length` random letters that read well on a screen: no vowels that spell words, nothing that looks like a digit.
pub(super) fn code_letters(length: usize) -> Result<String, getrandom::Error> {
    letters(length, b"BCDFGHJKLMNPQRSTVWXZ")
}

fn letters(length: usize, from: &[u8]) -> Result<String, getrandom::Error> {
    // The largest multiple of the alphabet in a byte: what lies above is thrown away, or the first letters would
    // come more often.
    let fair = 256 - 256 % from.len();
    let mut out = String::with_capacity(length);
    let mut pool = [0_u8; 64];
    while out.len() < length {
        getrandom::fill(&mut pool)?;
        for byte in pool.iter().map(|byte| usize::from(*byte)) {
            if byte < fair && out.len() < length {
                out.push(char::from(from[byte % from.len()]));
            }
        }
    }
    Ok(out)
}
