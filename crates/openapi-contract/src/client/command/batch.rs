//! A program that is started once and gets one case after the other.

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    process::{ChildStdin, ChildStdout},
    sync::Mutex,
    time::timeout,
};

use super::{Template, command, describe, group::Group, start};
use crate::{
    check::Said,
    client::{Caller, Leaves, Task, Trouble},
};

/// How often a program that ends by itself is started again.
const STARTS: usize = 20;

/// A program that reads one line of JSON for each case and answers with one.
///
/// Whatever else it writes is passed over. It is killed and started anew when it does not answer
/// in time. Cases must come one at a time.
#[derive(Debug)]
pub struct Batch {
    template: Template,
    running: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    running: Option<Running>,
    starts: usize,
}

#[derive(Debug)]
struct Running {
    stdin: ChildStdin,
    stdout: Lines<BufReader<ChildStdout>>,
    _group: Group,
}

impl Batch {
    /// The words are the same for all cases, so none of the placeholders has a value.
    pub fn new(template: Template) -> Self {
        Self {
            template,
            running: Mutex::default(),
        }
    }

    async fn ask(running: &mut Running, task: &Task<'_>) -> Result<Said, Trouble> {
        let lost = |why: String| Trouble::Lost(why);
        let line = format!("{}\n", describe(task));
        let written = running.stdin.write_all(line.as_bytes()).await;
        written.map_err(|error| lost(format!("the call could not be handed over: {error}")))?;
        loop {
            let line = running.stdout.next_line().await;
            let line = line.map_err(|error| lost(format!("its answer is no text: {error}")))?;
            let line = line.ok_or_else(|| lost("it ended without an answer".to_owned()))?;
            if let Some(said) = Said::read(&line) {
                return Ok(said);
            }
        }
    }

    fn start(&self, task: &Task<'_>) -> Result<Running, Trouble> {
        let words = self.template.fill(task);
        let mut group = start(command(&words)?, &words)?;
        let streams = group.child.stdin.take().zip(group.child.stdout.take());
        let (stdin, stdout) =
            streams.ok_or_else(|| Trouble::Unable("the program has no streams".to_owned()))?;
        // Its log is not kept, but must not block it.
        tokio::spawn(super::tail(group.child.stderr.take()));
        Ok(Running {
            stdin,
            stdout: BufReader::new(stdout).lines(),
            _group: group,
        })
    }
}

impl Caller for Batch {
    async fn call(&self, task: &Task<'_>) -> Result<Said, Trouble> {
        let mut state = self.running.lock().await;
        let mut running = match state.running.take() {
            Some(running) => running,
            None if state.starts >= STARTS => {
                let why = format!("the program was started {STARTS} times and is not again");
                return Err(Trouble::Unable(why));
            }
            None => {
                state.starts += 1;
                self.start(task)?
            }
        };
        let said = match timeout(task.deadline, Self::ask(&mut running, task)).await {
            Ok(said) => said,
            Err(_) => Err(Trouble::Lost(format!("no end within {:?}", task.deadline))),
        };
        if said.is_ok() {
            state.running = Some(running);
        }
        said
    }

    fn leaves(&self) -> Leaves {
        Leaves::Connections
    }
}
