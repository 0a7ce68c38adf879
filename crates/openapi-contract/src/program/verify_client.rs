//! `openapi-contract verify-client`: a program as client, judged case by case or by the calls that
//! it makes itself.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use clap::Args;

use super::{
    Outcome, Stop,
    arguments::{Format, LevelName, Page, Promises, seconds},
    console::{Progress, complain, say},
    contract,
    runtime::{interrupted, wait},
    verify::{format, style, word, write},
};
use crate::{
    Case, Family, Kind, Level, Spec,
    client::{
        Caller, Options, client_cases,
        command::{Batch, Each, Template, free, free_cases},
        run as play,
    },
    report::{Report, Selection, Style},
    run::{
        Completeness, Draws, Outcome as Ended, Run, choose, read_spec, read_states,
        with_drawn_calls,
    },
};

/// Runs COMMAND for every client case against a server of its own on a loopback port.
///
/// The words of COMMAND may hold placeholders, such as {url}, {path.NAME}, {query.NAME},
/// {header.NAME}, {body}, {body.MEMBER}, {token} and {SCHEME}. A word without a value is left out,
/// with the option before it. The call is also in `OPENAPI_CONTRACT_CALL` and on standard input,
/// as JSON.
///
/// COMMAND says what it made of the answer by its last line on standard output that is
/// {"outcome": "success" | "refused" | "failed", "status": …, "value": …}; otherwise its exit code
/// says whether it was a success.
#[derive(Debug, Args)]
#[command(after_help = "example:
  openapi-contract verify-client --document pets.yaml -- \\
    curl --fail --max-time 2 -X {method} -H 'X-Token: {token}' \\
      -H 'Content-Type: {content-type}' --data-raw {body} {url}{target}")]
pub(super) struct Arguments {
    #[command(flatten)]
    promises: Promises,
    /// At most how strictly bodies are held to the examples [default: values]
    #[arg(long, value_enum)]
    level: Option<LevelName>,
    /// Pages to write, such as junit=report.xml,html=report.html; also json, markdown
    #[arg(long, value_name = "FORMAT=FILE", value_delimiter = ',')]
    report: Vec<Page>,
    /// How the outcome is printed [default: human on a terminal, else plain]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Not the cases whose name contains this text; may be given several times
    #[arg(long, value_name = "CASE")]
    skip: Vec<String>,
    /// Seconds after which the client is given up: for each case (10), or with --free for all (600)
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    deadline: Option<f64>,
    /// How many cases at a time; as many as there are processors unless said otherwise
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Start COMMAND once; it reads one line of JSON for each case and answers with one
    #[arg(long, conflicts_with_all = ["each", "jobs"])]
    batch: bool,
    /// Start COMMAND for each case, even if it has no placeholders
    #[arg(long)]
    each: bool,
    /// Start COMMAND once and let it make its own calls against a mock of the document; every
    /// operation must be called. So it is without placeholders, --each and --batch
    #[arg(long, conflicts_with_all = ["each", "batch", "jobs", "level"])]
    free: bool,
    /// The client and its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// How long a client has for one case, and one that makes its own calls for all of them.
const CASE: Duration = Duration::from_secs(10);
const ALL: Duration = Duration::from_mins(10);

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Stop> {
    let started = Instant::now();
    let spec = Arc::new(read_spec(&arguments.promises.document)?);
    let template = Template::parse(&spec, &arguments.command)
        .map_err(|unknown| Stop::new(unknown.to_string(), unknown.help()))?;
    let is_about_a_case = template.is_about_a_case();
    if is_about_a_case && (arguments.batch || arguments.free) {
        return Err(Stop::new(
            "this way the command is started once, so no placeholder but `{url}` has a value",
            "leave them out",
        ));
    }
    let is_free = arguments.free || !(is_about_a_case || arguments.batch || arguments.each);
    let (cases, run) = if is_free {
        own_calls(arguments, &spec, &template)?
    } else {
        each_case(arguments, &spec, template)?
    };
    let is_impossible = run.records.iter().all(|record| match &record.outcome {
        Ended::Broken(failure) => matches!(failure.kind, Kind::Harness(_)),
        Ended::NotRun => true,
        Ended::Held | Ended::Void(_) => false,
    });
    report(arguments, &spec, &cases, &run, started)?;
    if is_impossible && run.completeness == Completeness::Whole {
        return Err(Stop::new(
            "no case could be carried out",
            "look at the reasons above; the command itself may be wrong",
        ));
    }
    Ok(if run.is_held() {
        Outcome::Held
    } else {
        Outcome::Broken
    })
}

/// The cases that were asked for.
fn chosen(arguments: &Arguments, cases: Vec<Case>) -> Result<Vec<Case>, Stop> {
    let known = cases.len();
    let mut cases = choose(cases, &arguments.promises.only);
    cases.retain(|case| !arguments.skip.iter().any(|text| case.name.contains(text)));
    if cases.is_empty() {
        return Err(Stop::new(
            format!("none of the {known} client cases is left"),
            "choose others with --only and --skip; `openapi-contract cases` lists them",
        ));
    }
    Ok(cases)
}

fn each_case(
    arguments: &Arguments,
    spec: &Arc<Spec>,
    template: Template,
) -> Result<(Vec<Case>, Run), Stop> {
    let contract = contract::read(&arguments.promises)?;
    let cases = with_drawn_calls(spec, &contract.cases, &Draws::default());
    let cases = chosen(arguments, client_cases(cases))?;
    let deadline = arguments.deadline.map(Duration::from_secs_f64);
    let mut options = Options {
        level: level(arguments),
        deadline: deadline.unwrap_or(CASE),
        ..Options::default()
    };
    options.at_a_time = arguments.jobs.unwrap_or(options.at_a_time);
    let format = format(arguments.format);
    let run = if arguments.batch {
        options.at_a_time = 1;
        drive(spec, &cases, Batch::new(template), options, format)?
    } else {
        drive(spec, &cases, Each(template), options, format)?
    };
    Ok((cases, run))
}

fn drive(
    spec: &Arc<Spec>,
    cases: &[Case],
    caller: impl Caller,
    options: Options,
    format: Format,
) -> Result<Run, Stop> {
    let progress = Progress::new(cases.len(), format);
    let caller = Arc::new(caller);
    let ended = |record: &_| progress.ended(record);
    let run = wait(play(spec, cases, &caller, options, interrupted(), ended))?;
    progress.clear();
    Ok(run)
}

/// The command makes its own calls.
fn own_calls(
    arguments: &Arguments,
    spec: &Arc<Spec>,
    template: &Template,
) -> Result<(Vec<Case>, Run), Stop> {
    if !arguments.free {
        complain(
            "the command has no placeholders: it makes its own calls, and every operation must be called\n\
             (--each starts it for each case)\n",
        );
    }
    let cases = chosen(arguments, free_cases(spec))?;
    let known = match &arguments.promises.state {
        Some(path) => read_states(spec, path)?,
        None => Vec::new(),
    };
    let deadline = arguments.deadline.map(Duration::from_secs_f64);
    let deadline = deadline.unwrap_or(ALL);
    let mut run = wait(free(spec, &known, template, deadline, interrupted()))?
        .map_err(|trouble| Stop::new(trouble.to_string(), "correct the command"))?;
    let is_chosen = |name: &str| cases.iter().any(|case| case.name == name);
    run.records.retain(|record| is_chosen(&record.case));
    Ok((cases, run))
}

fn level(arguments: &Arguments) -> Level {
    arguments.level.map_or(Level::Values, Level::from)
}

fn report(
    arguments: &Arguments,
    spec: &Spec,
    cases: &[Case],
    run: &Run,
    started: Instant,
) -> Result<(), Stop> {
    let repeat = repeat(arguments);
    let report = Report {
        target: &arguments.command.join(" "),
        spec,
        cases,
        // A client that makes its own calls is asked for no other.
        selection: if cases.iter().any(|case| case.family == Family::Free)
            || !(arguments.promises.only.is_empty() && arguments.skip.is_empty())
        {
            Selection::Some
        } else {
            Selection::All
        },
        run,
        level: level(arguments),
        elapsed: started.elapsed(),
        repeat: &repeat,
        // Those are about real servers.
        gaps: &[],
    };
    for page in &arguments.report {
        write(page, &report)?;
    }
    match format(arguments.format) {
        Format::Github => {
            say(&report.github())?;
            say(&report.text(Style::Plain))
        }
        Format::Human => say(&report.text(style())),
        Format::Plain => say(&report.text(Style::Plain)),
    }
}

/// The command line as it was typed, without pages and with a place for the name of a case.
fn repeat(arguments: &Arguments) -> String {
    let Promises {
        document, state, ..
    } = &arguments.promises;
    let mut words = vec!["openapi-contract verify-client".to_owned()];
    let mut add = |option: &str, value: &str| words.push(format!("{option} {}", word(value)));
    add("--document", &document.display().to_string());
    if let Some(state) = state {
        add("--state", &state.display().to_string());
    }
    match arguments.level {
        Some(LevelName::Schema) => add("--level", "schema"),
        Some(LevelName::Shape) => add("--level", "shape"),
        Some(LevelName::Values) | None => {}
    }
    if let Some(deadline) = arguments.deadline {
        add("--deadline", &deadline.to_string());
    }
    let ways = [
        (arguments.batch, "--batch"),
        (arguments.each, "--each"),
        (arguments.free, "--free"),
    ];
    let ways = ways.into_iter().filter(|(is_given, _)| *is_given);
    words.extend(ways.map(|(_, option)| option.to_owned()));
    words.push("--only {case} --".to_owned());
    words.extend(arguments.command.iter().map(|text| word(text)));
    words.join(" ")
}
