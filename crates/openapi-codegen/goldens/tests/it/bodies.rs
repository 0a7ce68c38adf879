//! Bodies of every kind, methods that share a path, and paths that share a beginning.

use openapi_codegen_goldens::bodies::{client, server, types};
use openapi_server::Failure;
use types::{CreatePetResponse, Pet};

use crate::loopback::{connect, raw, request};

#[derive(Clone)]
struct Shop;

fn pet(name: &str) -> Pet {
    Pet {
        name: name.to_owned(),
        age: None,
    }
}

impl server::Api for Shop {
    async fn get_root(
        &self,
        _: server::GetRootRequest,
    ) -> Result<types::GetRootResponse, Failure<types::GetRootError>> {
        Ok(types::GetRootResponse::Ok)
    }

    async fn list_pets(
        &self,
        request: server::ListPetsRequest,
    ) -> Result<types::ListPetsResponse, Failure<types::ListPetsError>> {
        let names = request.x_trace.iter().map(|trace| pet(trace));
        Ok(types::ListPetsResponse::Ok(names.collect()))
    }

    async fn create_pet(
        &self,
        request: server::CreatePetRequest,
    ) -> Result<CreatePetResponse, Failure<types::CreatePetError>> {
        Ok(CreatePetResponse::Created(request.body))
    }

    async fn replace_pets(
        &self,
        request: server::ReplacePetsRequest,
    ) -> Result<types::ReplacePetsResponse, Failure<types::ReplacePetsError>> {
        if request.x_trace.is_empty() || request.body.len() != 2 {
            return Err(Failure::internal("not two pets"));
        }
        Ok(types::ReplacePetsResponse::NoContent)
    }

    async fn get_latest(
        &self,
        _: server::GetLatestRequest,
    ) -> Result<types::GetLatestResponse, Failure<types::GetLatestError>> {
        Ok(types::GetLatestResponse::Ok(pet("the latest")))
    }

    async fn get_pet(
        &self,
        request: server::GetPetRequest,
    ) -> Result<types::GetPetResponse, Failure<types::GetPetError>> {
        Ok(types::GetPetResponse::Ok(pet(&request.name)))
    }

    async fn patch_pet(
        &self,
        request: server::PatchPetRequest,
    ) -> Result<types::PatchPetResponse, Failure<types::PatchPetError>> {
        let changed = request.body.owner.map(|owner| owner.name);
        let changed = changed.into_iter().collect();
        Ok(types::PatchPetResponse::Ok(types::PatchPetOk { changed }))
    }

    async fn delete_pet(
        &self,
        _: server::DeletePetRequest,
    ) -> Result<types::DeletePetResponse, Failure<types::DeletePetError>> {
        Ok(types::DeletePetResponse::NoContent)
    }

    async fn count_words(
        &self,
        request: server::CountWordsRequest,
    ) -> Result<types::CountWordsResponse, Failure<types::CountWordsError>> {
        let count = request.body.split_whitespace().count();
        Ok(types::CountWordsResponse::Ok(i64::try_from(count).unwrap()))
    }

    async fn echo(
        &self,
        request: server::EchoRequest,
    ) -> Result<types::EchoResponse, Failure<types::EchoError>> {
        Ok(types::EchoResponse::Ok(request.body))
    }

    async fn put_map(
        &self,
        request: server::PutMapRequest,
    ) -> Result<types::PutMapResponse, Failure<types::PutMapError>> {
        let map = request
            .body
            .into_iter()
            .map(|(key, value)| (key, value.into()));
        Ok(types::PutMapResponse::Ok(map.collect()))
    }
}

#[tokio::test]
async fn every_body_arrives() {
    let client = client::Client::builder("http://localhost")
        .hooks(connect(server::service(Shop)))
        .build()
        .unwrap();
    assert_eq!(client.get_root().send().await.unwrap().status(), 200);
    let listed = client
        .list_pets()
        .x_trace("one")
        .limit(1)
        .send()
        .await
        .unwrap();
    assert_eq!(listed.into_inner(), [pet("one")]);
    let created = client.create_pet().body(pet("two")).send().await.unwrap();
    assert_eq!(
        (created.status().as_u16(), created.into_inner()),
        (201, pet("two"))
    );
    let both = vec![pet("a"), pet("b")];
    let replaced = client
        .replace_pets()
        .x_trace("t")
        .body(both)
        .send()
        .await
        .unwrap();
    assert_eq!(replaced.status(), 204);
    let latest = client.get_latest().send().await.unwrap();
    assert_eq!(latest.into_inner(), pet("the latest"));
    let owner = types::PatchPetBodyOwner {
        name: "me".to_owned(),
    };
    let body = types::PatchPetBody {
        age: Some(3),
        owner: Some(owner),
    };
    let patched = client
        .patch_pet()
        .name("a")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(patched.into_inner().changed, ["me"]);
    #[expect(deprecated, reason = "the document says so, and it works")]
    let deleted = client.delete_pet().name("a").send().await.unwrap();
    assert_eq!(deleted.status(), 204);
    let counted = client
        .count_words()
        .body("one two \"three\"")
        .send()
        .await
        .unwrap();
    assert_eq!(counted.into_inner(), 3);
    for value in [
        serde_json::json!(null),
        serde_json::json!({"a": [1, 2.5, "x"]}),
    ] {
        let echoed = client.echo().body(value.clone()).send().await.unwrap();
        assert_eq!(echoed.into_inner(), value);
    }
    let map = std::collections::BTreeMap::from([("k".to_owned(), "v".to_owned())]);
    let put = client.put_map().body(map).send().await.unwrap();
    assert_eq!(put.into_inner().get("k"), Some(&"v".into()));
}

#[tokio::test]
async fn paths_and_methods() {
    let service = server::service(Shop);
    let cases = [
        ("GET", "/", "", 200, ""),
        ("GET", "/pets/latest", "", 200, "the latest"),
        ("GET", "/pets/latest%20", "", 200, "latest "),
        ("GET", "/pets/other", "", 200, "other"),
        ("HEAD", "/pets/other", "", 200, ""),
        ("GET", "/pets/", "", 404, ""),
        ("GET", "/pets/a/b", "", 404, ""),
        ("GET", "/PETS", "", 404, ""),
        ("POST", "/pets/other", "", 405, ""),
        ("OPTIONS", "/pets", "", 204, ""),
        ("POST", "/words", "\"a b\"", 200, "2"),
        ("POST", "/words", "[\"a b\"]", 400, ""),
        ("PUT", "/map", "{\"a\":1}", 400, "#/*"),
        ("PUT", "/pets", "[]", 400, "/header/X-Trace"),
        ("POST", "/pets", "{\"name\":\"a\",\"age\":1.5}", 400, "/age"),
    ];
    for (method, uri, body, status, part) in cases {
        let (found, text) = raw(&service, request(method, uri, body)).await;
        assert_eq!(found, status, "{method} {uri}: {text}");
        assert!(text.contains(part), "{method} {uri}: {text}");
    }
}
