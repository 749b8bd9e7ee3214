//! The fonts a print may use, and which of them stands for 宋体, 仿宋 and the title.

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst_kit::fonts::FontStore;

/// The serif that travels with the program: every character of 通用规范汉字表, GBK and Extension A.
const BUNDLED: &[u8] = include_bytes!("../../../../assets/fonts/NotoSerifCJKsc-Regular.otf");
const BUNDLED_FAMILY: &str = "Noto Serif CJK SC";

/// English and Chinese names of a face: which one a system reports depends on the system.
const TITLE: &[&str] = &[
    "FZXiaoBiaoSong-B05S",
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05",
    "方正小标宋_GBK",
];
const SONG: &[&str] = &["SimSun", "宋体", "NSimSun", "新宋体"];
const FANG: &[&str] = &[
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "FandolFang R",
    "FandolFang",
];
/// After the face asked for: the same serif under its other name, and rare characters of Windows.
const LAST: &[&str] = &[BUNDLED_FAMILY, "Noto Serif SC", "SimSun-ExtB", "宋体-ExtB"];

/// Where fonts may come from. Tests use the bundled ones only, so that they print the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FontSources {
    /// The serif that travels with the program.
    pub bundled: bool,
    /// What is installed on this computer; found by a scan at the first print.
    pub system: bool,
}

impl FontSources {
    /// Installed fonts first, the bundled one where they lack: what the program prints with.
    pub const EVERYTHING: Self = Self {
        bundled: true,
        system: true,
    };
    /// The bundled font alone: what tests print with.
    pub const BUNDLED: Self = Self {
        bundled: true,
        system: false,
    };

    pub(crate) fn load(self) -> FontStore {
        let mut store = FontStore::new();
        if self.bundled {
            store.extend(Font::iter(Bytes::new(BUNDLED)).map(|font| (font.clone(), font.info().clone())));
        }
        if self.system {
            store.extend(typst_kit::fonts::system());
        }
        store
    }
}

/// The font families a form is set in, best first, and only those that are really present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Faces {
    /// For the text of the form.
    pub body: Vec<String>,
    /// For the title.
    pub title: Title,
}

/// The face of the title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Title {
    /// Font families, best first.
    pub families: Vec<String>,
    /// No 小标宋 is present: the serif is thickened by a thin outline instead.
    pub stroke: bool,
}

/// A face as a form asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Song,
    Fang,
}

impl Faces {
    pub(crate) fn choose(book: &FontBook, wanted: Wanted) -> Self {
        let first = match wanted {
            Wanted::Song => SONG,
            Wanted::Fang => FANG,
        };
        let titles = present(book, TITLE);
        Self {
            body: chain(book, present(book, first)),
            title: Title {
                stroke: titles.is_empty(),
                families: chain(book, titles),
            },
        }
    }
}

fn present(book: &FontBook, names: &[&str]) -> Vec<String> {
    names
        .iter()
        .filter(|name| book.contains_family(&name.to_lowercase()))
        .map(|name| (*name).to_owned())
        .collect()
}

/// The last resort is always named, so that a chain is never empty.
fn chain(book: &FontBook, mut names: Vec<String>) -> Vec<String> {
    names.extend(present(book, LAST));
    if names.is_empty() {
        names.push(BUNDLED_FAMILY.to_owned());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_serif_stands_in_for_every_face() {
        let store = FontSources::BUNDLED.load();
        for wanted in [Wanted::Song, Wanted::Fang] {
            let faces = Faces::choose(store.book(), wanted);
            assert_eq!(faces.body, [BUNDLED_FAMILY], "only what is present is named");
            assert!(faces.title.stroke, "without 小标宋 the title is thickened");
        }
    }

    #[test]
    fn the_bundled_serif_holds_rare_names() {
        let store = FontSources::BUNDLED.load();
        let font = store.font(0).expect("a bundled font");
        for character in "䶮㛃𬸣𠅤喆堃犇𣲗𬭚".chars() {
            assert!(
                font.info().coverage.contains(character as u32),
                "{character} must print"
            );
        }
    }
}
