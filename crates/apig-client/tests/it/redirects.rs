//! Wherever an answer points to, no credential goes there, nor does anything else: no connection is
//! made. That holds for the password of a login too.

use crate::faults::read_request;
use apig_client::openapi_client::{Core, Login as _};
use apig_client::reqwest::dns::{Addrs, Name, Resolve, Resolving};
use apig_client::types::ResizeInstanceRequest;
use apig_client::{
    AccessKey, Account, AuthToken, Builder, Client, Outcome, PasswordLogin, Project, reqwest,
};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

/// The server that answers, by name, and whoever is at any other name.
struct Names {
    server: SocketAddr,
    other: SocketAddr,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let address = if name.as_str() == "gateway.test" {
            self.server
        } else {
            self.other
        };
        let found: Addrs = Box::new(std::iter::once(address));
        Box::pin(std::future::ready(Ok(found)))
    }
}

/// What differs of the address in `Location`: `{port}` is that of somebody else.
const PLACES: [&str; 4] = [
    "http://other.test/take",
    "http://gateway.test:{port}/take",
    "https://gateway.test:{port}/take",
    "//other.test/take",
];

const STATUSES: [(u16, Outcome); 5] = [
    (301, Outcome::Unknown),
    (302, Outcome::Unknown),
    (303, Outcome::Unknown),
    (307, Outcome::NotCarriedOut),
    (308, Outcome::NotCarriedOut),
];

/// The client follows no redirect, even where the caller sets that up.
fn reaching<C>(builder: Builder<C>, names: Names) -> Builder<C> {
    builder.allow_plain_http().configure_http(|http| {
        let http = http.redirect(reqwest::redirect::Policy::limited(5));
        http.no_proxy().dns_resolver(Arc::new(names))
    })
}

async fn order(builder: Builder<Client>, status: u16, outcome: Outcome) {
    let client = builder.build().unwrap();
    let call = client.create_post_pay_resize_order();
    let body = ResizeInstanceRequest::default();
    let call = call.project_id("p").instance_id("i").body(body);
    let error = call.send().await.unwrap_err();
    assert!(error.is_redirect(), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    assert_eq!(
        (error.outcome(), error.attempts()),
        (outcome, 1),
        "{error:?}"
    );
}

/// A call with one kind of credential; what it puts on the request is the header.
async fn call(header: &str, builder: Builder<Client>, status: u16, outcome: Outcome) {
    let key = || AccessKey::new("AKID", "secret").unwrap();
    let builder = match header {
        "x-auth-token: " => builder.credential(AuthToken::new("token").unwrap()),
        "authorization: " => builder.credential(key()),
        _ => builder.credential(key().security_token("security").unwrap()),
    };
    order(builder, status, outcome).await;
}

async fn login(names: Names, status: u16) {
    let account = Account {
        user: "me".to_owned(),
        domain: "us".to_owned(),
        password: "password".into(),
    };
    let core = reaching(Builder::<Core>::new("http://gateway.test"), names);
    let project = Project::Id("p".to_owned());
    let login = PasswordLogin::through(core.build().unwrap(), account, project);
    let error = login.login().await.unwrap_err();
    assert!(error.to_string().contains(&status.to_string()), "{error}");
}

/// The server gets what it should get, and nobody else gets anything.
async fn check(secret: &str, place: &str, (status, outcome): (u16, Outcome)) {
    let what = format!("{status} to {place} with {secret}");
    let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    other.set_nonblocking(true).unwrap();
    let names = Names {
        server: server.local_addr().unwrap(),
        other: other.local_addr().unwrap(),
    };
    let place = place.replace("{port}", &names.other.port().to_string());
    let answering = async {
        let (mut stream, _peer) = server.accept().await.unwrap();
        let request = read_request(&mut stream).await.unwrap();
        let answer =
            format!("HTTP/1.1 {status} Moved\r\nlocation: {place}\r\ncontent-length: 0\r\n\r\n");
        stream.write_all(answer.as_bytes()).await.unwrap();
        request
    };
    let calling = async {
        if secret == "password" {
            login(names, status).await;
        } else {
            let builder = reaching(Client::builder("http://gateway.test"), names);
            call(secret, builder, status, outcome).await;
        }
    };
    let (request, ()) = tokio::join!(answering, calling);
    assert!(request.contains(secret), "{what}: {request}");
    let came = other.accept().map_err(|error| error.kind());
    assert_eq!(came.map(drop), Err(ErrorKind::WouldBlock), "{what}");
}

#[tokio::test]
async fn a_credential_reaches_no_other_origin() {
    let secrets = [
        "x-auth-token: ",
        "authorization: ",
        "x-security-token: ",
        "password",
    ];
    for secret in secrets {
        for place in PLACES {
            for status in STATUSES {
                check(secret, place, status).await;
            }
        }
    }
}
