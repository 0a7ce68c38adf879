//! `openapi-contract verify`: holds whatever listens at a URL to the document.

use std::{
    cell::Cell,
    fs,
    io::{self, IsTerminal as _},
    time::{Duration, Instant},
};

use openapi_source::quoted;

use super::{
    Outcome, Stop,
    arguments::{Deny, Format, Page, PageKind, Promises, Verify},
    console::{Progress, complain, say},
    contract, credentials,
};
use crate::{
    Level,
    report::{Report, Selection, Style},
    run::{
        self, Contract, Draws, Options, Run, Socket, Undocumented, is_for_servers,
        note_regressions, read_regressions, use_credentials,
    },
};

pub(super) fn run(options: &Verify) -> Result<Outcome, Stop> {
    let started = Instant::now();
    let mut contract = contract::read(&options.promises)?;
    contract.cases.retain(is_for_servers);
    let mut contract = contract::select(contract, &options.promises)?;
    let given = credentials::read(&options.credentials, &contract.spec)?;
    use_credentials(&mut contract.cases, &given.secrets);
    let target = Socket::new(&options.url).map_err(|error| {
        Stop::new(
            format!("--url {}: {error}", quoted(&options.url)),
            "give the URL of the server, such as http://localhost:8080",
        )
    })?;
    let settings = Options {
        level: level(options),
        undocumented: if options.deny.contains(&Deny::Undocumented) {
            Undocumented::Denied
        } else {
            Undocumented::Listed
        },
        jobs: options.jobs.into(),
        deadline: Duration::from_secs_f64(options.timeout),
        variables: given.variables,
        draws: Draws {
            seed: options.seed,
            values: options.draws,
            first: match &options.regressions {
                Some(path) => read_regressions(path)?,
                None => Vec::new(),
            },
        },
    };
    let format = format(options.format);
    let run = carry_out(&contract, &target, &settings, format)?;
    let repeat = repeat(options);
    let report = Report {
        target: &options.url,
        spec: &contract.spec,
        cases: &contract.cases,
        selection: if options.promises.only.is_empty() {
            Selection::All
        } else {
            Selection::Some
        },
        run: &run,
        gaps: &contract.gaps,
        level: settings.level,
        elapsed: started.elapsed(),
        repeat: &repeat,
    };
    for page in &options.report {
        write(page, &report)?;
    }
    if let Some(path) = &options.regressions {
        note_regressions(path, &settings.draws.first, &run)?;
    }
    match format {
        Format::Github => {
            say(&report.github())?;
            say(&report.text(Style::Plain))?;
        }
        Format::Human => say(&report.text(style()))?,
        Format::Plain => say(&report.text(Style::Plain))?,
    }
    Ok(if run.is_held() {
        Outcome::Held
    } else {
        Outcome::Broken
    })
}

fn carry_out(
    contract: &Contract,
    target: &Socket,
    options: &Options,
    format: Format,
) -> Result<Run, Stop> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Stop::new(format!("no runtime: {error}"), "try again"))?;
    runtime.block_on(async {
        let connected = tokio::time::timeout(options.deadline, target.connect()).await;
        let connected = connected.unwrap_or_else(|_| Err("no connection in time".to_owned()));
        connected.map_err(|error| {
            Stop::new(
                format!("the server cannot be reached: {error}"),
                "start it, or correct --url",
            )
        })?;
        let progress = Progress::new(contract.cases.len(), format);
        let interrupted = Cell::new(false);
        let stop = async {
            // Without a handler Ctrl-C ends the program, as it always does.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
            interrupted.set(true);
        };
        let run = run::run(
            &contract.spec,
            &contract.cases,
            target,
            options,
            stop,
            |record| progress.ended(record),
        );
        let run = run.await;
        progress.clear();
        if interrupted.get() {
            complain("interrupted: the report tells of the cases until then\n");
        }
        Ok(run)
    })
}

/// Without a state table nothing says that the server has what the examples show.
fn level(options: &Verify) -> Level {
    match (options.level, &options.promises.state) {
        (Some(level), _) => level.into(),
        (None, Some(_)) => Level::Values,
        (None, None) => Level::Schema,
    }
}

pub(super) fn format(asked: Option<Format>) -> Format {
    let is_attended = io::stdout().is_terminal() && std::env::var_os("CI").is_none();
    let otherwise = if is_attended {
        Format::Human
    } else {
        Format::Plain
    };
    asked.unwrap_or(otherwise)
}

pub(super) fn style() -> Style {
    if io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        Style::Coloured
    } else {
        Style::Plain
    }
}

/// A word of a command line, quoted where a shell needs it.
pub(super) fn word(text: &str) -> String {
    let is_plain = |one: char| one.is_alphanumeric() || "-_./:=,".contains(one);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// The command line as it was typed, without pages and with `--only` at its end.
fn repeat(options: &Verify) -> String {
    let Promises {
        document, state, ..
    } = &options.promises;
    let mut words = vec!["openapi-contract verify".to_owned()];
    let mut add = |option: &str, value: &str| words.push(format!("{option} {}", word(value)));
    add("--document", &document.display().to_string());
    if let Some(state) = state {
        add("--state", &state.display().to_string());
    }
    add("--url", &options.url);
    let credentials = &options.credentials;
    for (option, name) in [
        ("--token-env", &credentials.token_env),
        ("--access-key-env", &credentials.access_key_env),
        ("--secret-key-env", &credentials.secret_key_env),
    ] {
        if let Some(name) = name {
            add(option, name);
        }
    }
    for (scheme, name) in &credentials.credential {
        add("--credential", &format!("{scheme}={name}"));
    }
    if options.level.is_some() {
        let level = match level(options) {
            Level::Schema => "schema",
            Level::Shape => "shape",
            Level::Values => "values",
        };
        add("--level", level);
    }
    if !options.deny.is_empty() {
        add("--deny", "undocumented");
    }
    if options.seed != 0 {
        add("--seed", &options.seed.to_string());
    }
    if let Some(path) = &options.regressions {
        add("--regressions", &path.display().to_string());
    }
    words.push("--only".to_owned());
    words.join(" ")
}

pub(super) fn write(page: &Page, report: &Report<'_>) -> Result<(), Stop> {
    let text = match page.kind {
        PageKind::Html => report.html(),
        PageKind::Json => report.json(),
        PageKind::Junit => report.junit(),
        PageKind::Markdown => report.markdown(),
    };
    fs::write(&page.path, text).map_err(|error| {
        Stop::new(
            format!("{}: {error}", page.path.display()),
            "name a file that can be written",
        )
    })
}
