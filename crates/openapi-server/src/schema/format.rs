//! Texts that stand for something else: identifiers, days, moments, addresses.
//!
//! Each format takes the spellings that its standard allows. The types that generated code
//! reads them into take more (braces around an identifier, a day without zeros), which the
//! document does not allow, and nothing that is taken here is refused by them. Where a standard
//! has grammars within grammars (mail addresses, links) only what every reader of it demands is
//! looked at: a good value is never refused.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A `format` of the document that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `uuid`: 36 characters with hyphens, digits in either case (RFC 9562).
    Uuid,
    /// `date`: `2024-02-29` (RFC 3339, `full-date`).
    Date,
    /// `date-time`: `2024-02-29T12:00:00.5+01:00` (RFC 3339). No leap second, as most clocks know
    /// none.
    DateTime,
    /// `ipv4`: four numbers without leading zeros (RFC 2673, `dotted-quad`).
    Ipv4,
    /// `ipv6`: RFC 4291 section 2.2, without a zone.
    Ipv6,
    /// `email`: something on both sides of an `@` (RFC 5321, RFC 6531).
    Email,
    /// `uri`: a scheme and what belongs to it, without blanks (RFC 3986).
    Uri,
    /// `hostname`: labels of letters, digits and hyphens (RFC 1123).
    Hostname,
    /// `byte`: base64 of the standard alphabet (RFC 4648).
    Byte,
}

impl Format {
    /// Whether `text` is spelled so.
    pub(super) fn is_text(self, text: &str) -> bool {
        let bytes = text.as_bytes();
        match self {
            Self::Uuid => is_uuid(bytes),
            Self::Date => is_date(bytes),
            Self::DateTime => is_date_time(bytes).is_some_and(|is_good| is_good),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Email => is_email(text),
            Self::Uri => is_uri(text),
            Self::Hostname => is_hostname(text),
            Self::Byte => super::decode_base64(text).is_some(),
        }
    }

    /// What to say of a text that is not.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Uuid => "expected a UUID with hyphens",
            Self::Date => "expected a date such as 2024-02-29",
            Self::DateTime => "expected a date and time such as 2024-02-29T12:00:00Z",
            Self::Ipv4 => "expected an IPv4 address",
            Self::Ipv6 => "expected an IPv6 address",
            Self::Email => "expected a mail address",
            Self::Uri => "expected a URI with a scheme",
            Self::Hostname => "expected a host name",
            Self::Byte => "expected base64",
        }
    }
}

fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_date(text: &[u8]) -> bool {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return false;
    };
    let (Some(century), Some(rest)) = (number(y1, y2), number(y3, y4)) else {
        return false;
    };
    let (Some(month), Some(day)) = (number(m1, m2), number(d1, d2)) else {
        return false;
    };
    let is_leap = if rest == 0 {
        century % 4 == 0
    } else {
        rest % 4 == 0
    };
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// None where a part is missing.
fn is_date_time(text: &[u8]) -> Option<bool> {
    let (date, rest) = text.split_at_checked(10)?;
    let (time, rest) = rest.split_at_checked(9)?;
    let &[b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2] = time else {
        return None;
    };
    let is_time = number(h1, h2)? < 24 && number(m1, m2)? < 60 && number(s1, s2)? < 60;
    let offset = match rest {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit());
            let (digits, offset) = fraction.split_at_checked(digits.count())?;
            if digits.is_empty() {
                return None;
            }
            offset
        }
        offset => offset,
    };
    let is_offset = match offset {
        b"Z" | b"z" => true,
        &[b'+' | b'-', h1, h2, b':', m1, m2] => number(h1, h2)? < 24 && number(m1, m2)? < 60,
        _ => false,
    };
    Some(is_date(date) && is_time && is_offset)
}

/// Names in front of the `@` may be quoted and hold blanks then.
fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_quoted = name.len() > 1 && name.starts_with('"') && name.ends_with('"');
    let is_free = |c: char| c.is_control() || c.is_whitespace();
    !name.is_empty()
        && (is_quoted || !name.contains(is_free))
        && !domain.is_empty()
        && !domain.contains(is_free)
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(is_part)
        && !text.contains(|c: char| c.is_control() || c.is_whitespace())
}

fn is_hostname(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(is_part)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// The number of two digits.
fn number(tens: u8, units: u8) -> Option<u8> {
    let digits = tens.is_ascii_digit() && units.is_ascii_digit();
    digits.then(|| (tens - b'0') * 10 + (units - b'0'))
}

#[cfg(test)]
mod tests {
    use super::Format::{Byte, Date, DateTime, Email, Hostname, Ipv4, Ipv6, Uri, Uuid};

    #[test]
    fn one_spelling_each() {
        let cases = [
            (Uuid, "00000000-0000-0000-0000-00000000000a", true),
            (Uuid, "A0000000-0000-0000-0000-00000000000F", true),
            (Uuid, "0000000000000000000000000000000a", false),
            (Uuid, "{00000000-0000-0000-0000-00000000000a}", false),
            (Uuid, "urn:uuid:00000000-0000-0000-0000-00000000000a", false),
            (Uuid, "00000000-0000-0000-0000-00000000000g", false),
            (Uuid, "000000000-000-0000-0000-00000000000a", false),
            (Uuid, "", false),
            (Date, "2024-02-29", true),
            (Date, "0000-01-01", true),
            (Date, "2000-02-29", true),
            (Date, "1900-02-29", false),
            (Date, "2023-02-29", false),
            (Date, "2024-04-31", false),
            (Date, "2024-13-01", false),
            (Date, "2024-00-01", false),
            (Date, "2024-01-00", false),
            (Date, "2024-1-1", false),
            (Date, "+2024-01-01", false),
            (Date, "2024-01-01 ", false),
            (DateTime, "2024-02-29T23:59:59Z", true),
            (DateTime, "2024-02-29t23:59:59z", true),
            (DateTime, "2024-02-29T23:59:59.1234567890123+23:59", true),
            (DateTime, "2024-02-29T00:00:00-00:00", true),
            (DateTime, "2024-02-29 23:59:59Z", false),
            (DateTime, "2024-02-29T23:59:60Z", false),
            (DateTime, "2024-02-29T24:00:00Z", false),
            (DateTime, "2024-02-30T00:00:00Z", false),
            (DateTime, "2024-02-29T23:59:59", false),
            (DateTime, "2024-02-29T23:59:59.Z", false),
            (DateTime, "2024-02-29T23:59:59+0100", false),
            (DateTime, "2024-02-29T23:59:59+24:00", false),
            (DateTime, "2024-02-29T23:59Z", false),
            (DateTime, "2024-02-2\u{e9}T23:59:59Z", false),
            (Ipv4, "192.0.2.1", true),
            (Ipv4, "192.0.2", false),
            (Ipv4, "192.0.2.256", false),
            (Ipv4, "192.0.02.1", false),
            (Ipv6, "2001:db8::1", true),
            (Ipv6, "::ffff:192.0.2.1", true),
            (Ipv6, "fe80::1%eth0", false),
            (Ipv6, "2001:db8", false),
            (Email, "a@b", true),
            (Email, "\"a b\"@example.org", true),
            (Email, "\u{e9}@\u{e9}.example", true),
            (Email, "a b@example.org", false),
            (Email, "@example.org", false),
            (Email, "a@", false),
            (Email, "a", false),
            (Uri, "https://example.org/?a=b#c", true),
            (Uri, "urn:isbn:0451450523", true),
            (Uri, "a+b-c.1:", true),
            (Uri, "/path", false),
            (Uri, "1a:b", false),
            (Uri, "http://a b", false),
            (Uri, ":", false),
            (Hostname, "example.org", true),
            (Hostname, "localhost.", true),
            (Hostname, "xn--nxasmq6b.1", true),
            (Hostname, "-a.org", false),
            (Hostname, "a..b", false),
            (Hostname, "a_b", false),
            (Hostname, "", false),
            (Byte, "Zm9v", true),
            (Byte, "Zm9", false),
            (Byte, "foo bar", false),
        ];
        for (format, text, expected) in cases {
            assert_eq!(format.is_text(text), expected, "{format:?} {text}");
        }
    }
}
