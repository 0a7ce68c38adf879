//! The command line as clap knows it, made of the table.

use crate::exit;
use crate::target::endpoint_variable;
use crate::{BodyKind, Command, Flag, Need, Place, Program};
use clap::builder::{PossibleValuesParser, TypedValueParser, ValueParser};
use clap::{Arg, ArgAction, ValueHint, value_parser};
use clap_complete::Shell;
use openapi_client::Retry;
use serde_json::Value;

/// The flag that takes a whole body.
pub(crate) const BODY: &str = "body";

/// The command line of a program.
pub(crate) fn command<P: Program>() -> clap::Command {
    let api = P::api();
    let mut root = clap::Command::new(P::NAME)
        .version(P::VERSION)
        .about(api.title)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .after_long_help(notes::<P>())
        .after_help("`--help` also lists the exit codes.")
        .args(running())
        .args(connection::<P>());
    if !api.about.is_empty() {
        root = root.long_about(format!("{}\n\n{}", api.title, api.about));
    }
    root = P::arguments(root);
    let notes = notes::<P>();
    for command in api.commands {
        root = root.subcommand(subcommand(command, &notes));
    }
    root.subcommand(completions()).subcommand(man())
}

/// What stands below the flags.
fn notes<P: Program>() -> String {
    let between = if P::NOTES.is_empty() { "" } else { "\n" };
    format!("{}{between}{}", P::NOTES, exit::section())
}

fn connection<P: Program>() -> Vec<Arg> {
    let arg = |name: &'static str, value: &'static str, help: String| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(help)
            .global(true)
            .help_heading("Connection")
    };
    let variable = endpoint_variable(P::NAME);
    let mut args = vec![
        arg(
            "endpoint",
            "URL",
            format!("Base URL of the API, such as https://host [env: {variable}]"),
        ),
        arg(
            "timeout",
            "SECONDS",
            "How long the call may take".to_owned(),
        )
        .value_parser(value_parser!(u64).range(1..)),
    ];
    if let Some(regions) = P::REGIONS {
        let variables = regions.variables.join(", ");
        let help = format!("Region, in place of a URL [env: {variables}]");
        args.push(arg("region", "REGION", help).conflicts_with("endpoint"));
    }
    args
}

fn running() -> [Arg; 3] {
    let arg = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .help(help)
            .global(true)
            .help_heading("Sending")
    };
    [
        arg("output", "How to show the answer")
            .value_name("FORM")
            .value_parser(["text", "json"])
            .default_value("text"),
        arg(
            "dry-run",
            "Show the request, signed and with secrets masked, and send nothing",
        )
        .action(ArgAction::SetTrue),
        arg("yes", "Send without asking what must not be repeated")
            .short('y')
            .action(ArgAction::SetTrue),
    ]
}

/// One command with its own flags.
pub(crate) fn subcommand(command: &'static Command, notes: &str) -> clap::Command {
    let mut out = clap::Command::new(command.name).about(command.about);
    let operation = command.operation;
    let mut details = vec![command.about.to_owned()];
    if !command.details.is_empty() {
        details.push(command.details.to_owned());
    }
    details.push(format!("{} {}", operation.method, operation.path));
    if operation.retry == Retry::NeverAfterSent {
        details.push(
            "It must not be repeated, so it is sent once, and only after a yes at the terminal or with --yes."
                .to_owned(),
        );
    }
    out = out.long_about(details.join("\n\n"));
    out = out.after_long_help(notes.to_owned());
    let has_members = command.flags.iter().any(Flag::is_member);
    for flag in command.flags {
        out = out.arg(argument(flag));
    }
    if let Some(body) = command.body {
        let (value, help) = match body.kind {
            BodyKind::Json if has_members => (
                "JSON",
                "The whole body in JSON; @FILE reads a file, - the standard input; flags above win",
            ),
            BodyKind::Json => (
                "JSON",
                "The body in JSON; @FILE reads a file, - the standard input",
            ),
            BodyKind::Text => ("TEXT", "The body; @FILE reads a file, - the standard input"),
            BodyKind::Bytes => ("FILE", "The body: a file, or - for the standard input"),
        };
        let arg = Arg::new(BODY).long(BODY).value_name(value).help(help);
        let must = body.need == Need::Required && !has_members;
        out = out.arg(arg.required(must).help_heading("Request"));
    }
    out
}

fn argument(flag: &'static Flag) -> Arg {
    let parser: ValueParser = if flag.choices.is_empty() {
        ValueParser::new(|text: &str| (flag.read)(text))
    } else {
        let known = PossibleValuesParser::new(flag.choices.iter().copied());
        known
            .try_map(|text: String| (flag.read)(&text).map_err(std::io::Error::other))
            .into()
    };
    let mut arg = Arg::new(flag.name)
        .long(flag.name)
        .value_name(flag.value)
        .value_parser(parser)
        // Any other text that starts with a hyphen is a flag, unless it stands behind `=`.
        .allow_negative_numbers(true)
        .help_heading("Request");
    if !flag.help.is_empty() {
        arg = arg.help(flag.help);
    }
    if let Some(alias) = flag.alias {
        arg = arg.alias(alias);
    }
    if matches!(flag.need, Need::Some | Need::Any) {
        arg = arg.action(ArgAction::Append);
    }
    let must = matches!(flag.need, Need::Required | Need::Some);
    match flag.place {
        Place::Parameter | Place::Part => arg.required(must),
        Place::File => arg.required(must).value_hint(ValueHint::FilePath),
        Place::Member([_]) if must => arg.required_unless_present(BODY),
        Place::Member(_) => arg,
    }
}

impl Flag {
    pub(crate) fn is_member(&self) -> bool {
        matches!(self.place, Place::Member(_))
    }

    /// Whether it is all or some of a part of the body.
    pub(crate) fn is_part(&self) -> bool {
        matches!(self.place, Place::Part | Place::File)
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.need, Need::Some | Need::Any)
    }

    /// What was typed for it.
    pub(crate) fn value(&self, matches: &clap::ArgMatches) -> Option<Value> {
        let mut values = matches.get_many::<Value>(self.name)?;
        if self.is_list() {
            Some(Value::Array(values.cloned().collect()))
        } else {
            values.next_back().cloned()
        }
    }
}

fn completions() -> clap::Command {
    let shell = Arg::new("shell")
        .required(true)
        .value_name("SHELL")
        .value_parser(value_parser!(Shell));
    clap::Command::new("completions")
        .about("Print what a shell needs to complete this program's commands and flags")
        .arg(shell)
}

fn man() -> clap::Command {
    let folder = Arg::new("dir")
        .long("dir")
        .value_name("DIR")
        .value_parser(value_parser!(std::path::PathBuf))
        .help("Write one page per command into this folder");
    clap::Command::new("man")
        .about("Print the manual page")
        .arg(folder)
}
