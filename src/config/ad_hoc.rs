//! A server named on the command line alone: its name and the folder of its copy, both derived from its address.

use super::Address;

/// The name shown in the frame: `host-port`, or the host where the address names no port.
pub(super) fn name(address: &Address) -> String {
    let host = address.host().trim_matches(['[', ']']).replace(':', "-");
    match address.port() {
        Some(port) => format!("{host}-{port}"),
        None => host,
    }
}

/// The folder's name: the shown name and a digest of the whole address, so that two addresses of one host never share
/// a copy. The digest must not change between releases, or the copy (with its drafts) would be lost from sight.
pub(super) fn folder(address: &Address) -> String {
    let name: String = name(address).chars().take(80).collect();
    format!("{name}-{:016x}", fnv1a(address.as_str().as_bytes()))
}

/// 64-bit FNV-1a: stable by definition, unlike the standard library's hasher. Nothing secret goes into it.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
