//! What was typed, by the types of the document.

use crate::body::{self, Given};
use crate::read::without_value;
use crate::{Api, Command, Exit, Failure, Flag, Place, arguments};
use clap::ArgMatches;
use openapi_types::{ByteStream, File};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// The values of the flags that are no members, by name.
type ByFlag = BTreeMap<&'static str, Value>;

/// The values of a command's flags and its body, for the function that makes the call.
#[derive(Debug)]
pub struct Values {
    command: &'static Command,
    parameters: ByFlag,
    body: Option<Given>,
}

impl Values {
    pub(crate) fn new(command: &'static Command, matches: &ArgMatches) -> Result<Self, Failure> {
        let flags = command.flags.iter();
        let parameters = flags.filter(|flag| !flag.is_member());
        let parameters = parameters.filter_map(|flag| Some((flag.name, flag.value(matches)?)));
        let parameters = parameters.collect();
        one_input(command, &parameters)?;
        Ok(Self {
            command,
            parameters,
            body: body::read(command, matches)?,
        })
    }

    /// The values of a command line, the name of the command first, as a program reads them: for
    /// the tests of programs.
    ///
    /// # Errors
    /// There is no such command, or its flags are wrong.
    pub fn of(api: &'static Api, arguments: &[&str]) -> Result<Self, Failure> {
        let name = arguments.first().copied().unwrap_or_default();
        let mut commands = api.commands.iter();
        let command = commands
            .find(|command| command.name == name)
            .ok_or_else(|| Failure::new(Exit::Usage, format!("there is no command `{name}`")))?;
        let parser = arguments::subcommand(command, "");
        let matches = parser.try_get_matches_from(arguments);
        let matches = matches.map_err(|error| {
            let text = error.to_string();
            // What follows says how the command is used.
            let said = text.split("\n\n").next().unwrap_or_default();
            let said: Vec<&str> = said.split_whitespace().collect();
            Failure::new(Exit::Usage, said.join(" ").trim_start_matches("error: "))
        })?;
        Self::new(command, &matches)
    }

    /// The name of the command.
    pub fn command(&self) -> &'static str {
        self.command.name
    }

    /// The value of a parameter or a part, by its flag.
    ///
    /// # Errors
    /// It was not given, or is not of this type.
    pub fn required<T: DeserializeOwned>(&self, flag: &str) -> Result<T, Failure> {
        let missing = || Failure::new(Exit::Usage, format!("--{flag} is missing"));
        self.optional(flag)?.ok_or_else(missing)
    }

    /// The value of a parameter or a part, by its flag, where it was given.
    ///
    /// # Errors
    /// It is not of this type.
    pub fn optional<T: DeserializeOwned>(&self, flag: &str) -> Result<Option<T>, Failure> {
        let value = self.parameters.get(flag).map(T::deserialize).transpose();
        value.map_err(|error| {
            let reason = without_value(&error.to_string());
            Failure::new(Exit::Usage, format!("--{flag} cannot be used: {reason}"))
        })
    }

    /// The body.
    ///
    /// # Errors
    /// It was not given, or is not of this type.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        self.optional_body()?.ok_or_else(no_body)
    }

    /// The body, where one was given.
    ///
    /// # Errors
    /// It is not of this type.
    pub fn optional_body<T: DeserializeOwned>(&self) -> Result<Option<T>, Failure> {
        let Some(Given::Json(value)) = &self.body else {
            return Ok(None);
        };
        T::deserialize(value).map(Some).map_err(|error| {
            let reason = without_value(&error.to_string());
            let failure = Failure::new(Exit::Usage, format!("the body cannot be used: {reason}"));
            failure.help(self.help(&reason))
        })
    }

    /// The body as bytes.
    ///
    /// # Errors
    /// It was not given.
    pub fn bytes(&self) -> Result<ByteStream, Failure> {
        self.optional_bytes().ok_or_else(no_body)
    }

    /// The body as bytes, where one was given.
    pub fn optional_bytes(&self) -> Option<ByteStream> {
        match &self.body {
            Some(Given::Bytes(bytes)) => Some(ByteStream::from(bytes.clone())),
            _ => None,
        }
    }

    /// Whether any part of the body was given.
    pub fn has_parts(&self) -> bool {
        let mut parts = self.command.flags.iter().filter(|flag| flag.is_part());
        parts.any(|flag| self.parameters.contains_key(flag.name))
    }

    /// The file that is a part, by its flag.
    ///
    /// # Errors
    /// It was not given, or cannot be read.
    pub fn file(&self, flag: &str) -> Result<File, Failure> {
        body::file(flag, &self.required::<String>(flag)?)
    }

    /// The file that is a part, by its flag, where it was given.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn optional_file(&self, flag: &str) -> Result<Option<File>, Failure> {
        let path = self.optional::<String>(flag)?;
        path.map(|path| body::file(flag, &path)).transpose()
    }

    /// The files that are parts, by their flag.
    ///
    /// # Errors
    /// None was given, or one cannot be read.
    pub fn files(&self, flag: &str) -> Result<Vec<File>, Failure> {
        let paths = self.required::<Vec<String>>(flag)?;
        paths.iter().map(|path| body::file(flag, path)).collect()
    }

    /// The files that are parts, by their flag, where one was given.
    ///
    /// # Errors
    /// One cannot be read.
    pub fn optional_files(&self, flag: &str) -> Result<Option<Vec<File>>, Failure> {
        let given = self.parameters.contains_key(flag);
        given.then(|| self.files(flag)).transpose()
    }

    /// The flag of a member that is missing, else all that a body is made of.
    fn help(&self, reason: &str) -> String {
        let mut members = self.command.flags.iter().filter(|flag| flag.is_member());
        let missing = reason.strip_prefix("missing field `");
        let missing = missing.and_then(|rest| rest.split('`').next());
        let is_missing = |flag: &&Flag| match flag.place {
            Place::Member(names) => names.last().copied() == missing,
            Place::Parameter | Place::Part | Place::File => false,
        };
        if let Some(flag) = members.clone().find(is_missing) {
            return format!("give --{}, or a --body that has it", flag.name);
        }
        if members.clone().next().is_none() {
            return "correct what --body has".to_owned();
        }
        let members = members.by_ref();
        let mut flags: Vec<String> = members.map(|flag| format!("--{}", flag.name)).collect();
        flags.push("--body".to_owned());
        format!("it is made of {}", flags.join(", "))
    }
}

/// The standard input is one file at most.
fn one_input(command: &Command, values: &ByFlag) -> Result<(), Failure> {
    let files = command
        .flags
        .iter()
        .filter(|flag| flag.place == Place::File);
    let paths = files.filter_map(|flag| Some((flag.name, values.get(flag.name)?)));
    let paths = paths.flat_map(|(flag, value)| {
        let one = std::slice::from_ref(value);
        let paths = value.as_array().map_or(one, Vec::as_slice);
        paths.iter().map(move |path| (flag, path))
    });
    let is_input = |path: &Value| path.as_str().is_some_and(body::is_input);
    match paths.filter(|(_flag, path)| is_input(path)).nth(1) {
        Some((flag, _path)) => Err(body::unusable(
            flag,
            "the standard input is read for another file already",
        )),
        None => Ok(()),
    }
}

fn no_body() -> Failure {
    Failure::new(Exit::Usage, "the body is missing").help("give it with --body")
}
