//! Which addresses the server may listen on.

use std::net::SocketAddr;

use super::ServerError;

/// Refuses an address that other machines can reach, unless that was asked for: the traffic is not encrypted.
///
/// # Errors
/// [`ServerError::RemoteAddress`].
pub fn check_address(address: SocketAddr, allow_remote: bool) -> Result<(), ServerError> {
    if allow_remote || address.ip().to_canonical().is_loopback() {
        Ok(())
    } else {
        Err(ServerError::RemoteAddress { address })
    }
}
