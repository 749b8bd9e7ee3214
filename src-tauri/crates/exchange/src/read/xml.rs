//! What the XML readers share: attributes, entities, errors. Nothing is ever expanded that the file itself defines.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart};

use crate::error::ReadError;

/// A reader that leaves blanks alone and refuses ends that do not fit.
pub(crate) fn reader<R: BufRead>(from: R) -> Reader<R> {
    Reader::from_reader(from)
}

pub(crate) fn damaged(_: quick_xml::Error) -> ReadError {
    ReadError::Damaged("内部结构有误".into())
}

/// A document type is never needed in a workbook, and is how entities are declared.
pub(crate) fn no_document_type() -> ReadError {
    ReadError::Damaged("含有不允许的文档类型声明".into())
}

/// The value of the attribute with this local name.
pub(crate) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .ok()
        })
}

/// Whether the attribute says yes.
pub(crate) fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on"))
}

/// Appends what a reference such as `&amp;` or `&#10;` stands for; an unknown one is kept as it is written.
pub(crate) fn push_reference(text: &mut String, reference: &BytesRef<'_>) {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        text.push(character);
        return;
    }
    let name: &str = reference;
    match quick_xml::escape::resolve_predefined_entity(name) {
        Some(meaning) => text.push_str(meaning),
        None => {
            text.push('&');
            text.push_str(name);
            text.push(';');
        }
    }
}
