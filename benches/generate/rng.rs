//! SplitMix64: small, seeded, and the same on all machines.

pub struct Rng(u64);

impl Rng {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is not 0.
    pub const fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub const fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub const fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    /// A number whose distribution has these quantiles: minimum, 10 %, 25 %, median, 75 %, 90 %,
    /// maximum. In integers, so that it is exact.
    pub const fn quantile(&mut self, at: &[u32; 7]) -> u32 {
        const SHARES: [u64; 7] = [0, 100, 250, 500, 750, 900, 1_000];
        let share = self.below(1_000);
        let mut i = 0;
        while SHARES[i + 1] <= share {
            i += 1;
        }
        let (low, high) = (at[i] as u64, at[i + 1] as u64);
        // Few bodies are near the maximum: the last part is not linear.
        let mut part = (share - SHARES[i]) * 1_000 / (SHARES[i + 1] - SHARES[i]);
        if i == 5 {
            part = part * part / 1_000 * part / 1_000;
        }
        (low + (high - low) * part / 1_000) as u32
    }
}
