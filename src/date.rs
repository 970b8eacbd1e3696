//! Days: how they are written in file names, fields and options, and how an age is taken off them.

use jiff::Span as Duration;
use jiff::civil::{Date, DateTime};

/// When a page was published: a day, and the time of day where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// Only the day is known.
    Day(Date),
    /// The minute is known.
    Minute(DateTime),
}

impl Published {
    /// Reads `2026-01-27`, `20260127`, `2026-01-27T09:30`, `2026-01-27 09:30:00`, with or without a zone offset or Z (which is left aside:
    /// the local day is the one that counts).
    ///
    /// ```
    /// use actorgraph::Published;
    /// assert_eq!(Published::parse("2026-01-27T09:30+01:00").unwrap().day().to_string(), "2026-01-27");
    /// assert!(Published::parse("27 januari").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // A moment in UTC is a local one for the calendar of days, as one with an offset is.
        let text = text.strip_suffix(['Z', 'z']).filter(|_| text.len() > 11).unwrap_or(text);
        if let Ok(moment) = text.parse::<DateTime>() {
            return Some(if text.len() > 10 { Self::Minute(moment) } else { Self::Day(moment.date()) });
        }
        text.parse::<Date>().ok().map(Self::Day)
    }

    /// Reads what files of records and web pages hold: all that [`parse`](Self::parse) reads, and `Tue, 27 Jan 2026 09:30:00 +0100`,
    /// `27-01-2026` (day first), and seconds or milliseconds since 1970 as UTC.
    ///
    /// ```
    /// use actorgraph::Published;
    /// for text in ["Tue, 27 Jan 2026 09:30:00 +0100", "27-1-2026 9:30", "1769502600", "1769502600000"] {
    ///     assert_eq!(Published::parse_loose(text).unwrap().day().to_string(), "2026-01-27", "{text}");
    /// }
    /// assert!(Published::parse_loose("01/02/2026").is_none(), "it may be January or February");
    /// ```
    #[must_use]
    pub fn parse_loose(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::parse(text).or_else(|| of_mail(text)).or_else(|| day_first(text)).or_else(|| of_epoch(text))
    }

    /// The day.
    #[must_use]
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Minute(moment) => moment.date(),
        }
    }

    /// The moment `age` earlier. Where only the day is known, hours and minutes are too little to change it, and whole days count.
    #[must_use]
    pub fn before(self, age: Age) -> Self {
        let span = Duration::new().try_minutes(age.minutes).unwrap_or_default();
        match self {
            Self::Minute(moment) => Self::Minute(moment.saturating_sub(span)),
            Self::Day(day) => {
                let days = Duration::new().try_days(age.minutes / MINUTES_A_DAY).unwrap_or_default();
                Self::Day(day.saturating_sub(days))
            }
        }
    }
}

fn of_mail(text: &str) -> Option<Published> {
    jiff::fmt::rfc2822::parse(text).ok().map(|moment| Published::Minute(moment.datetime()))
}

/// `27-01-2026`, perhaps with a time.
fn day_first(text: &str) -> Option<Published> {
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let mut parts = date.splitn(3, '-');
    let mut part = || parts.next().filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let (day, month, year) = (part()?, part()?, part().filter(|year| year.len() == 4)?);
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let (hour, minute) = match time.trim().split_once(':') {
        Some((hour, rest)) => (hour.parse().ok()?, rest.get(..2)?.parse().ok()?),
        None if time.trim().is_empty() => return Some(Published::Day(date)),
        None => return None,
    };
    let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
    Some(Published::Minute(date.to_datetime(time)))
}

/// Seconds or milliseconds since 1970. A number below 10^9 (2001) may be anything.
fn of_epoch(text: &str) -> Option<Published> {
    let whole = text.split('.').next().filter(|whole| (10..=13).contains(&whole.len()))?;
    let number: i64 = whole.parse().ok()?;
    let moment = if whole.len() >= 12 { jiff::Timestamp::from_millisecond(number) } else { jiff::Timestamp::from_second(number) };
    Some(Published::Minute(jiff::tz::Offset::UTC.to_datetime(moment.ok()?)))
}

const MINUTES_A_DAY: i64 = 24 * 60;

/// How long before its page a story was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Age {
    /// Whole minutes, 0 or more.
    pub minutes: i64,
}

/// The first date in a file name, written `2026-01-27`, `2026_01_27` or `20260127` and not part of a longer number.
///
/// ```
/// use actorgraph::date_in_name;
/// assert_eq!(date_in_name("anp_2026-01-27_kyiv.txt").unwrap().to_string(), "2026-01-27");
/// assert_eq!(date_in_name("000_6f36bf91db4c2a7d.txt"), None);
/// ```
#[must_use]
pub fn date_in_name(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let digits = |from: usize, count: usize| -> Option<i16> {
        let part = name.get(from..from + count)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let is_part_of_word = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
    (0..bytes.len()).find_map(|start| {
        if start > 0 && is_part_of_word(bytes.get(start - 1)) {
            return None;
        }
        let year = digits(start, 4).filter(|year| (1800..2200).contains(year))?;
        let gap = usize::from(matches!(bytes.get(start + 4), Some(b'-' | b'_')));
        let month = digits(start + 4 + gap, 2)?;
        let day = digits(start + 6 + 2 * gap, 2)?;
        if gap == 1 && bytes.get(start + 4) != bytes.get(start + 7) {
            return None;
        }
        let end = start + 8 + 2 * gap;
        if bytes.get(end).is_some_and(u8::is_ascii_digit) || (gap == 0 && is_part_of_word(bytes.get(end))) {
            return None;
        }
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_file_names() {
        let rows = [
            ("2024-03-18_poetin.txt", Some("2024-03-18")),
            ("20240318.html", Some("2024-03-18")),
            ("anp-20240318-1.txt", Some("2024-03-18")),
            ("2024_03_18.txt", Some("2024-03-18")),
            ("2024-03-18T1200.txt", Some("2024-03-18")),
            ("2024-13-18.txt", None),
            ("2024-03_18.txt", None),
            ("1202403180.txt", None),
            ("a20240318.txt", None),
            ("004_9681322c245c16bf.txt", None),
        ];
        for (name, day) in rows {
            assert_eq!(date_in_name(name).map(|d| d.to_string()).as_deref(), day, "{name}");
        }
    }

    #[test]
    fn ages_are_taken_off() {
        let age = |minutes| Age { minutes };
        let day = Published::parse("2026-01-27").unwrap();
        assert_eq!(day.before(age(120)).day().to_string(), "2026-01-27");
        assert_eq!(day.before(age(2 * MINUTES_A_DAY)).day().to_string(), "2026-01-25");
        let minute = Published::parse("2026-01-27T01:30").unwrap();
        assert_eq!(minute.before(age(120)).day().to_string(), "2026-01-26");
    }
}
