//! The documented answers, as an enum of successes and one of errors.

use openapi_model::{Operation, Response};

use super::bodies::{self, Owner};
use super::title::ResponseTitles;
use super::{Titles, home, parameter_of};
use crate::plan::lower::Lowering;
use crate::plan::names::{Scope, answer_name};
use crate::plan::ty::{Direction, Ty};
use crate::plan::{Answer, Answers, ContentPlan, Headers, Returned};

/// Successes, then errors.
pub(super) fn answers<'a>(
    operation: &'a Operation,
    titles: &Titles,
    lowering: &mut Lowering<'a>,
) -> (Answers<'a>, Answers<'a>) {
    let has_success = operation
        .responses
        .iter()
        .any(|response| response.status.is_success());
    let (mut success, mut error) = (Vec::new(), Vec::new());
    for (response, names) in operation.responses.iter().zip(&titles.responses) {
        let answer = answer(response, &titles.type_name, names, lowering);
        let is_default = response.status == openapi_model::Status::Default;
        if response.status.is_success() {
            success.push(answer);
        } else if is_default && !has_success {
            success.push(answer.again());
            error.push(answer);
        } else {
            error.push(answer);
        }
    }
    (
        enumerate(&titles.success, success, Kind::Success),
        enumerate(&titles.error, error, Kind::Error),
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Success,
    Error,
}

fn answer<'a>(
    response: &'a Response,
    owner: &str,
    titles: &ResponseTitles,
    lowering: &mut Lowering<'a>,
) -> Answer<'a> {
    let name = answer_name(response.status);
    let owner = Owner {
        name: owner,
        suffix: &name,
        enumeration: titles.body.as_deref(),
        direction: Direction::Answer,
    };
    let contents = bodies::contents(&response.contents, &owner, lowering);
    let body = bodies::whole(
        &contents,
        &owner,
        &response.description,
        &response.place,
        lowering,
    );
    let headers = titles.headers.as_ref().map(|headers| {
        let mut scope = Scope::without([]);
        let fields = response.headers.iter().map(|header| {
            let home = home(
                owner.name,
                &format!("{name} {}", header.name),
                &header.place.pointer,
            );
            parameter_of(header, &home, Direction::Answer, &mut scope, lowering)
        });
        Headers {
            name: headers.clone(),
            fields: fields.collect(),
        }
    });
    Answer {
        response,
        status: response.status,
        headers,
        body,
        contents,
        name,
    }
}

impl Answer<'_> {
    /// The same answer, for the other enum.
    fn again(&self) -> Self {
        let headers = self.headers.as_ref().map(|headers| Headers {
            name: headers.name.clone(),
            fields: headers.fields.clone(),
        });
        let contents = self.contents.iter().map(|content| ContentPlan {
            content: content.content,
            ty: content.ty.clone(),
            variant: content.variant.clone(),
        });
        Answer {
            response: self.response,
            name: self.name.clone(),
            status: self.status,
            headers,
            body: self.body.clone(),
            contents: contents.collect(),
        }
    }
}

fn enumerate<'a>(name: &str, variants: Vec<Answer<'a>>, kind: Kind) -> Answers<'a> {
    let value = !variants
        .iter()
        .flat_map(|answer| &answer.contents)
        .any(|content| content.ty == Ty::Stream);
    Answers {
        name: name.to_owned(),
        returned: returned(&variants, kind),
        variants,
        value,
    }
}

fn returned(variants: &[Answer<'_>], kind: Kind) -> Returned {
    if variants
        .iter()
        .all(|answer| answer.body.is_none() && answer.headers.is_none())
    {
        return Returned::Nothing;
    }
    let mut bodies = variants
        .iter()
        .map(|answer| answer.body.as_ref().filter(|_| answer.headers.is_none()));
    let Some(Some(first)) = bodies.next() else {
        return Returned::Enum;
    };
    // Types of other crates cannot tell whether they are errors.
    let is_foreign = matches!(first, Ty::Uuid | Ty::Date | Ty::DateTime);
    if is_foreign && kind == Kind::Error || !bodies.all(|body| body == Some(first)) {
        return Returned::Enum;
    }
    Returned::Body(first.clone())
}
