//! Changed inputs, the same ones from the same seed.

/// Changes inputs as fuzzers do: bytes, pieces of the grammar, ranges, two inputs joined.
pub struct Mutator<'p> {
    state: u64,
    pieces: &'p [&'p str],
}

/// The longest input, in bytes.
const LONGEST: usize = 4_096;

impl<'p> Mutator<'p> {
    pub const fn new(seed: u64, pieces: &'p [&'p str]) -> Self {
        Self {
            state: seed,
            pieces,
        }
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// An input with one to six changes.
    pub fn change(&mut self, input: &[u8], other: &[u8]) -> Vec<u8> {
        let mut changed = input.to_vec();
        for _ in 0..=self.below(6) {
            self.once(&mut changed, other);
        }
        changed.truncate(LONGEST);
        changed
    }

    fn once(&mut self, input: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(input.len() + 1);
        let range = at..(at + self.below(24)).min(input.len());
        match self.below(8) {
            0 if at < input.len() => input[at] ^= 1 << self.below(8),
            1 if at < input.len() => input[at] = self.below(256) as u8,
            2 => drop(input.drain(range)),
            3 => {
                let twice = input[range].to_vec();
                input.splice(at..at, twice);
            }
            4 => {
                let from = self.below(other.len() + 1);
                let to = (from + self.below(64)).min(other.len());
                input.splice(at..at, other[from..to].iter().copied());
            }
            5 if self.below(4) == 0 => {
                let piece = self.pick(self.pieces).repeat(self.below(200));
                input.splice(at..at, piece.into_bytes());
            }
            _ => {
                let piece = self.pick(self.pieces).bytes();
                input.splice(at..at, piece);
            }
        }
    }

    /// A number below that, evenly (splitmix64).
    fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^= word >> 31;
        (word % end.max(1) as u64) as usize
    }
}
