//! Parameters stand in a request as the specification writes its styles out, not only as our own
//! server reads them. Members of objects are sent in the order of their names.

use std::sync::{Arc, Mutex};

use openapi_client::in_process;
use openapi_codegen_goldens::parameters::{client, types};
use types::{Filter, Point};

/// Lines of what was sent: the target, then the headers that parameters make.
type Wire = Arc<Mutex<Vec<String>>>;

fn client() -> (client::Client, Wire) {
    let wire = Wire::default();
    let copy = Arc::clone(&wire);
    let hooks = in_process(move |request: http::Request<_>| {
        let mut lines = copy.lock().unwrap();
        lines.clear();
        lines.push(request.uri().path_and_query().unwrap().to_string());
        let headers = request.headers().iter();
        let made = headers.filter(|(name, _)| name.as_str().starts_with("x-") || *name == "cookie");
        lines.extend(made.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())));
        async { http::Response::builder().status(204).body("").unwrap() }
    });
    let builder = client::Client::builder("http://localhost").hooks(hooks);
    (builder.build().unwrap(), wire)
}

fn point() -> Point {
    Point {
        x: 1,
        label: Some("a".to_owned()),
    }
}

fn filter() -> Filter {
    Filter {
        name: "a b".to_owned(),
        at: None,
        exact: Some(true),
    }
}

fn check(wire: &Wire, expected: &[&str]) {
    assert_eq!(*wire.lock().unwrap(), expected);
}

#[tokio::test]
async fn in_paths() {
    let (client, wire) = client();
    let numbers = || vec![3, -4];
    let call = client.simple().list(numbers()).pair(point());
    call.pairs(point()).flag(true).send().await.unwrap();
    check(&wire, &["/simple/3,-4/label,a,x,1/label=a,x=1/true.json"]);
    let call = client.touching().stem("a.json");
    let call = call.language(types::TouchingLanguage::Fr);
    let call = call.extension(types::TouchingExtension::XY);
    call.send().await.unwrap();
    check(&wire, &["/touching/fr-a.json.x%20y"]);
    let call = client.label().one("w").list(numbers()).lists(numbers());
    call.pair(point()).pairs(point()).send().await.unwrap();
    check(&wire, &["/label/.w/.3,-4/.3.-4/.label,a,x,1/.label=a.x=1"]);
    let call = client.matrix().one(uuid::Uuid::nil()).list(numbers());
    let call = call.lists(numbers()).pair(point()).pairs(point());
    call.send().await.unwrap();
    check(
        &wire,
        &[
            "/matrix/;one=00000000-0000-0000-0000-000000000000/;list=3,-4/;lists=3;lists=-4/;pair=label,a,x,1/;label=a;x=1",
        ],
    );
}

#[tokio::test]
async fn in_queries() {
    let (client, wire) = client();
    let words = || vec!["a".to_owned(), "b".to_owned()];
    let call = client.query().form(words()).forms(words());
    let call = call.pipes(words()).spaces(words()).pair(point());
    call.deep(filter()).json(filter()).send().await.unwrap();
    check(
        &wire,
        &[concat!(
            "/query?form=a,b&forms=a&forms=b&pipes%5B%5D=a%7Cb&spaces=a%20b&pair=label,a,x,1",
            "&deep%5Bexact%5D=true&deep%5Bname%5D=a%20b",
            "&json=%7B%22name%22%3A%22a%20b%22%2C%22exact%22%3Atrue%7D"
        )],
    );
    let call = client.exploded().point(point()).path("a/b");
    call.send().await.unwrap();
    check(&wire, &["/query/exploded?label=a&x=1&path=a/b"]);
    client.defaults().send().await.unwrap();
    check(&wire, &["/defaults"]);
}

#[tokio::test]
async fn in_headers_and_cookies() {
    let (client, wire) = client();
    let call = client.headers().x_list(vec![1, 2]).x_pair(point());
    call.x_pairs(point()).x_json(point()).send().await.unwrap();
    check(
        &wire,
        &[
            "/headers",
            "x-list: 1,2",
            "x-pair: label,a,x,1",
            "x-pairs: label=a,x=1",
            "x-json: {\"x\":1,\"label\":\"a\"}",
        ],
    );
    let call = client.cookies().session("s1").size(3).seen(vec![1, 2]);
    call.send().await.unwrap();
    check(&wire, &["/cookies", "cookie: session=s1; size=3; seen=1,2"]);
}
