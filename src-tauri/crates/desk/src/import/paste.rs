//! A block pasted from WPS or Excel: looked at and taken in like a file. A block with headings is a sheet of its own; one
//! without takes the columns of the grid from the chosen cell on, and its rows are about the people of these rows.

use std::ops::ControlFlow;

use antou_exchange::layout::{Meaning, Nothing, Target};
use antou_exchange::worker::{Document, read_bytes, read_here};
use antou_exchange::{Cell, Limits, ReadError, Workbook};
use antou_record::Written;

use super::reading::Gathered;
use super::session::Session;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// What stands for the name of the file.
const SOURCE: &str = "粘贴的内容";
/// Bytes of a block.
const LONGEST: usize = 32 << 20;

impl Desk {
    /// Takes a pasted block and compares it with the vault; nothing is written.
    pub fn import_paste(&self, request: ImportPaste, progress: &dyn Progress) -> Result<ImportView, Failure> {
        let page = self.page(&request, progress)?;
        let cells = match &page {
            Some(books) => cells_of(books),
            None => table(&request.text),
        };
        if cells.iter().flatten().all(|cell| cell.trim().is_empty()) {
            return Err(Failure::new(
                "paste.empty",
                "剪贴板里没有表格内容",
                "请先在 WPS 或 Excel 里复制",
            ));
        }
        let latest = self.latest()?;
        let gathered = match page {
            Some(workbooks) => Gathered {
                workbooks,
                unread: Vec::new(),
            },
            None => read(&cells)?,
        };
        let mut session = Session::new(gathered, None, latest);
        if !session.has_header() {
            if request.columns.is_empty() {
                return Err(Failure::new(
                    "sheet.no_header",
                    "粘贴的内容没有表头，不知道每一列是什么",
                    "请连同“姓名”等栏目名称一起复制",
                ));
            }
            session = self.placed(&cells, &request)?;
        }
        self.with_vault(|vault| {
            session.earlier = crate::batches::earlier(vault, &session)?;
            session.plan(vault, progress)
        })?;
        self.wait_with(session)
    }

    /// The page of the clipboard, read like an HTML table named .xls, when it tells of the same cells as the text and more of
    /// them: what is merged, what is a number, what day a date is. Any program may have put it there, so it is read where
    /// foreign files are; it is never shown as a page.
    fn page(&self, request: &ImportPaste, progress: &dyn Progress) -> Result<Option<Vec<Workbook>>, Failure> {
        let html = request.html.as_deref().unwrap_or_default();
        if request.text.len().max(html.len()) > LONGEST {
            return Err(Failure::new(
                "paste.too_large",
                "粘贴的内容太多",
                "请存成文件后用“导入”打开",
            ));
        }
        if !html.to_ascii_lowercase().contains("<table") {
            return Ok(None);
        }
        let page = format!("\u{feff}<!doctype html>{html}");
        let mut watched = |_| match progress.is_cancelled() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        let worker = &self.environment.worker;
        let read = read_bytes(worker, SOURCE, page.as_bytes(), &Limits::default(), &mut watched);
        let Ok(books) = read.and_then(workbooks) else {
            return Ok(None);
        };
        if request.text.trim().is_empty() {
            return Ok(Some(books));
        }
        // a page that shows other cells than the text has been cut or made up by somebody
        Ok((filled(&table(&request.text)) == filled_of(&books) && tells_more(&books)).then_some(books))
    }

    /// The block under headings of the columns where it was pasted, with the names of the people there in front.
    fn placed(&self, cells: &[Vec<String>], request: &ImportPaste) -> Result<Session, Failure> {
        let targets: Vec<Option<Target>> = request.columns.iter().map(|code| target(code)).collect();
        let is_name = |target: &Option<Target>| {
            target
                .as_ref()
                .is_some_and(|target| target.is_person() && target.item == "name")
        };
        let width = cells.iter().map(Vec::len).max().unwrap_or_default();
        let has_names = targets.iter().take(width).any(is_name);
        let names = self.with_vault(|vault| {
            let people = request.people.iter().take(cells.len());
            let names = people.map(|person| Ok(vault.row("person", *person)?.shown("name")));
            names.collect::<Result<Vec<String>, Failure>>()
        })?;
        let before = usize::from(!has_names);
        let mut head: Vec<String> = vec!["姓名".to_owned(); before];
        head.extend(targets.iter().take(width).map(|target| {
            let item = target.as_ref().and_then(Target::item);
            item.map_or_else(|| "（不导入）".to_owned(), |item| item.label.clone())
        }));
        let mut out = vec![head];
        for (index, row) in cells.iter().enumerate() {
            let mut line: Vec<String> = Vec::with_capacity(width + before);
            if before == 1 {
                line.push(names.get(index).cloned().unwrap_or_default());
            }
            line.extend(row.iter().cloned());
            out.push(line);
        }
        let mut session = Session::new(read(&out)?, Some("person"), self.latest()?);
        for (index, target) in targets.into_iter().take(width).enumerate() {
            let meaning = target.map_or(Meaning::Ignored(Nothing::Wish), Meaning::Target);
            let column = u32::try_from(index + before).unwrap_or(u32::MAX);
            // a column without any content is no column of the sheet
            let _ = session.assign(0, column, meaning);
        }
        // the headings stand in the first row, so the first row of the block is the second of the sheet
        session.placed = [None, None]
            .into_iter()
            .chain(request.people.iter().copied().map(Some))
            .collect();
        Ok(session)
    }
}

fn target(code: &str) -> Option<Target> {
    let is_plain = !code.contains('.');
    let path = if is_plain {
        format!("person.{code}")
    } else {
        code.to_owned()
    };
    Target::parse(&path)
}

/// Reads cells as the sheet they stand for.
fn read(cells: &[Vec<String>]) -> Result<Gathered, Failure> {
    let quoted = |row: &Vec<String>| {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            .collect();
        // a row without cells is a row all the same
        if cells.is_empty() {
            "\"\"".to_owned()
        } else {
            cells.join("\t")
        }
    };
    let lines: Vec<String> = cells.iter().map(quoted).collect();
    // the mark in front keeps the text from being taken for anything else
    let text = format!("\u{feff}{}\n", lines.join("\n"));
    Ok(Gathered {
        workbooks: workbooks(read_here(SOURCE, text.as_bytes(), &Limits::default()))
            .map_err(|error| Failure::new(error.code(), format!("{SOURCE}：{error}"), ""))?,
        unread: Vec::new(),
    })
}

fn workbooks(documents: Vec<Document>) -> Result<Vec<Workbook>, ReadError> {
    documents.into_iter().map(|document| document.read).collect()
}

/// How many cells of each row that is not blank are filled.
fn filled(cells: &[Vec<String>]) -> Vec<usize> {
    let counts = cells
        .iter()
        .map(|row| row.iter().filter(|cell| !cell.trim().is_empty()).count());
    counts.filter(|count| *count > 0).collect()
}

fn filled_of(books: &[Workbook]) -> Vec<usize> {
    let sheets = books.iter().flat_map(|book| &book.sheets);
    let rows = sheets.flat_map(|sheet| sheet.rows());
    let own = rows.map(|row| {
        let cells = row.cells.iter();
        cells.filter(|cell| !cell.continued && !cell.is_blank()).count()
    });
    own.filter(|count| *count > 0).collect()
}

fn tells_more(books: &[Workbook]) -> bool {
    let mut sheets = books.iter().flat_map(|book| &book.sheets);
    sheets.any(|sheet| {
        let is_text = |cell: &Cell<'_>| matches!(cell.written, Written::Blank | Written::Text(_));
        !sheet.merged.is_empty() || sheet.rows().any(|row| !row.cells.iter().all(is_text))
    })
}

/// The texts of a page, each where it stands; that of a merged cell in all of its rows.
fn cells_of(books: &[Workbook]) -> Vec<Vec<String>> {
    let mut cells = Vec::new();
    for sheet in books.iter().flat_map(|book| &book.sheets) {
        for row in sheet.rows() {
            cells.resize_with(row.number.saturating_sub(1) as usize, Vec::new);
            let mut line: Vec<String> = Vec::new();
            for cell in &row.cells {
                line.resize_with(cell.column as usize, String::new);
                line.push(cell.shown());
            }
            cells.push(line);
        }
    }
    cells
}

/// Cells as Excel and WPS write them to the clipboard: tabs, line ends, quotes around what holds them.
pub(crate) fn table(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut inside = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (inside, character) {
            (true, '"') if characters.next_if_eq(&'"').is_some() => cell.push('"'),
            (true, '"') => inside = false,
            (false, '"') if cell.is_empty() => inside = true,
            (false, '\t') => row.push(std::mem::take(&mut cell)),
            (false, '\n') => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (_, other) => cell.push(other),
        }
    }
    row.push(cell);
    rows.push(row);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cut_as_they_were_copied() {
        let rows = |text: &str| table(text).iter().map(|row| row.join("|")).collect::<Vec<_>>();
        assert_eq!(rows("张三\t男\r\n李四\t女\r\n"), ["张三|男", "李四|女"]);
        assert_eq!(rows("一\n\n三"), ["一", "", "三"], "a blank row stays a row");
        assert_eq!(rows("\"两\n行\"\t\"引\"\"号\""), ["两\n行|引\"号"]);
        assert_eq!(rows("5\"\t6"), ["5\"|6"]);
    }
}
