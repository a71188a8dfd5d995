//! Chance that is the same for the same seed.

/// Random numbers (splitmix64).
pub struct Chance(u64);

impl Chance {
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// The seed of `ANDIBOX_SEED`, or this one. It is printed, so that a run can be done again.
    pub fn of_run(what: &str, otherwise: u64) -> Self {
        let given = std::env::var("ANDIBOX_SEED").ok();
        let seed = given.map_or(otherwise, |seed| seed.parse().unwrap());
        println!("{what}: ANDIBOX_SEED={seed}");
        Self::seeded(seed)
    }

    /// A seed that no run had before.
    pub fn new_seed() -> u64 {
        u64::from(uuid::Uuid::new_v4().as_fields().0)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.bits() % end
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    /// One of these, by weight.
    pub fn pick<T: Copy>(&mut self, from: &[(u64, T)]) -> T {
        let whole: u64 = from.iter().map(|(weight, _)| weight).sum();
        let mut at = self.below(whole);
        for (weight, it) in from {
            if at < *weight {
                return *it;
            }
            at -= weight;
        }
        from[0].1
    }
}
