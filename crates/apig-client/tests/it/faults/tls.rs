//! TLS: certificates for tests only, and what can go wrong before a request is sent.

use super::fault::Fault;
use super::server::{Protocol, Wire};
use apig_client::reqwest::Certificate;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

/// Each with its key. The client trusts all but the stranger, which says that it is the server.
const TRUSTED: &str = include_str!("certificates/trusted.pem");
const ELSEWHERE: &str = include_str!("certificates/elsewhere.pem");
const EXPIRED: &str = include_str!("certificates/expired.pem");
const STRANGER: &str = include_str!("certificates/stranger.pem");

pub(crate) fn trusted() -> impl Iterator<Item = Certificate> {
    let texts = [TRUSTED, ELSEWHERE, EXPIRED].into_iter();
    texts.map(|text| Certificate::from_pem(text.as_bytes()).unwrap())
}

/// The connection after the handshake that its protocol has; none where that is the fault.
pub(super) async fn secured(
    mut stream: TcpStream,
    protocol: Protocol,
    fault: Fault,
) -> Option<Box<dyn Wire>> {
    if !protocol.is_secure() {
        return Some(Box::new(stream));
    }
    let identity = match fault {
        Fault::Stranger => STRANGER,
        Fault::Elsewhere => ELSEWHERE,
        Fault::Expired => EXPIRED,
        Fault::CloseInHandshake => {
            hello(&mut stream).await?;
            return None;
        }
        Fault::ResetInHandshake => {
            stream.set_zero_linger().unwrap();
            hello(&mut stream).await?;
            return None;
        }
        Fault::HangInHandshake => {
            hello(&mut stream).await?;
            // Until the client leaves.
            let _ = stream.read_u8().await;
            return None;
        }
        Fault::PlainText => {
            hello(&mut stream).await?;
            let text = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(text).await.ok()?;
            return None;
        }
        _ => TRUSTED,
    };
    let acceptor = TlsAcceptor::from(Arc::new(config(identity, protocol)));
    // A client that does not trust the certificate ends the handshake.
    Some(Box::new(acceptor.accept(stream).await.ok()?))
}

/// The connection after a handshake that the client trusts, for HTTP/1.1.
pub(crate) async fn accept_tls(stream: TcpStream) -> std::io::Result<TlsStream<TcpStream>> {
    let acceptor = TlsAcceptor::from(Arc::new(config(TRUSTED, Protocol::Http1)));
    acceptor.accept(stream).await
}

/// Reads the first message of the client to its end, so that closing does not reset.
async fn hello(stream: &mut TcpStream) -> Option<()> {
    let mut head = [0; 5];
    stream.read_exact(&mut head).await.ok()?;
    let length = u16::from_be_bytes([head[3], head[4]]);
    let mut body = vec![0; length.into()];
    stream.read_exact(&mut body).await.ok()?;
    Some(())
}

fn config(identity: &str, protocol: Protocol) -> ServerConfig {
    let certificate = CertificateDer::from_pem_slice(identity.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(identity.as_bytes()).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    if protocol.is_http2() {
        config.alpn_protocols = vec![b"h2".to_vec()];
    }
    config
}
