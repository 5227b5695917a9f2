//! Sums in the rules against exact fractions, and what must hold of any interval.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use factcheck_ls::language::quantity::{Hedge, Interval};
use factcheck_ls::prose::{self, Syntax};
use factcheck_ls::rules::Settings;
use factcheck_ls::workspace::{self, Surroundings, Tongue};
use num_rational::Ratio;
use proptest::prelude::*;

type Exact = Ratio<i128>;

static TONGUE: LazyLock<Arc<Tongue>> = LazyLock::new(Tongue::bundled);

const HEDGES: [Hedge; 6] =
    [Hedge::None, Hedge::About, Hedge::JustUnder, Hedge::JustOver, Hedge::Below, Hedge::Above];

fn interval() -> impl Strategy<Value = Interval> {
    (0.001f64..1e9, 0.0f64..0.5).prop_map(|(value, spread)| Interval::around(value, value * spread))
}

/// Whether `outer` has all of `inner`, but for the last bits.
fn covers(outer: Interval, inner: Interval) -> bool {
    let slack = 1e-9 * outer.high.abs().max(outer.low.abs()).max(1.0);
    outer.low <= inner.low + slack && inner.high <= outer.high + slack
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    /// A hedge never makes a figure say less, nor what is reckoned with it.
    #[test]
    fn sums_are_monotone_under_hedging(one in interval(), other in interval(), place in 0usize..6, points in 0.0f64..2.0) {
        let hedge = HEDGES[place];
        let wider = one.hedged(hedge, points);
        prop_assert!(wider.covers(one));
        prop_assert!(covers(wider.plus(other), one.plus(other)));
        prop_assert!(covers(wider.times(3.5), one.times(3.5)));
        prop_assert!(covers(wider.negated(), one.negated()));
        if let (Some(more), Some(less)) = (wider.over(other), one.over(other)) {
            prop_assert!(covers(more, less));
        }
        if let (Some(more), Some(less)) = (other.over(wider), other.over(one)) {
            prop_assert!(covers(more, less));
        }
        if let (Some(more), Some(less)) = (wider.percent_of(other), one.percent_of(other)) {
            prop_assert!(covers(more, less));
        }
        if let (Some(more), Some(less)) = (wider.percent_change(other), one.percent_change(other)) {
            prop_assert!(covers(more, less));
        }
        // What agreed before still agrees.
        prop_assert!(!one.meets(other) || wider.meets(other));
    }
}

/// A tenth of a percent, in hundredths of a percent, as a fraction.
fn exact(hundredths: i128) -> Exact {
    Ratio::new(hundredths, 100)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    /// 10,000 pairs of numbers: a percentage with up to two decimals agrees with them exactly when it does in fractions.
    #[test]
    fn percentages_are_judged_as_exact_fractions_are(part in 1i128..10_000, whole in 1i128..10_000, off in -300i128..300, places in 0u32..3) {
        let unit = 10i128.pow(2 - places);
        let share = Ratio::new(part * 100, whole);
        // A percentage somewhere near, with that many decimals.
        let given = ((share * 100).round().to_integer() + off) / unit * unit;
        let half = Ratio::new(unit, 200);
        let near = |value: Exact| value >= exact(given) - half && value <= exact(given) + half;
        let (a, b) = (Interval::exact(part as f64), Interval::exact(whole as f64));
        let allowed = Interval::around(given as f64 / 100.0, unit as f64 / 200.0);
        prop_assert_eq!(a.percent_of(b).unwrap().meets(allowed), near(share), "{} of {} is {}", part, whole, exact(given));
        let change = Ratio::new((part - whole) * 100, whole);
        let given = ((change * 100).round().to_integer() + off) / unit * unit;
        let near = |value: Exact| value >= exact(given) - half && value <= exact(given) + half;
        let allowed = Interval::around(given as f64 / 100.0, unit as f64 / 200.0);
        prop_assert_eq!(b.percent_change(a).unwrap().meets(allowed), near(change), "{} to {} is {}", whole, part, exact(given));
    }
}

/// The same from the sentence to the finding: a page of shares, each right or wrong in fractions.
#[test]
fn sentences_are_judged_as_exact_fractions_are() {
    let mut seed = 88_172_645_463_325_252u64;
    let mut random = move |low: u64, high: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        low + seed % (high - low + 1)
    };
    for _ in 0..10 {
        let mut text = String::new();
        let mut wanted = Vec::new();
        for number in 0..200 {
            let whole = random(2, 999);
            let part = random(1, whole);
            let share = Ratio::new(part as i128 * 100, whole as i128);
            let given = (share.round().to_integer() + random(0, 4) as i128 - 2).clamp(1, 100);
            let half = Ratio::new(1, 2);
            let right = share >= Ratio::from(given) - half && share <= Ratio::from(given) + half;
            let from = text.len();
            let _ = write!(text, "Team {number} closed {part} of the {whole} kitchens ({given}%).\n\n");
            if !right {
                wanted.push(from);
            }
        }
        let page = prose::parse(text.as_str().into(), Syntax::Markdown);
        let around = Surroundings {
            settings: Settings { cap: 0, ..Settings::default() },
            tongue: Arc::clone(&TONGUE),
            ..Surroundings::default()
        };
        let report = workspace::check(Arc::new(page), Arc::new(around));
        let found: Vec<usize> = report
            .findings()
            .iter()
            .filter(|finding| finding.rule == "percent-of-total")
            .map(|finding| text[..finding.span.start].rfind("\n\n").map_or(0, |at| at + 2))
            .collect();
        assert_eq!(found, wanted);
    }
}
