//! 学历 and 学位 in one cell → one row for each schooling.

use super::{Known, Told, Unread, lines};
use crate::declaration::is_blank;
use crate::dictionary::{Meaning, Set, Table};
use crate::value::{Row, Value};

const MODES: [(&str, &str); 6] = [
    ("全日制教育", "1"),
    ("全日制", "1"),
    ("在职教育", "2"),
    ("在职", "2"),
    ("第一学历", "1"),
    ("最高学历", ""),
];

/// Reads `大学#农学学士@研究生#管理学硕士` and what clerks write in lines.
pub(super) fn read(set: &'static Set, text: &str, known: &Known<'_>) -> Result<Told, Unread> {
    let tables = set.item("level").and_then(|item| item.table());
    let Some((levels, degrees)) = tables.zip(set.item("degree").and_then(|item| item.table())) else {
        return Ok(Told::default());
    };
    let mut reader = Reader {
        set,
        levels,
        degrees,
        rows: Vec::new(),
        mode: known.code("mode").map(str::to_owned),
    };
    if text.contains('@') {
        reader.both(text, known)?;
    } else {
        reader.lines(&text.replace('#', "\n"), known)?;
    }
    Ok(Told {
        rows: reader.rows,
        problems: Vec::new(),
    })
}

struct Reader {
    set: &'static Set,
    levels: &'static Table,
    degrees: &'static Table,
    rows: Vec<Row>,
    mode: Option<String>,
}

impl Reader {
    /// 全日制 before the @, 在职 behind it.
    fn both(&mut self, text: &str, known: &Known<'_>) -> Result<(), Unread> {
        let halves: Vec<&str> = text.split('@').collect();
        let [full_time, in_service] = halves.as_slice() else {
            return Err(Unread::new(text, "应当只有全日制和在职两段"));
        };
        if known.code("mode").is_some() {
            return Err(Unread::new(text, "既有全日制又有在职，与栏目不符"));
        }
        for (mode, half) in [("1", full_time), ("2", in_service)] {
            self.mode = Some(mode.to_owned());
            let before = self.rows.len();
            self.lines(&half.replace('#', "\n"), known)?;
            if self.rows.len() > before + 1 {
                return Err(Unread::new(half, "写了几个学历"));
            }
        }
        Ok(())
    }

    fn lines(&mut self, text: &str, known: &Known<'_>) -> Result<(), Unread> {
        let mut begun = false;
        for line in lines(text) {
            for part in line.split(['；', ';', '。']) {
                let part = self.moded(part.trim_matches(is_blank), known, &mut begun)?;
                for word in
                    part.split(|c: char| is_blank(c) || matches!(c, '、' | '，' | ',' | '/' | '／' | '+'))
                {
                    self.word(word, &mut begun)?;
                }
            }
        }
        Ok(())
    }

    /// Takes 全日制： off the beginning; what follows belongs to it.
    fn moded<'t>(&mut self, part: &'t str, known: &Known<'_>, begun: &mut bool) -> Result<&'t str, Unread> {
        let found = MODES
            .iter()
            .find_map(|(word, mode)| Some((part.strip_prefix(word)?, *mode)));
        let Some((rest, mode)) = found else {
            return Ok(part);
        };
        if known.code("mode").is_some_and(|settled| settled != mode) {
            return Err(Unread::new(part, "与栏目的教育类别不符"));
        }
        self.mode = Some(mode.to_owned()).filter(|mode| !mode.is_empty());
        *begun = false;
        Ok(rest.trim_start_matches(|c| is_blank(c) || matches!(c, ':' | '：')))
    }

    fn word(&mut self, word: &str, begun: &mut bool) -> Result<(), Unread> {
        if word.is_empty() || super::says_nothing(word) {
            return Ok(());
        }
        if let Some(level) = code(self.levels, word) {
            self.put("level", level, begun);
        } else if let Some(degree) = code(self.degrees, word) {
            self.put("degree", degree, begun);
        } else {
            let (level, degree) = self
                .glued(word)
                .ok_or_else(|| Unread::new(word, "不是学历也不是学位"))?;
            self.put("level", level, begun);
            self.put("degree", degree, begun);
        }
        Ok(())
    }

    /// 大学农学学士: a level and a degree without anything between them.
    fn glued(&self, word: &str) -> Option<(String, String)> {
        let cuts = word.char_indices().map(|(at, _)| at).skip(1);
        let mut found = cuts.filter_map(|at| {
            let (level, degree) = word.split_at_checked(at)?;
            Some((code(self.levels, level)?, code(self.degrees, degree)?))
        });
        found.next().filter(|_| found.next().is_none())
    }

    /// Puts a code into the row begun, or into a new one where the row has one already.
    fn put(&mut self, item: &str, code: String, begun: &mut bool) {
        let open = self
            .rows
            .last_mut()
            .filter(|row| *begun && row.get(item).is_none());
        match open {
            Some(row) => {
                row.put(item, Value::Code(code));
            }
            None => {
                let mut row = Row::new(self.set);
                row.put("mode", self.mode.clone().map(Value::Code));
                row.put(item, Value::Code(code));
                self.rows.push(row);
                *begun = true;
            }
        }
    }
}

fn code(table: &Table, word: &str) -> Option<String> {
    match table.meaning(word) {
        Meaning::Label(code) | Meaning::Spelling(code) => Some(code.code.clone()),
        _ => None,
    }
}
