//! Text files that are a 任免审批表: .lrmx and .lrm, told by what they hold and, where that leaves a doubt, by their name.

use std::io::{Read, Seek};

use super::archive::extension;
use super::decode::{Decoding, encoding_of};
use super::text::unreadable;
use super::{Named, beginning_of};
use crate::error::ReadError;
use crate::form_file::{Card, Photo, lrm, lrmx};
use crate::limits::Limits;

/// The form a text file is; `None` when it is something else.
pub(crate) fn read<R: Read + Seek>(
    head: &[u8],
    file: &mut R,
    size: u64,
    named: &Named<'_>,
    limits: &Limits,
) -> Result<Option<Card>, ReadError> {
    if head.starts_with(b"PK") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Ok(None);
    }
    let ending = extension(named.name);
    let beginning = beginning_of(head);
    if lrmx::is_meant(&beginning) || ending == "lrmx" {
        return lrmx::read(&whole(file, size, limits)?).map(Some);
    }
    let (decoded, _, _) = encoding_rs::GB18030.decode(head);
    let is_lrm = lrm::is_meant(&decoded) || lrm::is_meant(&beginning);
    if ending == "lrm" || is_lrm {
        return match lrm::read(&whole(file, size, limits)?) {
            Ok(mut card) => {
                if let Some(picture) = named.picture.clone() {
                    card.put_photo(Photo::of(picture));
                }
                Ok(Some(card))
            }
            // a list of people with every text in quotes
            Err(_) if ending != "lrm" => Ok(None),
            Err(failure) => Err(failure),
        };
    }
    Ok(None)
}

fn whole<R: Read + Seek>(file: &mut R, size: u64, limits: &Limits) -> Result<String, ReadError> {
    if size > limits.form {
        return Err(ReadError::TooLarge(format!(
            "任免审批表文件超过 {} MB",
            limits.form >> 20
        )));
    }
    let encoding = encoding_of(file).map_err(unreadable)?;
    let mut text = String::new();
    Decoding::new(file, encoding)
        .read_to_string(&mut text)
        .map_err(unreadable)?;
    Ok(text)
}
