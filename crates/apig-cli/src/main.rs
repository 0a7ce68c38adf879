//! `apig`: the Dedicated Gateway API (APIG V2) on the command line.
//!
//! Credentials are found as [`FoundCredential`] finds them; no flag takes a secret.

use apig_cli::openapi_cli::{
    Api, Call, Exit, Failure, Intent, Program, Regions, Target, Values, clap, main as run,
};
use apig_client::{AuthToken, Builder, Client, Environment, FoundCredential, Region};
use std::process::ExitCode;

struct Apig;

/// The flag that names a section of the profile file.
const PROFILE: &str = "profile";

/// Short enough for a manual page of 80 columns.
const CREDENTIALS: &str = "\
Credentials, the first one that is complete:
  HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK  an access key
  HW_ACCESS_KEY, HW_SECRET_KEY            the same
  OS_ACCESS_KEY, OS_SECRET_KEY            the same
  HW_AUTH_TOKEN, OS_AUTH_TOKEN, OS_TOKEN  a user token
  HW_USER_NAME, HW_USER_PASSWORD          a login, in HW_DOMAIN_NAME
  OS_USERNAME, OS_PASSWORD                the same, OS_USER_DOMAIN_NAME
  ~/.huaweicloud/credentials              [basic], or what --profile says
";

impl Program for Apig {
    type Client = Client;

    const NAME: &'static str = "apig";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const REGIONS: Option<Regions> = Some(Regions {
        endpoint: |name| match name.parse::<Region>() {
            Ok(region) => Ok(region.endpoint()),
            Err(error) => Err(error.to_string()),
        },
        variables: &["HW_REGION_NAME", "OS_REGION_NAME"],
    });
    const NOTES: &'static str = CREDENTIALS;

    fn api() -> &'static Api {
        &apig_cli::API
    }

    fn arguments(command: clap::Command) -> clap::Command {
        let profile = clap::Arg::new(PROFILE)
            .long(PROFILE)
            .value_name("NAME")
            .global(true)
            .help_heading("Connection")
            .help("Take the credential from this section of the profile file");
        command.arg(profile)
    }

    fn connect(target: &Target) -> Result<Builder<Client>, Failure> {
        let builder = Client::builder(target.endpoint()?);
        let environment = Environment::of_process();
        let found = match target.flag(PROFILE) {
            Some(section) => FoundCredential::of_profile(&environment, section),
            None => FoundCredential::find(&environment),
        };
        let found = found.map_err(|error| Failure::of(Exit::Credential, &error))?;
        target.note_credential(found.origin());
        if found.logs_in() && target.intent() == Intent::Show {
            // Nothing is sent, so no token is had; this one is masked as any other.
            let token = AuthToken::new("the-token-of-a-login");
            let token = token.map_err(|error| Failure::of(Exit::Credential, &error))?;
            return Ok(builder.credential(token));
        }
        Ok(builder.credential(found))
    }

    fn call<'a>(client: &'a Client, values: &'a Values) -> Call<'a> {
        apig_cli::call(client, values)
    }
}

fn main() -> ExitCode {
    run::<Apig>()
}
