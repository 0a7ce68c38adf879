//! A client that is a program in any language: started once a case, or once for all of them.
//!
//! The program is told the call in three ways at the same time, and may take whichever it likes:
//! placeholders in its words ([`template`]), the variables `OPENAPI_CONTRACT_URL`,
//! `OPENAPI_CONTRACT_CASE`, `OPENAPI_CONTRACT_DEADLINE` and `OPENAPI_CONTRACT_CALL`, and the call
//! as one line of JSON on its standard input ([`describe`]).
//!
//! It says what it made of the answer by the last line of its standard output that is an object
//! with `outcome`:
//!
//! ```json
//! {"outcome": "success", "status": 200, "value": {"name": "Tom"}}
//! ```
//!
//! `outcome` is `success`, `refused` (a documented error), `failed` (unreadable, undocumented, or
//! lost) or `error` (one of these two); `status` and `value` are judged where they are there.
//! Without such a line the exit code counts: 0 is a success, anything else an error.
//!
//! A process that does not end in time is killed, with all that it started.

use std::time::Duration;

use tokio::{io::AsyncWriteExt as _, process::Command, task::JoinHandle, time::timeout};

use super::{Caller, Leaves, Task, Trouble};
use crate::check::{End, Said};

mod batch;
mod call;
mod free;
mod group;
pub mod template;

pub use batch::Batch;
pub use call::describe;
pub use free::{free, free_cases};
pub use template::{Template, Unknown};

use group::{Group, last_words, tail};

/// How long the outputs of a process that has ended may take to be read.
const READING: Duration = Duration::from_secs(1);

/// A program that is started for each case.
#[derive(Clone, Debug)]
pub struct Each(pub Template);

impl Caller for Each {
    async fn call(&self, task: &Task<'_>) -> Result<Said, Trouble> {
        let words = self.0.fill(task);
        let described = describe(task).to_string();
        let mut command = command(&words)?;
        command
            .env("OPENAPI_CONTRACT_URL", task.base_url)
            .env("OPENAPI_CONTRACT_CASE", &task.case.name)
            .env(
                "OPENAPI_CONTRACT_DEADLINE",
                task.deadline.as_secs_f64().to_string(),
            )
            .env("OPENAPI_CONTRACT_CALL", &described);
        let mut group = start(command, &words)?;
        let (stdin, stdout, stderr) = (
            group.child.stdin.take(),
            group.child.stdout.take(),
            group.child.stderr.take(),
        );
        let stdout = tokio::spawn(tail(stdout));
        let stderr = tokio::spawn(tail(stderr));
        tokio::spawn(async move {
            if let Some(mut stdin) = stdin {
                // A program that does not read its input is fine.
                let _ = stdin.write_all(format!("{described}\n").as_bytes()).await;
            }
        });
        let ended = timeout(task.deadline, group.child.wait()).await;
        group.kill();
        let (stdout, log) = (read(stdout).await, read(stderr).await);
        let words = last_words(&log);
        let note = |text: String| match &words {
            Some(words) => format!("{text}, and said: {words}"),
            None => text,
        };
        let status = match ended {
            Err(_) => {
                let text = format!("no end within {:?}", task.deadline);
                return Err(Trouble::Lost(note(text)));
            }
            Ok(Err(error)) => return Err(Trouble::Lost(note(error.to_string()))),
            Ok(Ok(status)) => status,
        };
        let said = stdout.lines().rev().find_map(Said::read);
        let said = said.unwrap_or_else(|| {
            let end = if status.success() {
                End::Success
            } else {
                End::Error
            };
            Said::new(end)
        });
        Ok(said.note(note(format!("it ended with {status}"))))
    }

    fn leaves(&self) -> Leaves {
        Leaves::Nothing
    }
}

/// What a process wrote; nothing where somebody that it started still holds the stream.
async fn read(output: JoinHandle<String>) -> String {
    match timeout(READING, output).await {
        Ok(Ok(text)) => text,
        _ => String::new(),
    }
}

fn command(words: &[String]) -> Result<Command, Trouble> {
    let (program, arguments) = words
        .split_first()
        .ok_or_else(|| Trouble::Unable("there is no command".to_owned()))?;
    let mut command = Command::new(program);
    command.args(arguments);
    Ok(command)
}

fn start(command: Command, words: &[String]) -> Result<Group, Trouble> {
    Group::start(command).map_err(|error| {
        let program = words.first().map_or("", String::as_str);
        Trouble::Unable(format!("`{program}` cannot be started: {error}"))
    })
}
