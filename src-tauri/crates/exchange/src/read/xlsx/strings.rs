//! The part of a workbook that holds its shared texts.

use std::io::BufRead;

use quick_xml::events::Event;

use crate::error::ReadError;
use crate::limits::Limits;
use crate::read::texts::Texts;
use crate::read::xml;

/// Reads the part of shared texts. Phonetic readings (`rPh`) are no content.
pub(crate) fn read(part: &mut dyn BufRead, limits: &Limits) -> Result<Texts, ReadError> {
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    let mut strings = Texts::default();
    let mut text = String::new();
    let mut inside = false;
    let mut phonetic = false;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(xml::damaged)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => text.clear(),
                "rPh" => phonetic = true,
                "t" => inside = !phonetic,
                "sst" => refuse_absurd(&element, limits)?,
                _ => {}
            },
            Event::Text(piece) if inside => text.push_str(&piece.xml10_content()),
            Event::CData(piece) if inside => text.push_str(&piece),
            Event::GeneralRef(reference) if inside => xml::push_reference(&mut text, &reference),
            Event::End(element) => match element.local_name().as_ref() {
                "t" => inside = false,
                "rPh" => phonetic = false,
                "si" => {
                    push_unescaped(strings.room(), &text);
                    strings.close(limits)?;
                }
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "si" => strings.close(limits)?,
            Event::DocType(_) => return Err(xml::no_document_type()),
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// A count no workbook has means a file made to break readers.
fn refuse_absurd(element: &quick_xml::events::BytesStart<'_>, limits: &Limits) -> Result<(), ReadError> {
    let declared = xml::attribute(element, "uniqueCount");
    let absurd = declared.is_some_and(|text| {
        !text
            .parse::<u64>()
            .is_ok_and(|count| count <= limits.texts as u64)
    });
    if absurd {
        return Err(ReadError::TooLarge("声明的文本数量异常".into()));
    }
    Ok(())
}

/// Appends a text with Excel's `_x000D_` turned into the characters they stand for.
pub(crate) fn push_unescaped(to: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        to.push_str(before);
        match escaped(from) {
            Some(character) => {
                to.push(character);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                to.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    to.push_str(rest);
}

fn escaped(from: &str) -> Option<char> {
    let hex = from.get(2..6)?;
    (from.as_bytes().get(6) == Some(&b'_') && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .then(|| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_and_phonetics() {
        let part = "<?xml version=\"1.0\"?><sst uniqueCount=\"3\"><si><r><t>张</t></r><r><t xml:space=\"preserve\"> 三</t></r>\
                    <rPh sb=\"0\" eb=\"1\"><t>ZHANG</t></rPh></si><si/><si><t>a&amp;b&#10;c_x000D__xZ</t></si></sst>";
        let strings = read(&mut part.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(strings.get(0), Some("张 三"));
        assert_eq!(strings.get(1), Some(""));
        assert_eq!(strings.get(2), Some("a&b\nc\r_xZ"));
        assert_eq!(strings.get(3), None);
    }

    #[test]
    fn absurd_counts_are_refused() {
        for count in ["4294967295", "99999999999999", "18446744073709551615", "-1", "x"] {
            let part = format!("<sst uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
            let error = read(&mut part.as_bytes(), &Limits::default()).unwrap_err();
            assert_eq!(error.code(), "file.too_large", "{count}");
        }
    }
}
