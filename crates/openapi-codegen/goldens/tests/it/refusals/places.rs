//! Parameters in every style, members of forms, parts.

use openapi_codegen_goldens::{media, parameters};

use super::{Entered, check};
use crate::loopback::request;

entered! { parameters:
    cookies CookiesRequest CookiesResponse CookiesError;
    defaults DefaultsRequest DefaultsResponse DefaultsError;
    exploded ExplodedRequest ExplodedResponse ExplodedError;
    headers HeadersRequest HeadersResponse HeadersError;
    label LabelRequest LabelResponse LabelError;
    matrix MatrixRequest MatrixResponse MatrixError;
    merged MergedRequest MergedResponse MergedError;
    merged_delete MergedDeleteRequest MergedDeleteResponse MergedDeleteError;
    query QueryRequest QueryResponse QueryError;
    simple SimpleRequest SimpleResponse SimpleError;
    told ToldRequest ToldResponse ToldError;
    told_by ToldByRequest ToldByResponse ToldByError;
    touching TouchingRequest TouchingResponse TouchingError;
}

entered! { media:
    any AnyRequest AnyResponse AnyError;
    charset CharsetRequest CharsetResponse CharsetError;
    feed FeedRequest FeedResponse FeedError;
    form FormRequest FormResponse FormError;
    labels LabelsRequest LabelsResponse LabelsError;
    merge_patch MergePatchRequest MergePatchResponse MergePatchError;
    optional_json OptionalJsonRequest OptionalJsonResponse OptionalJsonError;
    page PageRequest PageResponse PageError;
    pictures PicturesRequest PicturesResponse PicturesError;
    ranges RangesRequest RangesResponse RangesError;
    plain PlainRequest PlainResponse PlainError;
    several SeveralRequest SeveralResponse SeveralError;
    several_optional SeveralOptionalRequest SeveralOptionalResponse SeveralOptionalError;
    suffixes SuffixesRequest SuffixesResponse SuffixesError;
    text TextRequest TextResponse TextError;
    upload UploadRequest UploadResponse UploadError;
    upload_file UploadFileRequest UploadFileResponse UploadFileError;
    xml XmlRequest XmlResponse XmlError;
}

#[tokio::test]
async fn styles() {
    let entered = Entered::default();
    let service = parameters::server::service(entered.clone());
    let get = |uri: &str, headers: &[(&'static str, &str)]| {
        let mut request = request("GET", uri, "");
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        request
    };
    let query = "/query?form=a&forms=a&deep[name]=n&json=%7B%22name%22:%22n%22%7D";
    let cases = vec![
        (get("/simple/1,2/x,1/x=1/true.json", &[]), ""),
        (get("/touching/en-a.json.json", &[]), ""),
        (get("/touching/fr-a.json.x%20y", &[]), ""),
        (
            get("/touching/en-A.json", &[]),
            "#/path/stem: expected a match of ^[a-z.]+$",
        ),
        (
            get("/simple/1,b/x,1,label,B/label=a/yes.json", &[]),
            "#/path/list/1: expected a whole number; #/path/pair/label: expected a match of ^[a-z]+$; #/path/pairs/x: expected to be present; #/path/flag: expected true or false",
        ),
        (
            get("/label/.A/.1,2,3,4,5/.1.x/.x,1/.x=b", &[]),
            "#/path/one: expected a match of ^[a-z]+$; #/path/list: expected at most 4 items; #/path/lists/1: expected a whole number; #/path/pairs/x: expected a whole number",
        ),
        (
            get("/matrix/;one=1/;list=/;lists=1;lists=b/;pair=x,1/;y=1", &[]),
            "#/path/one: expected a UUID with hyphens; #/path/list/0: expected a whole number; #/path/lists/1: expected a whole number; #/path/pairs/x: expected to be present",
        ),
        (get(query, &[]), ""),
        (
            get(&query.replace("form=a", "form=a,a"), &[]),
            "#/query/form: expected items that differ from each other",
        ),
        (
            get(
                &query.replace("deep[name]=n", "deep[at]=now&deep[exact]=1"),
                &[],
            ),
            "#/query/deep/name: expected to be present; #/query/deep/at: expected a date and time such as 2024-02-29T12:00:00Z; #/query/deep/exact: expected true or false",
        ),
        (
            get(&query.replace("%22n%22", "1"), &[]),
            "#/query/json/name: expected a string",
        ),
        (
            get(&format!("{query}&either=yes&pipes[]=a|B"), &[]),
            "#/query/pipes[]/1: expected a match of ^[a-z]{1,5}$; #/query/either: expected exactly one of the documented alternatives",
        ),
        (
            get("/query/exploded?label=1&verbose=2&path=A", &[]),
            "#/query/point/x: expected to be present; #/query/point/label: expected a match of ^[a-z]+$; #/query/verbose: expected true or false; #/query/path: expected a match of ^[a-z/]+$",
        ),
        (get("/headers", &[("x-list", "1"), ("x-pair", "x,1")]), ""),
        (
            get(
                "/headers",
                &[
                    ("x-list", "1,b"),
                    ("x-pair", "label,a"),
                    ("x-kind", "b"),
                    ("x-at", "now"),
                    ("x-json", "{}"),
                ],
            ),
            "#/header/X-List/1: expected a whole number; #/header/X-Pair/x: expected to be present; #/header/X-Kind: expected one of a, b c; #/header/X-At: expected a date and time such as 2024-02-29T12:00:00Z; #/header/X-Json/x: expected to be present",
        ),
        (
            get(
                "/cookies",
                &[("cookie", "session=A; theme=red; size=2147483648; seen=1,b")],
            ),
            "#/cookie/session: expected a match of ^[a-z0-9]+$; #/cookie/theme: expected one of dark, light; #/cookie/size: expected at most 2147483647; #/cookie/seen/1: expected a whole number",
        ),
        (
            get("/merged/1?page=0", &[("id", "A"), ("x-trace", "1")]),
            "#/query/page: expected at least 1; #/header/X-Trace: expected a UUID with hyphens; #/header/id: expected a match of ^[a-z]+$",
        ),
        (
            get(
                "/defaults?count=x&order=Asc&nullable=&day=today&flag=1",
                &[],
            ),
            "#/query/count: expected a whole number; #/query/order: expected one of asc, desc, ASC; #/query/flag: expected true or false; #/query/day: expected a date such as 2024-02-29; #/query/nullable: expected at least 1 characters",
        ),
    ];
    check(service, &entered, cases).await;
}

#[tokio::test]
async fn forms_and_parts() {
    let entered = Entered::default();
    let service = media::server::service(entered.clone());
    let send = |uri: &str, kind: &str, body: &str| {
        let request = http::Request::builder().method("POST").uri(uri);
        request
            .header("content-type", kind)
            .body(body.to_owned())
            .unwrap()
    };
    let form = |body: &str| send("/form", "application/x-www-form-urlencoded", body);
    let part = |name: &str, body: &str| {
        format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{body}\r\n")
    };
    let parts = |parts: &[(&str, &str)]| {
        let parts: Vec<String> = parts.iter().map(|(name, body)| part(name, body)).collect();
        let body = format!("{}--b--\r\n", parts.concat());
        send("/upload", "multipart/form-data; boundary=b", &body)
    };
    let cases = vec![
        (form("name=a&tags=x&tags=y&yes=true&day=2024-02-29"), ""),
        (form("tags=x"), "#/name: expected to be present"),
        (
            form("name=a&yes=1&day=today"),
            "#/yes: expected true or false; #/day: expected a date such as 2024-02-29",
        ),
        (form("name=a&name=b"), "#/name: expected a string"),
        (
            parts(&[
                ("file", "a"),
                ("title", "t"),
                ("note", r#"{"text":"x","stars":1}"#),
            ]),
            "",
        ),
        (
            parts(&[("title", "t"), ("count", "many"), ("kind", "other")]),
            "#/file: expected to be present; #/count: expected a whole number; #/kind: expected one of draft, final",
        ),
        (
            parts(&[("file", "a"), ("title", "t"), ("note", r#"{"stars":-1}"#)]),
            "#/note/text: expected to be present; #/note/stars: expected at least 0",
        ),
    ];
    check(service, &entered, cases).await;
}
