//! A client as it would be generated, for one operation, and what its results are called.

use openapi_client::reqwest::header::HeaderName;
use openapi_client::{
    AnswerProblem, BodyProblem, Builder, Call, Core, Error, ErrorBody, HeaderToken, Operation,
    PathStyle, ResponseValue, Unreadable, Unsent,
};
use openapi_types::Retry;
use std::error::Error as _;
use std::fmt::Write as _;

/// What must never be printed: the token, and whatever a server says beside codes.
pub(crate) const SECRET: &str = "s3cret";

pub(crate) static PLACE_ORDER: Operation = Operation {
    id: "placeOrder",
    method: "POST",
    path: "/orders/{name}",
    retry: Retry::NeverAfterSent,
    permissions: &[],
    security: &[&["Token"], &["Key", "Other"]],
    scopes: &[],
};

#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) id: Option<String>,
}

openapi_types::object!(Order { optional id: "id", });

#[derive(Debug, serde::Deserialize)]
pub(crate) struct Refusal {
    code: String,
    text: String,
}

impl ErrorBody for Refusal {
    fn code(&self) -> Option<&str> {
        Some(&self.code)
    }

    fn message(&self) -> Option<&str> {
        Some(&self.text)
    }
}

pub(crate) fn token(scheme: &'static str, value: &str) -> HeaderToken {
    let header = HeaderName::from_bytes(format!("x-{scheme}").as_bytes()).unwrap();
    HeaderToken::new(scheme, header, value).unwrap()
}

/// Settings for a client of this server that holds a token.
pub(crate) fn builder(url: &str) -> Builder<Core> {
    Builder::new(url).credential(token("Token", SECRET))
}

pub(crate) async fn place_order(
    core: &Core,
    operation: &'static Operation,
) -> Result<ResponseValue<Order>, Error<Refusal>> {
    let mut call = Call::new(core, operation);
    call.path("/orders/");
    call.path_parameter("name", Ok("a b"), PathStyle::Simple)?;
    call.json("application/json", &serde_json::json!({ "secret": SECRET }))?;
    let response = call.send().await?;
    match response.status().as_u16() {
        200..=299 => Ok(response.json().await?),
        400 | 404 => Err(Error::refused(response.json().await?)),
        _ => Err(response.undocumented_error().await),
    }
}

/// A result in a few words; on the way it is checked that nothing secret is printed.
pub(crate) fn outcome(result: &Result<ResponseValue<Order>, Error<Refusal>>) -> String {
    match result {
        Ok(value) => {
            check_printed(&format!("{value:?}"));
            format!(
                "{} order {}",
                value.status().as_u16(),
                value.id.as_deref().unwrap_or("-")
            )
        }
        Err(error) => {
            check_printed(&print_error(error));
            check_lines(error);
            check_tally(error);
            let status = error.status().map_or(0, |status| status.as_u16());
            format!("{status} {}", kind(error))
        }
    }
}

fn kind(error: &Error<Refusal>) -> String {
    match error {
        Error::NotSent(unsent) => match unsent.reason() {
            Unsent::InvalidRequest(_) => "invalid request".to_owned(),
            Unsent::Credential(_) => "credential".to_owned(),
            Unsent::Hook(_) => "hook".to_owned(),
            Unsent::Transport(_) => "no connection".to_owned(),
            other => other.to_string(),
        },
        Error::OutcomeUnknown(unknown) => match unknown.answer() {
            Some(answer) => format!("unknown, {}", problem(answer)),
            None if error.is_timeout() => "unknown, timeout".to_owned(),
            None => "unknown, transport".to_owned(),
        },
        Error::Refused(_) => format!("refused {}", error.error_code().unwrap()),
        Error::Unreadable(answer) => problem(answer),
        other => other.to_string(),
    }
}

fn problem(answer: &Unreadable) -> String {
    let kept = answer.response().body().len();
    match answer.problem() {
        AnswerProblem::Undocumented => format!("undocumented, {kept} kept"),
        AnswerProblem::Redirect { location } => {
            format!("redirect {}", location.as_deref().unwrap_or("-"))
        }
        AnswerProblem::TooLarge { .. } => format!("too large, {kept} kept"),
        AnswerProblem::Body(problem) => match problem {
            BodyProblem::ContentType => "unreadable: content type".to_owned(),
            BodyProblem::Syntax { .. } => "unreadable: syntax".to_owned(),
            BodyProblem::Incomplete { .. } => "unreadable: incomplete".to_owned(),
            BodyProblem::Type { .. } => "unreadable: type".to_owned(),
            BodyProblem::Interrupted(cause) if cause.is_timeout() => {
                "unreadable: timeout".to_owned()
            }
            BodyProblem::Interrupted(_) => "unreadable: interrupted".to_owned(),
            other => format!("unreadable: {other}"),
        },
        other => other.to_string(),
    }
}

/// What the variant tells of the whole call is what the error tells.
fn check_tally(error: &Error<Refusal>) {
    let all = (error.attempts(), error.elapsed());
    match error {
        Error::NotSent(unsent) => assert_eq!((unsent.attempts(), unsent.elapsed()), all),
        Error::OutcomeUnknown(unknown) => {
            assert_eq!((unknown.attempts(), unknown.elapsed()), all);
        }
        Error::Refused(value) => assert_eq!((value.attempts(), value.elapsed()), all),
        _ => {}
    }
}

/// Whoever prints an error and its causes reads one line of each, and what the first one says is
/// not said again.
fn check_lines(error: &Error<Refusal>) {
    let first = error.to_string();
    assert_eq!(first.lines().count(), 1, "{first}");
    let mut cause = error.source();
    while let Some(error) = cause {
        let line = error.to_string();
        assert_eq!(line.lines().count(), 1, "{line}");
        assert!(!first.contains(&line), "{first}: {line}");
        cause = error.source();
    }
}

/// All that an error says to whoever prints it, with its causes.
pub(crate) fn print_error(error: &Error<Refusal>) -> String {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        writeln!(text, "{error}\n{error:?}").unwrap();
        cause = error.source();
    }
    text
}

pub(crate) fn check_printed(text: &str) {
    assert!(!text.contains(SECRET), "a secret is printed: {text}");
}
