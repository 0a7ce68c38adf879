//! Where requests go, and what a program may look at to find its credentials.

use crate::{Exit, Failure};
use clap::ArgMatches;
use std::fmt::Display;
use std::sync::OnceLock;
use std::time::Duration;

/// The regions of an API, where they have names.
#[derive(Debug)]
pub struct Regions {
    /// The base URL of a region, or why there is no such region.
    pub endpoint: fn(&str) -> Result<String, String>,
    /// Variables of the environment that name one, the first wins.
    pub variables: &'static [&'static str],
}

/// What was asked for beside the operation.
#[derive(Debug)]
pub struct Target {
    endpoint: Option<String>,
    timeout: Option<Duration>,
    matches: ArgMatches,
    intent: Intent,
    /// Where the credential is from.
    credential: OnceLock<String>,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// It is sent.
    Send,
    /// It is shown (`--dry-run`), and nothing is sent anywhere: a credential that is had by a
    /// login must not log in. What stands in its place is masked.
    Show,
}

impl Target {
    pub(crate) fn new(
        matches: &ArgMatches,
        name: &str,
        regions: Option<&Regions>,
    ) -> Result<Self, Failure> {
        let get = |flag: &str| matches.get_one::<String>(flag).cloned();
        let of_region = |region: String| {
            let regions = regions?;
            Some((regions.endpoint)(&region).map_err(|reason| {
                Failure::new(Exit::Usage, format!("the region cannot be used: {reason}"))
            }))
        };
        let named = || {
            let variables = regions.map_or(&[][..], |regions| regions.variables);
            variables.iter().find_map(|name| variable(name))
        };
        let region_flag = regions.and_then(|_| get("region"));
        let endpoint = match (get("endpoint"), region_flag) {
            (Some(endpoint), _) => Some(Ok(endpoint)),
            (None, Some(region)) => of_region(region),
            (None, None) => variable(&endpoint_variable(name))
                .map(Ok)
                .or_else(|| of_region(named()?)),
        };
        Ok(Self {
            endpoint: endpoint.transpose()?,
            timeout: matches
                .get_one::<u64>("timeout")
                .copied()
                .map(Duration::from_secs),
            matches: matches.clone(),
            intent: if matches.get_flag("dry-run") {
                Intent::Show
            } else {
                Intent::Send
            },
            credential: OnceLock::new(),
        })
    }

    /// The base URL that was asked for.
    ///
    /// # Errors
    /// None was.
    pub fn endpoint(&self) -> Result<&str, Failure> {
        self.endpoint.as_deref().ok_or_else(|| {
            Failure::new(Exit::Usage, "no endpoint was given")
                .help("use --endpoint URL, or what `--help` lists under Connection")
        })
    }

    /// What becomes of the request.
    pub fn intent(&self) -> Intent {
        self.intent
    }

    /// How long the call may take, where that was said.
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The value of a flag that the program added by itself.
    pub fn flag(&self, name: &str) -> Option<&str> {
        let value = self.matches.try_get_one::<String>(name).ok().flatten();
        value.map(String::as_str)
    }

    /// Notes where the credential is from, which `--dry-run` says.
    pub fn note_credential(&self, origin: &impl Display) {
        // The first one counts.
        let _ = self.credential.set(origin.to_string());
    }

    pub(crate) fn credential(&self) -> Option<&str> {
        self.credential.get().map(String::as_str)
    }

    /// A variable of the environment; one that is empty is not set.
    pub fn variable(&self, name: &str) -> Option<String> {
        variable(name)
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// `APIG_ENDPOINT`.
pub(crate) fn endpoint_variable(name: &str) -> String {
    format!("{}_ENDPOINT", name.to_ascii_uppercase().replace('-', "_"))
}
