//! The server that both clients call: this program, in a process of its own.
//!
//! It answers by the gateway's ID, with fixed bytes: what it costs is nobody's matter.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, ExitCode, Stdio};

use super::harness::BoxError;

/// The argument that makes this program the server.
pub(crate) const SERVE: &str = "--serve";

/// The server, which ends when this is dropped.
pub(crate) struct Server {
    process: Child,
    /// Where it listens.
    pub(crate) base_url: String,
}

impl Server {
    /// Starts this program as a server.
    pub(crate) fn start() -> Result<Self, BoxError> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(SERVE)
            // It ends with this pipe, however this process ends.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = process.stdout.take().ok_or("the server has no output")?;
        let mut address = String::new();
        BufReader::new(output).read_line(&mut address)?;
        Ok(Self {
            process,
            base_url: format!("http://{}", address.trim()),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // It may have ended already.
        let _ = self.process.wait();
    }
}

/// Serves until the input ends.
pub(crate) fn serve() -> ExitCode {
    let listen = || {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        writeln!(io::stdout(), "{}", listener.local_addr()?)?;
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A caller that goes away is not a failure.
                std::thread::spawn(move || answer_all(stream).ok());
            }
        });
        io::copy(&mut io::stdin(), &mut io::sink())
    };
    match listen() {
        Ok(_bytes) => ExitCode::SUCCESS,
        Err(_error) => ExitCode::FAILURE,
    }
}

/// Answers one request after the other.
fn answer_all(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let length = stream.read(&mut piece)?;
        if length == 0 {
            return Ok(());
        }
        request.extend(piece.iter().take(length));
        // Each body is one object.
        if request.ends_with(b"}") {
            let head = String::from_utf8_lossy(&request);
            let gateway = head.split('/').nth(5).unwrap_or_default();
            stream.write_all(&answer(gateway))?;
            request.clear();
        }
    }
}

/// The page's answer.
const ORDER: &str = r#"{"instance_id":"6a7d71827fd54572b1f31aa9548fcc81","message":"JOB_ASSIGNED_FOR_RESIZE_0086I:The job JOB-5acb75c7565e42c997954774456eac79 is assigned to resize instance.","job_id":"JOB-5acb75c7565e42c997954774456eac79"}"#;

fn answer(gateway: &str) -> Vec<u8> {
    let json = |status, body: &str| whole(status, "application/json", body);
    let large = " ".repeat(2 << 20);
    match gateway {
        "a%2Fb" => json("202 Accepted", r#"{"job_id":"a%2Fb"}"#),
        "empty" => json("202 Accepted", r#"{"more":null}"#),
        "capitals" => whole("202 Accepted", "Application/JSON ; charset=UTF-8", ORDER),
        "unknown" => json(
            "404 Not Found",
            r#"{"error_code":"APIC.7302","error_msg":"Instance not found"}"#,
        ),
        "locked" => json(
            "409 Conflict",
            r#"{"error_code":"APIC.7712","error_msg":"The gateway operation has already been locked."}"#,
        ),
        "elsewhere" => head("307 Temporary Redirect", "location: /\r\ncontent-length: 0"),
        "declared" => json("202 Accepted", &format!("{large}{{}}")),
        "endless" => [
            head("202 Accepted", "transfer-encoding: chunked"),
            format!("{:x}\r\n{large}\r\n2\r\n{{}}\r\n0\r\n\r\n", large.len()).into(),
        ]
        .concat(),
        "null" => json("202 Accepted", r#"{"job_id":null}"#),
        "array" => json("202 Accepted", r#"["a","b","c"]"#),
        "twice" => json("202 Accepted", r#"{"job_id":"a","job_id":"b"}"#),
        "cut" => json("202 Accepted", r#"{"job_id":"#),
        "page" => whole("202 Accepted", "text/html", "{}"),
        "page-refused" => whole("404 Not Found", "text/html", "<html>"),
        _ => json("202 Accepted", ORDER),
    }
}

fn whole(status: &str, media_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let headers = format!("content-type: {media_type}\r\ncontent-length: {length}");
    [&head(status, &headers), body.as_bytes()].concat()
}

fn head(status: &str, headers: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\nx-request-id: 0123456789abcdef\r\n\
         date: Sun, 22 Nov 2026 21:50:36 GMT\r\n{headers}\r\n\r\n"
    )
    .into_bytes()
}
