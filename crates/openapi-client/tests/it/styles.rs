//! Every style of OpenAPI, by the table of the specification: a text, an array, an object. What a
//! mock compares with is what is sent.

use crate::client::{PLACE_ORDER, check_printed};
use openapi_client::{
    Builder, Call, CookieStyle, Core, HeaderStyle, PathStyle, QueryStyle, SendError, in_process,
    mock,
};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// What a server sees of a call: target, the header `color` and all cookies.
async fn seen(make: impl FnOnce(&mut Call<'_>) -> Result<(), SendError>) -> Result<Seen, String> {
    let log = Arc::new(Mutex::new(Seen::default()));
    let seen = Arc::clone(&log);
    let server = in_process(move |request: http::Request<_>| {
        let text = |name: &str| {
            let value = request.headers().get(name)?;
            Some(String::from_utf8(value.as_bytes().to_vec()).unwrap())
        };
        *seen.lock().unwrap() = Seen {
            target: request.uri().path_and_query().unwrap().to_string(),
            header: text("color"),
            cookie: text("cookie"),
        };
        std::future::ready(http::Response::new(""))
    });
    let core: Core = Builder::new("http://localhost")
        .hooks(server)
        .build()
        .unwrap();
    let mut call = Call::new(&core, &PLACE_ORDER);
    make(&mut call).map_err(|error| error.to_string())?;
    assert!(!format!("{call:?}").contains("blue"));
    call.send().await.map_err(|error| error.to_string())?;
    Ok(std::mem::take(&mut log.lock().unwrap()))
}

#[derive(Debug, Default)]
struct Seen {
    target: String,
    header: Option<String>,
    cookie: Option<String>,
}

fn array() -> Value {
    json!(["blue", "black", "brown"])
}

fn object() -> Value {
    json!({ "B": 150, "G": 200, "R": 100 })
}

#[tokio::test]
async fn path_parameters_have_three_styles() {
    use PathStyle as S;
    let refused = Err("");
    let cases: &[(S, Value, Result<&str, &str>)] = &[
        (S::Simple, json!("blue"), Ok("/blue")),
        (S::Simple, array(), Ok("/blue,black,brown")),
        (S::Simple, object(), Ok("/B,150,G,200,R,100")),
        (S::SimpleExploded, array(), Ok("/blue,black,brown")),
        (S::SimpleExploded, object(), Ok("/B=150,G=200,R=100")),
        (S::Label, json!("blue"), Ok("/.blue")),
        (S::Label, array(), Ok("/.blue,black,brown")),
        (S::Label, object(), Ok("/.B,150,G,200,R,100")),
        (S::LabelExploded, array(), Ok("/.blue.black.brown")),
        (S::LabelExploded, object(), Ok("/.B=150.G=200.R=100")),
        (S::Matrix, json!("blue"), Ok("/;color=blue")),
        (S::Matrix, json!(""), Ok("/;color")),
        (S::Matrix, array(), Ok("/;color=blue,black,brown")),
        (S::Matrix, object(), Ok("/;color=B,150,G,200,R,100")),
        (S::MatrixExploded, json!("blue"), Ok("/;color=blue")),
        (
            S::MatrixExploded,
            array(),
            Ok("/;color=blue;color=black;color=brown"),
        ),
        (S::MatrixExploded, object(), Ok("/;B=150;G=200;R=100")),
        (
            S::Json,
            object(),
            Ok("/%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D"),
        ),
        (S::Json, json!("a"), Ok("/%22a%22")),
        // What is inside of a value never ends it.
        (
            S::Simple,
            json!("a/../b,c;d?#%"),
            Ok("/a%2F..%2Fb%2Cc%3Bd%3F%23%25"),
        ),
        (S::Simple, json!(["a,b", "c"]), Ok("/a%2Cb,c")),
        (
            S::Simple,
            json!([["a"], { "b": 1 }]),
            Ok("/%5B%22a%22%5D,%7B%22b%22%3A1%7D"),
        ),
        (S::Simple, json!(-1.5), Ok("/-1.5")),
        (S::Simple, json!(true), Ok("/true")),
        // What a URL parser would drop.
        (S::Simple, json!(""), refused),
        (S::Simple, json!("."), refused),
        (S::Simple, json!(".."), refused),
        (S::Simple, json!([]), refused),
        (S::Simple, json!({}), refused),
        (S::Simple, Value::Null, refused),
        (S::Label, json!(""), refused),
        (S::Label, json!("."), refused),
    ];
    for (style, value, expected) in cases {
        let seen = seen(|call| {
            call.path("/");
            call.path_parameter("color", Ok(value), *style)
        });
        let target = seen.await.map(|seen| seen.target);
        let mocked = mock::PathPart::of("color", value, *style);
        if let Ok(expected) = expected {
            assert_eq!(target.as_deref(), Ok(*expected), "{style:?} {value}");
            let part = mock::PathPart::Value(expected.trim_start_matches('/').to_owned());
            assert_eq!(mocked, part, "{style:?} {value}");
        } else {
            assert!(
                target.unwrap_err().contains("names something"),
                "{style:?} {value}"
            );
            assert_eq!(mocked, mock::PathPart::Never, "{style:?} {value}");
        }
    }
}

#[tokio::test]
async fn query_parameters_have_four_styles() {
    use QueryStyle as S;
    let cases: &[(S, Value, &str)] = &[
        (S::Form, json!("blue"), "?color=blue"),
        (S::Form, json!(""), "?color="),
        (S::Form, array(), "?color=blue,black,brown"),
        (S::Form, object(), "?color=B,150,G,200,R,100"),
        (S::FormExploded, json!("blue"), "?color=blue"),
        (
            S::FormExploded,
            array(),
            "?color=blue&color=black&color=brown",
        ),
        (S::FormExploded, object(), "?B=150&G=200&R=100"),
        (S::SpaceDelimited, array(), "?color=blue%20black%20brown"),
        (
            S::SpaceDelimited,
            object(),
            "?color=B%20150%20G%20200%20R%20100",
        ),
        (S::PipeDelimited, array(), "?color=blue%7Cblack%7Cbrown"),
        (
            S::PipeDelimited,
            object(),
            "?color=B%7C150%7CG%7C200%7CR%7C100",
        ),
        (
            S::DeepObject,
            object(),
            "?color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
        ),
        (
            S::DeepObject,
            json!({ "a": { "b": [1, 2] } }),
            "?color%5Ba%5D%5Bb%5D%5B%5D=1&color%5Ba%5D%5Bb%5D%5B%5D=2",
        ),
        (
            S::DeepObject,
            json!({ "a": [{ "b": 1 }] }),
            "?color%5Ba%5D%5B0%5D%5Bb%5D=1",
        ),
        (S::DeepObject, json!("blue"), "?color=blue"),
        (
            S::DeepObject,
            array(),
            "?color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
        ),
        (
            S::DeepObject,
            json!([{ "a": 1 }, { "a": 2 }]),
            "?color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D=2",
        ),
        (S::DeepObject, json!([]), ""),
        (
            S::Json,
            object(),
            "?color=%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D",
        ),
        (
            S::FormExploded,
            json!("a b&c=d+ü"),
            "?color=a%20b%26c%3Dd%2B%C3%BC",
        ),
        (S::Form, json!(["a,b", "c"]), "?color=a%2Cb,c"),
        (
            S::FormExploded,
            json!({ "a": [1, 2], "b": { "c": 3 }, "d": null }),
            "?a=1&a=2&b=%7B%22c%22%3A3%7D&d=null",
        ),
        (S::FormExploded, json!([null, 1]), "?color=null&color=1"),
        // What is nothing is not sent.
        (S::FormExploded, Value::Null, ""),
        (S::FormExploded, json!([]), ""),
        (S::Form, json!([]), ""),
        (S::Form, json!({}), ""),
        (S::DeepObject, json!({}), ""),
    ];
    for (style, value, expected) in cases {
        let seen = seen(|call| {
            call.path("/a");
            call.query("color", Ok(value), *style)
        });
        let target = seen.await.unwrap().target;
        assert_eq!(target, format!("/a{expected}"), "{style:?} {value}");
        let pairs = url::form_urlencoded::parse(expected.trim_start_matches('?').as_bytes());
        let pairs: Vec<(String, String)> = pairs.into_owned().collect();
        let mocked = mock::query_pairs("color", value, *style);
        assert_eq!(mocked, pairs, "{style:?} {value}");
    }
}

#[tokio::test]
async fn parameters_of_the_query_stand_in_a_row() {
    let target = |make: fn(&mut Call<'_>) -> Result<(), SendError>| async move {
        seen(make).await.unwrap().target
    };
    let several = target(|call| {
        call.path("/a");
        call.fixed_query("Action=Resize");
        call.query("n", Ok(Some(1)), QueryStyle::FormExploded)?;
        call.query("none", Ok(None::<u8>), QueryStyle::FormExploded)?;
        call.query("k[]", Ok([0.1, 2.0]), QueryStyle::FormExploded)?;
        call.fixed_query("last");
        Ok(())
    });
    assert_eq!(
        several.await,
        "/a?Action=Resize&n=1&k%5B%5D=0.1&k%5B%5D=2.0&last"
    );
    let reserved = target(|call| {
        call.path("/a");
        call.query_reserved("u", Ok("http://h/?a=b&c#d+e%20[f];g"), QueryStyle::Form)
    });
    assert_eq!(
        reserved.await,
        "/a?u=http://h/?a%3Db%26c%23d%2Be%2520%5Bf%5D;g"
    );
}

#[tokio::test]
async fn headers_and_cookies_have_one_style() {
    use {CookieStyle as C, HeaderStyle as H};
    let headers: &[(H, Value, Option<&str>)] = &[
        (H::Simple, json!("blue ü"), Some("blue ü")),
        (H::Simple, array(), Some("blue,black,brown")),
        (H::Simple, object(), Some("B,150,G,200,R,100")),
        (H::SimpleExploded, object(), Some("B=150,G=200,R=100")),
        (
            H::Json,
            json!({ "a": "ü😀" }),
            Some(r#"{"a":"\u00fc\ud83d\ude00"}"#),
        ),
        (H::Simple, Value::Null, None),
    ];
    for (style, value, expected) in headers {
        let seen = seen(|call| call.header("color", Ok(value), *style))
            .await
            .unwrap();
        assert_eq!(seen.header.as_deref(), *expected, "{style:?} {value}");
        let mocked = mock::header_text("color", value, *style);
        assert_eq!(mocked.as_deref(), *expected, "{style:?} {value}");
    }
    let cookies: &[(C, Value, &str)] = &[
        (C::Form, json!("a b;c"), "first=1; color=a%20b%3Bc"),
        (C::Form, array(), "first=1; color=blue,black,brown"),
        (C::Form, object(), "first=1; color=B,150,G,200,R,100"),
        (
            C::FormExploded,
            array(),
            "first=1; color=blue; color=black; color=brown",
        ),
        (C::FormExploded, object(), "first=1; B=150; G=200; R=100"),
        (C::Json, json!([1]), "first=1; color=%5B1%5D"),
        (C::Form, Value::Null, "first=1"),
    ];
    for (style, value, expected) in cookies {
        let seen = seen(|call| {
            call.cookie("first", Ok(1), C::Form)?;
            call.cookie("color", Ok(value), *style)
        });
        assert_eq!(
            seen.await.unwrap().cookie.as_deref(),
            Some(*expected),
            "{style:?} {value}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_without_its_value() {
    #[derive(Serialize)]
    struct Broken {
        #[serde(serialize_with = "fails")]
        field: String,
    }
    fn fails<S: serde::Serializer>(_value: &String, _serializer: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("no"))
    }
    type Make = fn(&mut Call<'_>) -> Result<(), SendError>;
    let cases: &[(Make, &str)] = &[
        (
            |call| {
                call.query(
                    "n",
                    Err::<u8, _>("`n` is not set".to_owned()),
                    QueryStyle::Form,
                )
            },
            "`n` is not set",
        ),
        (
            |call| call.query("n", Ok(f64::NAN), QueryStyle::Form),
            "`n` is a number that JSON has no text for",
        ),
        (
            |call| {
                call.query(
                    "n",
                    Ok(Broken {
                        field: String::new(),
                    }),
                    QueryStyle::Form,
                )
            },
            "`n` cannot be turned into text: no",
        ),
        (
            |call| call.header("color", Ok("s3cret\r\nHost: evil"), HeaderStyle::Simple),
            "the header `color` has a value with a line break",
        ),
        (
            |call| call.fixed_header("a b", "c"),
            "the header `a b` has a name that no header may have",
        ),
        (
            |call| call.form("a/b", &["s3cret"], &[]),
            "the body is a form, which takes an object alone",
        ),
        (
            |call| {
                call.json(
                    "a/b",
                    &Broken {
                        field: String::new(),
                    },
                )
            },
            "the body cannot be written: no",
        ),
    ];
    for (make, expected) in cases {
        let error = seen(make).await.unwrap_err();
        assert!(error.contains(expected), "{error}");
        check_printed(&error);
    }
}
