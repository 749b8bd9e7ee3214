//! From bytes to text: a byte-order mark decides, then valid UTF-8, then GB18030 (which reads every GBK file).

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

const BLOCK: usize = 64 << 10;

/// The encoding of a file, judged by all of it; the file is rewound.
pub(crate) fn encoding_of<R: Read + Seek>(file: &mut R) -> io::Result<&'static Encoding> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.take(4_096).read_to_end(&mut head)?;
    let encoding = match Encoding::for_bom(&head) {
        Some((encoding, _)) => encoding,
        None => match wide(&head) {
            Some(encoding) => encoding,
            None if is_utf8(file)? => UTF_8,
            None => GB18030,
        },
    };
    file.seek(SeekFrom::Start(0))?;
    Ok(encoding)
}

/// UTF-16 without a mark: every second byte of Latin letters, digits and separators is zero.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let pairs = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, low) if pairs >= 4 && low * 8 > pairs => Some(UTF_16LE),
        (high, 0) if pairs >= 4 && high * 8 > pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether nearly everything beyond ASCII is UTF-8: a few spoilt bytes must not turn the whole file into gibberish.
fn is_utf8<R: Read + Seek>(file: &mut R) -> io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let mut bytes = vec![0u8; BLOCK];
    let mut text = String::with_capacity(BLOCK * 3 + 16);
    let (mut sound, mut spoilt) = (0u64, 0u64);
    loop {
        let read = file.read(&mut bytes)?;
        text.clear();
        let block = bytes.get(..read).unwrap_or_default();
        let (_, _, had_errors) = decoder.decode_to_string(block, &mut text, read == 0);
        sound += text.bytes().filter(|byte| *byte >= 0xc0).count() as u64;
        if had_errors {
            spoilt += text.matches('\u{fffd}').count() as u64;
        }
        if read == 0 {
            return Ok(spoilt * 10 <= sound - spoilt);
        }
    }
}

/// Reads a file in any encoding as UTF-8. Bytes that mean nothing become U+FFFD and are counted.
pub(crate) struct Decoding<R> {
    file: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Decoding<R> {
    pub(crate) fn new(file: R, encoding: &'static Encoding) -> Self {
        Self {
            file,
            decoder: encoding.new_decoder_with_bom_removal(),
            bytes: vec![0; BLOCK],
            text: Vec::with_capacity(BLOCK * 3 + 16),
            given: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.given = 0;
        while !self.ended {
            let read = self.file.read(&mut self.bytes)?;
            self.ended = read == 0;
            self.text.resize(BLOCK * 3 + 16, 0);
            // three bytes for each one and a few at the end: the output always fits
            let block = self.bytes.get(..read).unwrap_or_default();
            let (_, _, written, _) = self.decoder.decode_to_utf8(block, &mut self.text, self.ended);
            self.text.truncate(written);
            if written > 0 {
                return Ok(());
            }
        }
        self.text.clear();
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() {
            self.refill()?;
        }
        let rest = self.text.get(self.given..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(from);
        }
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn decoded(bytes: &[u8]) -> String {
        let mut file = Cursor::new(bytes);
        let encoding = encoding_of(&mut file).unwrap();
        let mut text = String::new();
        Decoding::new(file, encoding).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn every_encoding_of_the_country() {
        let text = "姓名,出生年月\n张𠮷,1975.06\n".repeat(9_000);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(text.as_bytes()), text);
        assert_eq!(decoded(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), text);
        assert_eq!(decoded(&GB18030.encode(&text).0), text);
        assert_eq!(decoded(&[b"\xff\xfe", utf16.as_slice()].concat()), text);
        assert_eq!(decoded(&utf16), text);
        let cut = &text.as_bytes()[..text.len() - 12];
        assert!(
            decoded(cut).starts_with("姓名,出生年月\n张𠮷"),
            "one character cut in two spoils no other"
        );
    }
}
