//! Servers that send their answers in another coding, asked or not.

use super::{Needs, Right, Server, answer};
use crate::exchange::{RawRequest, RawResponse};

/// What a stored block can hold.
const STORED: usize = 0xffff;

pub(super) const FAULTS: &[Server] = &[
    answer(
        "compresses-always",
        "Answers are compressed for everyone.",
        Needs::JsonAnswer,
        |right, request| coded(right, request, |_| true),
    ),
    answer(
        "compresses-when-refused",
        "Whoever names a coding gets it, also to refuse it.",
        Needs::JsonAnswer,
        |right, request| coded(right, request, |accepted| accepted.contains("gzip")),
    ),
    answer(
        "compresses-for-any-field",
        "Whoever says anything about codings gets a compressed answer.",
        Needs::JsonAnswer,
        |right, request| coded(right, request, |accepted| !accepted.is_empty()),
    ),
    answer(
        "claims-a-coding-when-asked",
        "Whoever asks for a coding is told of one that is not there.",
        Needs::JsonAnswer,
        |right, request| {
            let answer = right.answer(request);
            if request.headers.text("accept-encoding").is_some_and(asks) {
                answer.header("content-encoding", "gzip")
            } else {
                answer
            }
        },
    ),
    answer(
        "refuses-unknown-codings",
        "Whoever asks for a coding that is not known gets nothing.",
        Needs::Nothing,
        |right, request| {
            let accepted = request.headers.text("accept-encoding").unwrap_or_default();
            if accepted.contains("x-contract") {
                RawResponse::new(406)
            } else {
                right.answer(request)
            }
        },
    ),
];

pub(super) const VARIATIONS: &[Server] = &[answer(
    "compresses-when-asked",
    "Whoever asks for gzip gets it.",
    Needs::JsonAnswer,
    |right, request| coded(right, request, asks),
)];

fn asks(accepted: &str) -> bool {
    accepted.split(',').any(|item| item.trim() == "gzip")
}

fn coded(right: &Right, request: &RawRequest, is_coded: fn(&str) -> bool) -> RawResponse {
    let mut answer = right.answer(request);
    let accepted = request.headers.text("accept-encoding").unwrap_or_default();
    if !answer.body.is_empty() && is_coded(accepted) {
        answer.body = gzip(&answer.body);
        answer.headers.push("content-encoding", "gzip");
    }
    answer
}

/// A gzip stream whose bytes are stored as they are.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let blocks = bytes.chunks(STORED);
    let last = blocks.len().saturating_sub(1);
    for (at, block) in blocks.enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.push(u8::from(at == last));
        stream.extend_from_slice(&length.to_le_bytes());
        stream.extend_from_slice(&(!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    let size = u32::try_from(bytes.len() % (1 << 32)).unwrap_or_default();
    stream.extend_from_slice(&checksum(bytes).to_le_bytes());
    stream.extend_from_slice(&size.to_le_bytes());
    stream
}

/// The CRC-32 of gzip.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32| {
        if sum & 1 == 1 {
            (sum >> 1) ^ 0xedb8_8320
        } else {
            sum >> 1
        }
    };
    let byte = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum));
    !bytes.iter().fold(u32::MAX, byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_gzip() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(
            gzip(b"a"),
            [
                0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1, 1, 0, 0xfe, 0xff, b'a', 0x43, 0xbe, 0xb7,
                0xe8, 1, 0, 0, 0
            ]
        );
    }
}
