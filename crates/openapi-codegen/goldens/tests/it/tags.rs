//! Separate tags: several types behind one service, and two ways to each operation of a client.

use openapi_client::ClientHooks;
use openapi_codegen_goldens::tags::{client, server, types};
use openapi_server::{Basic, Failure, Operation, Token};

use crate::loopback::connect;

/// Who answered whom.
type Said = std::sync::Arc<std::sync::Mutex<Vec<(&'static str, String)>>>;

struct Pets(Said);
struct OtherPets(Said);
struct Store(Said);
struct Odd(Said);

fn say(said: &Said, who: &'static str, caller: String) {
    said.lock().unwrap().push((who, caller));
}

impl server::PetsApi for Pets {
    type Principal = String;

    async fn list_pets(
        &self,
        caller: String,
        asked: server::ListPetsRequest,
    ) -> Result<types::ListPetsResponse, Failure<types::ListPetsError>> {
        say(&self.0, "Pets", caller);
        let pet = |number| types::Pet {
            name: format!("pet {number}"),
            born: None,
        };
        let pets = (0..asked.limit.unwrap_or_default()).map(pet);
        Ok(types::ListPetsResponse::Ok(pets.collect()))
    }

    async fn pets_api(
        &self,
        caller: String,
        asked: server::PetsApiRequest,
    ) -> Result<types::PetsApiResponse, Failure<types::PetsApiError>> {
        say(&self.0, "Pets", caller);
        Ok(types::PetsApiResponse::Created(asked.body))
    }
}

impl server::PetsApi2 for OtherPets {
    type Principal = String;

    async fn pets(
        &self,
        caller: String,
        asked: server::PetsRequest,
    ) -> Result<types::PetsResponse, Failure<types::PetsError>> {
        say(&self.0, "OtherPets", caller);
        Ok(types::PetsResponse::Ok(types::Pet {
            name: asked.id,
            born: None,
        }))
    }
}

/// All of its operations are open, so it knows nobody.
impl server::StoreApi for Store {
    async fn into(
        &self,
        _: server::IntoRequest,
    ) -> Result<types::IntoResponse, Failure<types::IntoError>> {
        say(&self.0, "Store", String::new());
        Ok(types::IntoResponse::NoContent)
    }

    async fn clone(
        &self,
        _: server::CloneRequest,
    ) -> Result<types::CloneResponse, Failure<types::CloneError>> {
        say(&self.0, "Store", String::new());
        Ok(types::CloneResponse::NoContent)
    }
}

impl server::UntaggedApi2 for Odd {
    type Principal = String;

    async fn health(
        &self,
        caller: Option<String>,
        _: server::HealthRequest,
    ) -> Result<types::HealthResponse, Failure<types::HealthError>> {
        say(&self.0, "Odd", caller.unwrap_or_default());
        Ok(types::HealthResponse::NoContent)
    }
}

/// Traits with one operation each, all answered by one type.
macro_rules! odd {
    ($($name:ident: $function:ident($request:ident) -> $response:ident or $error:ident;)*) => {$(
        impl server::$name for Odd {
            type Principal = String;

            async fn $function(
                &self,
                caller: String,
                _: server::$request,
            ) -> Result<types::$response, Failure<types::$error>> {
                say(&self.0, stringify!($name), caller);
                Ok(types::$response::NoContent)
            }
        }
    )*};
}

odd! {
    ApiApi: api(ApiRequest) -> ApiResponse or ApiError;
    ByTagApi: by_tag(ByTagRequest) -> ByTagResponse or ByTagError;
    CallerApi: caller(CallerRequest) -> CallerResponse or CallerError;
    ClientApi: caller2(Caller2Request) -> Caller2Response or Caller2Error;
    PetsApiApi: odd(OddRequest) -> OddResponse or OddError;
    StringApi: text(TextRequest) -> TextResponse or TextError;
    Type2ndOddTagBApi: signs(SignsRequest) -> SignsResponse or SignsError;
    TypeApi: empty(EmptyRequest) -> EmptyResponse or EmptyError;
    TypeApi2: keyword(KeywordRequest) -> KeywordResponse or KeywordError;
    UntaggedApi: untagged(UntaggedRequest) -> UntaggedResponse or UntaggedError;
    日本Api: letters(LettersRequest) -> LettersResponse or LettersError;
}

/// Lets everyone in under the name that they give.
struct Gate;

impl server::Authenticator for Gate {
    type Principal = String;

    async fn key(&self, key: Token<'_>, _: &'static Operation) -> Result<String, server::Denied> {
        Ok(key.expose().to_owned())
    }

    async fn basic(&self, basic: Basic, _: &'static Operation) -> Result<String, server::Denied> {
        Ok(basic.name().to_owned())
    }

    async fn bearer(
        &self,
        key: Token<'_>,
        _: &'static Operation,
    ) -> Result<String, server::Denied> {
        Ok(format!("bearer {}", key.expose()))
    }

    async fn combine(
        &self,
        callers: Vec<String>,
        _: &'static Operation,
    ) -> Result<String, server::Denied> {
        Ok(callers.join(" and "))
    }
}

/// A service of many types, and what they say.
fn service() -> (impl ClientHooks, Said) {
    let said = Said::default();
    let odd = || Odd(said.clone());
    let api = server::ByTag {
        pets: Pets(said.clone()),
        store: Store(said.clone()),
        api: odd(),
        by_tag: odd(),
        caller: odd(),
        client: odd(),
        value: odd(),
        type_: odd(),
        日本: odd(),
        pets_api: odd(),
        value_2nd_odd_tag_b: odd(),
        string: odd(),
        untagged: odd(),
        pets2: OtherPets(said.clone()),
        untagged2: odd(),
    };
    (connect(server::service(api, Gate)), said)
}

/// Sends one operation in both ways, and says who answered whom.
macro_rules! check {
    ($group:ident.$function:ident($($set:ident = $value:expr),*) => $who:expr, $caller:expr) => {{
        let (hooks, said) = service();
        let client = client::Client::builder("http://127.0.0.1")
            .hooks(hooks)
            .credential(client::Key::new("key").unwrap())
            .credential(client::Basic::new("basic", "secret").unwrap())
            .build()
            .unwrap();
        let by_tag = client.$group().$function()$(.$set($value))*.send().await.unwrap();
        let flat = (&client).$function()$(.$set($value))*.send().await.unwrap();
        assert_eq!(by_tag.status(), flat.status());
        let expected = ($who, $caller.to_owned());
        assert_eq!(*said.lock().unwrap(), [expected.clone(), expected]);
        by_tag.into_inner()
    }};
}

#[tokio::test]
async fn many_types_answer() {
    let pets = check!(pets_api2.list_pets(limit = 3) => "Pets", "key");
    assert_eq!(pets.len(), 3);
    let pet = check!(pets2_api.pets(id = "x") => "OtherPets", "basic and key");
    assert_eq!(pet.name, "x");
    check!(store_api.into() => "Store", "");
    check!(store_api.clone() => "Store", "");
    check!(untagged2_api.health() => "Odd", "");
    check!(untagged_api.untagged() => "UntaggedApi", "key");
    check!(pets_api_api.odd() => "PetsApiApi", "key");
    check!(value_api.empty() => "TypeApi", "key");
    check!(日本_api.letters() => "日本Api", "key");
}
