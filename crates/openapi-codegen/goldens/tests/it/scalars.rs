//! Parameters of every type arrive as they were sent, whatever characters they hold.

use std::sync::{Arc, Mutex};

use openapi_client::{Error, in_process};
use openapi_codegen_goldens::scalars::{client, server, types};
use openapi_server::Failure;
use types::{GetOptionalOrder, Kind};

use crate::loopback::{connect, raw, request};

#[derive(Clone, Default)]
struct Seen {
    texts: Arc<Mutex<Option<server::GetTextsRequest>>>,
    numbers: Arc<Mutex<Option<server::GetNumbersRequest>>>,
    optional: Arc<Mutex<Option<server::GetOptionalRequest>>>,
}

impl server::Api for Seen {
    async fn get_texts(
        &self,
        request: server::GetTextsRequest,
    ) -> Result<types::GetTextsResponse, Failure<types::GetTextsError>> {
        *self.texts.lock().unwrap() = Some(request);
        Ok(types::GetTextsResponse::NoContent)
    }

    async fn get_numbers(
        &self,
        request: server::GetNumbersRequest,
    ) -> Result<types::GetNumbersResponse, Failure<types::GetNumbersError>> {
        *self.numbers.lock().unwrap() = Some(request);
        Ok(types::GetNumbersResponse::NoContent)
    }

    async fn get_optional(
        &self,
        request: server::GetOptionalRequest,
    ) -> Result<types::GetOptionalResponse, Failure<types::GetOptionalError>> {
        *self.optional.lock().unwrap() = Some(request);
        Ok(types::GetOptionalResponse::NoContent)
    }
}

fn client(api: &Seen) -> client::Client {
    let hooks = connect(server::service(api.clone()));
    client::Client::builder("http://localhost")
        .hooks(hooks)
        .build()
        .unwrap()
}

const ODD: [&str; 8] = [
    "plain",
    "a/b?c=d&e#f%2Fg+h i",
    "\u{fc}\u{1f980}",
    "\"quotes\" 'and' <tags> \\ {braces} [x] | ^ `",
    "..a",
    "%",
    "a;b,c:d@e!$*()~",
    " leading and trailing ",
];

#[tokio::test]
async fn texts_arrive() {
    let api = Seen::default();
    let client = client(&api);
    let id: uuid::Uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8".parse().unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    for at in ["2024-02-29T12:30:45Z", "2024-02-29T12:30:45.123456Z"] {
        let at: chrono::DateTime<chrono::Utc> = at.parse().unwrap();
        for text in ODD {
            // Blanks at the ends of a header are not part of its value.
            let header = text.trim();
            let sent = client
                .get_texts()
                .text(text)
                .kind(Kind::AB)
                .id(id)
                .day(day)
                .at(at)
                .q_text(text)
                .q_kind(Kind::Full)
                .q_id(id)
                .q_day(day)
                .q_at(at)
                .q_mail("me@example.com")
                .x_text(header)
                .x_kind(Kind::TwoWords)
                .x_id(id)
                .x_day(day)
                .x_at(at)
                .send()
                .await;
            assert_eq!(sent.unwrap().status(), 204, "{text}");
            let seen = api.texts.lock().unwrap().take().unwrap();
            assert_eq!(
                (&*seen.text, &*seen.q_text, &*seen.q_mail),
                (text, text, "me@example.com")
            );
            assert_eq!(seen.x_text, header);
            assert_eq!(
                (seen.kind, seen.q_kind, seen.x_kind),
                (Kind::AB, Kind::Full, Kind::TwoWords)
            );
            assert_eq!((seen.id, seen.q_id, seen.x_id), (id, id, id));
            assert_eq!((seen.day, seen.q_day, seen.x_day), (day, day, day));
            assert_eq!((seen.at, seen.q_at, seen.x_at), (at, at, at));
        }
    }
}

/// A reader that is less generous than ours must understand it too.
#[tokio::test]
async fn times_are_written_as_the_format_says() {
    let wire = Arc::new(Mutex::new(Vec::new()));
    let copy = Arc::clone(&wire);
    let hooks = in_process(move |request: http::Request<_>| {
        let header = request
            .headers()
            .get("x-at")
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        copy.lock()
            .unwrap()
            .extend([request.uri().to_string(), header]);
        async { http::Response::builder().status(204).body("").unwrap() }
    });
    let builder = client::Client::builder("http://localhost").hooks(hooks);
    let client = builder.build().unwrap();
    let at: chrono::DateTime<chrono::Utc> = "2024-02-29T12:30:45Z".parse().unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let id = uuid::Uuid::nil();
    let call = client
        .get_texts()
        .text("t")
        .kind(Kind::Plain)
        .id(id)
        .day(day)
        .at(at);
    let call = call
        .q_text("t")
        .q_kind(Kind::Plain)
        .q_id(id)
        .q_day(day)
        .q_at(at)
        .q_mail("m");
    let call = call
        .x_text("t")
        .x_kind(Kind::Plain)
        .x_id(id)
        .x_day(day)
        .x_at(at);
    call.send().await.unwrap();
    let wire = wire.lock().unwrap();
    let [uri, header] = wire.as_slice() else {
        panic!("{wire:?}")
    };
    assert!(
        uri.contains("/day/2024-02-29/at/2024-02-29T12%3A30%3A45Z?"),
        "{uri}"
    );
    assert!(
        uri.contains("q-day=2024-02-29&q-at=2024-02-29T12%3A30%3A45Z"),
        "{uri}"
    );
    assert_eq!(header, "2024-02-29T12:30:45Z");
}

#[tokio::test]
#[expect(clippy::float_cmp, reason = "the same bits must arrive")]
async fn numbers_arrive() {
    let api = Seen::default();
    let client = client(&api);
    for (large, small, number) in [
        (0, 0, 0.0),
        (i64::MIN, i32::MIN, -1.5e-7),
        (i64::MAX, i32::MAX, 1e300),
    ] {
        let sent = client
            .get_numbers()
            .integer(large)
            .small(small)
            .large(large)
            .number(number)
            .float(0.25_f32)
            .double(number)
            .flag(true)
            .q_integer(large)
            .q_small(small)
            .q_number(number)
            .q_float(-0.5_f32)
            .q_flag(false)
            .x_integer(large)
            .x_small(small)
            .x_number(number)
            .x_float(3.5_f32)
            .x_flag(true)
            .send()
            .await;
        assert_eq!(sent.unwrap().status(), 204);
        let seen = api.numbers.lock().unwrap().take().unwrap();
        assert_eq!(
            [seen.integer, seen.large, seen.q_integer, seen.x_integer],
            [large; 4]
        );
        assert_eq!([seen.small, seen.q_small, seen.x_small], [small; 3]);
        assert_eq!(
            [seen.number, seen.double, seen.q_number, seen.x_number],
            [number; 4]
        );
        assert_eq!([seen.float, seen.q_float, seen.x_float], [0.25, -0.5, 3.5]);
        assert_eq!([seen.flag, seen.q_flag, seen.x_flag], [true, false, true]);
    }
}

#[tokio::test]
async fn absent_is_none() {
    let api = Seen::default();
    let client = client(&api);
    client.get_optional().send().await.unwrap();
    let seen = api.optional.lock().unwrap().take().unwrap();
    assert_eq!(
        (seen.text, seen.kind, seen.order, seen.x_text),
        (None, None, None, None)
    );
    client
        .get_optional()
        .text("")
        .order(GetOptionalOrder::Down)
        .x_flag(false)
        .send()
        .await
        .unwrap();
    let seen = api.optional.lock().unwrap().take().unwrap();
    assert_eq!(seen.text.as_deref(), Some(""));
    assert_eq!(
        (seen.order, seen.x_flag),
        (Some(GetOptionalOrder::Down), Some(false))
    );
}

#[tokio::test]
async fn what_cannot_be_sent_is_not() {
    let client = client(&Seen::default());
    for text in ["line\nbreak", "nul\0"] {
        let sent = client.get_optional().x_text(text).send().await;
        assert!(matches!(sent, Err(Error::NotSent(_))), "{sent:?}");
    }
    let unset = client.get_numbers().send().await.unwrap_err().to_string();
    assert!(unset.contains("is not set"), "{unset}");
    let kind = client
        .get_optional()
        .kind("no such")
        .send()
        .await
        .unwrap_err()
        .to_string();
    assert!(kind.contains("`kind` cannot be made a Kind"), "{kind}");
}

#[tokio::test]
async fn what_has_no_such_type_is_refused() {
    let service = server::service(Seen::default());
    let cases = [
        ("kind=other", 400, "/query/kind"),
        ("order=UP", 400, "/query/order"),
        ("id=1", 400, "/query/id"),
        ("day=2023-02-29", 400, "/query/day"),
        ("at=2024-02-29", 400, "/query/at"),
        ("integer=1.5", 400, "/query/integer"),
        ("integer=9223372036854775808", 400, "/query/integer"),
        ("small=2147483648", 400, "/query/small"),
        ("number=NaN", 400, "/query/number"),
        ("flag=yes", 400, "/query/flag"),
        ("text=a&text=b", 400, "/query/text"),
        ("text=%ff", 400, "/query/text"),
        ("unknown=1", 204, ""),
    ];
    for (query, status, place) in cases {
        let (found, body) = raw(&service, request("GET", &format!("/optional?{query}"), "")).await;
        assert_eq!(found, status, "{query}: {body}");
        assert!(body.contains(place), "{query}: {body}");
    }
}
