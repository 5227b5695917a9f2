//! Values as intervals: what a written figure leaves open by rounding and by the words before it.
//!
//! Sums are done in `f64` and compared with a little slack ([`SLACK`]): written figures have a dozen digits at most, and
//! a boundary belongs to both sides, so nothing hangs on the last bit. `tests/numbers.rs` holds every decision against
//! exact fractions.

/// By how much two ends may pass each other and still touch, as a share of their size.
const SLACK: f64 = 1e-9;

/// What the words before a figure do to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// It stands as written.
    #[default]
    None,
    /// "about", "some", "roughly": a little less or more.
    About,
    /// "nearly", "almost", "just under": a little less.
    JustUnder,
    /// "just over": a little more.
    JustOver,
    /// "up to", "less than", "fewer than": less.
    Below,
    /// "more than", "over", "at least": more.
    Above,
}

/// All values from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Interval {
    /// One value.
    pub const fn exact(value: f64) -> Self {
        Interval { low: value, high: value }
    }

    /// `value` and what lies up to `spread` away.
    pub fn around(value: f64, spread: f64) -> Self {
        let spread = spread.abs();
        Interval { low: value - spread, high: value + spread }
    }

    /// From the lesser to the greater of two values.
    pub fn between(one: f64, other: f64) -> Self {
        Interval { low: one.min(other), high: one.max(other) }
    }

    /// What a hedge makes of it, never less than it was. `points` is the least that "about" and the like reach, in
    /// units of the value: a percentage is bent by a point at least.
    #[must_use]
    pub fn hedged(self, hedge: Hedge, points: f64) -> Self {
        let size = self.low.abs().max(self.high.abs());
        let little = (size * LITTLE).max(points);
        let (less, more) = match hedge {
            Hedge::None => (0.0, 0.0),
            Hedge::About => (little, little),
            Hedge::JustUnder => (little, 0.0),
            Hedge::JustOver => (0.0, little),
            Hedge::Below => (size * MUCH, 0.0),
            Hedge::Above => (0.0, size * MUCH),
        };
        Interval { low: self.low - less, high: self.high + more }
    }

    /// The sum of a value here and one there.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Interval { low: self.low + other.low, high: self.high + other.high }
    }

    /// The value times a factor of nought or more.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Interval { low: self.low * factor, high: self.high * factor }
    }

    /// How many times `other` goes into this; both of nought or more, and `None` when `other` may be nought.
    pub fn over(self, other: Self) -> Option<Self> {
        (self.low >= 0.0 && other.low > 0.0)
            .then(|| Interval { low: self.low / other.high, high: self.high / other.low })
    }

    /// What percentage of `whole` this is.
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        Some(self.over(whole)?.times(100.0))
    }

    /// By how many percent `to` is more than this; less than nought when it is less.
    pub fn percent_change(self, to: Self) -> Option<Self> {
        let times = to.over(self)?;
        Some(Interval { low: (times.low - 1.0) * 100.0, high: (times.high - 1.0) * 100.0 })
    }

    /// The same distance from nought on the other side.
    #[must_use]
    pub fn negated(self) -> Self {
        Interval { low: -self.high, high: -self.low }
    }

    /// Whether some value lies in both.
    pub fn meets(self, other: Self) -> bool {
        let size =
            [self.low, self.high, other.low, other.high].into_iter().fold(0.0f64, |a, b| a.max(b.abs()));
        let slack = size * SLACK;
        self.low <= other.high + slack && other.low <= self.high + slack
    }

    /// Whether all of `other` lies within this.
    pub fn covers(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }
}

/// What "about" and "nearly" reach, as a share of the value.
const LITTLE: f64 = 0.1;

/// What "more than" reaches, as a share of the value: "more than 20" is hardly said of 40.
const MUCH: f64 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_four_percent_of_28_to_27_is_right() {
        let change = Interval::exact(28.0).percent_change(Interval::exact(27.0)).unwrap();
        let given = Interval::around(4.0, 0.5).hedged(Hedge::About, 1.0);
        assert!(change.negated().meets(given));
        assert!(!change.meets(given));
    }

    #[test]
    fn boundaries_belong_to_both_sides() {
        let share = Interval::exact(1.0).percent_of(Interval::exact(8.0)).unwrap();
        assert!(share.meets(Interval::around(12.0, 0.5)) && share.meets(Interval::around(13.0, 0.5)));
    }

    #[test]
    fn nought_is_no_whole() {
        assert_eq!(Interval::exact(1.0).percent_of(Interval::exact(0.0)), None);
        assert_eq!(Interval::exact(0.0).percent_change(Interval::exact(3.0)), None);
    }
}
