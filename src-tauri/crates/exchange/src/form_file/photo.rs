//! The picture of a person: bytes that are a picture, and their digest.

use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};

use crate::picture;

/// Said in the place of a photo that cannot be shown.
const DAMAGED: &str = "（图片已损坏或尺寸异常）";
/// A picture straight from a camera stays below.
const LARGEST: usize = 20 << 20;

/// A picture of a person, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The file's bytes: JPEG or PNG.
    #[serde(with = "bytes")]
    pub bytes: Vec<u8>,
    /// SM3 digest of the bytes in hexadecimal, under which the vault keeps them.
    pub digest: String,
}

impl Photo {
    /// Takes bytes that are a picture (in the worker process only: it is decoded once), a BMP as a JPEG; otherwise says why
    /// not, in words that stand in the place of the photo.
    pub fn of(bytes: Vec<u8>) -> Result<Self, &'static str> {
        if bytes.len() > LARGEST {
            return Err("（照片超过 20 MB）");
        }
        let bytes = match picture::of_bmp(&bytes) {
            None => bytes,
            Some(Ok(jpeg)) => jpeg,
            Some(Err(_)) => return Err(DAMAGED),
        };
        let is_jpeg = bytes.starts_with(b"\xff\xd8\xff");
        let is_png = bytes.starts_with(b"\x89PNG\r\n\x1a\n");
        if !is_jpeg && !is_png {
            return Err("（不是 JPG、PNG、BMP 图片）");
        }
        if picture::sound(&bytes).is_err() {
            return Err(DAMAGED);
        }
        let digest = digest(&bytes);
        Ok(Self { bytes, digest })
    }
}

/// SM3 in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(64);
    for byte in Sm3::digest(bytes) {
        // writing into a String cannot fail
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Bytes cross the pipe in one piece, not one by one.
mod bytes {
    use serde::{Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl de::Visitor<'_> for Bytes {
            type Value = Vec<u8>;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("bytes")
            }
            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}
