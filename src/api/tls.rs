//! TLS: which cryptography, and which roots are trusted.

use reqwest::{Certificate, ClientBuilder};
use rustls::crypto::CryptoProvider;

/// Chooses ring as the process's cryptography, unless one is chosen already. May be called any number of times.
///
/// reqwest is built without a provider of its own and panics when it makes a client before one is installed, even
/// for plain http; [`super::Client::new`] calls this, so callers need not.
pub fn install_tls() {
    if CryptoProvider::get_default().is_none() {
        // An error says that another thread was quicker, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
    }
}

/// Builds the HTTP client with the machine's own roots, or, where it has none, with the bundled ones.
pub(super) fn build_with_roots(
    builder: impl Fn() -> ClientBuilder,
) -> reqwest::Result<reqwest::Client> {
    builder().build().or_else(|_| {
        let roots: Vec<Certificate> = webpki_root_certs::TLS_SERVER_ROOT_CERTS
            .iter()
            .filter_map(|root| Certificate::from_der(root).ok())
            .collect();
        builder().tls_certs_only(roots).build()
    })
}

/// Builds an HTTP client that trusts nobody: for plain http, which has no use for roots and should not pay the
/// milliseconds of reading them, nor fail on a machine that has none.
pub(super) fn build_without_roots(builder: ClientBuilder) -> reqwest::Result<reqwest::Client> {
    builder.tls_certs_only([]).build()
}
