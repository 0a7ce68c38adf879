//! Drawn calls: legal, the same each time, and as simple as the failure allows.

use std::{cell::RefCell, future::pending, rc::Rc};

use openapi_contract::{
    Case, Family, Level, RawRequest, RawResponse, Side, Subject,
    call::{Body, Call, Content},
    case::Drawn,
    check::Entry,
    run::{
        self, Answered, Lost, Options, Outcome, Record, Session, Target, note_regressions,
        read_regressions,
    },
    schema::Direction,
};
use serde_json::{Value, json};

use crate::read;

const DOCUMENT: &str = r#"openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              additionalProperties: false
              properties:
                name: { type: string, maxLength: 12 }
                age: { type: integer, minimum: 0, maximum: 90 }
                tags: { type: array, maxItems: 3, items: { type: string, enum: [a, b] } }
      responses:
        "201": { description: Added }
        "422": { description: Refused }
"#;

/// Notes what it was sent and answers 500 where `is_fault` says so.
#[derive(Clone)]
struct Fake {
    bodies: Rc<RefCell<Vec<Value>>>,
    is_fault: fn(&Value) -> bool,
}

impl Target for Fake {
    type Session = Self;

    fn session(&self) -> Self {
        self.clone()
    }

    fn authority(&self) -> &'static str {
        "localhost"
    }

    fn prefix(&self) -> &'static str {
        ""
    }

    fn address(&self) -> String {
        "$URL".to_owned()
    }
}

impl Session for Fake {
    async fn send(&mut self, request: &RawRequest) -> Result<Answered, Lost> {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let status = if (self.is_fault)(&body) { 500 } else { 422 };
        self.bodies.borrow_mut().push(body);
        Ok(Answered {
            response: RawResponse::new(status),
            handler: Entry::Unknown,
        })
    }
}

/// The one record, and every body that was sent.
async fn draw(is_fault: fn(&Value) -> bool, options: &Options) -> (Record, Vec<Value>) {
    let spec = read(DOCUMENT).unwrap();
    let body = Body {
        content_type: Some("application/json".to_owned()),
        content: Content::Json(json!({"name": "Tom"})),
        pointer: None,
    };
    let case = Case {
        name: "drawn::server::addPet".to_owned(),
        family: Family::Drawn,
        side: Side::Server,
        operation: "addPet".to_owned(),
        level: Level::Values,
        twin: None,
        owns: Vec::new(),
        subject: Subject::Drawn(Box::new(Drawn {
            call: Call {
                body: Some(body),
                ..Call::default()
            },
            values: 64,
        })),
    };
    let fake = Fake {
        bodies: Rc::default(),
        is_fault,
    };
    let run = run::run(&spec, &[case], &fake, options, pending(), |_| {}).await;
    let schema = "/paths/~1pets/post/requestBody/content/application~1json/schema";
    for body in fake.bodies.borrow().iter() {
        let broken = spec.violations(schema, Direction::Request, body);
        assert_eq!(broken, Some(Vec::new()), "{body}");
    }
    let record = run.records.into_iter().next().unwrap();
    (record, fake.bodies.take())
}

#[tokio::test]
async fn draws_are_legal_various_and_the_same_each_time() {
    let (record, bodies) = draw(|_| false, &Options::default()).await;
    assert_eq!(record.outcome, Outcome::Held);
    assert_eq!(bodies.len(), 64);
    let mut different: Vec<String> = bodies.iter().map(Value::to_string).collect();
    different.sort();
    different.dedup();
    assert!(different.len() > 20, "{different:?}");
    assert_eq!(draw(|_| false, &Options::default()).await.1, bodies);
    let mut options = Options::default();
    options.draws.seed = 7;
    assert_ne!(draw(|_| false, &options).await.1, bodies);
    options.draws.values = Some(3);
    assert_eq!(draw(|_| false, &options).await.1.len(), 3);
}

#[tokio::test]
async fn failures_are_simple_and_tried_first_the_next_time() {
    let is_fault: fn(&Value) -> bool = |body| !body["name"].as_str().unwrap().is_ascii();
    let (record, _) = draw(is_fault, &Options::default()).await;
    assert!(matches!(record.outcome, Outcome::Broken(_)), "{record:?}");
    assert_eq!(record.exchanges.len(), 1);
    let sent: Value = serde_json::from_slice(&record.exchanges[0].request.body).unwrap();
    assert_eq!(sent["name"].as_str().unwrap().chars().count(), 1, "{sent}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("contract.regressions");
    assert_eq!(read_regressions(&path), Ok(Vec::new()));
    let run = run::Run {
        records: vec![record.clone()],
        ..run::Run::default()
    };
    note_regressions(&path, &[], &run).unwrap();
    let known = read_regressions(&path).unwrap();
    assert_eq!(known, [(record.case.clone(), record.seed.unwrap())]);
    let mut options = Options::default();
    options.draws.values = Some(0);
    options.draws.first = known;
    assert!(matches!(
        draw(is_fault, &options).await.0.outcome,
        Outcome::Broken(_)
    ));
    std::fs::write(&path, "seven drawn::server::addPet").unwrap();
    assert!(
        read_regressions(&path)
            .unwrap_err()
            .message
            .contains("line 1")
    );
}
