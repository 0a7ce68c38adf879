//! What the example server is started with, and what it says of itself.

use std::fmt::Write as _;
use std::net::SocketAddr;

use sdk_hmac_sha256::AccessKey;

use crate::in_memory::callers::{NO_PERMISSION, TOKENS, UNAVAILABLE};
use crate::in_memory::gateways::{GATEWAYS, OTHER_PROJECT};
use crate::in_memory::{ACCESS_KEY, SECRET_KEY, TOKEN};

/// The answer to `--help`.
pub(crate) const HELP: &str = "\
in_memory [PORT | --listen ADDR] [--token TOKEN] [--access-key ID] [--secret-key SECRET]

  PORT, --listen ADDR   where to listen; default 127.0.0.1:0, a free port   (APIG_LISTEN)
  --token TOKEN         the token that is accepted                          (APIG_TOKEN)
  --access-key ID       the access key that is accepted                     (APIG_ACCESS_KEY)
  --secret-key SECRET   its secret                                          (APIG_SECRET_KEY)

The environment variables in brackets do the same and keep secrets out of the process list.
";

/// What the command line asks for.
pub(crate) enum Asked {
    /// To be told how to use it.
    Help,
    /// To serve.
    Serve(Settings),
}

/// What to serve with.
pub(crate) struct Settings {
    /// The address to listen on.
    pub(crate) listen: String,
    /// The token that is accepted.
    pub(crate) token: String,
    /// The access key that is accepted.
    pub(crate) access_key: AccessKey,
    /// What is told of its secret.
    shown_secret: &'static str,
}

/// Reads arguments first and the environment second.
pub(crate) fn read(
    mut arguments: impl Iterator<Item = String>,
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Asked, String> {
    let (mut listen, mut token, mut id, mut secret) = (None, None, None, None);
    while let Some(argument) = arguments.next() {
        let slot = match argument.as_str() {
            "--help" | "-h" => return Ok(Asked::Help),
            "--listen" => &mut listen,
            "--token" => &mut token,
            "--access-key" => &mut id,
            "--secret-key" => &mut secret,
            port if port.parse::<u16>().is_ok() => {
                listen = Some(format!("127.0.0.1:{port}"));
                continue;
            }
            _ => return Err("unknown argument; see --help".to_owned()),
        };
        *slot = Some(
            arguments
                .next()
                .ok_or_else(|| format!("{argument} needs a value; see --help"))?,
        );
    }
    let choose = |given: Option<String>, variable: &str, default: &str| {
        given
            .or_else(|| environment(variable))
            .unwrap_or_else(|| default.to_owned())
    };
    let id = choose(id, "APIG_ACCESS_KEY", ACCESS_KEY);
    let secret = choose(secret, "APIG_SECRET_KEY", SECRET_KEY);
    let shown_secret = shown(&secret, SECRET_KEY);
    Ok(Asked::Serve(Settings {
        listen: choose(listen, "APIG_LISTEN", "127.0.0.1:0"),
        token: choose(token, "APIG_TOKEN", TOKEN),
        access_key: AccessKey::new(id, secret).map_err(|error| error.to_string())?,
        shown_secret,
    }))
}

/// A secret may be shown only when it is the example's, which everyone knows.
fn shown(secret: &str, example: &'static str) -> &'static str {
    if secret == example {
        example
    } else {
        "(as configured)"
    }
}

impl Settings {
    /// Where it listens, what it knows, and a line to try. Shows only secrets that everyone knows.
    pub(crate) fn banner(&self, address: SocketAddr) -> String {
        let (token, secret) = (shown(&self.token, TOKEN), self.shown_secret);
        let mut text = format!(
            "listening on http://{address}\n\naccess key  {}  {secret}\n",
            self.access_key.id()
        );
        let mut line = |label: &str, name: &str, what: &str| {
            // Writing to a String does not fail.
            _ = writeln!(text, "{label:<11} {name:<34} {what}");
        };
        line("token", token, "accepted");
        for bad in TOKENS {
            line("token", bad.token, bad.code);
        }
        line("token", NO_PERMISSION, "APIC.7106");
        line("token", UNAVAILABLE, "APIC.9000");
        line(
            "project",
            OTHER_PROJECT,
            "someone else's; each other one is yours",
        );
        for gateway in GATEWAYS {
            line(
                "gateway",
                gateway.id,
                &format!("{:<9} {}", gateway.spec, gateway.condition.answer()),
            );
        }
        line(
            "spec_id",
            "BASIC < PROFESSIONAL < ENTERPRISE",
            "< PLATINUM < PLATINUM_X2 … PLATINUM_X8, each also as NLB_… and …_IPV6",
        );
        line("spec_id", "anything else", "APIC.7301");
        line("spec_id", "what the gateway has", "APIC.7707");
        line("spec_id", "a smaller one", "APIC.7243");
        let sent = if self.token == TOKEN {
            TOKEN
        } else {
            "$APIG_TOKEN"
        };
        _ = write!(
            text,
            "\ncurl -i http://{address}/v2/0123456789abcdef0123456789abcdef/apigw/instances/{}/postpaid-resize \
             -H 'Content-Type: application/json' -H \"X-Auth-Token: {sent}\" -d '{{\"spec_id\":\"PROFESSIONAL\"}}'\n\n\
             Ctrl-C stops it\n",
            GATEWAYS.first().map_or("", |gateway| gateway.id),
        );
        text
    }
}
