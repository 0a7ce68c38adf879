//! Which operation a path leads to, and what it captures on the way.

use openapi_server::Segment::{Literal, Parameter as Any, Pieces};
use openapi_server::http::Response;
use openapi_server::http::header::ALLOW;
use openapi_server::schema::{Presence, Schema};
use openapi_server::{
    Call, Endpoint, Fixed, Location, Operation, Outcome, Parameter, Piece, Rejections, RequestBody,
    Routes, Segment,
};

use super::{answer, operation, told};

struct Paths;

static OPERATIONS: [Operation; 17] = [
    operation("root", "GET"),
    operation("static", "GET"),
    operation("one", "GET"),
    operation("delete", "DELETE"),
    operation("slash", "GET"),
    operation("json", "GET"),
    operation("range", "GET"),
    operation("escaped", "GET"),
    operation("resize", "POST"),
    operation("rename", "POST"),
    operation("plain", "POST"),
    operation("head", "HEAD"),
    operation("trace", "TRACE"),
    operation("touching", "GET"),
    operation("led", "GET"),
    operation("uploads", "GET"),
    operation("parts", "GET"),
];

macro_rules! endpoint {
    ($index:literal, $path:expr, $fixed:expr) => {{
        static PATH: &[Segment] = &$path;
        static ENDPOINT: Endpoint = Endpoint {
            fixed: &$fixed,
            ..Endpoint::new(&OPERATIONS[$index], PATH)
        };
        &ENDPOINT
    }};
}

const fn optional(at: usize) -> Parameter {
    let parameter = Parameter::new(Location::Path(at), "p", &Schema::STRING);
    Parameter {
        presence: Presence::Optional,
        default: Some("\"-\""),
        ..parameter
    }
}

static FIRST: Parameter = optional(0);
static SECOND: Parameter = optional(1);

impl Routes for Paths {
    const REJECTIONS: &'static Rejections = &Rejections::PROBLEMS;
    const ENDPOINTS: &'static [&'static Endpoint] = &[
        endpoint!(0, [], []),
        endpoint!(1, [Literal("pets"), Literal("mine")], []),
        endpoint!(2, [Literal("pets"), Any], []),
        endpoint!(3, [Literal("pets"), Any], []),
        endpoint!(4, [Literal("pets"), Any, Literal("")], []),
        endpoint!(
            5,
            [
                Literal("pets"),
                Pieces(&[Piece::Parameter, Piece::Literal(".json")])
            ],
            []
        ),
        endpoint!(
            6,
            [Pieces(&[
                Piece::Literal("from("),
                Piece::Parameter,
                Piece::Literal(")to("),
                Piece::Parameter,
                Piece::Literal(")")
            ])],
            []
        ),
        endpoint!(7, [Literal("a b"), Literal("\u{fc}")], []),
        endpoint!(8, [Literal("do")], [Fixed::Query("Action", "Re size")]),
        endpoint!(
            9,
            [Literal("do")],
            [
                Fixed::Query("Action", "Rename"),
                Fixed::Header("x-version", "2")
            ]
        ),
        endpoint!(10, [Literal("do")], []),
        endpoint!(11, [Literal("heads")], []),
        endpoint!(12, [Literal("heads")], []),
        endpoint!(
            13,
            [
                Literal("files"),
                Pieces(&[Piece::Parameter, Piece::OneOf(&[".b c", ".md"])])
            ],
            []
        ),
        endpoint!(
            14,
            [
                Literal("led"),
                Pieces(&[
                    Piece::OneOf(&["a", "b"]),
                    Piece::Parameter,
                    Piece::Literal("!")
                ])
            ],
            []
        ),
        endpoint!(15, [Literal("pets"), Any], [Fixed::Named("uploads")]),
        endpoint!(
            16,
            [Literal("pets"), Any],
            [Fixed::Named("uploads"), Fixed::Named("part")]
        ),
    ];

    async fn handle<B: RequestBody>(&self, operation: usize, call: Call<'_>, _: B) -> Outcome {
        assert_eq!(call.operation().id, OPERATIONS[operation].id);
        let input = call.input();
        let first: String = input.required(&FIRST)?;
        let second: String = input.required(&SECOND)?;
        call.answer(200, &format!("{} {first} {second}", call.operation().id))
    }
}

#[tokio::test]
async fn paths_lead_to_operations() {
    let found = |text: &str| (200, format!("\"{text}\""));
    let missing = |status: u16, title: &str| {
        (
            status,
            format!(r#"{{"status":{status},"title":"{title}","type":"about:blank"}}"#),
        )
    };
    let nowhere = missing(404, "Not Found");
    let other = missing(405, "Method Not Allowed");
    let cases = [
        ("GET /", &[][..], found("root - -")),
        ("GET /pets/mine", &[], found("static - -")),
        ("GET /pets/%6Dine", &[], found("static - -")),
        ("GET /pets/7", &[], found("one 7 -")),
        ("GET /pets/a%2Fb", &[], found("one a/b -")),
        ("GET /pets/7?uploads", &[], found("uploads 7 -")),
        ("GET /pets/7?a=b&uploads=", &[], found("uploads 7 -")),
        ("GET /pets/7?part=1&uploads=2", &[], found("parts 7 -")),
        ("GET /pets/7?part=1", &[], found("one 7 -")),
        ("DELETE /pets/mine", &[], found("delete mine -")),
        ("GET /pets/7/", &[], found("slash 7 -")),
        ("GET /pets/mine/", &[], found("slash mine -")),
        ("GET /pets/7.json", &[], found("json 7 -")),
        ("GET /pets/a.json.json", &[], found("json a.json -")),
        ("GET /pets/.json", &[], found("one .json -")),
        ("DELETE /pets/7.json", &[], found("delete 7.json -")),
        ("GET /from(1)to(2)", &[], found("range 1 2")),
        ("GET /from%281%29to%28a%2Cb%29", &[], found("range 1 a,b")),
        ("GET /files/a.md", &[], found("touching a .md")),
        ("GET /files/a.md.md", &[], found("touching a.md .md")),
        ("GET /files/a.b%20c", &[], found("touching a .b c")),
        ("GET /files/a.md!.md", &[], found("touching a.md! .md")),
        ("GET /files/a.txt", &[], nowhere.clone()),
        ("GET /files/.md", &[], nowhere.clone()),
        ("GET /led/abc!", &[], found("led a bc")),
        ("GET /led/a!", &[], nowhere.clone()),
        ("GET /led/cb!", &[], nowhere.clone()),
        ("GET /from()to(2)", &[], nowhere.clone()),
        ("GET /from(1)to(2)3", &[], nowhere.clone()),
        ("GET /a%20b/%c3%bc", &[], found("escaped - -")),
        ("POST /do?Action=Re+size", &[], found("resize - -")),
        ("POST /do?x=1&Action=Re%20size", &[], found("resize - -")),
        (
            "POST /do?Action=Rename",
            &[("X-Version", "2")],
            found("rename - -"),
        ),
        ("POST /do?Action=Rename", &[], found("plain - -")),
        ("POST /do", &[], found("plain - -")),
        ("HEAD /heads", &[], (200, String::new())),
        ("TRACE /heads", &[], found("trace - -")),
        ("GET /heads", &[], other.clone()),
        ("HEAD /pets/7", &[], (200, String::new())),
        ("OPTIONS /pets/7", &[], (204, String::new())),
        ("PATCH /pets/mine", &[], other),
        ("GET /pets//", &[], nowhere.clone()),
        ("GET /pets", &[], nowhere.clone()),
        ("GET /do/", &[], nowhere),
    ];
    for (line, headers, expected) in cases {
        assert_eq!(told(Paths, (line, headers, "")).await, expected, "{line}");
    }
}

#[tokio::test]
async fn methods_are_told() {
    let cases = [
        ("OPTIONS /pets/mine", "GET, HEAD"),
        ("OPTIONS /pets/7", "DELETE, GET, HEAD"),
        ("GET /heads", "HEAD, TRACE"),
        ("OPTIONS *", "DELETE, GET, HEAD, POST, TRACE"),
    ];
    for (line, expected) in cases {
        let response: Response<_> = answer(Paths, (line, &[], "")).await;
        assert_eq!(response.headers()[ALLOW], expected, "{line}");
    }
}
