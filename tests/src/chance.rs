//! Chance that can be repeated: the seed is printed, and `SEED=n` runs the same again.

/// A small generator (xorshift), good enough to choose what a test does next.
pub struct Chance {
    state: u64,
}

impl Chance {
    /// Seeded by the variable `SEED`, else by the clock; prints the seed.
    pub fn from_environment() -> Self {
        let named = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok());
        let by_clock =
            || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |it| it.as_nanos());
        let seed = named.unwrap_or_else(|| by_clock() as u64);
        println!("SEED={seed}");
        Self::of_seed(seed)
    }

    /// Always the same choices for the same seed.
    pub fn of_seed(seed: u64) -> Self {
        Self { state: seed ^ 0x9e37_79b9_7f4a_7c15 | 1 }
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 16) as usize % limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_choices() {
        let choices = |seed| {
            let mut chance = Chance::of_seed(seed);
            (0..20).map(|_| chance.below(6)).collect::<Vec<_>>()
        };
        assert_eq!(choices(7), choices(7));
        assert_ne!(choices(7), choices(8));
    }
}
