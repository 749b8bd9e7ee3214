//! Chance with a fixed seed, so that the demonstration vault is the same on every computer.

/// A small generator (SplitMix64); not for anything that must be unforeseeable.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// Begins anew for a number.
    pub(super) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(20_261_121))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = u64::from(high.abs_diff(low)) + 1;
        low + i32::try_from(self.next() % span).unwrap_or_default()
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn percent(&mut self, percent: i32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of a list; the empty text of an empty list.
    pub(super) fn one<'a, T: AsRef<str>>(&mut self, list: &'a [T]) -> &'a str {
        let last = i32::try_from(list.len()).unwrap_or(1) - 1;
        let index = usize::try_from(self.between(0, last.max(0))).unwrap_or_default();
        list.get(index).map_or("", AsRef::as_ref)
    }

    /// One character of a text.
    pub(super) fn character(&mut self, text: &str) -> Option<char> {
        let last = i32::try_from(text.chars().count()).unwrap_or(1) - 1;
        let index = usize::try_from(self.between(0, last.max(0))).unwrap_or_default();
        text.chars().nth(index)
    }
}
