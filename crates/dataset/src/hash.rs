//! Hashes as text.

use sha2::{Digest, Sha256};

/// Bytes as lower-case hex digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first 16 hex digits of the SHA-256 of contents, one after the other.
pub fn short<'a>(contents: impl IntoIterator<Item = &'a [u8]>) -> String {
    let digest = contents.into_iter().fold(Sha256::new(), Sha256::chain_update).finalize();
    hex(&digest[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_hash_is_the_beginning_of_the_whole_one() {
        // printf 'abc' | sha256sum
        assert_eq!(short([b"a".as_slice(), b"bc"]), "ba7816bf8f01cfea");
        assert_eq!(hex(&[0x0A, 0xFF]), "0aff");
    }
}
