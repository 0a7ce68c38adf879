//! The program over TLS: to a server with a certificate that it is told to trust, and to none else.

use std::{net::SocketAddr, path::Path, process::Output, sync::Arc};

use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring::default_provider,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};

use super::{
    DOCUMENT, TOKEN,
    server::{Manner, start},
};

/// Of `127.0.0.1`, signed by itself, for tests only: nobody else trusts it.
const CERTIFICATE: &str = include_str!("loopback-certificate.pem");
const KEY: &str = include_str!("loopback-key.pem");
/// Of another server.
const OTHER: &str = include_str!("other-certificate.pem");

/// An address where TLS is taken off the way to another one.
async fn secured(plain: SocketAddr) -> SocketAddr {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // A client that does not trust the certificate ends the handshake.
                if let Ok(mut secure) = acceptor.accept(stream).await {
                    let mut plain = TcpStream::connect(plain).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut secure, &mut plain).await;
                }
            });
        }
    });
    address
}

async fn verify(folder: &Path, address: SocketAddr, trusted: &Path) -> Output {
    std::fs::write(folder.join("pets.yaml"), DOCUMENT).unwrap();
    let url = format!("https://{address}");
    let output = tokio::process::Command::new(env!("CARGO_BIN_EXE_openapi-contract"))
        .current_dir(folder)
        .env("PETS_TOKEN", TOKEN)
        .env("SSL_CERT_FILE", trusted)
        .args(["verify", "--document", "pets.yaml", "--url", &url])
        .args([
            "--token-env",
            "PETS_TOKEN",
            "--timeout",
            "5",
            "--only",
            "getPet",
        ])
        .output();
    output.await.unwrap()
}

#[tokio::test]
async fn a_certificate_is_trusted_or_nothing_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.pem");
    std::fs::write(&mine, CERTIFICATE).unwrap();
    let server = start(Manner::Right).await;
    let address = secured(server.address).await;

    let output = verify(folder.path(), address, &mine).await;
    let printed = String::from_utf8(output.stdout).unwrap();
    let last = printed.trim_end().lines().last().unwrap_or_default();
    assert!(last.starts_with("held: "), "{printed}{:?}", output.stderr);
    assert!(!server.seen.lock().unwrap().is_empty());

    server.seen.lock().unwrap().clear();
    let other = folder.path().join("other.pem");
    std::fs::write(&other, OTHER).unwrap();
    let output = verify(folder.path(), address, &other).await;
    let printed = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{printed}");
    assert!(printed.contains("certificate"), "{printed}");
    assert!(server.seen.lock().unwrap().is_empty());
}
