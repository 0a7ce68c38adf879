//! Carrying cases out against servers, right ones and wrong ones, over sockets and in process.

mod drawn;
mod in_process;
mod pages;
mod program;
mod secure;
mod server;
mod socket;

use std::{future::pending, time::Duration};

use openapi_contract::{
    Case, Family, Level, Side, Spec, Subject,
    call::{Argument, Call, Credential, Secret},
    case::{Change, Expect, Handler, Others, Probe},
    run::{self, Options, Run, Target},
    spec::Location,
};
use serde_json::json;

use crate::read;

/// One operation, two ways to log in.
const DOCUMENT: &str = r#"openapi: 3.0.3
info: { title: Pets, version: "1" }
security: [{ Token: [] }, { Signature: [] }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses:
        "200":
          description: A pet
          content:
            application/json:
              schema: { type: object, required: [name], properties: { name: { type: string } } }
              example: { name: Tom }
        "400":
          description: Refused
          content:
            application/json:
              schema: { type: object, required: [code], properties: { code: { type: string } } }
              example: { code: bad }
components:
  securitySchemes:
    Token: { type: apiKey, in: header, name: X-Token }
    Signature: { type: apiKey, in: header, name: Authorization, x-signature: SDK-HMAC-SHA256 }
"#;

const TOKEN: &str = "a-long-secret-token";
const ACCESS_KEY: &str = "an-access-key";
const SECRET_KEY: &str = "a-very-secret-key";

fn spec() -> Spec {
    read(DOCUMENT).unwrap()
}

fn token() -> Credential {
    Credential {
        scheme: "Token".to_owned(),
        secret: Secret::Key(TOKEN.to_owned()),
    }
}

fn key_pair() -> Credential {
    Credential {
        scheme: "Signature".to_owned(),
        secret: Secret::Pair {
            access: ACCESS_KEY.to_owned(),
            secret: SECRET_KEY.to_owned(),
        },
    }
}

fn case(name: &str, twin: Option<&str>, credential: Credential, probe: Probe) -> Case {
    Case {
        name: format!("tolerance::server::getPet::{name}"),
        family: Family::Tolerance,
        side: Side::Server,
        operation: "getPet".to_owned(),
        level: Level::Values,
        twin: twin.map(|twin| format!("tolerance::server::getPet::{twin}")),
        owns: vec!["/paths/~1pets~1{id}/get/parameters/0/schema".to_owned()],
        subject: Subject::Probe(Box::new(Probe {
            call: Call {
                arguments: vec![Argument {
                    name: "id".to_owned(),
                    location: Location::Path,
                    value: json!(7),
                }],
                credentials: vec![credential],
                ..probe.call
            },
            ..probe
        })),
    }
}

fn probe(changes: Vec<Change>, expect: Expect) -> Probe {
    Probe {
        call: Call::default(),
        changes,
        expect,
    }
}

/// A call that must succeed, the same signed, and one that must be refused.
fn cases() -> Vec<Case> {
    let path = Change::Path("/pets/seven".to_owned());
    let refusal = Expect::Refusal {
        best: vec![400],
        others: Others::Refused,
        handler: Handler::MustNotEnter,
    };
    vec![
        case(
            "wrong-id",
            Some("plain"),
            token(),
            probe(vec![path], refusal),
        ),
        case("plain", None, token(), probe(Vec::new(), Expect::Success)),
        case(
            "signed",
            None,
            key_pair(),
            probe(Vec::new(), Expect::Success),
        ),
    ]
}

/// Nobody waits for this long: only a server that never answers is given less time.
fn options() -> Options {
    Options {
        deadline: Duration::from_mins(1),
        ..Options::default()
    }
}

async fn carry_out<T: Target>(target: &T) -> Run {
    carry_out_with(target, &options()).await
}

async fn carry_out_with<T: Target>(target: &T, options: &Options) -> Run {
    run::run(&spec(), &cases(), target, options, pending(), |_| {}).await
}

/// How each case ended: `held`, the code of the failure, or `void`.
fn endings(run: &Run) -> Vec<String> {
    let records = run.records.iter();
    let ending = |record: &run::Record| match &record.outcome {
        run::Outcome::Held => "held".to_owned(),
        run::Outcome::Broken(failure) => failure.kind.code().to_owned(),
        run::Outcome::Void(_) => "void".to_owned(),
        run::Outcome::NotRun => "not run".to_owned(),
    };
    records.map(ending).collect()
}
