//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::random1::client as client;
use openapi_codegen_goldens::random1::server as server;
use openapi_codegen_goldens::random1::types as types;

use std::sync::{Arc, Mutex};

use openapi_client::{ClientHooks, in_process};
use openapi_server::Failure;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use tower_service::Service as _;

/// A value of the document.
fn from<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json} is refused: {error}"))
}

/// What the server saw.
#[derive(Clone, Default)]
struct Seen {
    entered: Arc<Mutex<Vec<&'static str>>>,
    wrong: Arc<Mutex<Vec<String>>>,
}

impl Seen {
    fn enter(&self, operation: &'static str) {
        self.entered.lock().unwrap().push(operation);
    }

    fn json(&self, what: &str, found: &impl Serialize, expected: &str) {
        let found = serde_json::to_value(found).unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        if !alike(&found, &expected) {
            self.wrong.lock().unwrap().push(format!("{what}: expected {expected}, found {found}"));
        }
    }

    fn equal<T: PartialEq + std::fmt::Debug>(&self, what: &str, found: &T, expected: &T) {
        if found != expected {
            self.wrong.lock().unwrap().push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }

    fn wrong(&self, what: &str) {
        self.wrong.lock().unwrap().push(what.to_owned());
    }

    fn held(&self, operation: &str) {
        let wrong = self.wrong.lock().unwrap();
        assert!(wrong.is_empty(), "{operation}: {}", wrong.join("; "));
        assert_eq!(*self.entered.lock().unwrap(), [operation], "the handlers that were entered");
    }
}

/// Numbers are equal when they have the same value.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| alike(a, b)))
        }
        _ => a == b,
    }
}

/// Knows which exchange comes next.
struct Server {
    exchange: usize,
    seen: Seen,
}

impl server::Api for Server {
    type Principal = ();

    async fn post_r0(&self, _caller: (), request: server::PostR0Request) -> Result<types::PostR0Response, Failure<types::PostR0Error>> {
        self.seen.enter("postR0");
        match self.exchange {
            0 => {
                self.seen.json("postR0 value", &request.value, "{\"a\":\"b\",\"b\":3756858804957701}");
                self.seen.json("postR0 type_", &request.type_, "null");
                self.seen.json("postR0 x_headers", &request.x_headers, "1");
                self.seen.json("postR0 名前", &request.名前, "\"desc\"");
                match request.body {
                    Some(body) => {
                        self.seen.json("postR0 body", &body, "8963157838928100");
                    }
                    _ => self.seen.wrong("postR0 body"),
                }
                Ok(types::PostR0Response::Created("jF#\u{1f600}np".to_owned()))
            }
            1 => {
                self.seen.json("postR0 value", &request.value, "{\"a\":\"aub\",\"b\":-2820402003729991}");
                self.seen.json("postR0 type_", &request.type_, "null");
                self.seen.json("postR0 x_headers", &request.x_headers, "3");
                self.seen.json("postR0 名前", &request.名前, "\"desc\"");
                if request.body.is_some() { self.seen.wrong("postR0 body"); }
                Err(types::PostR0Error::BadRequest(from::<Option<String>>("\"user28@example.com\"")).into())
            }
            2 => {
                self.seen.json("postR0 value", &request.value, "{\"a\":\"w\"}");
                self.seen.json("postR0 type_", &request.type_, "null");
                self.seen.json("postR0 x_headers", &request.x_headers, "3");
                self.seen.json("postR0 名前", &request.名前, "\"desc\"");
                match request.body {
                    Some(body) => {
                        self.seen.json("postR0 body", &body, "-12");
                    }
                    _ => self.seen.wrong("postR0 body"),
                }
                Err(types::PostR0Error::NotFound.into())
            }
            3 => {
                self.seen.json("postR0 value", &request.value, "{\"a\":\"m\",\"b\":6629982178937756}");
                self.seen.json("postR0 type_", &request.type_, "null");
                self.seen.json("postR0 x_headers", &request.x_headers, "2");
                self.seen.json("postR0 名前", &request.名前, "\"desc\"");
                if request.body.is_some() { self.seen.wrong("postR0 body"); }
                Err(types::PostR0Error::Status4XX { status: 401, body: types::PostR0Status4XXBody::Json(from::<i64>("-1329034566088027")) }.into())
            }
            4 => {
                self.seen.json("postR0 value", &request.value, "{\"a\":\"mg\",\"b\":-426947626729636}");
                self.seen.json("postR0 type_", &request.type_, "null");
                self.seen.json("postR0 x_headers", &request.x_headers, "2");
                self.seen.json("postR0 名前", &request.名前, "\"ASC\"");
                match request.body {
                    Some(body) => {
                        self.seen.json("postR0 body", &body, "16");
                    }
                    _ => self.seen.wrong("postR0 body"),
                }
                Err(types::PostR0Error::Status4XX { status: 401, body: types::PostR0Status4XXBody::Text("C#".to_owned()) }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn operation_1(&self, _caller: Option<()>, request: server::Operation1Request) -> Result<types::Operation1Response, Failure<types::Operation1Error>> {
        self.seen.enter("operation-1");
        match self.exchange {
            0 => {
                self.seen.json("operation-1 p0", &request.p0, "[-8139292942226232,287826219848031,985869480143527]");
                self.seen.json("operation-1 x_y", &request.x_y, "863867088");
                self.seen.json("operation-1 x_fn", &request.x_fn, "2");
                self.seen.json("operation-1 underscore", &request.underscore, "3");
                Ok(types::Operation1Response::Created(from::<types::Operation1Created>("{\"+1\":{\"crate\":null,\"kebab-case\":[[{}]]},\"-1\":\"any18\",\"self\":true}")))
            }
            1 => {
                self.seen.json("operation-1 p0", &request.p0, "[840610616300358]");
                self.seen.json("operation-1 x_y", &request.x_y, "1131669123");
                self.seen.json("operation-1 x_fn", &request.x_fn, "2");
                self.seen.json("operation-1 underscore", &request.underscore, "3");
                Ok(types::Operation1Response::NoContent)
            }
            2 => {
                self.seen.json("operation-1 p0", &request.p0, "[5853606770464580]");
                self.seen.json("operation-1 x_y", &request.x_y, "-1610800658");
                self.seen.json("operation-1 x_fn", &request.x_fn, "2");
                self.seen.json("operation-1 underscore", &request.underscore, "3");
                Err(types::Operation1Error::BadRequest(from::<std::collections::BTreeMap<String, Vec<serde_json::Value>>>("{\"extra0\":[\"any60\"],\"extra1\":[]}")).into())
            }
            3 => {
                self.seen.json("operation-1 p0", &request.p0, "[-891484745290595,187508353797283,98]");
                self.seen.json("operation-1 x_y", &request.x_y, "-559315449");
                self.seen.json("operation-1 x_fn", &request.x_fn, "3");
                self.seen.json("operation-1 underscore", &request.underscore, "3");
                Err(types::Operation1Error::Status4XX { status: 401, headers: types::Operation1Status4XXHeaders { x_count: from::<i64>("4166297221257820"), x_list: Some(from::<Vec<String>>("[\"jj\",\"yla\"]")) }, body: from::<String>("\"RM-5297\"") }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn patch_r2_by_p0_lit_eral_by_p1(&self, _caller: (), request: server::PatchR2ByP0LitEralByP1Request) -> Result<types::PatchR2ByP0LitEralByP1Response, Failure<types::PatchR2ByP0LitEralByP1Error>> {
        self.seen.enter("patchR2ByP0LitEralByP1");
        match self.exchange {
            0 => {
                self.seen.json("patchR2ByP0LitEralByP1 p0", &request.p0, "[-2274518290231590]");
                self.seen.json("patchR2ByP0LitEralByP1 p1", &request.p1, "\"eE0zj\"");
                self.seen.json("patchR2ByP0LitEralByP1 x_client", &request.x_client, "[\"owr\"]");
                self.seen.json("patchR2ByP0LitEralByP1 snake_case", &request.snake_case, "[\"ou\"]");
                self.seen.json("patchR2ByP0LitEralByP1 id", &request.id, "\"asc\"");
                match request.body {
                    body => {
                        self.seen.json("patchR2ByP0LitEralByP1 body", &body, "null");
                    }
                    _ => self.seen.wrong("patchR2ByP0LitEralByP1 body"),
                }
                Ok(types::PatchR2ByP0LitEralByP1Response::Ok(openapi_types::ByteStream::from("bytes 271\u{0}\r\n--".to_owned())))
            }
            1 => {
                self.seen.json("patchR2ByP0LitEralByP1 p0", &request.p0, "[1510533807191092]");
                self.seen.json("patchR2ByP0LitEralByP1 p1", &request.p1, "\"tI4\"");
                self.seen.json("patchR2ByP0LitEralByP1 x_client", &request.x_client, "[\"oas\",\"toq\"]");
                self.seen.json("patchR2ByP0LitEralByP1 snake_case", &request.snake_case, "[\"d\",\"mro\",\"y\"]");
                self.seen.json("patchR2ByP0LitEralByP1 id", &request.id, "\"desc\"");
                match request.body {
                    body => {
                        self.seen.json("patchR2ByP0LitEralByP1 body", &body, "\"/+8=\"");
                    }
                    _ => self.seen.wrong("patchR2ByP0LitEralByP1 body"),
                }
                Ok(types::PatchR2ByP0LitEralByP1Response::Created(from::<serde_json::Value>("true")))
            }
            2 => {
                self.seen.json("patchR2ByP0LitEralByP1 p0", &request.p0, "[6959008582354206,-83]");
                self.seen.json("patchR2ByP0LitEralByP1 p1", &request.p1, "\"i\"");
                self.seen.json("patchR2ByP0LitEralByP1 x_client", &request.x_client, "[\"sc\"]");
                self.seen.json("patchR2ByP0LitEralByP1 snake_case", &request.snake_case, "[\"s\",\"up\",\"a\"]");
                self.seen.json("patchR2ByP0LitEralByP1 id", &request.id, "\"asc\"");
                match request.body {
                    body => {
                        self.seen.json("patchR2ByP0LitEralByP1 body", &body, "\"aGk=\"");
                    }
                    _ => self.seen.wrong("patchR2ByP0LitEralByP1 body"),
                }
                Ok(types::PatchR2ByP0LitEralByP1Response::NoContent)
            }
            3 => {
                self.seen.json("patchR2ByP0LitEralByP1 p0", &request.p0, "[1295379446783387]");
                self.seen.json("patchR2ByP0LitEralByP1 p1", &request.p1, "\"z?EA日x\"");
                self.seen.json("patchR2ByP0LitEralByP1 x_client", &request.x_client, "[\"rwx\",\"vl\"]");
                self.seen.json("patchR2ByP0LitEralByP1 snake_case", &request.snake_case, "[\"h\",\"lc\"]");
                self.seen.json("patchR2ByP0LitEralByP1 id", &request.id, "\"asc\"");
                match request.body {
                    body => {
                        self.seen.json("patchR2ByP0LitEralByP1 body", &body, "\"/+8=\"");
                    }
                    _ => self.seen.wrong("patchR2ByP0LitEralByP1 body"),
                }
                Ok(types::PatchR2ByP0LitEralByP1Response::Status2XX { status: 202, headers: types::PatchR2ByP0LitEralByP1Status2XXHeaders { x_count: from::<i64>("-7797741816932854"), x_list: Some(from::<Vec<String>>("[\"n\"]")) }, body: from::<serde_json::Value>("\"any5\"") })
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn operation_3(&self, _caller: (), request: server::Operation3Request) -> Result<types::Operation3Response, Failure<types::Operation3Error>> {
        self.seen.enter("operation-3");
        match self.exchange {
            0 => {
                self.seen.json("operation-3 p0", &request.p0, "5453489685662706");
                self.seen.json("operation-3 p1", &request.p1, "[35,4078806650497393,3113444458756663]");
                self.seen.json("operation-3 id", &request.id, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-3 body", &body, "\"YH-98788\"");
                    }
                    _ => self.seen.wrong("operation-3 body"),
                }
                Ok(types::Operation3Response::Ok { headers: types::Operation3OkHeaders { x_count: from::<i64>("80"), x_list: Some(from::<Vec<String>>("[\"re\",\"m\",\"cq\"]")) }, body: types::Operation3OkBody::Json(from::<types::Operation3OkJson>("\"<=\"")) })
            }
            1 => {
                self.seen.json("operation-3 p0", &request.p0, "-3604552578703224");
                self.seen.json("operation-3 p1", &request.p1, "[2842354316818348,-39,-7928256909081687]");
                self.seen.json("operation-3 id", &request.id, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-3 body", &body, "\"NP-56563\"");
                    }
                    _ => self.seen.wrong("operation-3 body"),
                }
                Ok(types::Operation3Response::Ok { headers: types::Operation3OkHeaders { x_count: from::<i64>("44"), x_list: Some(from::<Vec<String>>("[\"sh\"]")) }, body: types::Operation3OkBody::Text("pu3f".to_owned()) })
            }
            2 => {
                self.seen.json("operation-3 p0", &request.p0, "18");
                self.seen.json("operation-3 p1", &request.p1, "[7590410992287327,2132642674478115,-4291088800348672]");
                self.seen.json("operation-3 id", &request.id, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-3 body", &body, "\"MA-8139\"");
                    }
                    _ => self.seen.wrong("operation-3 body"),
                }
                Ok(types::Operation3Response::NoContent)
            }
            3 => {
                self.seen.json("operation-3 p0", &request.p0, "-1767684461463469");
                self.seen.json("operation-3 p1", &request.p1, "[-7829268659613347,-4604068992823457,-6209796567773195]");
                self.seen.json("operation-3 id", &request.id, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-3 body", &body, "\"JJ-96347\"");
                    }
                    _ => self.seen.wrong("operation-3 body"),
                }
                Err(types::Operation3Error::NotFound("xEé".to_owned()).into())
            }
            4 => {
                self.seen.json("operation-3 p0", &request.p0, "-53");
                self.seen.json("operation-3 p1", &request.p1, "[-56]");
                self.seen.json("operation-3 id", &request.id, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-3 body", &body, "\"UG-5786\"");
                    }
                    _ => self.seen.wrong("operation-3 body"),
                }
                Err(types::Operation3Error::InternalServerError { headers: types::Operation3InternalServerErrorHeaders { x_count: from::<i64>("-167003751243407"), x_list: Some(from::<Vec<String>>("[\"mo\",\"e\",\"am\"]")) } }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn operation_4(&self, _caller: (), request: server::Operation4Request) -> Result<types::Operation4Response, Failure<types::Operation4Error>> {
        self.seen.enter("operation-4");
        match self.exchange {
            0 => {
                Ok(types::Operation4Response::Ok("i&j".to_owned()))
            }
            1 => {
                Ok(types::Operation4Response::Created { headers: types::Operation4CreatedHeaders { x_count: from::<i64>("7646904598383955"), x_list: Some(from::<Vec<String>>("[\"ej\",\"c\"]")) }, body: from::<serde_json::Value>("721") })
            }
            2 => {
                Err(types::Operation4Error::BadRequest { headers: types::Operation4BadRequestHeaders { x_count: from::<i64>("-49"), x_list: Some(from::<Vec<String>>("[\"os\",\"kpm\",\"yy\"]")) }, body: openapi_types::ByteStream::from("bytes 649\u{0}\r\n--".to_owned()) }.into())
            }
            3 => {
                Err(types::Operation4Error::InternalServerError(from::<serde_json::Value>("\"any71\"")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn delete_r5x_by_p0_json_by_p1(&self, _caller: (), request: server::DeleteR5xByP0JsonByP1Request) -> Result<types::DeleteR5xByP0JsonByP1Response, Failure<types::DeleteR5xByP0JsonByP1Error>> {
        self.seen.enter("deleteR5XByP0JsonByP1");
        match self.exchange {
            0 => {
                self.seen.json("deleteR5XByP0JsonByP1 p0", &request.p0, "21");
                self.seen.json("deleteR5XByP0JsonByP1 p1", &request.p1, "\"a b\"");
                self.seen.json("deleteR5XByP0JsonByP1 underscore_underscore", &request.underscore_underscore, "null");
                Ok(types::DeleteR5xByP0JsonByP1Response::Ok { headers: types::DeleteR5xByP0JsonByP1OkHeaders { x_count: from::<i64>("-640359237791904"), x_list: Some(from::<Vec<String>>("[\"uyg\",\"jts\",\"k\"]")) }, body: from::<Vec<types::DeleteR5xByP0JsonByP1OkItem>>("[]") })
            }
            1 => {
                self.seen.json("deleteR5XByP0JsonByP1 p0", &request.p0, "8904319950167831");
                self.seen.json("deleteR5XByP0JsonByP1 p1", &request.p1, "\"a b\"");
                self.seen.json("deleteR5XByP0JsonByP1 underscore_underscore", &request.underscore_underscore, "null");
                Err(types::DeleteR5xByP0JsonByP1Error::NotFound("sz\u{1f600}日G".to_owned()).into())
            }
            2 => {
                self.seen.json("deleteR5XByP0JsonByP1 p0", &request.p0, "-7616871157765366");
                self.seen.json("deleteR5XByP0JsonByP1 p1", &request.p1, "\"two\"");
                self.seen.json("deleteR5XByP0JsonByP1 underscore_underscore", &request.underscore_underscore, "null");
                Err(types::DeleteR5xByP0JsonByP1Error::Status4XX { status: 400, headers: types::DeleteR5xByP0JsonByP1Status4XXHeaders { x_count: from::<i64>("1608773574588968"), x_list: Some(from::<Vec<String>>("[\"nzu\",\"xg\"]")) }, body: from::<types::Some2>("[{},{\"extra0\":{\"Type0\":\"192.0.2.21\",\"extra0\":\"user21@example.com\",\"id0\":1645714731,\"is0\":true,\"x/y0\":\"r/\"}}]") }.into())
            }
            3 => {
                self.seen.json("deleteR5XByP0JsonByP1 p0", &request.p0, "-5689027850578257");
                self.seen.json("deleteR5XByP0JsonByP1 p1", &request.p1, "\"two\"");
                self.seen.json("deleteR5XByP0JsonByP1 underscore_underscore", &request.underscore_underscore, "null");
                Err(types::DeleteR5xByP0JsonByP1Error::Default { status: 500, headers: types::DeleteR5xByP0JsonByP1DefaultHeaders { x_count: from::<i64>("7440275446774860"), x_list: Some(from::<Vec<String>>("[\"p\",\"iyz\"]")) }, body: types::DeleteR5xByP0JsonByP1DefaultBody::Json(from::<String>("\"SB-247\"")) }.into())
            }
            4 => {
                self.seen.json("deleteR5XByP0JsonByP1 p0", &request.p0, "8053554431598008");
                self.seen.json("deleteR5XByP0JsonByP1 p1", &request.p1, "\"one\"");
                self.seen.json("deleteR5XByP0JsonByP1 underscore_underscore", &request.underscore_underscore, "null");
                Err(types::DeleteR5xByP0JsonByP1Error::Default { status: 500, headers: types::DeleteR5xByP0JsonByP1DefaultHeaders { x_count: from::<i64>("7047965452649002"), x_list: Some(from::<Vec<String>>("[\"ch\",\"qdx\"]")) }, body: types::DeleteR5xByP0JsonByP1DefaultBody::Text("G".to_owned()) }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn post_r6_by_p0(&self, _caller: (), request: server::PostR6ByP0Request) -> Result<types::PostR6ByP0Response, Failure<types::PostR6ByP0Error>> {
        self.seen.enter("postR6ByP0");
        match self.exchange {
            0 => {
                self.seen.json("postR6ByP0 p0", &request.p0, "\"68fc17a2-23c9-49b7-a46a-93c668fc7918\"");
                self.seen.json("postR6ByP0 request", &request.request, "[\"cc\",\"u\"]");
                self.seen.json("postR6ByP0 underscore", &request.underscore, "\"f\"");
                match request.body {
                    body => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("postR6ByP0 body", &body.as_ref(), &"bytes 399\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("postR6ByP0 body") }
                    }
                    _ => self.seen.wrong("postR6ByP0 body"),
                }
                Ok(types::PostR6ByP0Response::Ok(from::<Vec<types::PostR6ByP0OkItem>>("[]")))
            }
            1 => {
                self.seen.json("postR6ByP0 p0", &request.p0, "\"8a6b0a0f-81cd-4efb-a18e-bbfc77a99701\"");
                self.seen.json("postR6ByP0 request", &request.request, "[\"fg\",\"mq\"]");
                self.seen.json("postR6ByP0 underscore", &request.underscore, "\"q\"");
                match request.body {
                    body => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("postR6ByP0 body", &body.as_ref(), &"bytes 975\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("postR6ByP0 body") }
                    }
                    _ => self.seen.wrong("postR6ByP0 body"),
                }
                Ok(types::PostR6ByP0Response::Status2XX { status: 201 })
            }
            2 => {
                self.seen.json("postR6ByP0 p0", &request.p0, "\"8403b03e-c455-472e-a982-7866630a11f0\"");
                self.seen.json("postR6ByP0 request", &request.request, "[\"w\",\"b\"]");
                self.seen.json("postR6ByP0 underscore", &request.underscore, "\"wbs\"");
                match request.body {
                    body => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("postR6ByP0 body", &body.as_ref(), &"bytes 551\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("postR6ByP0 body") }
                    }
                    _ => self.seen.wrong("postR6ByP0 body"),
                }
                Err(types::PostR6ByP0Error::BadRequest(openapi_types::ByteStream::from("bytes 552\u{0}\r\n--".to_owned())).into())
            }
            3 => {
                self.seen.json("postR6ByP0 p0", &request.p0, "\"eee3046e-d147-40e7-aa6a-b67589fa6f4b\"");
                self.seen.json("postR6ByP0 request", &request.request, "[\"qx\"]");
                self.seen.json("postR6ByP0 underscore", &request.underscore, "\"u\"");
                match request.body {
                    body => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("postR6ByP0 body", &body.as_ref(), &"bytes 127\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("postR6ByP0 body") }
                    }
                    _ => self.seen.wrong("postR6ByP0 body"),
                }
                Err(types::PostR6ByP0Error::Status4XX { status: 401, body: types::PostR6ByP0Status4XXBody::Json(from::<Vec<std::collections::BTreeMap<String, Vec<String>>>>("[{},{}]")) }.into())
            }
            4 => {
                self.seen.json("postR6ByP0 p0", &request.p0, "\"5691752e-931b-40c9-a126-8d7c43ee6ee3\"");
                self.seen.json("postR6ByP0 request", &request.request, "[\"wn\",\"w\",\"b\"]");
                self.seen.json("postR6ByP0 underscore", &request.underscore, "\"wi\"");
                match request.body {
                    body => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("postR6ByP0 body", &body.as_ref(), &"bytes 703\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("postR6ByP0 body") }
                    }
                    _ => self.seen.wrong("postR6ByP0 body"),
                }
                Err(types::PostR6ByP0Error::Status4XX { status: 401, body: types::PostR6ByP0Status4XXBody::Text("mrl2".to_owned()) }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn operation_7(&self, _caller: (), request: server::Operation7Request) -> Result<types::Operation7Response, Failure<types::Operation7Error>> {
        self.seen.enter("operation-7");
        match self.exchange {
            0 => {
                self.seen.json("operation-7 p0", &request.p0, "[6496413949911661,4445553674444086,1220420158481448]");
                self.seen.json("operation-7 p1", &request.p1, "\"728687e9-51ff-438b-aff6-0e8745a7fea4\"");
                self.seen.json("operation-7 extra", &request.extra, "null");
                self.seen.json("operation-7 value", &request.value, "\"fé7\u{1f600}d\"");
                self.seen.json("operation-7 response", &request.response, "{\"a\":\"hnx\",\"b\":5976678414105063}");
                match request.body {
                    Some(body) => {
                        self.seen.json("operation-7 body", &body, "{\"name\":\"i3B6=9\",\"number\":-4850934286967616,\"tags\":[\"wBDF0\",\"t8Bn\",\"caé\"],\"yes\":false}");
                    }
                    _ => self.seen.wrong("operation-7 body"),
                }
                Ok(types::Operation7Response::Created(from::<types::Operation7Created>("{\"größe\":[{}],\"id\":{\"None\":\"v#91\",\"extra\":\"l/B\\\"\",\"fn\":{\"PascalCase\":\"192.0.2.27\",\"größe\":{\"client8\":\"aGk=\",\"is8\":false}},\"response\":{\"2fa4\":\"LE-752\",\"Self4\":-3622223757753638,\"crate4\":2,\"is4\":false,\"name4\":10},\"x.y\":{\"名前\":[{\"+1\":false},{\"+1\":false}]}},\"kebab-case\":[[],[{\"extra0\":{\"Type0\":\"192.0.2.22\",\"extra0\":\"user14@example.com\",\"id0\":116,\"is0\":false},\"extra1\":{\"Type0\":\"192.0.2.26\",\"extra0\":\"user14@example.com\",\"id0\":2027863831,\"is0\":false}}]]}")))
            }
            1 => {
                self.seen.json("operation-7 p0", &request.p0, "[5189968181507455,-284053832504098]");
                self.seen.json("operation-7 p1", &request.p1, "\"b5632614-b4ba-4303-a860-0fbfa5169d8a\"");
                self.seen.json("operation-7 extra", &request.extra, "null");
                self.seen.json("operation-7 value", &request.value, "\"o\\\\\"");
                self.seen.json("operation-7 response", &request.response, "{\"a\":\"wqh\",\"b\":-1997694323927569}");
                if request.body.is_some() { self.seen.wrong("operation-7 body"); }
                Err(types::Operation7Error::BadRequest(from::<Vec<types::Operation7BadRequestItem>>("[{\"request\":-740.5}]")).into())
            }
            2 => {
                self.seen.json("operation-7 p0", &request.p0, "[-4893209198610728]");
                self.seen.json("operation-7 p1", &request.p1, "\"778767f5-0dd0-4774-ab20-2086f5ea0ac9\"");
                self.seen.json("operation-7 extra", &request.extra, "null");
                self.seen.json("operation-7 value", &request.value, "\"IC8+\"");
                self.seen.json("operation-7 response", &request.response, "{\"a\":\"k\",\"b\":6815315102599401}");
                match request.body {
                    Some(body) => {
                        self.seen.json("operation-7 body", &body, "{\"name\":\"ua34s4\",\"number\":-3440697100703330,\"tags\":[\"E\",\"umjDla\"]}");
                    }
                    _ => self.seen.wrong("operation-7 body"),
                }
                Err(types::Operation7Error::NotFound(from::<openapi_types::Base64>("\"AA==\"")).into())
            }
            3 => {
                self.seen.json("operation-7 p0", &request.p0, "[7850418031719115,6,3318869170431873]");
                self.seen.json("operation-7 p1", &request.p1, "\"0cbf597b-00e9-4b9e-a8a9-bdf2daa667af\"");
                self.seen.json("operation-7 extra", &request.extra, "null");
                self.seen.json("operation-7 value", &request.value, "\"zqy +\"");
                self.seen.json("operation-7 response", &request.response, "{\"a\":\"auh\",\"b\":-26}");
                if request.body.is_some() { self.seen.wrong("operation-7 body"); }
                Err(types::Operation7Error::InternalServerError("oc#Iwf".to_owned()).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }
}

/// Lets everyone in who has a credential.
struct Everyone;

impl server::Authenticator for Everyone {
    type Principal = ();
    async fn basic(
        &self,
        _credential: openapi_server::Basic,
        _operation: &'static openapi_server::Operation,
    ) -> Result<(), server::Denied> {
        Ok(())
}
async fn cookie_key(
    &self,
    _credential: openapi_server::Token<'_>,
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
async fn header_key(
    &self,
    _credential: openapi_server::Token<'_>,
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
async fn query_key(
    &self,
    _credential: openapi_server::Token<'_>,
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
}

/// A client of a service that answers one exchange.
fn loopback(exchange: usize) -> (client::Client, Seen) {
    let seen = Seen::default();
    let api = Server { exchange, seen: seen.clone() };
    let service = server::service(api, Everyone);
    let hooks = in_process(move |request: http::Request<openapi_client::reqwest::Body>| {
        let mut service = service.clone();
        async move {
            let Ok(response) = service.call(request).await;
            response.map(openapi_server::Body::into_bytes)
        }
    });
    let client = client::Client::builder("http://127.0.0.1")
        .hooks(hooks)
        .credential(client::Basic::new("name", "password").unwrap())
        .credential(client::CookieKey::new("secret").unwrap())
        .credential(client::HeaderKey::new("secret").unwrap())
        .credential(client::QueryKey::new("secret").unwrap())
        .build()
        .unwrap();

    (client, seen)
}

#[tokio::test]
async fn post_r0_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).post_r0();
        let call = call.value(from::<types::PostR0Value>("{\"a\":\"b\",\"b\":3756858804957701}"));
        let call = call.x_headers(from::<types::PostR0xHeaders>("1"));
        let call = call.名前(from::<types::PostR0名前>("\"desc\""));
        let call = call.body(from::<types::PetOwner>("8963157838928100"));
        let result = call.send().await;
        seen.held("postR0");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let value = value.into_inner();
        let body = value;
        seen.equal("postR0 answer", &body, &"jF#\u{1f600}np".to_owned());
        seen.held("postR0");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).post_r0();
        let call = call.value(from::<types::PostR0Value>("{\"a\":\"aub\",\"b\":-2820402003729991}"));
        let call = call.x_headers(from::<types::PostR0xHeaders>("3"));
        let call = call.名前(from::<types::PostR0名前>("\"desc\""));
        let result = call.send().await;
        seen.held("postR0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::PostR0Error::BadRequest(body) = value.into_inner() else { panic!("another variant") };
        seen.json("postR0 answer", &body, "\"user28@example.com\"");
        seen.held("postR0");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).post_r0();
        let call = call.value(from::<types::PostR0Value>("{\"a\":\"w\"}"));
        let call = call.x_headers(from::<types::PostR0xHeaders>("3"));
        let call = call.名前(from::<types::PostR0名前>("\"desc\""));
        let call = call.body(from::<types::PetOwner>("-12"));
        let result = call.send().await;
        seen.held("postR0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let types::PostR0Error::NotFound = value.into_inner() else { panic!("another variant") };
        seen.held("postR0");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).post_r0();
        let call = call.value(from::<types::PostR0Value>("{\"a\":\"m\",\"b\":6629982178937756}"));
        let call = call.x_headers(from::<types::PostR0xHeaders>("2"));
        let call = call.名前(from::<types::PostR0名前>("\"desc\""));
        let result = call.send().await;
        seen.held("postR0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let types::PostR0Error::Status4XX { status: status, body: types::PostR0Status4XXBody::Json(body) } = value.into_inner() else { panic!("another variant") };
        seen.json("postR0 answer", &body, "-1329034566088027");
        seen.held("postR0");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).post_r0();
        let call = call.value(from::<types::PostR0Value>("{\"a\":\"mg\",\"b\":-426947626729636}"));
        let call = call.x_headers(from::<types::PostR0xHeaders>("2"));
        let call = call.名前(from::<types::PostR0名前>("\"ASC\""));
        let call = call.body(from::<types::PetOwner>("16"));
        let result = call.send().await;
        seen.held("postR0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let types::PostR0Error::Status4XX { status: status, body: types::PostR0Status4XXBody::Text(body) } = value.into_inner() else { panic!("another variant") };
        seen.equal("postR0 answer", &body, &"C#".to_owned());
        seen.held("postR0");
    }
}

#[tokio::test]
async fn operation_1_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).operation_1();
        let call = call.p0(from::<Vec<i64>>("[-8139292942226232,287826219848031,985869480143527]"));
        let call = call.x_y(from::<i32>("863867088"));
        let call = call.x_fn(from::<types::Operation1XFn>("2"));
        let call = call.underscore(from::<types::Operation1>("3"));
        let result = call.send().await;
        seen.held("operation-1");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::Operation1Response::Created(body) = value.into_inner() else { panic!("another variant") };
        seen.json("operation-1 answer", &body, "{\"+1\":{\"crate\":null,\"kebab-case\":[[{}]]},\"-1\":\"any18\",\"self\":true}");
        seen.held("operation-1");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).operation_1();
        let call = call.p0(from::<Vec<i64>>("[840610616300358]"));
        let call = call.x_y(from::<i32>("1131669123"));
        let call = call.x_fn(from::<types::Operation1XFn>("2"));
        let call = call.underscore(from::<types::Operation1>("3"));
        let result = call.send().await;
        seen.held("operation-1");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::Operation1Response::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("operation-1");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).operation_1();
        let call = call.p0(from::<Vec<i64>>("[5853606770464580]"));
        let call = call.x_y(from::<i32>("-1610800658"));
        let call = call.x_fn(from::<types::Operation1XFn>("2"));
        let call = call.underscore(from::<types::Operation1>("3"));
        let result = call.send().await;
        seen.held("operation-1");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::Operation1Error::BadRequest(body) = value.into_inner() else { panic!("another variant") };
        seen.json("operation-1 answer", &body, "{\"extra0\":[\"any60\"],\"extra1\":[]}");
        seen.held("operation-1");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).operation_1();
        let call = call.p0(from::<Vec<i64>>("[-891484745290595,187508353797283,98]"));
        let call = call.x_y(from::<i32>("-559315449"));
        let call = call.x_fn(from::<types::Operation1XFn>("3"));
        let call = call.underscore(from::<types::Operation1>("3"));
        let result = call.send().await;
        seen.held("operation-1");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let types::Operation1Error::Status4XX { status: status, headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::Operation1Status4XXHeaders { x_count: from::<i64>("4166297221257820"), x_list: Some(from::<Vec<String>>("[\"jj\",\"yla\"]")) });
        seen.json("operation-1 answer", &body, "\"RM-5297\"");
        seen.held("operation-1");
    }
}

#[tokio::test]
async fn patch_r2_by_p0_lit_eral_by_p1_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).patch_r2_by_p0_lit_eral_by_p1();
        let call = call.p0(from::<Vec<i64>>("[-2274518290231590]"));
        let call = call.p1(from::<String>("\"eE0zj\""));
        let call = call.x_client(from::<Vec<String>>("[\"owr\"]"));
        let call = call.snake_case(from::<Vec<String>>("[\"ou\"]"));
        let call = call.id(from::<types::PatchR2ByP0LitEralByP1Id>("\"asc\""));
        let call = call.body(from::<Option<openapi_types::Base64>>("null"));
        let result = call.send().await;
        seen.held("patchR2ByP0LitEralByP1");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::PatchR2ByP0LitEralByP1Response::Ok(body) = value.into_inner() else { panic!("another variant") };
        match body.collect(1 << 20).await { Ok(body) => seen.equal("patchR2ByP0LitEralByP1 answer", &body.as_ref(), &"bytes 271\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("patchR2ByP0LitEralByP1 answer") }
        seen.held("patchR2ByP0LitEralByP1");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).patch_r2_by_p0_lit_eral_by_p1();
        let call = call.p0(from::<Vec<i64>>("[1510533807191092]"));
        let call = call.p1(from::<String>("\"tI4\""));
        let call = call.x_client(from::<Vec<String>>("[\"oas\",\"toq\"]"));
        let call = call.snake_case(from::<Vec<String>>("[\"d\",\"mro\",\"y\"]"));
        let call = call.id(from::<types::PatchR2ByP0LitEralByP1Id>("\"desc\""));
        let call = call.body(from::<Option<openapi_types::Base64>>("\"/+8=\""));
        let result = call.send().await;
        seen.held("patchR2ByP0LitEralByP1");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::PatchR2ByP0LitEralByP1Response::Created(body) = value.into_inner() else { panic!("another variant") };
        seen.json("patchR2ByP0LitEralByP1 answer", &body, "true");
        seen.held("patchR2ByP0LitEralByP1");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).patch_r2_by_p0_lit_eral_by_p1();
        let call = call.p0(from::<Vec<i64>>("[6959008582354206,-83]"));
        let call = call.p1(from::<String>("\"i\""));
        let call = call.x_client(from::<Vec<String>>("[\"sc\"]"));
        let call = call.snake_case(from::<Vec<String>>("[\"s\",\"up\",\"a\"]"));
        let call = call.id(from::<types::PatchR2ByP0LitEralByP1Id>("\"asc\""));
        let call = call.body(from::<Option<openapi_types::Base64>>("\"aGk=\""));
        let result = call.send().await;
        seen.held("patchR2ByP0LitEralByP1");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::PatchR2ByP0LitEralByP1Response::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("patchR2ByP0LitEralByP1");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).patch_r2_by_p0_lit_eral_by_p1();
        let call = call.p0(from::<Vec<i64>>("[1295379446783387]"));
        let call = call.p1(from::<String>("\"z?EA日x\""));
        let call = call.x_client(from::<Vec<String>>("[\"rwx\",\"vl\"]"));
        let call = call.snake_case(from::<Vec<String>>("[\"h\",\"lc\"]"));
        let call = call.id(from::<types::PatchR2ByP0LitEralByP1Id>("\"asc\""));
        let call = call.body(from::<Option<openapi_types::Base64>>("\"/+8=\""));
        let result = call.send().await;
        seen.held("patchR2ByP0LitEralByP1");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 202);
        let types::PatchR2ByP0LitEralByP1Response::Status2XX { status: status, headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::PatchR2ByP0LitEralByP1Status2XXHeaders { x_count: from::<i64>("-7797741816932854"), x_list: Some(from::<Vec<String>>("[\"n\"]")) });
        seen.json("patchR2ByP0LitEralByP1 answer", &body, "\"any5\"");
        seen.held("patchR2ByP0LitEralByP1");
    }
}

#[tokio::test]
async fn operation_3_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).operation_3();
        let call = call.p0(from::<i64>("5453489685662706"));
        let call = call.p1(from::<Vec<i64>>("[35,4078806650497393,3113444458756663]"));
        let call = call.body(from::<String>("\"YH-98788\""));
        let result = call.send().await;
        seen.held("operation-3");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::Operation3Response::Ok { headers: headers, body: types::Operation3OkBody::Json(body) } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::Operation3OkHeaders { x_count: from::<i64>("80"), x_list: Some(from::<Vec<String>>("[\"re\",\"m\",\"cq\"]")) });
        seen.json("operation-3 answer", &body, "\"<=\"");
        seen.held("operation-3");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).operation_3();
        let call = call.p0(from::<i64>("-3604552578703224"));
        let call = call.p1(from::<Vec<i64>>("[2842354316818348,-39,-7928256909081687]"));
        let call = call.body(from::<String>("\"NP-56563\""));
        let result = call.send().await;
        seen.held("operation-3");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::Operation3Response::Ok { headers: headers, body: types::Operation3OkBody::Text(body) } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::Operation3OkHeaders { x_count: from::<i64>("44"), x_list: Some(from::<Vec<String>>("[\"sh\"]")) });
        seen.equal("operation-3 answer", &body, &"pu3f".to_owned());
        seen.held("operation-3");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).operation_3();
        let call = call.p0(from::<i64>("18"));
        let call = call.p1(from::<Vec<i64>>("[7590410992287327,2132642674478115,-4291088800348672]"));
        let call = call.body(from::<String>("\"MA-8139\""));
        let result = call.send().await;
        seen.held("operation-3");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::Operation3Response::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("operation-3");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).operation_3();
        let call = call.p0(from::<i64>("-1767684461463469"));
        let call = call.p1(from::<Vec<i64>>("[-7829268659613347,-4604068992823457,-6209796567773195]"));
        let call = call.body(from::<String>("\"JJ-96347\""));
        let result = call.send().await;
        seen.held("operation-3");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let types::Operation3Error::NotFound(body) = value.into_inner() else { panic!("another variant") };
        seen.equal("operation-3 answer", &body, &"xEé".to_owned());
        seen.held("operation-3");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).operation_3();
        let call = call.p0(from::<i64>("-53"));
        let call = call.p1(from::<Vec<i64>>("[-56]"));
        let call = call.body(from::<String>("\"UG-5786\""));
        let result = call.send().await;
        seen.held("operation-3");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::Operation3Error::InternalServerError { headers: headers } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::Operation3InternalServerErrorHeaders { x_count: from::<i64>("-167003751243407"), x_list: Some(from::<Vec<String>>("[\"mo\",\"e\",\"am\"]")) });
        seen.held("operation-3");
    }
}

#[tokio::test]
async fn operation_4_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).operation_4();
        let result = call.send().await;
        seen.held("operation-4");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::Operation4Response::Ok(body) = value.into_inner() else { panic!("another variant") };
        seen.equal("operation-4 answer", &body, &"i&j".to_owned());
        seen.held("operation-4");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).operation_4();
        let result = call.send().await;
        seen.held("operation-4");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::Operation4Response::Created { headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::Operation4CreatedHeaders { x_count: from::<i64>("7646904598383955"), x_list: Some(from::<Vec<String>>("[\"ej\",\"c\"]")) });
        seen.json("operation-4 answer", &body, "721");
        seen.held("operation-4");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).operation_4();
        let result = call.send().await;
        seen.held("operation-4");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::Operation4Error::BadRequest { headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::Operation4BadRequestHeaders { x_count: from::<i64>("-49"), x_list: Some(from::<Vec<String>>("[\"os\",\"kpm\",\"yy\"]")) });
        match body.collect(1 << 20).await { Ok(body) => seen.equal("operation-4 answer", &body.as_ref(), &"bytes 649\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("operation-4 answer") }
        seen.held("operation-4");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).operation_4();
        let result = call.send().await;
        seen.held("operation-4");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::Operation4Error::InternalServerError(body) = value.into_inner() else { panic!("another variant") };
        seen.json("operation-4 answer", &body, "\"any71\"");
        seen.held("operation-4");
    }
}

#[tokio::test]
async fn delete_r5x_by_p0_json_by_p1_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).delete_r5x_by_p0_json_by_p1();
        let call = call.p0(from::<i64>("21"));
        let call = call.p1(from::<types::DeleteR5xByP0JsonByP1p1>("\"a b\""));
        let result = call.send().await;
        seen.held("deleteR5XByP0JsonByP1");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::DeleteR5xByP0JsonByP1Response::Ok { headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::DeleteR5xByP0JsonByP1OkHeaders { x_count: from::<i64>("-640359237791904"), x_list: Some(from::<Vec<String>>("[\"uyg\",\"jts\",\"k\"]")) });
        seen.json("deleteR5XByP0JsonByP1 answer", &body, "[]");
        seen.held("deleteR5XByP0JsonByP1");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).delete_r5x_by_p0_json_by_p1();
        let call = call.p0(from::<i64>("8904319950167831"));
        let call = call.p1(from::<types::DeleteR5xByP0JsonByP1p1>("\"a b\""));
        let result = call.send().await;
        seen.held("deleteR5XByP0JsonByP1");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let types::DeleteR5xByP0JsonByP1Error::NotFound(body) = value.into_inner() else { panic!("another variant") };
        seen.equal("deleteR5XByP0JsonByP1 answer", &body, &"sz\u{1f600}日G".to_owned());
        seen.held("deleteR5XByP0JsonByP1");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).delete_r5x_by_p0_json_by_p1();
        let call = call.p0(from::<i64>("-7616871157765366"));
        let call = call.p1(from::<types::DeleteR5xByP0JsonByP1p1>("\"two\""));
        let result = call.send().await;
        seen.held("deleteR5XByP0JsonByP1");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::DeleteR5xByP0JsonByP1Error::Status4XX { status: status, headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::DeleteR5xByP0JsonByP1Status4XXHeaders { x_count: from::<i64>("1608773574588968"), x_list: Some(from::<Vec<String>>("[\"nzu\",\"xg\"]")) });
        seen.json("deleteR5XByP0JsonByP1 answer", &body, "[{},{\"extra0\":{\"Type0\":\"192.0.2.21\",\"extra0\":\"user21@example.com\",\"id0\":1645714731,\"is0\":true,\"x/y0\":\"r/\"}}]");
        seen.held("deleteR5XByP0JsonByP1");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).delete_r5x_by_p0_json_by_p1();
        let call = call.p0(from::<i64>("-5689027850578257"));
        let call = call.p1(from::<types::DeleteR5xByP0JsonByP1p1>("\"two\""));
        let result = call.send().await;
        seen.held("deleteR5XByP0JsonByP1");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::DeleteR5xByP0JsonByP1Error::Default { status: status, headers: headers, body: types::DeleteR5xByP0JsonByP1DefaultBody::Json(body) } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::DeleteR5xByP0JsonByP1DefaultHeaders { x_count: from::<i64>("7440275446774860"), x_list: Some(from::<Vec<String>>("[\"p\",\"iyz\"]")) });
        seen.json("deleteR5XByP0JsonByP1 answer", &body, "\"SB-247\"");
        seen.held("deleteR5XByP0JsonByP1");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).delete_r5x_by_p0_json_by_p1();
        let call = call.p0(from::<i64>("8053554431598008"));
        let call = call.p1(from::<types::DeleteR5xByP0JsonByP1p1>("\"one\""));
        let result = call.send().await;
        seen.held("deleteR5XByP0JsonByP1");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::DeleteR5xByP0JsonByP1Error::Default { status: status, headers: headers, body: types::DeleteR5xByP0JsonByP1DefaultBody::Text(body) } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::DeleteR5xByP0JsonByP1DefaultHeaders { x_count: from::<i64>("7047965452649002"), x_list: Some(from::<Vec<String>>("[\"ch\",\"qdx\"]")) });
        seen.equal("deleteR5XByP0JsonByP1 answer", &body, &"G".to_owned());
        seen.held("deleteR5XByP0JsonByP1");
    }
}

#[tokio::test]
async fn post_r6_by_p0_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).post_r6_by_p0();
        let call = call.p0(from::<uuid::Uuid>("\"68fc17a2-23c9-49b7-a46a-93c668fc7918\""));
        let call = call.request(from::<Vec<String>>("[\"cc\",\"u\"]"));
        let call = call.underscore(from::<String>("\"f\""));
        let call = call.body(openapi_types::ByteStream::from("bytes 399\u{0}\r\n--".to_owned()));
        let result = call.send().await;
        seen.held("postR6ByP0");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::PostR6ByP0Response::Ok(body) = value.into_inner() else { panic!("another variant") };
        seen.json("postR6ByP0 answer", &body, "[]");
        seen.held("postR6ByP0");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).post_r6_by_p0();
        let call = call.p0(from::<uuid::Uuid>("\"8a6b0a0f-81cd-4efb-a18e-bbfc77a99701\""));
        let call = call.request(from::<Vec<String>>("[\"fg\",\"mq\"]"));
        let call = call.underscore(from::<String>("\"q\""));
        let call = call.body(openapi_types::ByteStream::from("bytes 975\u{0}\r\n--".to_owned()));
        let result = call.send().await;
        seen.held("postR6ByP0");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::PostR6ByP0Response::Status2XX { status: status } = value.into_inner() else { panic!("another variant") };
        seen.held("postR6ByP0");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).post_r6_by_p0();
        let call = call.p0(from::<uuid::Uuid>("\"8403b03e-c455-472e-a982-7866630a11f0\""));
        let call = call.request(from::<Vec<String>>("[\"w\",\"b\"]"));
        let call = call.underscore(from::<String>("\"wbs\""));
        let call = call.body(openapi_types::ByteStream::from("bytes 551\u{0}\r\n--".to_owned()));
        let result = call.send().await;
        seen.held("postR6ByP0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::PostR6ByP0Error::BadRequest(body) = value.into_inner() else { panic!("another variant") };
        match body.collect(1 << 20).await { Ok(body) => seen.equal("postR6ByP0 answer", &body.as_ref(), &"bytes 552\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("postR6ByP0 answer") }
        seen.held("postR6ByP0");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).post_r6_by_p0();
        let call = call.p0(from::<uuid::Uuid>("\"eee3046e-d147-40e7-aa6a-b67589fa6f4b\""));
        let call = call.request(from::<Vec<String>>("[\"qx\"]"));
        let call = call.underscore(from::<String>("\"u\""));
        let call = call.body(openapi_types::ByteStream::from("bytes 127\u{0}\r\n--".to_owned()));
        let result = call.send().await;
        seen.held("postR6ByP0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let types::PostR6ByP0Error::Status4XX { status: status, body: types::PostR6ByP0Status4XXBody::Json(body) } = value.into_inner() else { panic!("another variant") };
        seen.json("postR6ByP0 answer", &body, "[{},{}]");
        seen.held("postR6ByP0");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).post_r6_by_p0();
        let call = call.p0(from::<uuid::Uuid>("\"5691752e-931b-40c9-a126-8d7c43ee6ee3\""));
        let call = call.request(from::<Vec<String>>("[\"wn\",\"w\",\"b\"]"));
        let call = call.underscore(from::<String>("\"wi\""));
        let call = call.body(openapi_types::ByteStream::from("bytes 703\u{0}\r\n--".to_owned()));
        let result = call.send().await;
        seen.held("postR6ByP0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let types::PostR6ByP0Error::Status4XX { status: status, body: types::PostR6ByP0Status4XXBody::Text(body) } = value.into_inner() else { panic!("another variant") };
        seen.equal("postR6ByP0 answer", &body, &"mrl2".to_owned());
        seen.held("postR6ByP0");
    }
}

#[tokio::test]
async fn operation_7_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).operation_7();
        let call = call.p0(from::<Vec<i64>>("[6496413949911661,4445553674444086,1220420158481448]"));
        let call = call.p1(from::<uuid::Uuid>("\"728687e9-51ff-438b-aff6-0e8745a7fea4\""));
        let call = call.value(from::<String>("\"fé7\u{1f600}d\""));
        let call = call.response(from::<types::Operation7Response2>("{\"a\":\"hnx\",\"b\":5976678414105063}"));
        let call = call.body(from::<types::Operation7Body>("{\"name\":\"i3B6=9\",\"number\":-4850934286967616,\"tags\":[\"wBDF0\",\"t8Bn\",\"caé\"],\"yes\":false}"));
        let result = call.send().await;
        seen.held("operation-7");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let value = value.into_inner();
        let body = value;
        seen.json("operation-7 answer", &body, "{\"größe\":[{}],\"id\":{\"None\":\"v#91\",\"extra\":\"l/B\\\"\",\"fn\":{\"PascalCase\":\"192.0.2.27\",\"größe\":{\"client8\":\"aGk=\",\"is8\":false}},\"response\":{\"2fa4\":\"LE-752\",\"Self4\":-3622223757753638,\"crate4\":2,\"is4\":false,\"name4\":10},\"x.y\":{\"名前\":[{\"+1\":false},{\"+1\":false}]}},\"kebab-case\":[[],[{\"extra0\":{\"Type0\":\"192.0.2.22\",\"extra0\":\"user14@example.com\",\"id0\":116,\"is0\":false},\"extra1\":{\"Type0\":\"192.0.2.26\",\"extra0\":\"user14@example.com\",\"id0\":2027863831,\"is0\":false}}]]}");
        seen.held("operation-7");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).operation_7();
        let call = call.p0(from::<Vec<i64>>("[5189968181507455,-284053832504098]"));
        let call = call.p1(from::<uuid::Uuid>("\"b5632614-b4ba-4303-a860-0fbfa5169d8a\""));
        let call = call.value(from::<String>("\"o\\\\\""));
        let call = call.response(from::<types::Operation7Response2>("{\"a\":\"wqh\",\"b\":-1997694323927569}"));
        let result = call.send().await;
        seen.held("operation-7");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::Operation7Error::BadRequest(body) = value.into_inner() else { panic!("another variant") };
        seen.json("operation-7 answer", &body, "[{\"request\":-740.5}]");
        seen.held("operation-7");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).operation_7();
        let call = call.p0(from::<Vec<i64>>("[-4893209198610728]"));
        let call = call.p1(from::<uuid::Uuid>("\"778767f5-0dd0-4774-ab20-2086f5ea0ac9\""));
        let call = call.value(from::<String>("\"IC8+\""));
        let call = call.response(from::<types::Operation7Response2>("{\"a\":\"k\",\"b\":6815315102599401}"));
        let call = call.body(from::<types::Operation7Body>("{\"name\":\"ua34s4\",\"number\":-3440697100703330,\"tags\":[\"E\",\"umjDla\"]}"));
        let result = call.send().await;
        seen.held("operation-7");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let types::Operation7Error::NotFound(body) = value.into_inner() else { panic!("another variant") };
        seen.json("operation-7 answer", &body, "\"AA==\"");
        seen.held("operation-7");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).operation_7();
        let call = call.p0(from::<Vec<i64>>("[7850418031719115,6,3318869170431873]"));
        let call = call.p1(from::<uuid::Uuid>("\"0cbf597b-00e9-4b9e-a8a9-bdf2daa667af\""));
        let call = call.value(from::<String>("\"zqy +\""));
        let call = call.response(from::<types::Operation7Response2>("{\"a\":\"auh\",\"b\":-26}"));
        let result = call.send().await;
        seen.held("operation-7");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::Operation7Error::InternalServerError(body) = value.into_inner() else { panic!("another variant") };
        seen.equal("operation-7 answer", &body, &"oc#Iwf".to_owned());
        seen.held("operation-7");
    }
}
