//! A child process together with everything that it starts.

use std::{io, process::Stdio};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _},
    process::{Child, Command},
};

/// How much of an output is kept, from its end.
const KEPT: usize = 256 << 10;

/// A process in a process group of its own. The group is killed when this is dropped.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) child: Child,
    #[cfg(unix)]
    id: Option<rustix::process::Pid>,
}

impl Group {
    /// Starts a command with all three streams connected.
    pub(super) fn start(mut command: Command) -> io::Result<Self> {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Self::start_plain(command)
    }

    /// Starts a command with its streams as they are.
    pub(super) fn start_plain(mut command: Command) -> io::Result<Self> {
        command.kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let child = command.spawn()?;
        #[cfg(unix)]
        let id = child
            .id()
            .and_then(|id| i32::try_from(id).ok())
            .and_then(rustix::process::Pid::from_raw);
        Ok(Self {
            child,
            #[cfg(unix)]
            id,
        })
    }

    /// Ends whatever is left of the group.
    pub(super) fn kill(&mut self) {
        #[cfg(unix)]
        if let Some(id) = self.id.take() {
            // A group that has ended already is what is wanted.
            let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
        }
        let _ = self.child.start_kill();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The end of an output, as text.
pub(super) async fn tail(output: Option<impl AsyncRead + Unpin>) -> String {
    let mut kept = Vec::new();
    let mut buffer = vec![0; 16 << 10];
    if let Some(mut output) = output {
        while let Ok(read @ 1..) = output.read(&mut buffer).await {
            kept.extend_from_slice(buffer.get(..read).unwrap_or_default());
            if kept.len() > 2 * KEPT {
                kept.drain(..kept.len() - KEPT);
            }
        }
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// The last lines of a log in one line, for a failure.
pub(super) fn last_words(log: &str) -> Option<String> {
    const LINES: usize = 3;
    let lines: Vec<_> = log.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines.get(lines.len().saturating_sub(LINES)..)?;
    (!last.is_empty()).then(|| last.join(" / "))
}
