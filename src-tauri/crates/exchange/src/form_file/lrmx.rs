//! .lrmx, the XML of the 任免审批表 editors from 3.0 to 4.0 and whatever comes after: elements we do not know are kept word
//! for word. Nothing is expanded that a file defines itself.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::card::{Card, FAMILY, FULL_TIME, IN_SERVICE, KIN, MOST_LINES, Schooling};
use super::elements::{
    ELEMENTS, EXTRA, FAMILY_ELEMENT, KIN_ELEMENTS, PHOTO_ELEMENT, SINCE_V4, VERSION_ELEMENT, known,
};
use super::photo::Photo;
use crate::error::ReadError;
use crate::read::xml;

/// Characters of elements we do not know that are kept: what one item holds.
const MOST_EXTRA: usize = 32_000;

/// Reads the text of a file.
pub(crate) fn read(text: &str) -> Result<Card, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut document = Document {
        reader: Reader::from_str(text),
        text,
    };
    // unclosed <br> are met with; a missing end is noticed all the same
    document.reader.config_mut().check_end_names = false;
    document.root()?;
    let mut form = Form::default();
    document.person(&mut form)?;
    form.card()
}

/// Whether the beginning of a file (in lower case) is that of an .lrmx.
pub(crate) fn is_meant(beginning: &str) -> bool {
    beginning.contains("<person>") && !beginning.contains("<html")
        || beginning.contains("<person ") && beginning.contains("<xingming")
}

/// The texts of the elements, by name.
#[derive(Default)]
struct Form {
    texts: HashMap<&'static str, String>,
    kin: Vec<[String; 5]>,
    extra: String,
    last: &'static str,
}

struct Document<'t> {
    reader: Reader<&'t [u8]>,
    text: &'t str,
}

impl<'t> Document<'t> {
    fn next(&mut self) -> Result<Event<'t>, ReadError> {
        match self.reader.read_event().map_err(xml::damaged)? {
            Event::DocType(_) => Err(xml::no_document_type()),
            Event::Eof => Err(ReadError::Damaged("内容不完整".into())),
            other => Ok(other),
        }
    }

    fn root(&mut self) -> Result<(), ReadError> {
        loop {
            match self.next()? {
                Event::Start(root) if root.local_name().as_ref() == "Person" => return Ok(()),
                Event::Start(_) | Event::Empty(_) => {
                    return Err(ReadError::NotForm("XML 的根不是 Person".into()));
                }
                _ => {}
            }
        }
    }

    fn person(&mut self, form: &mut Form) -> Result<(), ReadError> {
        loop {
            match self.next()? {
                Event::Start(element) => {
                    let name = element.local_name();
                    let name = name.as_ref();
                    if let Some(element) = known(name) {
                        let text = self.leaf(element)?;
                        form.texts.insert(element, text);
                        form.last = element;
                    } else if name == FAMILY_ELEMENT {
                        self.family(form)?;
                        form.last = FAMILY_ELEMENT;
                    } else if name == VERSION_ELEMENT {
                        self.leaf(VERSION_ELEMENT)?;
                    } else {
                        let after = format!("<?after {}?>", form.last);
                        self.stranger(name, &after, &mut form.extra)?;
                    }
                }
                Event::Empty(element) => {
                    let name = element.local_name();
                    let name = name.as_ref();
                    if let Some(element) = known(name) {
                        form.last = element;
                    } else if name != FAMILY_ELEMENT && name != VERSION_ELEMENT {
                        let after = format!("<?after {}?>", form.last);
                        self.keep(&after, &mut form.extra)?;
                    }
                }
                Event::End(end) if end.local_name().as_ref() == "Person" => return Ok(()),
                _ => {}
            }
        }
    }

    /// The text of an element up to its end. Line breaks of a page are line breaks of the text.
    fn leaf(&mut self, element: &str) -> Result<String, ReadError> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => xml::push_reference(&mut text, &reference),
                Event::Start(inner) | Event::Empty(inner) => {
                    let name = inner.local_name();
                    let name = name.as_ref();
                    if name.eq_ignore_ascii_case("br") {
                        text.push('\n');
                    } else if known(name).is_some() || name == FAMILY_ELEMENT {
                        return Err(ReadError::Damaged(format!("{element} 没有结束标记")));
                    }
                }
                Event::End(end) if end.local_name().as_ref() == element => return Ok(plain_breaks(text)),
                Event::End(end) if end.local_name().as_ref() == "Person" => {
                    return Err(ReadError::Damaged(format!("{element} 没有结束标记")));
                }
                _ => {}
            }
        }
    }

    fn family(&mut self, form: &mut Form) -> Result<(), ReadError> {
        loop {
            match self.next()? {
                Event::Start(item) if item.local_name().as_ref() == "Item" => self.relative(form)?,
                Event::Start(element) => {
                    let name = element.local_name();
                    self.stranger(
                        name.as_ref(),
                        &format!("<?after {FAMILY_ELEMENT}?>"),
                        &mut form.extra,
                    )?;
                }
                Event::End(end) if end.local_name().as_ref() == FAMILY_ELEMENT => return Ok(()),
                Event::End(end) if end.local_name().as_ref() == "Person" => {
                    return Err(ReadError::Damaged("家庭成员没有结束标记".into()));
                }
                _ => {}
            }
        }
    }

    fn relative(&mut self, form: &mut Form) -> Result<(), ReadError> {
        if form.kin.len() >= MOST_LINES as usize {
            return Err(ReadError::TooLarge(format!("家庭成员超过 {MOST_LINES} 人")));
        }
        let mut texts: [String; 5] = Default::default();
        let mut strangers = String::new();
        loop {
            match self.next()? {
                Event::Start(element) => {
                    let name = element.local_name();
                    let name = name.as_ref();
                    let slot = KIN_ELEMENTS.iter().position(|known| *known == name);
                    match slot.and_then(|slot| texts.get_mut(slot)) {
                        Some(slot) => *slot = self.leaf(name)?,
                        None => self.stranger(name, "", &mut strangers)?,
                    }
                }
                Event::Empty(element) if !KIN_ELEMENTS.contains(&element.local_name().as_ref()) => {
                    self.keep("", &mut strangers)?;
                }
                Event::End(end) if end.local_name().as_ref() == "Item" => break,
                Event::End(end) if end.local_name().as_ref() == "Person" => {
                    return Err(ReadError::Damaged("家庭成员没有结束标记".into()));
                }
                _ => {}
            }
        }
        if !strangers.is_empty() {
            let [relation, name, ..] = &texts;
            form.extra
                .push_str(&format!("<?of {}?>{strangers}", whom(relation, name)));
        }
        if texts.iter().any(|text| !text.trim().is_empty()) {
            form.kin.push(texts);
        }
        Ok(())
    }

    /// Keeps an element nobody knows, from its first byte to its last.
    fn stranger(&mut self, name: &str, before: &str, extra: &mut String) -> Result<(), ReadError> {
        let start = self.tag_start();
        let end = quick_xml::events::BytesEnd::new(name.to_owned());
        self.reader.read_to_end(end.name()).map_err(xml::damaged)?;
        self.keep_from(start, before, extra)
    }

    /// The same for an element that has just been read whole.
    fn keep(&mut self, before: &str, extra: &mut String) -> Result<(), ReadError> {
        self.keep_from(self.tag_start(), before, extra)
    }

    fn keep_from(&self, start: usize, before: &str, extra: &mut String) -> Result<(), ReadError> {
        let raw = self.text.get(start..self.position()).unwrap_or_default();
        // an editor of 4.0 writes the element whether there is anything in it or not, and so do we
        let content = raw.split_once('>').and_then(|(_, rest)| rest.split_once("</"));
        if raw.starts_with(&format!("<{SINCE_V4}"))
            && content.is_none_or(|(content, _)| content.trim().is_empty())
        {
            return Ok(());
        }
        extra.push_str(before);
        extra.push_str(raw);
        if extra.chars().count() > MOST_EXTRA {
            return Err(ReadError::TooLarge("含有大段本程序不认识的内容".into()));
        }
        Ok(())
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Where the tag begins that has just been read.
    fn tag_start(&self) -> usize {
        let read = self.text.get(..self.position()).unwrap_or_default();
        read.rfind('<').unwrap_or_default()
    }
}

/// A relative in the words under which strange elements of the item are kept.
pub(crate) fn whom(relation: &str, name: &str) -> String {
    format!("{}/{}", relation.trim(), name.trim()).replace("?>", "")
}

impl Form {
    fn text(&self, element: &str) -> &str {
        self.texts.get(element).map_or("", String::as_str)
    }

    fn card(self) -> Result<Card, ReadError> {
        let mut card = Card::default();
        for (element, heading) in ELEMENTS {
            match (element, heading) {
                (PHOTO_ELEMENT, _) => put_photo(&mut card, self.text(element)),
                (_, [label]) => card.put(&[label], self.text(element)),
                ("QuanRiZhiJiaoYu_XueLi", _) => {
                    card.put_schooling(FULL_TIME, &self.schooling("QuanRiZhiJiaoYu"));
                }
                ("ZaiZhiJiaoYu_XueLi", _) => {
                    card.put_schooling(IN_SERVICE, &self.schooling("ZaiZhiJiaoYu"));
                }
                _ => {}
            }
        }
        for (line, relative) in (0..).zip(&self.kin) {
            for (label, text) in KIN.iter().zip(relative) {
                card.put_on(line, &[FAMILY, label], text);
            }
        }
        card.put(&[EXTRA], &self.extra);
        if card.is_about_somebody() {
            Ok(card)
        } else {
            Err(ReadError::NotForm("没有姓名".into()))
        }
    }

    fn schooling(&self, mode: &str) -> Schooling<'_> {
        let text = |rest: &str| self.text(&format!("{mode}_{rest}"));
        Schooling {
            level: text("XueLi"),
            degree: text("XueWei"),
            school: text("XueLi_BiYeYuanXiaoXi"),
            degree_school: text("XueWei_BiYeYuanXiaoXi"),
        }
    }
}

/// The photo; what is no picture is said in its place.
fn put_photo(card: &mut Card, encoded: &str) {
    let encoded: Vec<u8> = encoded
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    if encoded.is_empty() {
        return;
    }
    let photo = STANDARD
        .decode(&encoded)
        .map_err(|_| "（照片编码不完整）")
        .and_then(Photo::of);
    card.put_photo(photo);
}

/// Breaks of a page that were escaped into the text, and ends of line of other systems.
fn plain_breaks(text: String) -> String {
    if !text.contains(['<', '\r', '&']) {
        return text;
    }
    let mut plain = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace("&1lt;", "<")
        .replace("&1gt;", ">");
    for tag in ["<br>", "<br/>", "<br />", "<br >", "<BR>", "<BR/>", "<BR />"] {
        plain = plain.replace(tag, "\n");
    }
    plain
}
