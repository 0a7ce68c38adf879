//! A loopback server that says exactly what it is told to, right or wrong.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What happens after the answer was written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Then {
    /// The connection ends.
    Close,
    /// Nothing more comes, and the connection stays.
    Hang,
    /// The next request on the connection is read.
    Next,
}

/// One answer, byte for byte, and what follows it.
pub(crate) type Answer = (Vec<u8>, Then);

pub(crate) struct Server {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each request as the function says, which gets the number of the request.
    pub(crate) async fn start(answer: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&requests);
        tokio::spawn(async move {
            let mut hanging = Vec::new();
            while let Ok((mut stream, _peer)) = listener.accept().await {
                if let Some(Then::Hang) = serve(&mut stream, &log, &answer).await {
                    hanging.push(stream);
                }
            }
        });
        Self { url, requests }
    }

    /// A server with one answer for all requests.
    pub(crate) async fn saying(answer: impl Into<Vec<u8>>, then: Then) -> Self {
        let answer = answer.into();
        Self::start(move |_number| (answer.clone(), then)).await
    }

    /// The requests so far, head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// Answers one connection; `None` when the client left it.
async fn serve(
    stream: &mut TcpStream,
    log: &Mutex<Vec<String>>,
    answer: &impl Fn(usize) -> Answer,
) -> Option<Then> {
    loop {
        let request = read_request(stream).await?;
        let number = {
            let mut log = log.lock().unwrap();
            log.push(request);
            log.len()
        };
        let (bytes, then) = answer(number);
        stream.write_all(&bytes).await.ok()?;
        match then {
            Then::Next => {}
            Then::Close | Then::Hang => return Some(then),
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let declared = head.lines().find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length:")?
                    .trim()
                    .parse()
                    .ok()
            });
            if body.len() >= declared.unwrap_or(0_usize) {
                return Some(text.into_owned());
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

/// An answer with a correct length.
pub(crate) fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}
