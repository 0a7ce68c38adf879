//! The time of signing, to the second, and its text `YYYYMMDDTHHMMSSZ`.
//!
//! Covers the years 0000 to 9999, in UTC, and nothing else a calendar library does: the proleptic
//! Gregorian arithmetic below is all that the signature needs.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// A moment in UTC, in whole seconds; `Display` and `FromStr` use `YYYYMMDDTHHMMSSZ`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SigningTime {
    /// Seconds since 1970-01-01T00:00:00Z.
    unix_seconds: i64,
}

/// The text or number is not a time of signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time of signing; use UTC as YYYYMMDDTHHMMSSZ, years 0000 to 9999")]
#[non_exhaustive]
pub struct InvalidTime;

const DAY: i64 = 86_400;
/// 0000-01-01T00:00:00Z.
const FIRST: i64 = days_from_civil(0, 1, 1) * DAY;
/// 9999-12-31T23:59:59Z.
const LAST: i64 = days_from_civil(10_000, 1, 1) * DAY - 1;

impl SigningTime {
    /// The system's clock; a clock outside the years 0000 to 9999 counts as the nearest end.
    pub fn now() -> Self {
        Self::from(SystemTime::now())
    }

    /// From seconds since 1970-01-01T00:00:00Z.
    pub fn from_unix_seconds(unix_seconds: i64) -> Result<Self, InvalidTime> {
        if (FIRST..=LAST).contains(&unix_seconds) {
            Ok(Self { unix_seconds })
        } else {
            Err(InvalidTime)
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix_seconds(self) -> i64 {
        self.unix_seconds
    }

    /// How far apart two moments are, in seconds, whichever comes first.
    pub fn seconds_between(self, other: Self) -> u64 {
        self.unix_seconds.abs_diff(other.unix_seconds)
    }
}

impl From<SystemTime> for SigningTime {
    fn from(time: SystemTime) -> Self {
        let unix_seconds = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs()).unwrap_or(LAST),
            Err(before) => {
                i64::try_from(before.duration().as_secs()).map_or(FIRST, |seconds| -seconds)
            }
        };
        Self {
            unix_seconds: unix_seconds.clamp(FIRST, LAST),
        }
    }
}

impl fmt::Display for SigningTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, second) = (
            self.unix_seconds.div_euclid(DAY),
            self.unix_seconds.rem_euclid(DAY),
        );
        let (year, month, day) = civil_from_days(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(
            f,
            "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"
        )
    }
}

impl FromStr for SigningTime {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let [
            y1,
            y2,
            y3,
            y4,
            m1,
            m2,
            d1,
            d2,
            b'T',
            h1,
            h2,
            n1,
            n2,
            s1,
            s2,
            b'Z',
        ] = text.as_bytes()
        else {
            return Err(InvalidTime);
        };
        let year = number(&[*y1, *y2, *y3, *y4])?;
        let (month, day) = (number(&[*m1, *m2])?, number(&[*d1, *d2])?);
        let (hour, minute, second) = (
            number(&[*h1, *h2])?,
            number(&[*n1, *n2])?,
            number(&[*s1, *s2])?,
        );
        let days = days_from_civil(year, month, day);
        // A day that does not exist, such as 30 February, comes back as another one.
        let exists = (1..=12).contains(&month) && civil_from_days(days) == (year, month, day);
        if !exists || hour > 23 || minute > 59 || second > 59 {
            return Err(InvalidTime);
        }
        Self::from_unix_seconds(days * DAY + hour * 3600 + minute * 60 + second)
    }
}

fn number(digits: &[u8]) -> Result<i64, InvalidTime> {
    digits.iter().try_fold(0, |sum, digit| match digit {
        b'0'..=b'9' => Ok(sum * 10 + i64::from(digit - b'0')),
        _ => Err(InvalidTime),
    })
}

/// Days since 1970-01-01. Years begin in March here, so that the leap day is the last of its year.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9).rem_euclid(12);
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`]: year, month, day.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{FIRST, LAST, SigningTime};

    #[test]
    fn text_and_seconds_agree() {
        let cases = [
            ("19700101T000000Z", 0),
            ("19691231T235959Z", -1),
            ("20000229T120000Z", 951_825_600),
            ("20060102T150405Z", 1_136_214_245),
            ("20251226T080000Z", 1_766_736_000),
            ("00000101T000000Z", FIRST),
            ("99991231T235959Z", LAST),
        ];
        for (text, seconds) in cases {
            let time = SigningTime::from_unix_seconds(seconds).unwrap();
            assert_eq!(time.to_string(), text);
            assert_eq!(text.parse(), Ok(time));
            assert_eq!(time.unix_seconds(), seconds);
        }
    }

    #[test]
    fn every_day_of_eight_centuries_survives() {
        for day in 0..292_194 {
            let time = SigningTime::from_unix_seconds(day * 86_400 - 5_000_000_000).unwrap();
            assert_eq!(time.to_string().parse(), Ok(time));
        }
    }

    #[test]
    fn refuses() {
        let cases = [
            "",
            "20251226T080000",
            "20251226T080000z",
            "2025-12-26T08:00:00Z",
            "20251326T080000Z",
            "20250026T080000Z",
            "20250229T080000Z",
            "20250100T080000Z",
            "20251226T240000Z",
            "20251226T086000Z",
            "20251226T080060Z",
            "+0251226T080000Z",
            "20251226T080000ZZ",
        ];
        for text in cases {
            assert!(text.parse::<SigningTime>().is_err(), "{text}");
        }
        assert!(SigningTime::from_unix_seconds(LAST + 1).is_err());
        assert!(SigningTime::from_unix_seconds(FIRST - 1).is_err());
    }
}
