//! A loopback server that says exactly what it is told to, right or wrong.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;

/// What happens after the answer was written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Then {
    /// The connection ends.
    Close,
    /// Nothing more comes, and the connection stays.
    Hang,
    /// The next request on the connection is read.
    Next,
    /// This follows again and again, as fast as the client takes it, until it leaves.
    Endless(&'static [u8]),
    /// A blank follows every few milliseconds, until the client leaves.
    Trickle,
}

/// One answer, byte for byte, and what follows it.
pub(crate) type Answer = (Vec<u8>, Then);

pub(crate) struct Server {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<String>>>,
    /// How many bytes of answers without an end were written, when the client left one.
    left: watch::Receiver<Option<usize>>,
}

impl Server {
    /// Answers each request as the function says, which gets the number of the request.
    pub(crate) fn start(answer: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        // What is written is then soon what the client takes.
        socket.set_send_buffer_size(1 << 16).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(128).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&requests);
        let (leaving, left) = watch::channel(None);
        tokio::spawn(async move {
            let mut hanging = Vec::new();
            while let Ok((mut stream, _peer)) = listener.accept().await {
                match serve(&mut stream, &log, &answer).await {
                    Some(Then::Hang) => hanging.push(stream),
                    Some(then @ (Then::Endless(_) | Then::Trickle)) => {
                        let written = go_on(&mut stream, then).await;
                        leaving.send_replace(Some(written));
                    }
                    _ => {}
                }
            }
        });
        Self {
            url,
            requests,
            left,
        }
    }

    /// A server with one answer for all requests.
    pub(crate) fn saying(answer: impl Into<Vec<u8>>, then: Then) -> Self {
        let answer = answer.into();
        Self::start(move |_number| (answer.clone(), then))
    }

    /// What was written of an answer without an end, once the client has left it.
    pub(crate) async fn written(&self) -> usize {
        let mut left = self.left.clone();
        let written = left.wait_for(Option::is_some).await.unwrap();
        written.unwrap()
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
            Then::Close | Then::Hang | Then::Endless(_) | Then::Trickle => return Some(then),
        }
    }
}

/// Writes until the client leaves; gives how much it was.
async fn go_on(stream: &mut TcpStream, then: Then) -> usize {
    let mut written = 0;
    loop {
        let piece = if let Then::Endless(piece) = then {
            piece
        } else {
            // How slow it is; nothing waits for it.
            tokio::time::sleep(Duration::from_millis(5)).await;
            b" "
        };
        match stream.write_all(piece).await {
            Ok(()) => written += piece.len(),
            Err(_gone) => return written,
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
