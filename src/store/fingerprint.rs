//! A fingerprint of JSON as sent: what has the same one was not changed, and is not written again.
//!
//! Sixty-four bits, eight bytes a step, because a list of 60,000 threads is fingerprinted at every pull. It is stored,
//! so it must not change with the compiler's own hash.

const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
const SEED: u64 = 0xA076_1D64_78BD_642F;

pub(super) fn fingerprint(text: &str) -> i64 {
    let mut chunks = text.as_bytes().chunks_exact(8);
    let mut hash = SEED ^ text.len() as u64;
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = mix(hash ^ u64::from_le_bytes(word));
    }
    let mut word = [0; 8];
    let rest = chunks.remainder();
    word[..rest.len()].copy_from_slice(rest);
    mix(mix(hash ^ u64::from_le_bytes(word))).cast_signed()
}

/// A multiplication to 128 bits, folded: every input bit reaches every output bit.
fn mix(word: u64) -> u64 {
    let product = u128::from(word ^ SEED) * u128::from(ODD);
    (product as u64) ^ ((product >> 64) as u64) ^ word.rotate_left(23)
}
