//! The answers that a state table asks for.
//!
//! A state is recognised by what it says beyond the first success of its operation: an argument,
//! a body, a content type, a credential. A request that has all of that gets the answer of the
//! state; the state that says most wins, then one
//! with an error, then the first one. States that need steps before are
//! left out: a mock remembers nothing.

use serde_json::Value;

use crate::{
    call::{Argument, Body, Content, Credential},
    case::{Answer, Case, Exchange},
    spec::essence,
    wire::Received,
};

/// The states of all operations.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules(Vec<Rule>);

#[derive(Clone, Debug)]
struct Rule {
    operation: String,
    arguments: Vec<Argument>,
    body: Bodies,
    credentials: Option<Vec<Credential>>,
    answer: Answer,
}

/// The bodies that a state is about.
#[derive(Clone, Debug)]
enum Bodies {
    Any,
    Absent,
    One(Body),
}

/// What of a request a state may be recognised by.
pub(super) struct Facts<'a> {
    pub(super) received: &'a Received,
    pub(super) body: &'a [u8],
    pub(super) content_type: &'a str,
    pub(super) credentials: &'a [Credential],
}

/// Which states are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Those that are about credentials only: before anything else is known of the request.
    Credentials,
    /// All.
    All,
}

impl Rules {
    /// From the cases of a state table.
    pub(super) fn new(cases: &[Case]) -> Self {
        let exchanges = || {
            cases
                .iter()
                .filter_map(|case| Some((case.operation.as_str(), case.exchange()?)))
                .filter(|(_, exchange)| exchange.call.before.is_empty())
        };
        let rule = |(operation, exchange): (&str, &Exchange)| {
            let mut others = exchanges();
            let base = others.find(|(other, one)| {
                *other == operation && (200..300).contains(&one.answer.status)
            });
            Rule::new(operation, exchange, base.map(|(_, exchange)| exchange))
        };
        Self(exchanges().map(rule).collect())
    }

    /// The answer of the state that a request is in.
    pub(super) fn find(&self, operation: &str, facts: &Facts<'_>, stage: Stage) -> Option<&Answer> {
        let mut best: Option<&Rule> = None;
        let rules = self.0.iter().filter(|rule| rule.operation == operation);
        for rule in rules.filter(|rule| rule.weight() > 0 && rule.is_of(stage)) {
            let is_better = best.is_none_or(|best| rule.rank() > best.rank());
            if is_better && rule.fits(facts) {
                best = Some(rule);
            }
        }
        best.map(|rule| &rule.answer)
    }

    /// The answer of the first success.
    pub(super) fn success(&self, operation: &str) -> Option<&Answer> {
        let mut rules = self.0.iter().filter(|rule| rule.operation == operation);
        let rule = rules.find(|rule| (200..300).contains(&rule.answer.status))?;
        Some(&rule.answer)
    }
}

impl Rule {
    fn new(operation: &str, exchange: &Exchange, base: Option<&Exchange>) -> Self {
        let call = &exchange.call;
        let is_new = |one: &&Argument| base.is_none_or(|base| !base.call.arguments.contains(one));
        let other_body = base.is_none_or(|base| base.call.body != call.body);
        let other_credentials = base.is_none_or(|base| base.call.credentials != call.credentials);
        Self {
            operation: operation.to_owned(),
            arguments: call.arguments.iter().filter(is_new).cloned().collect(),
            body: match &call.body {
                _ if !other_body => Bodies::Any,
                None => Bodies::Absent,
                Some(body) => Bodies::One(body.clone()),
            },
            credentials: other_credentials.then(|| call.credentials.clone()),
            answer: exchange.answer.clone(),
        }
    }

    /// How much it says.
    fn weight(&self) -> usize {
        self.arguments.len()
            + usize::from(!matches!(self.body, Bodies::Any))
            + usize::from(self.credentials.is_some())
    }

    /// Of two states that say as much, the one with an error is meant.
    fn rank(&self) -> (usize, bool) {
        (self.weight(), self.answer.status >= 400)
    }

    fn is_of(&self, stage: Stage) -> bool {
        stage == Stage::All || (self.arguments.is_empty() && matches!(self.body, Bodies::Any))
    }

    fn fits(&self, facts: &Facts<'_>) -> bool {
        let arguments = self.arguments.iter().all(|wanted| {
            facts.received.arguments.iter().any(|one| {
                one.location == wanted.location
                    && one.name == wanted.name
                    && is_same(&one.value, &wanted.value)
            })
        });
        let body = match &self.body {
            Bodies::Any => true,
            Bodies::Absent => facts.body.is_empty(),
            Bodies::One(wanted) => has_body(wanted, facts),
        };
        let credentials = self.credentials.as_ref().is_none_or(|wanted| {
            wanted.len() == facts.credentials.len()
                && wanted.iter().all(|one| facts.credentials.contains(one))
        });
        arguments && body && credentials
    }
}

fn has_body(wanted: &Body, facts: &Facts<'_>) -> bool {
    let content_type = wanted.content_type.as_deref().unwrap_or_default();
    if essence(content_type) != essence(facts.content_type) {
        return false;
    }
    match &wanted.content {
        Content::Json(value) => {
            serde_json::from_slice::<Value>(facts.body).is_ok_and(|body| body == *value)
        }
        // A filler is as large as a body can be, so it is made for one of its size alone.
        Content::Filler(size) if *size != facts.body.len() => false,
        content => content.bytes() == facts.body,
    }
}

/// Values of parameters are the same where their texts are.
fn is_same(left: &Value, right: &Value) -> bool {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    left == right || text(left) == text(right)
}
