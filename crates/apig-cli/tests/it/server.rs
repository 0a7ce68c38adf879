//! A server for one request, and endpoints where there is none.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

/// What it does with the request.
#[derive(Clone, Copy)]
pub(crate) enum Reply {
    /// Writes this, with line breaks as HTTP has them in the head.
    Answer(&'static str),
    /// Ends the connection.
    Close,
    /// Says nothing until the caller goes away.
    Silence,
}

/// A server and what it receives.
pub(crate) struct Server {
    pub(crate) endpoint: String,
    received: JoinHandle<String>,
}

impl Server {
    pub(crate) fn start(reply: Reply) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let received = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let request = receive(&mut stream);
            match reply {
                Reply::Answer(text) => {
                    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
                    let head = head.replace('\n', "\r\n");
                    let answer = format!(
                        "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                        body.len()
                    );
                    stream.write_all(answer.as_bytes()).unwrap();
                }
                Reply::Close => {}
                Reply::Silence => {
                    let _ = stream.read(&mut [0; 1]);
                }
            }
            request
        });
        Self { endpoint, received }
    }

    /// The request as it came.
    pub(crate) fn received(self) -> String {
        self.received.join().unwrap()
    }
}

/// Where nobody listens: a port that is just given back may go to the next test, this one goes to
/// nobody.
pub(crate) const NOBODY: &str = "http://127.0.0.1:1";

/// A listener that knows whether anybody came.
pub(crate) struct Untouched(TcpListener);

impl Untouched {
    pub(crate) fn new() -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        (Self(listener), endpoint)
    }

    pub(crate) fn check(&self, what: &str) {
        assert!(self.0.accept().is_err(), "{what} was sent");
    }
}

fn receive(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                let is_length = name.eq_ignore_ascii_case("content-length");
                is_length.then(|| value.parse::<usize>().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        let count = stream.read(&mut buffer).unwrap();
        assert!(count > 0, "the request ends too early");
        bytes.extend(&buffer[..count]);
    }
}
