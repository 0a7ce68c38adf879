//! Formats that become types of their own, so that a text has to keep them.

/// Whether a text is of a format; unknown formats mean nothing.
pub(super) fn is_of_format(format: &str, text: &str) -> bool {
    match format {
        "uuid" => is_uuid(text),
        "date" => is_date(text),
        "date-time" => is_date_time(text),
        "byte" => is_base64(text),
        _ => true,
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12] && groups.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `2026-02-28`
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// RFC 3339.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    let zone = time.find(['Z', 'z', '+', '-']);
    let Some((time, zone)) = zone.and_then(|at| time.split_at_checked(at)) else {
        return false;
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let fraction_is_fine = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    let zone_is_fine = match zone.strip_prefix(['+', '-']) {
        Some(offset) => is_clock(offset, &[23, 59]),
        None => zone.len() == 1,
    };
    is_date(date) && is_clock(time, &[23, 59, 60]) && fraction_is_fine && zone_is_fine
}

/// Pairs of digits with colons between, none above its limit.
fn is_clock(text: &str, limits: &[u32]) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let fits = |(part, most): (&&str, &u32)| digits(part, 2).is_some_and(|value| value <= *most);
    parts.len() == limits.len() && parts.iter().zip(limits).all(fits)
}

fn digits(text: &str, length: usize) -> Option<u32> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The standard alphabet, with padding.
fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let of_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && text.len() - body.len() <= 2 && body.bytes().all(of_alphabet)
}
