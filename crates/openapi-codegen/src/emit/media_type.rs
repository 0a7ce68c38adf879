//! Media types of what is sent, where the document has a range.

/// One that is in the range and that everybody knows; what is no range is itself.
pub(crate) fn sent(range: &str) -> String {
    let Some(kind) = range.strip_suffix("/*") else {
        return range.to_owned();
    };
    let known = match kind {
        "audio" => "audio/mpeg",
        "image" => "image/png",
        "multipart" => "multipart/form-data",
        "text" => "text/plain",
        "video" => "video/mp4",
        "*" | "application" => "application/octet-stream",
        other => return format!("{other}/octet-stream"),
    };
    known.to_owned()
}
