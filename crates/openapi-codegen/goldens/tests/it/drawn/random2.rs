//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::random2::client as client;
use openapi_codegen_goldens::random2::server as server;
use openapi_codegen_goldens::random2::types as types;

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

    async fn put_r0(&self, _caller: (), request: server::PutR0Request) -> Result<types::PutR0Response, Failure<types::PutR0Error>> {
        self.seen.enter("putR0");
        match self.exchange {
            0 => {
                self.seen.json("putR0 a_b", &request.a_b, "{\"a\":\"if\",\"b\":-7}");
                match request.body {
                    Some(body) => {
                        self.seen.json("putR0 body", &body, "{\"name\":\"kvn\",\"number\":-40}");
                    }
                    _ => self.seen.wrong("putR0 body"),
                }
                Ok(types::PutR0Response::Ok(types::PutR0OkBody::Json(from::<serde_json::Value>("\"any88\""))))
            }
            1 => {
                self.seen.json("putR0 a_b", &request.a_b, "{\"a\":\"l\",\"b\":-6106962362532438}");
                if request.body.is_some() { self.seen.wrong("putR0 body"); }
                Ok(types::PutR0Response::Ok(types::PutR0OkBody::Text("bdxiev".to_owned())))
            }
            2 => {
                self.seen.json("putR0 a_b", &request.a_b, "{\"a\":\"u\",\"b\":31}");
                match request.body {
                    Some(body) => {
                        self.seen.json("putR0 body", &body, "{\"name\":\"k6hEF\",\"tags\":[\"na%xt\",\"u\\\\FI8\"],\"yes\":false}");
                    }
                    _ => self.seen.wrong("putR0 body"),
                }
                Ok(types::PutR0Response::Created(from::<f64>("-490.5")))
            }
            3 => {
                self.seen.json("putR0 a_b", &request.a_b, "{\"a\":\"y\",\"b\":-5342199466020423}");
                if request.body.is_some() { self.seen.wrong("putR0 body"); }
                Ok(types::PutR0Response::NoContent)
            }
            4 => {
                self.seen.json("putR0 a_b", &request.a_b, "{\"a\":\"uz\"}");
                match request.body {
                    Some(body) => {
                        self.seen.json("putR0 body", &body, "{\"name\":\"t\",\"number\":-80,\"tags\":[\"z+Fl3\"],\"yes\":true}");
                    }
                    _ => self.seen.wrong("putR0 body"),
                }
                Err(types::PutR0Error::BadRequest("u;".to_owned()).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn delete_r1_by_p0(&self, request: server::DeleteR1ByP0Request) -> Result<types::DeleteR1ByP0Response, Failure<types::DeleteR1ByP0Error>> {
        self.seen.enter("deleteR1ByP0");
        match self.exchange {
            0 => {
                self.seen.json("deleteR1ByP0 p0", &request.p0, "{\"a\":-8848401248181234,\"b\":false}");
                self.seen.json("deleteR1ByP0 plus_1", &request.plus_1, "665582530");
                self.seen.json("deleteR1ByP0 id", &request.id, "-250.0");
                self.seen.json("deleteR1ByP0 name", &request.name, "[\"y\"]");
                self.seen.json("deleteR1ByP0 headers", &request.headers, "{\"a\":\"q\",\"b\":2911367158426936}");
                Ok(types::DeleteR1ByP0Response::Ok(from::<Option<i64>>("4639004436380715")))
            }
            1 => {
                self.seen.json("deleteR1ByP0 p0", &request.p0, "{\"a\":63}");
                self.seen.json("deleteR1ByP0 plus_1", &request.plus_1, "-48");
                self.seen.json("deleteR1ByP0 id", &request.id, "0.0");
                self.seen.json("deleteR1ByP0 name", &request.name, "[\"nw\",\"eqi\",\"gh\"]");
                self.seen.json("deleteR1ByP0 headers", &request.headers, "{\"a\":\"hx\",\"b\":6042275996832812}");
                Err(types::DeleteR1ByP0Error::BadRequest(from::<Option<f64>>("null")).into())
            }
            2 => {
                self.seen.json("deleteR1ByP0 p0", &request.p0, "{\"a\":5455178692308950}");
                self.seen.json("deleteR1ByP0 plus_1", &request.plus_1, "55");
                self.seen.json("deleteR1ByP0 id", &request.id, "0.0");
                self.seen.json("deleteR1ByP0 name", &request.name, "[\"j\",\"tnt\"]");
                self.seen.json("deleteR1ByP0 headers", &request.headers, "{\"a\":\"war\"}");
                Err(types::DeleteR1ByP0Error::NotFound.into())
            }
            3 => {
                self.seen.json("deleteR1ByP0 p0", &request.p0, "{\"a\":-2571909323830680}");
                self.seen.json("deleteR1ByP0 plus_1", &request.plus_1, "629616838");
                self.seen.json("deleteR1ByP0 id", &request.id, "-750.0");
                self.seen.json("deleteR1ByP0 name", &request.name, "[\"tce\"]");
                self.seen.json("deleteR1ByP0 headers", &request.headers, "{\"a\":\"sgv\"}");
                Err(types::DeleteR1ByP0Error::InternalServerError.into())
            }
            4 => {
                self.seen.json("deleteR1ByP0 p0", &request.p0, "{\"a\":-8854457064268989,\"b\":false}");
                self.seen.json("deleteR1ByP0 plus_1", &request.plus_1, "-329610612");
                self.seen.json("deleteR1ByP0 id", &request.id, "500.0");
                self.seen.json("deleteR1ByP0 name", &request.name, "[\"w\",\"m\",\"d\"]");
                self.seen.json("deleteR1ByP0 headers", &request.headers, "{\"a\":\"n\",\"b\":-6476481762594053}");
                Err(types::DeleteR1ByP0Error::Status4XX { status: 401, body: "HE".to_owned() }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn operation_2(&self, _caller: (), request: server::Operation2Request) -> Result<types::Operation2Response, Failure<types::Operation2Error>> {
        self.seen.enter("operation-2");
        match self.exchange {
            0 => {
                self.seen.json("operation-2 p0", &request.p0, "[11,-2,1354645829349552]");
                match request.body {
                    body => {
                        self.seen.json("operation-2 body", &body, "{\"name\":\"hCJjn\",\"number\":8234282749615843}");
                    }
                    _ => self.seen.wrong("operation-2 body"),
                }
                Ok(types::Operation2Response::Ok(from::<String>("\"i&\"")))
            }
            1 => {
                self.seen.json("operation-2 p0", &request.p0, "[-3134937990468718,-6829578526397427]");
                match request.body {
                    body => {
                        self.seen.json("operation-2 body", &body, "{\"name\":\"q5p8i\",\"number\":53296345631917,\"yes\":false}");
                    }
                    _ => self.seen.wrong("operation-2 body"),
                }
                Ok(types::Operation2Response::NoContent)
            }
            2 => {
                self.seen.json("operation-2 p0", &request.p0, "[101325645928961]");
                match request.body {
                    body => {
                        self.seen.json("operation-2 body", &body, "{\"name\":\"nBk17\",\"number\":-61,\"tags\":[\"loan\",\"qrJ\"],\"yes\":true}");
                    }
                    _ => self.seen.wrong("operation-2 body"),
                }
                Ok(types::Operation2Response::Status2XX { status: 201, body: openapi_types::ByteStream::from("bytes 647\u{0}\r\n--".to_owned()) })
            }
            3 => {
                self.seen.json("operation-2 p0", &request.p0, "[-8693514873466897]");
                match request.body {
                    body => {
                        self.seen.json("operation-2 body", &body, "{\"name\":\"H6n\",\"number\":-4561735018322988,\"tags\":[\"bxt3\",\"EA;\"]}");
                    }
                    _ => self.seen.wrong("operation-2 body"),
                }
                Err(types::Operation2Error::InternalServerError.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn operation_3(&self, request: server::Operation3Request) -> Result<types::Operation3Response, Failure<types::Operation3Error>> {
        self.seen.enter("operation-3");
        match self.exchange {
            0 => {
                self.seen.json("operation-3 kebab_case", &request.kebab_case, "[\"ur\",\"ege\"]");
                self.seen.json("operation-3 x_extra", &request.x_extra, "3");
                self.seen.json("operation-3 headers", &request.headers, "null");
                self.seen.json("operation-3 minus_1", &request.minus_1, "\"sd915t\"");
                Ok(types::Operation3Response::Created { headers: types::Operation3CreatedHeaders { x_count: from::<i64>("80"), x_list: Some(from::<Vec<String>>("[\"re\",\"m\",\"cq\"]")) }, body: from::<std::collections::BTreeMap<String, types::Response>>("{\"extra0\":\"192.0.2.17\",\"extra1\":\"192.0.2.23\"}") })
            }
            1 => {
                self.seen.json("operation-3 kebab_case", &request.kebab_case, "[\"jp\",\"nk\"]");
                self.seen.json("operation-3 x_extra", &request.x_extra, "3");
                self.seen.json("operation-3 headers", &request.headers, "null");
                self.seen.json("operation-3 minus_1", &request.minus_1, "\"rFnrG3\"");
                Ok(types::Operation3Response::Status2XX { status: 200, body: from::<types::Operation3Status2Xx>("{\"headers\":{\"größe\":{\"+1\":{\"name\":\"Fso#\",\"request\":{}},\"name\":\"2028-02-28\",\"value\":{\"extra0\":[],\"extra1\":[]}},\"x/y\":\"/+8=\"}}") })
            }
            2 => {
                self.seen.json("operation-3 kebab_case", &request.kebab_case, "[\"pq\",\"v\"]");
                self.seen.json("operation-3 x_extra", &request.x_extra, "3");
                self.seen.json("operation-3 headers", &request.headers, "null");
                self.seen.json("operation-3 minus_1", &request.minus_1, "\"E2spzI\"");
                Err(types::Operation3Error::BadRequest(from::<String>("\"\"")).into())
            }
            3 => {
                self.seen.json("operation-3 kebab_case", &request.kebab_case, "[\"a\",\"yh\",\"h\"]");
                self.seen.json("operation-3 x_extra", &request.x_extra, "3");
                self.seen.json("operation-3 headers", &request.headers, "null");
                self.seen.json("operation-3 minus_1", &request.minus_1, "\"tFvoz\"");
                Err(types::Operation3Error::NotFound("xEé".to_owned()).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn operation_4(&self, _caller: (), request: server::Operation4Request) -> Result<types::Operation4Response, Failure<types::Operation4Error>> {
        self.seen.enter("operation-4");
        match self.exchange {
            0 => {
                self.seen.json("operation-4 p0", &request.p0, "{\"a\":28}");
                self.seen.json("operation-4 p1", &request.p1, "-7991256554499919");
                self.seen.json("operation-4 ref_like", &request.ref_like, "\"2022-05-22T22:01:22Z\"");
                self.seen.json("operation-4 x_snake_case", &request.x_snake_case, "[\"m\",\"igi\",\"r\"]");
                self.seen.json("operation-4 x_additional", &request.x_additional, "\"2018-01-18T18:04:18Z\"");
                self.seen.json("operation-4 x_none", &request.x_none, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-4 body", &body, "\"any45\"");
                    }
                    _ => self.seen.wrong("operation-4 body"),
                }
                Ok(types::Operation4Response::Ok(types::Operation4OkBody::Json(from::<types::Gruue>("{\"is900\":true}"))))
            }
            1 => {
                self.seen.json("operation-4 p0", &request.p0, "{\"a\":7646904598383955,\"b\":true}");
                self.seen.json("operation-4 p1", &request.p1, "-4239013001417230");
                self.seen.json("operation-4 ref_like", &request.ref_like, "\"2010-02-10T10:03:10Z\"");
                self.seen.json("operation-4 x_snake_case", &request.x_snake_case, "[\"v\",\"qdr\"]");
                self.seen.json("operation-4 x_additional", &request.x_additional, "\"2010-02-10T10:03:10Z\"");
                self.seen.json("operation-4 x_none", &request.x_none, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-4 body", &body, "\"any82\"");
                    }
                    _ => self.seen.wrong("operation-4 body"),
                }
                Ok(types::Operation4Response::Ok(types::Operation4OkBody::Text("i+H".to_owned())))
            }
            2 => {
                self.seen.json("operation-4 p0", &request.p0, "{\"a\":-49}");
                self.seen.json("operation-4 p1", &request.p1, "8293717424948184");
                self.seen.json("operation-4 ref_like", &request.ref_like, "\"2016-08-16T16:02:16Z\"");
                self.seen.json("operation-4 x_snake_case", &request.x_snake_case, "[\"g\"]");
                self.seen.json("operation-4 x_additional", &request.x_additional, "\"2026-09-26T02:05:26Z\"");
                self.seen.json("operation-4 x_none", &request.x_none, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-4 body", &body, "\"any34\"");
                    }
                    _ => self.seen.wrong("operation-4 body"),
                }
                Ok(types::Operation4Response::NoContent)
            }
            3 => {
                self.seen.json("operation-4 p0", &request.p0, "{\"a\":3213370600899339}");
                self.seen.json("operation-4 p1", &request.p1, "4166297221257820");
                self.seen.json("operation-4 ref_like", &request.ref_like, "\"2020-03-20T20:06:20Z\"");
                self.seen.json("operation-4 x_snake_case", &request.x_snake_case, "[\"mxe\",\"xn\",\"lpj\"]");
                self.seen.json("operation-4 x_additional", &request.x_additional, "\"2019-02-19T19:05:19Z\"");
                self.seen.json("operation-4 x_none", &request.x_none, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-4 body", &body, "\"any9\"");
                    }
                    _ => self.seen.wrong("operation-4 body"),
                }
                Ok(types::Operation4Response::Status2XX { status: 201, body: from::<Vec<types::Operation4Status2XxItem>>("[{\"$ref-like\":{\"2fa8\":\"\",\"is8\":true,\"response8\":1},\"-1\":{\"2fa8\":\"\",\"additional8\":\"\",\"is8\":true,\"response8\":1},\"id\":{\"any\":[\"thing\",1.5]},\"x/y\":{\"Type0\":-8486097744199820,\"is0\":true,\"name0\":\"E\",\"response0\":10}},{\"-1\":{\"2fa8\":\"ztF+\",\"additional8\":\"m7\",\"is8\":true,\"response8\":1},\"id\":true,\"x/y\":{\"Type0\":-3948391434287440,\"is0\":false,\"name0\":\"rC7u\",\"response0\":1}}]") })
            }
            4 => {
                self.seen.json("operation-4 p0", &request.p0, "{\"a\":-8724466243859282,\"b\":true}");
                self.seen.json("operation-4 p1", &request.p1, "-75");
                self.seen.json("operation-4 ref_like", &request.ref_like, "\"2012-04-12T12:05:12Z\"");
                self.seen.json("operation-4 x_snake_case", &request.x_snake_case, "[\"r\"]");
                self.seen.json("operation-4 x_additional", &request.x_additional, "\"2010-02-10T10:03:10Z\"");
                self.seen.json("operation-4 x_none", &request.x_none, "null");
                match request.body {
                    body => {
                        self.seen.json("operation-4 body", &body, "{\"any\":[\"thing\",1.5]}");
                    }
                    _ => self.seen.wrong("operation-4 body"),
                }
                Err(types::Operation4Error::NotFound(from::<uuid::Uuid>("\"747b7c01-7e81-4998-acea-dda793736a2e\"")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn operation_5(&self, _caller: (), request: server::Operation5Request) -> Result<types::Operation5Response, Failure<types::Operation5Error>> {
        self.seen.enter("operation-5");
        match self.exchange {
            0 => {
                self.seen.json("operation-5 p0", &request.p0, "\"one\"");
                match request.body {
                    body => {
                        self.seen.json("operation-5 body", &body, "{\"extra0\":1723156866,\"extra1\":1338374955}");
                    }
                    _ => self.seen.wrong("operation-5 body"),
                }
                Ok(types::Operation5Response::Created("s日;".to_owned()))
            }
            1 => {
                self.seen.json("operation-5 p0", &request.p0, "\"two\"");
                match request.body {
                    body => {
                        self.seen.json("operation-5 body", &body, "{\"extra0\":68172869,\"extra1\":401561659}");
                    }
                    _ => self.seen.wrong("operation-5 body"),
                }
                Ok(types::Operation5Response::NoContent)
            }
            2 => {
                self.seen.json("operation-5 p0", &request.p0, "\"a b\"");
                match request.body {
                    body => {
                        self.seen.json("operation-5 body", &body, "{\"extra0\":401548339,\"extra1\":636077925}");
                    }
                    _ => self.seen.wrong("operation-5 body"),
                }
                Err(types::Operation5Error::NotFound("p".to_owned()).into())
            }
            3 => {
                self.seen.json("operation-5 p0", &request.p0, "\"one\"");
                match request.body {
                    body => {
                        self.seen.json("operation-5 body", &body, "{\"extra0\":1390796750}");
                    }
                    _ => self.seen.wrong("operation-5 body"),
                }
                Err(types::Operation5Error::Default { status: 402, body: from::<String>("\"xE\"") }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_r6_by_p0_by_p1(&self, request: server::PutR6ByP0ByP1Request) -> Result<types::PutR6ByP0ByP1Response, Failure<types::PutR6ByP0ByP1Error>> {
        self.seen.enter("putR6ByP0ByP1");
        match self.exchange {
            0 => {
                self.seen.json("putR6ByP0ByP1 p0", &request.p0, "\"ae3d2dfb-a4f2-40c2-afbf-1811b700bba3\"");
                self.seen.json("putR6ByP0ByP1 p1", &request.p1, "[2431270140055732]");
                self.seen.json("putR6ByP0ByP1 extra", &request.extra, "\"desc\"");
                Ok(types::PutR6ByP0ByP1Response::Ok(openapi_types::ByteStream::from("bytes 582\u{0}\r\n--".to_owned())))
            }
            1 => {
                self.seen.json("putR6ByP0ByP1 p0", &request.p0, "\"cbe32745-ae4b-483f-a07f-f6dc960fbc1e\"");
                self.seen.json("putR6ByP0ByP1 p1", &request.p1, "[2652218575288845,-97,8963626768596889]");
                self.seen.json("putR6ByP0ByP1 extra", &request.extra, "\"asc\"");
                Ok(types::PutR6ByP0ByP1Response::NoContent)
            }
            2 => {
                self.seen.json("putR6ByP0ByP1 p0", &request.p0, "\"f2cfe236-c847-4ce3-a361-e6b997d44f03\"");
                self.seen.json("putR6ByP0ByP1 p1", &request.p1, "[2811475829826526,-6551201997631111]");
                self.seen.json("putR6ByP0ByP1 extra", &request.extra, "\"asc\"");
                Err(types::PutR6ByP0ByP1Error::Status4XX { status: 400, body: types::PutR6ByP0ByP1Status4XXBody::Json(from::<serde_json::Value>("\"any62\"")) }.into())
            }
            3 => {
                self.seen.json("putR6ByP0ByP1 p0", &request.p0, "\"a2cb2478-a690-44eb-a8df-027489c6cfdf\"");
                self.seen.json("putR6ByP0ByP1 p1", &request.p1, "[-2700472112117987,5131074277973176]");
                self.seen.json("putR6ByP0ByP1 extra", &request.extra, "\"desc\"");
                Err(types::PutR6ByP0ByP1Error::Status4XX { status: 400, body: types::PutR6ByP0ByP1Status4XXBody::Text("G ".to_owned()) }.into())
            }
            4 => {
                self.seen.json("putR6ByP0ByP1 p0", &request.p0, "\"3aa15a1b-e169-415d-a0d1-217ed9ca4117\"");
                self.seen.json("putR6ByP0ByP1 p1", &request.p1, "[57977059557404,-3872820076752273]");
                self.seen.json("putR6ByP0ByP1 extra", &request.extra, "\"desc\"");
                Err(types::PutR6ByP0ByP1Error::Default { status: 500, body: from::<Vec<String>>("[\"D日z4n\"]") }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn operation_7(&self, _caller: (), request: server::Operation7Request) -> Result<types::Operation7Response, Failure<types::Operation7Error>> {
        self.seen.enter("operation-7");
        match self.exchange {
            0 => {
                Ok(types::Operation7Response::Ok { headers: types::Operation7OkHeaders { x_count: from::<i64>("80"), x_list: Some(from::<Vec<String>>("[\"re\",\"m\",\"cq\"]")) }, body: from::<String>("\"E%0f;\"") })
            }
            1 => {
                Ok(types::Operation7Response::NoContent)
            }
            2 => {
                Err(types::Operation7Error::Status4XX { status: 400, headers: types::Operation7Status4XXHeaders { x_count: from::<i64>("86"), x_list: Some(from::<Vec<String>>("[\"e\"]")) }, body: from::<types::Gruue>("{\"-1900\":\"F8dE\",\"is900\":true}") }.into())
            }
            3 => {
                Err(types::Operation7Error::Default { status: 500, body: openapi_types::ByteStream::from("bytes 226\u{0}\r\n--".to_owned()) }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }
}

/// Lets everyone in who has a credential.
struct Everyone;

impl server::Authenticator for Everyone {
    type Principal = ();
    async fn bearer(
        &self,
        _credential: openapi_server::Token<'_>,
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
async fn oauth(
    &self,
    _credential: openapi_server::Token<'_>,
    _scopes: &'static [&'static str],
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
async fn combine(&self, _callers: Vec<()>, _operation: &'static openapi_server::Operation) -> Result<(), server::Denied> {
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
        .credential(client::Bearer::new("secret").unwrap())
        .credential(client::CookieKey::new("secret").unwrap())
        .credential(client::HeaderKey::new("secret").unwrap())
        .credential(client::Oauth::new("secret").unwrap())
        .credential(client::QueryKey::new("secret").unwrap())
        .build()
        .unwrap();

    (client, seen)
}

#[tokio::test]
async fn put_r0_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_r0();
        let call = call.a_b(from::<types::PutR0ab>("{\"a\":\"if\",\"b\":-7}"));
        let call = call.body(from::<types::PutR0Body>("{\"name\":\"kvn\",\"number\":-40}"));
        let result = call.send().await;
        seen.held("putR0");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::PutR0Response::Ok(types::PutR0OkBody::Json(body)) = value.into_inner() else { panic!("another variant") };
        seen.json("putR0 answer", &body, "\"any88\"");
        seen.held("putR0");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).put_r0();
        let call = call.a_b(from::<types::PutR0ab>("{\"a\":\"l\",\"b\":-6106962362532438}"));
        let result = call.send().await;
        seen.held("putR0");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::PutR0Response::Ok(types::PutR0OkBody::Text(body)) = value.into_inner() else { panic!("another variant") };
        seen.equal("putR0 answer", &body, &"bdxiev".to_owned());
        seen.held("putR0");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).put_r0();
        let call = call.a_b(from::<types::PutR0ab>("{\"a\":\"u\",\"b\":31}"));
        let call = call.body(from::<types::PutR0Body>("{\"name\":\"k6hEF\",\"tags\":[\"na%xt\",\"u\\\\FI8\"],\"yes\":false}"));
        let result = call.send().await;
        seen.held("putR0");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::PutR0Response::Created(body) = value.into_inner() else { panic!("another variant") };
        seen.json("putR0 answer", &body, "-490.5");
        seen.held("putR0");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).put_r0();
        let call = call.a_b(from::<types::PutR0ab>("{\"a\":\"y\",\"b\":-5342199466020423}"));
        let result = call.send().await;
        seen.held("putR0");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::PutR0Response::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("putR0");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).put_r0();
        let call = call.a_b(from::<types::PutR0ab>("{\"a\":\"uz\"}"));
        let call = call.body(from::<types::PutR0Body>("{\"name\":\"t\",\"number\":-80,\"tags\":[\"z+Fl3\"],\"yes\":true}"));
        let result = call.send().await;
        seen.held("putR0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let value = value.into_inner();
        let body = value;
        seen.equal("putR0 answer", &body, &"u;".to_owned());
        seen.held("putR0");
    }
}

#[tokio::test]
async fn delete_r1_by_p0_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).delete_r1_by_p0();
        let call = call.p0(from::<types::DeleteR1ByP0p0>("{\"a\":-8848401248181234,\"b\":false}"));
        let call = call.plus_1(from::<i32>("665582530"));
        let call = call.id(from::<f64>("-250.0"));
        let call = call.name(from::<Vec<String>>("[\"y\"]"));
        let call = call.headers(from::<types::DeleteR1ByP0Headers>("{\"a\":\"q\",\"b\":2911367158426936}"));
        let result = call.send().await;
        seen.held("deleteR1ByP0");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("deleteR1ByP0 answer", &body, "4639004436380715");
        seen.held("deleteR1ByP0");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).delete_r1_by_p0();
        let call = call.p0(from::<types::DeleteR1ByP0p0>("{\"a\":63}"));
        let call = call.plus_1(from::<i32>("-48"));
        let call = call.id(from::<f64>("0.0"));
        let call = call.name(from::<Vec<String>>("[\"nw\",\"eqi\",\"gh\"]"));
        let call = call.headers(from::<types::DeleteR1ByP0Headers>("{\"a\":\"hx\",\"b\":6042275996832812}"));
        let result = call.send().await;
        seen.held("deleteR1ByP0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::DeleteR1ByP0Error::BadRequest(body) = value.into_inner() else { panic!("another variant") };
        seen.json("deleteR1ByP0 answer", &body, "null");
        seen.held("deleteR1ByP0");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).delete_r1_by_p0();
        let call = call.p0(from::<types::DeleteR1ByP0p0>("{\"a\":5455178692308950}"));
        let call = call.plus_1(from::<i32>("55"));
        let call = call.id(from::<f64>("0.0"));
        let call = call.name(from::<Vec<String>>("[\"j\",\"tnt\"]"));
        let call = call.headers(from::<types::DeleteR1ByP0Headers>("{\"a\":\"war\"}"));
        let result = call.send().await;
        seen.held("deleteR1ByP0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let types::DeleteR1ByP0Error::NotFound = value.into_inner() else { panic!("another variant") };
        seen.held("deleteR1ByP0");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).delete_r1_by_p0();
        let call = call.p0(from::<types::DeleteR1ByP0p0>("{\"a\":-2571909323830680}"));
        let call = call.plus_1(from::<i32>("629616838"));
        let call = call.id(from::<f64>("-750.0"));
        let call = call.name(from::<Vec<String>>("[\"tce\"]"));
        let call = call.headers(from::<types::DeleteR1ByP0Headers>("{\"a\":\"sgv\"}"));
        let result = call.send().await;
        seen.held("deleteR1ByP0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::DeleteR1ByP0Error::InternalServerError = value.into_inner() else { panic!("another variant") };
        seen.held("deleteR1ByP0");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).delete_r1_by_p0();
        let call = call.p0(from::<types::DeleteR1ByP0p0>("{\"a\":-8854457064268989,\"b\":false}"));
        let call = call.plus_1(from::<i32>("-329610612"));
        let call = call.id(from::<f64>("500.0"));
        let call = call.name(from::<Vec<String>>("[\"w\",\"m\",\"d\"]"));
        let call = call.headers(from::<types::DeleteR1ByP0Headers>("{\"a\":\"n\",\"b\":-6476481762594053}"));
        let result = call.send().await;
        seen.held("deleteR1ByP0");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let types::DeleteR1ByP0Error::Status4XX { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("deleteR1ByP0 answer", &body, &"HE".to_owned());
        seen.held("deleteR1ByP0");
    }
}

#[tokio::test]
async fn operation_2_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).operation_2();
        let call = call.p0(from::<Vec<i64>>("[11,-2,1354645829349552]"));
        let call = call.body(from::<types::Operation2Body>("{\"name\":\"hCJjn\",\"number\":8234282749615843}"));
        let result = call.send().await;
        seen.held("operation-2");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::Operation2Response::Ok(body) = value.into_inner() else { panic!("another variant") };
        seen.json("operation-2 answer", &body, "\"i&\"");
        seen.held("operation-2");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).operation_2();
        let call = call.p0(from::<Vec<i64>>("[-3134937990468718,-6829578526397427]"));
        let call = call.body(from::<types::Operation2Body>("{\"name\":\"q5p8i\",\"number\":53296345631917,\"yes\":false}"));
        let result = call.send().await;
        seen.held("operation-2");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::Operation2Response::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("operation-2");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).operation_2();
        let call = call.p0(from::<Vec<i64>>("[101325645928961]"));
        let call = call.body(from::<types::Operation2Body>("{\"name\":\"nBk17\",\"number\":-61,\"tags\":[\"loan\",\"qrJ\"],\"yes\":true}"));
        let result = call.send().await;
        seen.held("operation-2");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::Operation2Response::Status2XX { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        match body.collect(1 << 20).await { Ok(body) => seen.equal("operation-2 answer", &body.as_ref(), &"bytes 647\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("operation-2 answer") }
        seen.held("operation-2");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).operation_2();
        let call = call.p0(from::<Vec<i64>>("[-8693514873466897]"));
        let call = call.body(from::<types::Operation2Body>("{\"name\":\"H6n\",\"number\":-4561735018322988,\"tags\":[\"bxt3\",\"EA;\"]}"));
        let result = call.send().await;
        seen.held("operation-2");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let () = value.into_inner();
        seen.held("operation-2");
    }
}

#[tokio::test]
async fn operation_3_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).operation_3();
        let call = call.kebab_case(from::<Vec<String>>("[\"ur\",\"ege\"]"));
        let call = call.x_extra(from::<types::Operation3XExtra>("3"));
        let call = call.minus_1(from::<String>("\"sd915t\""));
        let result = call.send().await;
        seen.held("operation-3");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::Operation3Response::Created { headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::Operation3CreatedHeaders { x_count: from::<i64>("80"), x_list: Some(from::<Vec<String>>("[\"re\",\"m\",\"cq\"]")) });
        seen.json("operation-3 answer", &body, "{\"extra0\":\"192.0.2.17\",\"extra1\":\"192.0.2.23\"}");
        seen.held("operation-3");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).operation_3();
        let call = call.kebab_case(from::<Vec<String>>("[\"jp\",\"nk\"]"));
        let call = call.x_extra(from::<types::Operation3XExtra>("3"));
        let call = call.minus_1(from::<String>("\"rFnrG3\""));
        let result = call.send().await;
        seen.held("operation-3");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::Operation3Response::Status2XX { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        seen.json("operation-3 answer", &body, "{\"headers\":{\"größe\":{\"+1\":{\"name\":\"Fso#\",\"request\":{}},\"name\":\"2028-02-28\",\"value\":{\"extra0\":[],\"extra1\":[]}},\"x/y\":\"/+8=\"}}");
        seen.held("operation-3");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).operation_3();
        let call = call.kebab_case(from::<Vec<String>>("[\"pq\",\"v\"]"));
        let call = call.x_extra(from::<types::Operation3XExtra>("3"));
        let call = call.minus_1(from::<String>("\"E2spzI\""));
        let result = call.send().await;
        seen.held("operation-3");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let value = value.into_inner();
        let body = value;
        seen.json("operation-3 answer", &body, "\"\"");
        seen.held("operation-3");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).operation_3();
        let call = call.kebab_case(from::<Vec<String>>("[\"a\",\"yh\",\"h\"]"));
        let call = call.x_extra(from::<types::Operation3XExtra>("3"));
        let call = call.minus_1(from::<String>("\"tFvoz\""));
        let result = call.send().await;
        seen.held("operation-3");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let value = value.into_inner();
        let body = value;
        seen.equal("operation-3 answer", &body, &"xEé".to_owned());
        seen.held("operation-3");
    }
}

#[tokio::test]
async fn operation_4_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).operation_4();
        let call = call.p0(from::<types::Operation4P0>("{\"a\":28}"));
        let call = call.p1(from::<i64>("-7991256554499919"));
        let call = call.ref_like(from::<chrono::DateTime<chrono::Utc>>("\"2022-05-22T22:01:22Z\""));
        let call = call.x_snake_case(from::<Vec<String>>("[\"m\",\"igi\",\"r\"]"));
        let call = call.x_additional(from::<chrono::DateTime<chrono::Utc>>("\"2018-01-18T18:04:18Z\""));
        let call = call.body(from::<serde_json::Value>("\"any45\""));
        let result = call.send().await;
        seen.held("operation-4");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::Operation4Response::Ok(types::Operation4OkBody::Json(body)) = value.into_inner() else { panic!("another variant") };
        seen.json("operation-4 answer", &body, "{\"is900\":true}");
        seen.held("operation-4");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).operation_4();
        let call = call.p0(from::<types::Operation4P0>("{\"a\":7646904598383955,\"b\":true}"));
        let call = call.p1(from::<i64>("-4239013001417230"));
        let call = call.ref_like(from::<chrono::DateTime<chrono::Utc>>("\"2010-02-10T10:03:10Z\""));
        let call = call.x_snake_case(from::<Vec<String>>("[\"v\",\"qdr\"]"));
        let call = call.x_additional(from::<chrono::DateTime<chrono::Utc>>("\"2010-02-10T10:03:10Z\""));
        let call = call.body(from::<serde_json::Value>("\"any82\""));
        let result = call.send().await;
        seen.held("operation-4");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::Operation4Response::Ok(types::Operation4OkBody::Text(body)) = value.into_inner() else { panic!("another variant") };
        seen.equal("operation-4 answer", &body, &"i+H".to_owned());
        seen.held("operation-4");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).operation_4();
        let call = call.p0(from::<types::Operation4P0>("{\"a\":-49}"));
        let call = call.p1(from::<i64>("8293717424948184"));
        let call = call.ref_like(from::<chrono::DateTime<chrono::Utc>>("\"2016-08-16T16:02:16Z\""));
        let call = call.x_snake_case(from::<Vec<String>>("[\"g\"]"));
        let call = call.x_additional(from::<chrono::DateTime<chrono::Utc>>("\"2026-09-26T02:05:26Z\""));
        let call = call.body(from::<serde_json::Value>("\"any34\""));
        let result = call.send().await;
        seen.held("operation-4");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::Operation4Response::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("operation-4");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).operation_4();
        let call = call.p0(from::<types::Operation4P0>("{\"a\":3213370600899339}"));
        let call = call.p1(from::<i64>("4166297221257820"));
        let call = call.ref_like(from::<chrono::DateTime<chrono::Utc>>("\"2020-03-20T20:06:20Z\""));
        let call = call.x_snake_case(from::<Vec<String>>("[\"mxe\",\"xn\",\"lpj\"]"));
        let call = call.x_additional(from::<chrono::DateTime<chrono::Utc>>("\"2019-02-19T19:05:19Z\""));
        let call = call.body(from::<serde_json::Value>("\"any9\""));
        let result = call.send().await;
        seen.held("operation-4");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::Operation4Response::Status2XX { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        seen.json("operation-4 answer", &body, "[{\"$ref-like\":{\"2fa8\":\"\",\"is8\":true,\"response8\":1},\"-1\":{\"2fa8\":\"\",\"additional8\":\"\",\"is8\":true,\"response8\":1},\"id\":{\"any\":[\"thing\",1.5]},\"x/y\":{\"Type0\":-8486097744199820,\"is0\":true,\"name0\":\"E\",\"response0\":10}},{\"-1\":{\"2fa8\":\"ztF+\",\"additional8\":\"m7\",\"is8\":true,\"response8\":1},\"id\":true,\"x/y\":{\"Type0\":-3948391434287440,\"is0\":false,\"name0\":\"rC7u\",\"response0\":1}}]");
        seen.held("operation-4");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).operation_4();
        let call = call.p0(from::<types::Operation4P0>("{\"a\":-8724466243859282,\"b\":true}"));
        let call = call.p1(from::<i64>("-75"));
        let call = call.ref_like(from::<chrono::DateTime<chrono::Utc>>("\"2012-04-12T12:05:12Z\""));
        let call = call.x_snake_case(from::<Vec<String>>("[\"r\"]"));
        let call = call.x_additional(from::<chrono::DateTime<chrono::Utc>>("\"2010-02-10T10:03:10Z\""));
        let call = call.body(from::<serde_json::Value>("{\"any\":[\"thing\",1.5]}"));
        let result = call.send().await;
        seen.held("operation-4");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let types::Operation4Error::NotFound(body) = value.into_inner() else { panic!("another variant") };
        seen.json("operation-4 answer", &body, "\"747b7c01-7e81-4998-acea-dda793736a2e\"");
        seen.held("operation-4");
    }
}

#[tokio::test]
async fn operation_5_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).operation_5();
        let call = call.p0(from::<types::Operation5P0>("\"one\""));
        let call = call.body(from::<std::collections::BTreeMap<String, i32>>("{\"extra0\":1723156866,\"extra1\":1338374955}"));
        let result = call.send().await;
        seen.held("operation-5");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::Operation5Response::Created(body) = value.into_inner() else { panic!("another variant") };
        seen.equal("operation-5 answer", &body, &"s日;".to_owned());
        seen.held("operation-5");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).operation_5();
        let call = call.p0(from::<types::Operation5P0>("\"two\""));
        let call = call.body(from::<std::collections::BTreeMap<String, i32>>("{\"extra0\":68172869,\"extra1\":401561659}"));
        let result = call.send().await;
        seen.held("operation-5");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::Operation5Response::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("operation-5");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).operation_5();
        let call = call.p0(from::<types::Operation5P0>("\"a b\""));
        let call = call.body(from::<std::collections::BTreeMap<String, i32>>("{\"extra0\":401548339,\"extra1\":636077925}"));
        let result = call.send().await;
        seen.held("operation-5");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let value = value.into_inner();
        let body = value;
        seen.equal("operation-5 answer", &body, &"p".to_owned());
        seen.held("operation-5");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).operation_5();
        let call = call.p0(from::<types::Operation5P0>("\"one\""));
        let call = call.body(from::<std::collections::BTreeMap<String, i32>>("{\"extra0\":1390796750}"));
        let result = call.send().await;
        seen.held("operation-5");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 402);
        let value = value.into_inner();
        let body = value;
        seen.json("operation-5 answer", &body, "\"xE\"");
        seen.held("operation-5");
    }
}

#[tokio::test]
async fn put_r6_by_p0_by_p1_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_r6_by_p0_by_p1();
        let call = call.p0(from::<uuid::Uuid>("\"ae3d2dfb-a4f2-40c2-afbf-1811b700bba3\""));
        let call = call.p1(from::<Vec<i64>>("[2431270140055732]"));
        let call = call.extra(from::<types::PutR6ByP0ByP1Extra>("\"desc\""));
        let result = call.send().await;
        seen.held("putR6ByP0ByP1");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::PutR6ByP0ByP1Response::Ok(body) = value.into_inner() else { panic!("another variant") };
        match body.collect(1 << 20).await { Ok(body) => seen.equal("putR6ByP0ByP1 answer", &body.as_ref(), &"bytes 582\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("putR6ByP0ByP1 answer") }
        seen.held("putR6ByP0ByP1");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).put_r6_by_p0_by_p1();
        let call = call.p0(from::<uuid::Uuid>("\"cbe32745-ae4b-483f-a07f-f6dc960fbc1e\""));
        let call = call.p1(from::<Vec<i64>>("[2652218575288845,-97,8963626768596889]"));
        let call = call.extra(from::<types::PutR6ByP0ByP1Extra>("\"asc\""));
        let result = call.send().await;
        seen.held("putR6ByP0ByP1");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::PutR6ByP0ByP1Response::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("putR6ByP0ByP1");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).put_r6_by_p0_by_p1();
        let call = call.p0(from::<uuid::Uuid>("\"f2cfe236-c847-4ce3-a361-e6b997d44f03\""));
        let call = call.p1(from::<Vec<i64>>("[2811475829826526,-6551201997631111]"));
        let call = call.extra(from::<types::PutR6ByP0ByP1Extra>("\"asc\""));
        let result = call.send().await;
        seen.held("putR6ByP0ByP1");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::PutR6ByP0ByP1Error::Status4XX { status: status, body: types::PutR6ByP0ByP1Status4XXBody::Json(body) } = value.into_inner() else { panic!("another variant") };
        seen.json("putR6ByP0ByP1 answer", &body, "\"any62\"");
        seen.held("putR6ByP0ByP1");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).put_r6_by_p0_by_p1();
        let call = call.p0(from::<uuid::Uuid>("\"a2cb2478-a690-44eb-a8df-027489c6cfdf\""));
        let call = call.p1(from::<Vec<i64>>("[-2700472112117987,5131074277973176]"));
        let call = call.extra(from::<types::PutR6ByP0ByP1Extra>("\"desc\""));
        let result = call.send().await;
        seen.held("putR6ByP0ByP1");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::PutR6ByP0ByP1Error::Status4XX { status: status, body: types::PutR6ByP0ByP1Status4XXBody::Text(body) } = value.into_inner() else { panic!("another variant") };
        seen.equal("putR6ByP0ByP1 answer", &body, &"G ".to_owned());
        seen.held("putR6ByP0ByP1");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).put_r6_by_p0_by_p1();
        let call = call.p0(from::<uuid::Uuid>("\"3aa15a1b-e169-415d-a0d1-217ed9ca4117\""));
        let call = call.p1(from::<Vec<i64>>("[57977059557404,-3872820076752273]"));
        let call = call.extra(from::<types::PutR6ByP0ByP1Extra>("\"desc\""));
        let result = call.send().await;
        seen.held("putR6ByP0ByP1");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::PutR6ByP0ByP1Error::Default { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        seen.json("putR6ByP0ByP1 answer", &body, "[\"D日z4n\"]");
        seen.held("putR6ByP0ByP1");
    }
}

#[tokio::test]
async fn operation_7_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).operation_7();
        let result = call.send().await;
        seen.held("operation-7");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::Operation7Response::Ok { headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::Operation7OkHeaders { x_count: from::<i64>("80"), x_list: Some(from::<Vec<String>>("[\"re\",\"m\",\"cq\"]")) });
        seen.json("operation-7 answer", &body, "\"E%0f;\"");
        seen.held("operation-7");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).operation_7();
        let result = call.send().await;
        seen.held("operation-7");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::Operation7Response::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("operation-7");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).operation_7();
        let result = call.send().await;
        seen.held("operation-7");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::Operation7Error::Status4XX { status: status, headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::Operation7Status4XXHeaders { x_count: from::<i64>("86"), x_list: Some(from::<Vec<String>>("[\"e\"]")) });
        seen.json("operation-7 answer", &body, "{\"-1900\":\"F8dE\",\"is900\":true}");
        seen.held("operation-7");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).operation_7();
        let result = call.send().await;
        seen.held("operation-7");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::Operation7Error::Default { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        match body.collect(1 << 20).await { Ok(body) => seen.equal("operation-7 answer", &body.as_ref(), &"bytes 226\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("operation-7 answer") }
        seen.held("operation-7");
    }
}
