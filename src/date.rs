//! Days: how they are written in file names, fields and options, and how an age is taken off them.

use jiff::Span as Duration;
use jiff::civil::{Date, DateTime, Time};

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
    /// `2026/1/27` and `2026-1-27`, `27-01-2026` and `27.1.2026` (day first), each perhaps with a time, `UTC` or `GMT`; `202601270930` and
    /// `20260127093000`; and seconds or milliseconds since 1970 as UTC. What may be one thing or another is not read.
    ///
    /// ```
    /// use actorgraph::Published;
    /// for text in ["Tue, 27 Jan 2026 09:30:00 +0100", "27-1-2026 9:30", "2026/01/27 09:30:00 UTC", "20260127093000", "1769502600", "1769502600000"] {
    ///     assert_eq!(Published::parse_loose(text).unwrap().day().to_string(), "2026-01-27", "{text}");
    /// }
    /// assert!(Published::parse_loose("01/02/2026").is_none(), "it may be January or February");
    /// ```
    #[must_use]
    pub fn parse_loose(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = ["UTC", "GMT"].iter().find_map(|zone| text.strip_suffix(zone)).map_or(text, str::trim_end);
        Self::parse(text).or_else(|| of_mail(text)).or_else(|| of_parts(text)).or_else(|| of_digits(text)).or_else(|| of_epoch(text))
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

/// `27-01-2026` or `2026/1/27`, perhaps with a time.
fn of_parts(text: &str) -> Option<Published> {
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let sign = date.chars().find(|c| !c.is_ascii_digit()).filter(|sign| ['-', '/', '.'].contains(sign))?;
    let mut parts = date.splitn(3, sign);
    let mut part = || parts.next().filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let (year, month, day) = match (part()?, part()?, part()?) {
        (year, month, day) if year.len() == 4 => (year, month, day),
        // Between slashes, some write the month first.
        (day, month, year) if year.len() == 4 && sign != '/' => (year, month, day),
        _ => return None,
    };
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    if time.trim().is_empty() {
        return Some(Published::Day(date));
    }
    time_of_day(time.trim()).map(|time| Published::Minute(date.to_datetime(time)))
}

/// `9:30`, `09:30:15.25`, `9:30 PM`, perhaps with an offset, which is left aside.
fn time_of_day(text: &str) -> Option<Time> {
    let is_offset = |offset: &str| offset.len() >= 2 && offset.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let text = match text.rsplit_once(['+', '-']) {
        Some((time, offset)) if is_offset(offset) => time.trim_end(),
        _ => text.strip_suffix(['Z', 'z']).unwrap_or(text),
    };
    ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f", "%I:%M %p", "%I:%M:%S %p"].iter().find_map(|form| Time::strptime(form, text).ok())
}

/// `202601270930` or `20260127093000`.
fn of_digits(text: &str) -> Option<Published> {
    matches!(text.len(), 12 | 14).then(|| moment_of_digits(text)).flatten().map(Published::Minute)
}

/// The hour or minute that digits tell, year first: ten or more.
fn moment_of_digits(text: &str) -> Option<DateTime> {
    let number = |from: usize, to: usize| -> Option<i8> {
        text.get(from..to).map_or(Some(0), |part| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?)
    };
    let year = text.get(..4).filter(|year| ("1900".."2200").contains(year))?;
    DateTime::new(year.parse().ok()?, number(4, 6)?, number(6, 8)?, number(8, 10)?, number(10, 12)?, number(12, 14)?, 0).ok()
}

/// Seconds or milliseconds since 1970. A number below 10^9 (2001) may be anything, and so may one that is an hour in digits.
fn of_epoch(text: &str) -> Option<Published> {
    let whole = text.split('.').next()?;
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let moment = match whole.len() {
        10 if moment_of_digits(whole).is_none() => jiff::Timestamp::from_second(number),
        13 => jiff::Timestamp::from_millisecond(number),
        _ => return None,
    };
    Some(Published::Minute(jiff::tz::Offset::UTC.to_datetime(moment.ok()?)))
}

const MINUTES_A_DAY: i64 = 24 * 60;

/// A stretch of the calendar into which days are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slice {
    /// A day.
    Day,
    /// A week by ISO 8601, from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Slice {
    /// Every kind of slice.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The name used in options.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The kind of slice with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slice| slice.name() == name)
    }

    /// The first and the last day of the slice that holds a day.
    ///
    /// ```
    /// use actorgraph::Slice;
    /// let (first, last) = Slice::Week.around("2026-01-01".parse().unwrap());
    /// assert_eq!((first.to_string(), last.to_string()), ("2025-12-29".to_owned(), "2026-01-04".to_owned()));
    /// ```
    #[must_use]
    pub fn around(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let since_monday = day.weekday().to_monday_zero_offset();
                let days = |count: i8| Duration::new().try_days(count).unwrap_or_default();
                (day.saturating_sub(days(since_monday)), day.saturating_add(days(6 - since_monday)))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
            Self::Year => (day.first_of_year(), day.last_of_year()),
        }
    }

    /// What the slice that holds a day is called: `2026-01-27`, `2026-W05`, `2026-01` or `2026`.
    ///
    /// ```
    /// use actorgraph::Slice;
    /// let day = "2025-12-30".parse().unwrap();
    /// assert_eq!(Slice::ALL.map(|slice| slice.label(day)), ["2025-12-30", "2026-W01", "2025-12", "2025"]);
    /// ```
    #[must_use]
    pub fn label(self, day: Date) -> String {
        match self {
            Self::Day => day.to_string(),
            Self::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Year => format!("{:04}", day.year()),
        }
    }
}

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
    fn dates_of_records() {
        let rows = [
            ("2026/01/27", Some("2026-01-27")),
            ("2026-1-7", Some("2026-01-07")),
            ("2026.1.7", Some("2026-01-07")),
            ("27.01.2026", Some("2026-01-27")),
            ("27-1-2026 9:30", Some("2026-01-27T09:30:00")),
            ("2026-01-27 09:30:00 UTC", Some("2026-01-27T09:30:00")),
            ("2026/1/27 9:30 GMT", Some("2026-01-27T09:30:00")),
            ("27-1-2026 9:30 PM", Some("2026-01-27T21:30:00")),
            ("27-1-2026 09:30:15.25", Some("2026-01-27T09:30:15.25")),
            ("27.1.2026 09:30+01:00", Some("2026-01-27T09:30:00")),
            ("2026/1/27T9:30Z", Some("2026-01-27T09:30:00")),
            ("27-1-2026 9:30xyz", None),
            ("27-1-2026 13:30 PM", None),
            ("27-1-2026 25:30", None),
            ("-769502600", None),
            ("-769502600000", None),
            ("202601270930", Some("2026-01-27T09:30:00")),
            ("20260127093015", Some("2026-01-27T09:30:15")),
            ("1769502600", Some("2026-01-27T08:30:00")),
            ("1769502600.25", Some("2026-01-27T08:30:00")),
            ("1769502600000", Some("2026-01-27T08:30:00")),
            // An hour, or seconds in 2034.
            ("2026012709", None),
            ("20260127093", None),
            ("202613270930", None),
            ("27/01/2026", None),
            ("27-01-26", None),
            ("27.01.2026 half tien", None),
            ("UTC", None),
            ("", None),
        ];
        for (text, told) in rows {
            let read = Published::parse_loose(text).map(|published| match published {
                Published::Day(day) => day.to_string(),
                Published::Minute(moment) => moment.to_string(),
            });
            assert_eq!(read.as_deref(), told, "{text:?}");
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
