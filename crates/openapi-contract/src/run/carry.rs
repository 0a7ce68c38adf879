//! Carrying out one case: the steps before it, its request, and the judgement of the answer.

use std::time::{Duration, Instant};

use sdk_hmac_sha256::SigningTime;

#[cfg(feature = "drawn")]
use super::drawn::{Draw, Source};
use super::{
    Options, Outcome, Record, Seen, Undocumented,
    curl::curl,
    mask::Mask,
    target::{Answered, Lost, Session, Target},
};
#[cfg(feature = "drawn")]
use crate::case::{Drawn, Expect, Level};
use crate::{
    call::{Call, Captures, Step, Unsendable},
    case::{Case, Change, Probe, Subject},
    check::{Evidence, check_answer, failure, harness, undocumented},
    diff::Difference,
    exchange::RawRequest,
    failure::{Failure, Kind, Verdict},
    spec::{Operation, Spec},
};

/// How many simpler calls are tried after a drawn one failed.
#[cfg(feature = "drawn")]
const SIMPLER: usize = 200;

/// Carries out one case of the server side.
pub(super) async fn carry<T: Target>(
    spec: &Spec,
    case: &Case,
    target: &T,
    options: &Options,
) -> Record {
    let started = Instant::now();
    let mut attempt = Attempt::new(spec, case, target, options);
    let verdict = attempt.case().await;
    let mut record = attempt.record;
    record.outcome = match verdict {
        Ok(()) => Outcome::Held,
        Err(failure) => Outcome::Broken(attempt.mask.failure(failure)),
    };
    record.elapsed = started.elapsed();
    record
}

/// A case while it is carried out.
struct Attempt<'a, T: Target> {
    spec: &'a Spec,
    case: &'a Case,
    target: &'a T,
    options: &'a Options,
    session: T::Session,
    captures: Captures,
    mask: Mask,
    record: Record,
}

impl<'a, T: Target> Attempt<'a, T> {
    fn new(spec: &'a Spec, case: &'a Case, target: &'a T, options: &'a Options) -> Self {
        let mask = case
            .call()
            .map(|call| Mask::new(spec, call, &options.variables))
            .unwrap_or_default();
        Self {
            spec,
            case,
            target,
            options,
            session: target.session(),
            captures: Captures::default(),
            mask,
            record: Record::new(&case.name),
        }
    }

    async fn case(&mut self) -> Verdict {
        let case = self.case;
        for step in case.call().into_iter().flat_map(|call| &call.before) {
            self.step(step).await?;
        }
        let request = match &case.subject {
            Subject::Exchange(exchange) => self.call(&case.operation, &exchange.call)?,
            Subject::Probe(probe) => self.probe(probe)?,
            #[cfg(feature = "drawn")]
            Subject::Drawn(drawn) => return self.drawn(drawn).await,
            #[cfg(not(feature = "drawn"))]
            Subject::Drawn(_) => {
                return Err(harness(self.spec, case, "the feature `drawn` is not there"));
            }
            Subject::Body(_) | Subject::Decode(_) => {
                return Err(harness(
                    self.spec,
                    case,
                    "the case sends nothing to a server",
                ));
            }
        };
        self.judge(case, &request).await
    }

    /// Sends a request and holds the answer to a case.
    async fn judge(&mut self, case: &Case, request: &RawRequest) -> Verdict {
        let answered = self.send(request).await?;
        let seen = Evidence {
            request,
            response: &answered.response,
            handler: answered.handler,
        };
        let status = undocumented(self.spec, case, &answered.response);
        self.record.undocumented.extend(status);
        check_answer(self.spec, case, &seen, self.options.level)?;
        match status {
            Some(status) if self.options.undocumented == Undocumented::Denied => {
                self.denied(status)
            }
            _ => Ok(()),
        }
    }

    /// Draws calls until one breaks the contract, and makes that one as simple as it gets.
    #[cfg(feature = "drawn")]
    async fn drawn(&mut self, drawn: &Drawn) -> Verdict {
        let call = self.captures.fill(&drawn.call);
        let operation = self.operation(&self.case.operation)?;
        let source = Source::new(self.spec, operation, &call);
        for seed in self.options.draws.seeds(&self.case.name, drawn) {
            let Some(mut draw) = Draw::new(&source, seed) else {
                continue;
            };
            let Err(mut failure) = self.drawn_call(draw.call()).await else {
                continue;
            };
            let mut kept = (self.record.exchanges.clone(), self.record.curl.clone());
            let mut is_left = draw.simplify();
            for _ in 0..SIMPLER {
                if !is_left {
                    break;
                }
                is_left = match self.drawn_call(draw.call()).await {
                    Ok(()) => draw.complicate(),
                    Err(simpler) => {
                        failure = simpler;
                        kept = (self.record.exchanges.clone(), self.record.curl.clone());
                        draw.simplify()
                    }
                };
            }
            (self.record.exchanges, self.record.curl) = kept;
            self.record.seed = Some(seed);
            return Err(failure);
        }
        Ok(())
    }

    /// Any answer below 500 will do; a documented one is held to its schema. What cannot be sent
    /// was no draw.
    #[cfg(feature = "drawn")]
    async fn drawn_call(&mut self, call: Call) -> Verdict {
        let probe = Probe {
            call,
            changes: Vec::new(),
            expect: Expect::NoFault,
        };
        let operation = self.behind_prefix(&self.case.operation)?;
        let host = self.target.authority();
        let request = probe.request(self.spec, &operation, host, SigningTime::now());
        let Ok(request) = request else {
            return Ok(());
        };
        // The steps before stay; of the draws only the last one is kept.
        let steps = self.case.call().map_or(0, |call| call.before.len());
        self.record.exchanges.truncate(steps);
        self.record.undocumented.clear();
        let case = Case {
            level: Level::Schema,
            subject: Subject::Probe(Box::new(probe)),
            ..self.case.clone()
        };
        self.judge(&case, &request).await
    }

    /// The document does not list a status, and that was denied.
    fn denied(&self, status: u16) -> Verdict {
        let operation = self.operation(&self.case.operation)?;
        let statuses = operation.responses.iter();
        let listed: Vec<_> = statuses.map(|one| one.status.to_string()).collect();
        let differences = vec![Difference::of(
            "status",
            listed.join(", "),
            status.to_string(),
        )];
        let pointer = format!("{}/responses", operation.pointer);
        Err(self.broken(Kind::Undocumented, &pointer, differences))
    }

    /// What comes before must succeed, or the case says nothing.
    async fn step(&mut self, step: &Step) -> Verdict {
        let request = self.call(&step.operation, &self.captures.fill(&step.call))?;
        let answered = self.send(&request).await?;
        let status = answered.response.status;
        if !(200..300).contains(&status) {
            let body = String::from_utf8_lossy(&answered.response.body);
            let why = format!("the step `{}` was answered {status} {body}", step.operation);
            return Err(harness(self.spec, self.case, why));
        }
        let taken = self.captures.take(step, &answered.response);
        taken.map_err(|why| harness(self.spec, self.case, why))
    }

    fn operation(&self, id: &str) -> Result<&'a Operation, Box<Failure>> {
        self.spec.operation(id).ok_or_else(|| {
            let why = format!("the operation `{id}` is not documented");
            harness(self.spec, self.case, why)
        })
    }

    /// The operation as it lies behind the prefix of the target.
    fn behind_prefix(&self, id: &str) -> Result<Operation, Box<Failure>> {
        let mut operation = self.operation(id)?.clone();
        operation.path = format!("{}{}", self.target.prefix(), operation.path);
        Ok(operation)
    }

    fn call(&self, operation: &str, call: &Call) -> Result<RawRequest, Box<Failure>> {
        let operation = self.behind_prefix(operation)?;
        let call = self.captures.fill(call);
        let host = self.target.authority();
        let request = call.request(self.spec, &operation, host, SigningTime::now());
        request.map_err(|error| self.unsendable(&error))
    }

    fn probe(&self, probe: &Probe) -> Result<RawRequest, Box<Failure>> {
        let operation = self.behind_prefix(&self.case.operation)?;
        let mut probe = self.captures.fill_probe(probe);
        for change in &mut probe.changes {
            if let Change::Path(path) = change {
                *path = format!("{}{path}", self.target.prefix());
            }
        }
        let host = self.target.authority();
        let request = probe.request(self.spec, &operation, host, SigningTime::now());
        request.map_err(|error| self.unsendable(&error))
    }

    fn unsendable(&self, error: &Unsendable) -> Box<Failure> {
        harness(self.spec, self.case, error.to_string())
    }

    async fn send(&mut self, request: &RawRequest) -> Result<Answered, Box<Failure>> {
        let deadline = self.options.deadline;
        let answer = tokio::time::timeout(deadline, self.session.send(request)).await;
        let shown = self.mask.request(request);
        self.record.curl = Some(curl(&shown, &self.target.address(), &self.mask.variables));
        let response = match &answer {
            Ok(Ok(answered)) => Some(self.mask.response(&answered.response)),
            Ok(Err(_)) | Err(_) => None,
        };
        self.record.exchanges.push(Seen {
            request: shown,
            response,
        });
        match answer {
            Ok(Ok(answered)) => Ok(answered),
            Ok(Err(Lost::Unsendable(why))) => Err(harness(self.spec, self.case, why)),
            Ok(Err(Lost::Broken(why))) => Err(self.lost(Kind::Connection, "an answer", &why)),
            Err(_) => Err(self.lost(
                Kind::Hang,
                &format!("an answer within {}", seconds(deadline)),
                "none",
            )),
        }
    }

    fn lost(&self, kind: Kind, expected: &str, actual: &str) -> Box<Failure> {
        let differences = vec![Difference::of("answer", expected, actual)];
        self.broken(kind, self.case.pointer(), differences)
    }

    fn broken(&self, kind: Kind, pointer: &str, differences: Vec<Difference>) -> Box<Failure> {
        failure(self.spec, self.case, kind, pointer, differences)
    }
}

fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}
