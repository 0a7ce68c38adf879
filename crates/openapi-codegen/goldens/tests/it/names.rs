//! Names that are taken elsewhere still carry their own values.

use std::sync::{Arc, Mutex};

use openapi_codegen_goldens::names::{client, server, types};
use openapi_server::{Failure, Operation, Token};

use crate::loopback::connect;

type Seen = Arc<Mutex<Vec<server::TypeRequest>>>;

struct Api(Seen);

impl server::Api for Api {
    type Principal = String;

    async fn list_pets(
        &self,
        _: server::ListPetsRequest,
    ) -> Result<types::ListPetsResponse, Failure<types::ListPetsError>> {
        Ok(types::ListPetsResponse::NoContent)
    }

    async fn rejections(
        &self,
        _: server::RejectionsRequest,
    ) -> Result<types::RejectionsResponse, Failure<types::RejectionsError>> {
        Ok(types::RejectionsResponse::NoContent)
    }

    async fn handle(
        &self,
        _: server::HandleRequest,
    ) -> Result<types::HandleResponse, Failure<types::HandleError>> {
        Ok(types::HandleResponse::NoContent)
    }

    async fn into(
        &self,
        _: server::IntoRequest,
    ) -> Result<types::IntoResponse, Failure<types::IntoError>> {
        Ok(types::IntoResponse::NoContent)
    }

    async fn authorization(
        &self,
        caller: String,
        request: server::AuthorizationRequest,
    ) -> Result<types::AuthorizationResponse, Failure<types::AuthorizationError>> {
        let values = [
            Some(caller),
            request.caller,
            request.token,
            request.decision,
        ];
        if values.map(Option::unwrap) == ["key", "1", "2", "3"] {
            return Ok(types::AuthorizationResponse::NoContent);
        }
        Err(Failure::internal("mixed up"))
    }

    async fn type_(
        &self,
        request: server::TypeRequest,
    ) -> Result<types::TypeResponse, Failure<types::TypeError>> {
        self.0.lock().unwrap().push(request);
        Ok(types::TypeResponse::Ok(types::OptionAl::default()))
    }
}

struct Keys;

impl server::Authenticator for Keys {
    type Principal = String;

    async fn key(&self, token: Token<'_>, _: &'static Operation) -> Result<String, server::Denied> {
        Ok(token.expose().to_owned())
    }
}

fn client(seen: &Seen) -> client::Client {
    let hooks = connect(server::service(Api(Arc::clone(seen)), Keys));
    let key = client::Key::new("key".to_owned()).unwrap();
    client::Client::builder("http://localhost")
        .credential(key)
        .hooks(hooks)
        .build()
        .unwrap()
}

#[tokio::test]
async fn every_value_keeps_its_name() {
    let seen = Seen::default();
    let client = client(&seen);
    let body: types::XFoo = serde_json::from_value(serde_json::json!({
        "self": "self", "fn": "fn", "it's": "its", "a.b.c": "abc", "kind": "a-b", "type": "t",
    }))
    .unwrap();
    let call = client
        .type_()
        .type_("type")
        .head("head")
        .self_("self")
        .call("call");
    let call = call
        .caller("caller")
        .broken("broken")
        .segments("segments")
        .request("request");
    let call = call
        .response("response")
        .result("result")
        .url("url")
        .info("info")
        .value("value");
    let call = call
        .base_url("base_url")
        .header_map("header_map")
        .x_foo("x_foo")
        .x_match("x_match");
    let call = call
        .filter_name("filter")
        .odd_name("odd & name=")
        .body(body.clone());
    call.send().await.unwrap();
    let found = seen.lock().unwrap().pop().unwrap();
    assert_eq!(
        [&*found.type_, &*found.head, &*found.self_],
        ["type", "head", "self"]
    );
    assert_eq!(found.x_match, "x_match");
    assert_eq!(found.body, body);
    let optional = [
        (found.call, "call"),
        (found.caller, "caller"),
        (found.broken, "broken"),
        (found.segments, "segments"),
        (found.request, "request"),
        (found.response, "response"),
        (found.result, "result"),
        (found.url, "url"),
        (found.info, "info"),
        (found.value, "value"),
        (found.base_url, "base_url"),
        (found.header_map, "header_map"),
        (found.x_foo, "x_foo"),
        (found.filter_name, "filter"),
        (found.odd_name, "odd & name="),
    ];
    for (value, name) in optional {
        assert_eq!(value.as_deref(), Some(name));
    }
    let call = client.authorization().caller("1").token("2").decision("3");
    call.send().await.unwrap();
    client.rejections().send().await.unwrap();
    client.handle().send().await.unwrap();
    client
        .list_pets()
        .status(types::ListPetsStatus::Off)
        .send()
        .await
        .unwrap();
}
