//! The way out: one person as an .lrmx that the editors of 3.2 and of 4.0 open, with what an earlier file had beside back in
//! its place.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::escape::partial_escape;

use super::elements::{ELEMENTS, FAMILY_ELEMENT, KIN_ELEMENTS, PHOTO_ELEMENT, SINCE_V4, VERSION_ELEMENT};
use super::lrmx::whom;

/// Which editor the file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edition {
    /// 3.2.
    V3,
    /// 4.0, since the reform of the retirement age.
    #[default]
    V4,
}

/// Elements that came with 4.0, and those they follow. An editor of 3.2 is not troubled with them.
const NEWER: [(&str, &str); 2] = [
    ("CanJiaGongZuoShiJian", "DaoLingNianYue"),
    ("ChengBaoDanWei", SINCE_V4),
];

/// One form, worded.
#[derive(Debug, Clone, Default)]
pub struct Filled<'a> {
    /// Texts by element.
    pub texts: Vec<(&'static str, &'a str)>,
    /// The relatives in the order of the form: 称谓, 姓名, 出生年月, 政治面貌, 工作单位及职务.
    pub kin: Vec<[&'a str; 5]>,
    /// The photo.
    pub photo: Option<&'a [u8]>,
    /// What an earlier file had beside, as it was kept when it was read.
    pub extra: &'a str,
}

/// The bytes of an .lrmx: UTF-8 with its mark, elements in their fixed order.
pub fn lrmx_file(edition: Edition, form: &Filled<'_>) -> Vec<u8> {
    let extra = Extra::parse(form.extra);
    let mut out = String::from("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Person>\r\n");
    extra.write_after(&mut out, "");
    for (element, _) in ELEMENTS {
        match element {
            "DaoLingNianYue" => continue,
            "ZhengZhiMianMao" if text(form, element).is_empty() => {}
            PHOTO_ELEMENT => {
                let encoded = form.photo.map(|bytes| STANDARD.encode(bytes)).unwrap_or_default();
                write(&mut out, "  ", element, &encoded);
            }
            _ => write(&mut out, "  ", element, text(form, element)),
        }
        extra.write_after(&mut out, element);
        if edition == Edition::V4 {
            write_newer(&mut out, form, &extra, element);
        }
        if element == "RenMianLiYou" {
            write_kin(&mut out, form, &extra);
            extra.write_after(&mut out, FAMILY_ELEMENT);
        }
    }
    let version = match edition {
        Edition::V3 => "3.2.1.16",
        Edition::V4 => "4.0.0.0",
    };
    write(&mut out, "  ", VERSION_ELEMENT, version);
    out.push_str("</Person>");
    out.into_bytes()
}

fn text<'a>(form: &Filled<'a>, element: &str) -> &'a str {
    let mut texts = form.texts.iter();
    texts
        .find(|(name, _)| *name == element)
        .map_or("", |(_, text)| text)
}

fn write(out: &mut String, indent: &str, element: &str, text: &str) {
    // an editor counts line ends as Windows does
    let text = partial_escape(text).replace("\r\n", "\n").replace('\n', "\r\n");
    out.push_str(&format!("{indent}<{element}>{text}</{element}>\r\n"));
}

/// Elements of 4.0 behind the one they follow, unless the earlier file brings its own.
fn write_newer(out: &mut String, form: &Filled<'_>, extra: &Extra<'_>, after: &str) {
    for (_, element) in NEWER.iter().filter(|(before, _)| *before == after) {
        if !extra.has(element) {
            write(out, "  ", element, text(form, element));
            extra.write_after(out, element);
        }
    }
}

fn write_kin(out: &mut String, form: &Filled<'_>, extra: &Extra<'_>) {
    out.push_str(&format!("  <{FAMILY_ELEMENT}>\r\n"));
    for relative in &form.kin {
        out.push_str("    <Item>\r\n");
        for (element, text) in KIN_ELEMENTS.iter().zip(relative) {
            write(out, "      ", element, text);
        }
        let [relation, name, ..] = relative;
        extra.write_of(out, &whom(relation, name));
        out.push_str("    </Item>\r\n");
    }
    out.push_str(&format!("  </{FAMILY_ELEMENT}>\r\n"));
}

/// What an earlier file had beside, in pieces with the place of each.
struct Extra<'a> {
    /// `after RenMianLiYou` or `of 妻子/某某`, and the elements there, word for word.
    pieces: Vec<(&'a str, &'a str)>,
}

impl<'a> Extra<'a> {
    fn parse(text: &'a str) -> Self {
        let mut pieces: Vec<(&str, &str)> = Vec::new();
        let mut rest = text;
        while let Some((place, behind)) = rest.strip_prefix("<?").and_then(|rest| rest.split_once("?>")) {
            let end = ["<?after ", "<?of "]
                .iter()
                .filter_map(|next| behind.find(next))
                .min()
                .unwrap_or(behind.len());
            let (raw, next) = behind.split_at(end);
            pieces.push((place, raw));
            rest = next;
        }
        Self { pieces }
    }

    fn write_after(&self, out: &mut String, element: &str) {
        self.write_at(out, "after ", element, "  ");
    }

    fn write_of(&self, out: &mut String, whom: &str) {
        self.write_at(out, "of ", whom, "      ");
    }

    fn write_at(&self, out: &mut String, kind: &str, place: &str, indent: &str) {
        for (_, raw) in self
            .pieces
            .iter()
            .filter(|(at, _)| at.strip_prefix(kind).is_some_and(|at| at == place))
        {
            out.push_str(&format!("{indent}{raw}\r\n"));
        }
    }

    fn has(&self, element: &str) -> bool {
        let (begun, alone) = (format!("<{element}>"), format!("<{element}/>"));
        let mut pieces = self.pieces.iter();
        pieces.any(|(_, raw)| raw.contains(&begun) || raw.contains(&alone))
    }
}
