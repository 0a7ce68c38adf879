//! `deepObject` as it travels, and the forms of it that a server takes.

use std::sync::{Arc, Mutex};

use openapi_codegen_goldens::deep::{client, server, types};
use openapi_server::Failure;
use types::{Filter, ItemsItem, Range, RangeOrInteger};

use crate::loopback::{connect, raw, request};

/// Says what it was given, as JSON.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<String>>);

impl Told {
    fn tell(&self, value: &serde_json::Value) {
        *self.0.lock().unwrap() = value.to_string();
    }
}

impl server::Api for Told {
    async fn list_charges(
        &self,
        request: server::ListChargesRequest,
    ) -> Result<types::ListChargesResponse, Failure<types::ListChargesError>> {
        self.tell(&serde_json::json!([
            request.expand,
            request.ids,
            request.created,
            request.filter,
            request.items,
        ]));
        Ok(types::ListChargesResponse::NoContent)
    }

    async fn create_charge(
        &self,
        request: server::CreateChargeRequest,
    ) -> Result<types::CreateChargeResponse, Failure<types::CreateChargeError>> {
        self.tell(&serde_json::to_value(request.body).unwrap());
        Ok(types::CreateChargeResponse::NoContent)
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn range(gte: i64) -> Range {
    Range {
        gte: Some(gte),
        lt: None,
    }
}

#[tokio::test]
async fn clients_write_brackets() {
    let wire: Arc<Mutex<Vec<String>>> = Arc::default();
    let copy = Arc::clone(&wire);
    let hooks = openapi_client::in_process(
        move |request: http::Request<openapi_client::reqwest::Body>| {
            let query = request.uri().query().unwrap_or_default();
            let query = query.replace("%5B", "[").replace("%5D", "]");
            *copy.lock().unwrap() = query.split('&').map(str::to_owned).collect();
            async { http::Response::builder().status(204).body("").unwrap() }
        },
    );
    let client = client::Client::builder("http://localhost").hooks(hooks);
    let client = client.build().unwrap();
    let filter = Filter {
        range: range(1),
        words: Some(words(&["a b", "c"])),
        exact: Some(true),
        and: Some(Box::new(Filter {
            range: range(2),
            words: None,
            exact: None,
            and: None,
        })),
    };
    let items = vec![
        ItemsItem {
            price: "p".to_owned(),
            quantity: Some(2),
            tiers: None,
        },
        ItemsItem {
            price: "q".to_owned(),
            quantity: None,
            tiers: Some(vec![vec![1, 2], vec![3]]),
        },
    ];
    let call = client
        .list_charges()
        .expand(words(&["a", "b"]))
        .ids(words(&["1"]))
        .created(RangeOrInteger::Range(range(5)))
        .filter(filter)
        .items(items);
    call.send().await.unwrap();
    let expected = [
        "expand[]=a",
        "expand[]=b",
        "ids[]=1",
        "created[gte]=5",
        "filter[and][range][gte]=2",
        "filter[exact]=true",
        "filter[range][gte]=1",
        "filter[words][]=a%20b",
        "filter[words][]=c",
        "items[0][price]=p",
        "items[0][quantity]=2",
        "items[1][price]=q",
        "items[1][tiers][0][]=1",
        "items[1][tiers][0][]=2",
        "items[1][tiers][1][]=3",
    ];
    assert_eq!(*wire.lock().unwrap(), expected);
    let call = client.list_charges().created(RangeOrInteger::Integer(5));
    call.send().await.unwrap();
    assert_eq!(*wire.lock().unwrap(), ["created=5"]);
}

#[tokio::test]
async fn servers_take_what_others_write() {
    let told = Told::default();
    let service = server::service(told.clone());
    // By others: with positions, with empty brackets, without any, escaped or not, in any order.
    let cases = [
        (
            "expand[]=a&expand[]=b",
            r#"[["a","b"],null,null,null,null]"#,
        ),
        (
            "expand[1]=b&expand[0]=a",
            r#"[["a","b"],null,null,null,null]"#,
        ),
        ("expand=a&expand=b", r#"[["a","b"],null,null,null,null]"#),
        ("expand%5B%5D=a", r#"[["a"],null,null,null,null]"#),
        ("ids[]=7", r#"[null,["7"],null,null,null]"#),
        ("created=5", "[null,null,5,null,null]"),
        ("created[lt]=5", r#"[null,null,{"lt":5},null,null]"#),
        (
            "filter[words]=a&filter[range][gte]=1",
            r#"[null,null,null,{"range":{"gte":1},"words":["a"]},null]"#,
        ),
        (
            "items[10][price]=k&items[2][price]=b&items[2][tiers][0][0]=1&items[2][tiers][0][1]=2",
            r#"[null,null,null,null,[{"price":"b","tiers":[[1,2]]},{"price":"k"}]]"#,
        ),
    ];
    for (query, expected) in cases {
        let request = request("GET", &format!("/charges?{query}"), "");
        let (status, text) = raw(&service, request).await;
        assert_eq!(status, 204, "{query}: {text}");
        assert_eq!(*told.0.lock().unwrap(), expected, "{query}");
    }
    let refused = [
        ("expand[]=", "#/query/expand/0"),
        ("created[gte]=x", "#/query/created"),
        ("filter[exact]=1", "#/query/filter/range"),
        ("filter[range][gte]=x", "#/query/filter/range/gte"),
        (
            "items[0][quantity]=0&items[0][price]=p",
            "#/query/items/0/quantity",
        ),
        ("items[0][quantity]=1", "#/query/items/0/price"),
    ];
    for (query, place) in refused {
        let request = request("GET", &format!("/charges?{query}"), "");
        let (status, text) = raw(&service, request).await;
        assert_eq!(status, 400, "{query}: {text}");
        assert!(text.contains(&format!("\"{place}\"")), "{query}: {text}");
    }
    let form = "amount=5&expand[0]=a&metadata[k]=v&filter[range][gte]=1&items[][price]=p";
    let form = http::Request::post("/charges")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned());
    let (status, text) = raw(&service, form.unwrap()).await;
    assert_eq!(status, 204, "{text}");
    assert_eq!(
        *told.0.lock().unwrap(),
        r#"{"amount":5,"expand":["a"],"filter":{"range":{"gte":1}},"items":[{"price":"p"}],"metadata":{"k":"v"}}"#
    );
}

#[tokio::test]
async fn both_sides_agree() {
    let told = Told::default();
    let client = client::Client::builder("http://localhost")
        .hooks(connect(server::service(told.clone())))
        .build()
        .unwrap();
    let body = types::CreateChargeBody {
        amount: 1,
        expand: Some(words(&["a", "b&c"])),
        metadata: Some([("k [1]".to_owned(), "v".to_owned())].into()),
        filter: None,
        items: None,
    };
    let call = client.create_charge().body(body.clone());
    call.send().await.unwrap();
    let seen: types::CreateChargeBody = serde_json::from_str(&told.0.lock().unwrap()).unwrap();
    assert_eq!(seen, body);
}
