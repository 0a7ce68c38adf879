//! Answers of every kind, as a client sees them.

use openapi_client::Error;
use openapi_codegen_goldens::answers::{client, server, types};
use openapi_server::Failure;
use types::{GetSeveralError, GetSeveralResponse, PostEmptyErrorError, Problem, Thing};

use crate::loopback::connect;

/// Answers with the status it was made for.
#[derive(Clone, Copy)]
struct Answers(u16);

impl server::Api for Answers {
    async fn get_none(
        &self,
        _: server::GetNoneRequest,
    ) -> Result<types::GetNoneResponse, Failure<types::GetNoneError>> {
        if self.0 == 204 {
            return Ok(types::GetNoneResponse::NoContent);
        }
        Err(Failure::internal("something"))
    }

    async fn post_empty_error(
        &self,
        _: server::PostEmptyErrorRequest,
    ) -> Result<types::PostEmptyErrorResponse, Failure<PostEmptyErrorError>> {
        match self.0 {
            200 => Ok(types::PostEmptyErrorResponse::Ok),
            404 => Err(PostEmptyErrorError::NotFound.into()),
            _ => Err(PostEmptyErrorError::Conflict.into()),
        }
    }

    async fn get_inline_error(
        &self,
        _: server::GetInlineErrorRequest,
    ) -> Result<types::GetInlineErrorResponse, Failure<types::GetInlineErrorError>> {
        if self.0 == 200 {
            return Ok(types::GetInlineErrorResponse::Ok("a \"text\"".to_owned()));
        }
        let body = types::GetInlineErrorUnprocessableEntity {
            code: Some(types::error_codes::NO_TEXT.to_owned()),
            message: Some("none".to_owned()),
        };
        Err(types::GetInlineErrorError::UnprocessableEntity(body).into())
    }

    async fn get_several(
        &self,
        _: server::GetSeveralRequest,
    ) -> Result<GetSeveralResponse, Failure<GetSeveralError>> {
        let thing = Thing {
            name: Some("thing".to_owned()),
        };
        let problem = Problem {
            code: "c".to_owned(),
            detail: None,
        };
        match self.0 {
            200 => Ok(GetSeveralResponse::Ok(thing)),
            202 => Ok(GetSeveralResponse::Accepted(thing)),
            400 => Err(GetSeveralError::BadRequest(problem).into()),
            _ => Err(GetSeveralError::Status499(problem).into()),
        }
    }

    async fn get_text_error(
        &self,
        _: server::GetTextErrorRequest,
    ) -> Result<types::GetTextErrorResponse, Failure<types::GetTextErrorError>> {
        if self.0 == 200 {
            return Ok(types::GetTextErrorResponse::Ok(types::Things::new()));
        }
        let body = "why".to_owned();
        Err(types::GetTextErrorError::InternalServerError(body).into())
    }

    async fn get_list_error(
        &self,
        _: server::GetListErrorRequest,
    ) -> Result<types::GetListErrorResponse, Failure<types::GetListErrorError>> {
        if self.0 == 200 {
            return Ok(types::GetListErrorResponse::Ok(1.5));
        }
        let body = vec!["why".to_owned()];
        Err(types::GetListErrorError::InternalServerError(body).into())
    }
}

fn client(status: u16) -> client::Client {
    let hooks = connect(server::service(Answers(status)));
    client::Client::builder("http://localhost")
        .hooks(hooks)
        .build()
        .unwrap()
}

#[tokio::test]
async fn successes() {
    assert_eq!(client(204).get_none().send().await.unwrap().status(), 204);
    assert_eq!(
        client(200)
            .post_empty_error()
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    let text = client(200).get_inline_error().send().await.unwrap();
    assert_eq!(text.into_inner(), "a \"text\"");
    for status in [200, 202] {
        let thing = client(status).get_several().send().await.unwrap();
        assert_eq!(thing.status(), status);
        assert_eq!(thing.into_inner().name.as_deref(), Some("thing"));
    }
    let things = client(200).get_text_error().send().await.unwrap();
    assert_eq!(things.into_inner(), types::Things::new());
    let amount: openapi_client::ResponseValue<types::Amount> =
        client(200).get_list_error().send().await.unwrap();
    assert_eq!(amount.into_inner().to_string(), "1.5");
}

#[tokio::test]
async fn failures() {
    for status in [404, 409] {
        let error = client(status).post_empty_error().send().await.unwrap_err();
        assert!(
            matches!(&error, Error::Refused(value) if value.status() == status),
            "{error:?}"
        );
    }
    for status in [400, 499] {
        let error = client(status).get_several().send().await.unwrap_err();
        assert_eq!(
            (error.status().unwrap().as_u16(), error.error_code()),
            (status, Some("c"))
        );
    }
    let error = client(422).get_inline_error().send().await.unwrap_err();
    assert_eq!(
        (error.error_code(), error.error_message()),
        (Some("no.text"), Some("none"))
    );
    let error = client(500).get_text_error().send().await.unwrap_err();
    assert!(
        matches!(&error, Error::Refused(value) if **value == "why"),
        "{error:?}"
    );
    let error = client(500).get_list_error().send().await.unwrap_err();
    assert!(
        matches!(&error, Error::Refused(value) if **value == ["why"]),
        "{error:?}"
    );
    let error = client(500).get_none().send().await.unwrap_err();
    assert!(matches!(&error, Error::OutcomeUnknown(_)), "{error:?}");
    assert_eq!(error.status().unwrap(), 500);
}
