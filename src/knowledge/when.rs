//! Dates as facts give them: a day, a month or a year.

use std::fmt;

use jiff::civil::Date;

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The year.
    pub year: i16,
    /// From 1 to 12.
    pub month: Option<i8>,
    /// From 1 to 31.
    pub day: Option<i8>,
}

impl When {
    /// Reads "2017-05-14", "2017-05" or "2017"; `None` for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<When> {
        let mut parts = text.trim().split('-');
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let mut pair = || match parts.next() {
            None => Some(None),
            Some(part) if part.len() == 2 => part.parse::<i8>().ok().map(Some),
            Some(_) => None,
        };
        let (month, day) = (pair()?, pair()?);
        if parts.next().is_some() {
            return None;
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(When { year, month, day })
    }

    /// The first day it can mean.
    pub fn first(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::ZERO)
    }

    /// The last day it can mean.
    pub fn last(self) -> Date {
        match (self.month, self.day) {
            (_, Some(_)) => self.first(),
            (Some(_), None) => self.first().last_of_month(),
            (None, None) => self.first().last_of_year(),
        }
    }

    /// Whole years from this day to `date`: an age. A range of two when the day is not fully known, `None` when
    /// `date` comes before.
    pub fn years_until(self, date: Date) -> Option<(i16, i16)> {
        let years = |from: Date| {
            let passed = (date.month(), date.day()) >= (from.month(), from.day());
            date.year() - from.year() - i16::from(!passed)
        };
        (self.last() <= date).then(|| (years(self.last()), years(self.first())))
    }
}

impl fmt::Display for When {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (Some(month), Some(day)) => write!(out, "{day} {} {}", month_name(month), self.year),
            (Some(month), None) => write!(out, "{} {}", month_name(month), self.year),
            _ => write!(out, "{}", self.year),
        }
    }
}

/// A day as words: "14 May 2024".
pub fn day_name(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// A month's English name; empty outside of 1 to 12.
pub fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|index| NAMES.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_months_and_years_and_nothing_else() {
        assert_eq!(When::parse("2017-05-14").map(|when| when.to_string()), Some("14 May 2017".into()));
        assert_eq!(When::parse("2022-09").map(|when| when.to_string()), Some("September 2022".into()));
        assert_eq!(When::parse(" 1957 ").map(|when| when.to_string()), Some("1957".into()));
        for bad in ["", "57", "2023-02-29", "2023-13", "2023-1-1", "May 2017", "2017-05-14-01", "2017-"] {
            assert_eq!(When::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn counts_years_as_people_do() {
        let born = |text| When::parse(text).unwrap();
        let day = jiff::civil::date(2024, 5, 16);
        assert_eq!(born("1980-05-16").years_until(day), Some((44, 44)));
        assert_eq!(born("1980-05-17").years_until(day), Some((43, 43)));
        assert_eq!(born("1980").years_until(day), Some((43, 44)));
        assert_eq!(born("2025").years_until(day), None);
    }
}
