//! A program from its arguments to its end.

use crate::answer::{Shown, unwritable};
use crate::session::{Session, Until};
use crate::show::{self, Form};
use crate::{
    Api, Call, Command, Done, Exit, Failure, Intent, Regions, Target, Values, arguments, pages,
};
use clap::ArgMatches;
use openapi_client::{Builder, Core, Retry};
use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

/// What one command line is made of.
pub trait Program {
    /// The generated client.
    type Client: From<Core>;

    /// What is typed to run it.
    const NAME: &'static str;

    /// Its version.
    const VERSION: &'static str;

    /// Names of regions, where the API has such.
    const REGIONS: Option<Regions> = None;

    /// What else the long help of each command and the manual page say, such as where credentials
    /// come from; lines that end in a line break.
    const NOTES: &'static str = "";

    /// The generated table.
    fn api() -> &'static Api;

    /// Adds flags of the program's own, such as one that chooses a credential; their values are
    /// had with [`Target::flag`].
    fn arguments(command: clap::Command) -> clap::Command {
        command
    }

    /// Settings for a client of this target, with its credential.
    ///
    /// # Errors
    /// There is no endpoint or no credential.
    fn connect(target: &Target) -> Result<Builder<Self::Client>, Failure>;

    /// The generated function that makes the call of a command.
    fn call<'a>(client: &'a Self::Client, values: &'a Values) -> Call<'a>;
}

/// Runs a program with the arguments of this process.
pub fn main<P: Program>() -> ExitCode {
    let matches = match arguments::command::<P>().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            // It is a help text, or says what is wrong with the arguments.
            let _ = error.print();
            let code = error.exit_code();
            return ExitCode::from(u8::try_from(code).unwrap_or(Exit::Usage.code()));
        }
    };
    let session = Session::default();
    let result = run::<P>(&matches, &session);
    let exit = match result {
        Ok(()) => Exit::Done,
        Err(failure) => {
            let text = show::failure(&failure, form(&matches), &session.seen().mask);
            tell(&text);
            failure.exit
        }
    };
    ExitCode::from(exit.code())
}

fn run<P: Program>(matches: &ArgMatches, session: &Session) -> Result<(), Failure> {
    let Some((name, inner)) = matches.subcommand() else {
        return Ok(());
    };
    let commands = P::api().commands;
    let Some(command) = commands.iter().find(|command| command.name == name) else {
        let page = match name {
            "completions" => pages::completions(arguments::command::<P>(), inner),
            _ => pages::man(arguments::command::<P>(), inner)?,
        };
        return print(&page);
    };
    let values = Values::new(command, inner)?;
    let target = Target::new(inner, P::NAME, P::REGIONS.as_ref())?;
    let user_agent = format!("{}/{}", P::NAME, P::VERSION);
    let mut builder = P::connect(&target)?;
    if let Some(timeout) = target.timeout() {
        builder = builder.timeout(timeout);
    }
    let builder = builder
        .user_agent(user_agent.clone())
        .hooks(session.clone());
    let client = builder
        .build()
        .map_err(|error| Failure::of(Exit::Usage, &error))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Exit::Failed, format!("no runtime: {error}")))?;
    let go = |until: Until| {
        session.seen().until = until;
        let outcome = runtime.block_on(P::call(&client, &values));
        match session.seen().stopped.take() {
            Some(stopped) => Ok(Came::Stopped(stopped)),
            None => outcome.map(Came::Done),
        }
    };
    if target.intent() == Intent::Show {
        let text = match go(Until::Authorized)? {
            Came::Stopped(request) => {
                if let Some(origin) = target.credential() {
                    tell(&format!("credential: {origin}\n"));
                }
                show::request(&request, &user_agent)
            }
            Came::Done(_) => String::new(),
        };
        return print(text.as_bytes());
    }
    if command.operation.retry == Retry::NeverAfterSent
        && !inner.get_flag("yes")
        && let Came::Stopped(request) = go(Until::Made)?
    {
        ask(command, &show::question(command, &request))?;
    }
    match go(Until::Answered).map_err(|failure| with_origin(failure, &target))? {
        Came::Done(done) => finish(&done, session, form(inner)),
        Came::Stopped(_) => Ok(()),
    }
}

/// Who is not let in wants to know as whom that was.
fn with_origin(failure: Failure, target: &Target) -> Failure {
    let is_401 = failure
        .server
        .as_ref()
        .is_some_and(|server| server.status == 401);
    match target.credential() {
        Some(origin) if is_401 && failure.help.is_none() => {
            failure.help(format!("the credential is that of {origin}"))
        }
        _ => failure,
    }
}

/// How far a call came.
enum Came {
    Stopped(crate::session::Shown),
    Done(Done),
}

fn form(matches: &ArgMatches) -> Form {
    let own = matches.subcommand().map_or(matches, |(_name, inner)| inner);
    let form = own.try_get_one::<String>("output").ok().flatten();
    match form.map(String::as_str) {
        Some("json") => Form::Json,
        _ => Form::Text,
    }
}

fn ask(command: &Command, question: &str) -> Result<(), Failure> {
    let (mut err, stdin) = (std::io::stderr(), std::io::stdin());
    if !(stdin.is_terminal() && err.is_terminal()) {
        let what = format!(
            "`{}` must not be repeated, and nobody is there to confirm it",
            command.name
        );
        return Err(Failure::new(Exit::NotConfirmed, what)
            .help("add --yes to send it, or --dry-run to see what would be sent"));
    }
    let mut answer = String::new();
    let asked = err
        .write_all(question.as_bytes())
        .and_then(|()| err.flush())
        .and_then(|()| stdin.read_line(&mut answer));
    let yes = ["y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str());
    if asked.is_ok() && yes {
        Ok(())
    } else {
        Err(Failure::new(
            Exit::NotConfirmed,
            "it was not confirmed; nothing was sent",
        ))
    }
}

fn finish(done: &Done, session: &Session, form: Form) -> Result<(), Failure> {
    if done.body == Shown::Yes {
        return Ok(());
    }
    let body = std::mem::take(&mut session.seen().answer);
    if body.is_empty() {
        let status = done.status;
        let id = done.request_id.as_deref();
        let id = id
            .map(|id| format!(" (request id {id})"))
            .unwrap_or_default();
        let text = match form {
            Form::Text => format!("done: {status}{id}\n"),
            Form::Json => String::new(),
        };
        return print(text.as_bytes());
    }
    print(&show::answer(&body, form))
}

/// Says something beside the answer.
fn tell(text: &str) {
    // Nothing can be done about a closed standard error.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn print(text: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text).and_then(|()| out.flush());
    match written {
        // Whoever reads has seen enough, as `head` does.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(unwritable(&error)),
        Ok(()) => Ok(()),
    }
}
