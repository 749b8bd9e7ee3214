//! A workbook as it was read: sheets whose rows stay in compact form and are decoded while they are walked through.

use serde::{Deserialize, Serialize};

use crate::cell::{Cell, Region};
use crate::chunk::{Chunk, ChunkRows, SheetRow};
use crate::form_file::{Card, Photo};

/// What kind of file a workbook came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Office Open XML (.xlsx, .xlsm).
    Xlsx,
    /// BIFF in a compound file (.xls, .et).
    Xls,
    /// OpenDocument or binary workbook (.ods, .xlsb).
    Other,
    /// Separated text (.csv, .txt). Such files drop the trailing zeros of numbers.
    Text,
    /// An HTML table, often named .xls.
    Html,
    /// XML spreadsheet of 2003, often named .xls.
    Xml2003,
    /// 任免审批表 files (.lrmx, .lrm, .docx) and 采集表: each a [`Card`], together one sheet.
    Form,
}

/// A workbook as it was read.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// Name of the file, without folders.
    pub file: String,
    /// What kind of file it is, by its content.
    pub format: Format,
    /// Size in bytes.
    pub size: u64,
    /// SM3 digest of the file, in hexadecimal.
    pub digest: String,
    /// Its worksheets.
    pub sheets: Vec<Sheet>,
    /// The form it is, instead of worksheets.
    pub card: Option<Card>,
}

/// A worksheet as it was read.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Name on its tab.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// What kind of file it came from.
    pub format: Format,
    /// Columns with content, from the left, counted from 0.
    pub columns: Vec<u32>,
    /// Columns the sheet hides.
    pub hidden_columns: Vec<u32>,
    /// Merged cells, from the top.
    pub merged: Vec<Region>,
    /// Rows with content.
    pub row_count: u64,
    /// For a sheet of forms, the file each row came from, from the top.
    pub sources: Vec<Source>,
    /// For a sheet of forms, the label of each column.
    pub(crate) labels: Vec<String>,
    pub(crate) chunks: Vec<Chunk>,
}

/// The file that rows of a sheet of forms came from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name of the file, without folders.
    pub file: String,
    /// SM3 digest of the file, in hexadecimal.
    pub digest: String,
    /// First row of its person.
    pub first_row: u32,
    /// Last row of its person.
    pub last_row: u32,
    /// Addresses in the file, where it has any: row, column, address.
    pub(crate) places: Vec<(u32, u32, String)>,
    /// The photo of its person.
    pub photo: Option<Photo>,
}

impl Sheet {
    /// Rows with content, from the top. The text of vertically merged cells stands in every row they cover, marked as continued.
    pub fn rows(&self) -> Rows<'_> {
        self.rows_from(0)
    }

    /// The same without most of the rows above one with this number, for looking at a few rows of a long sheet.
    pub(crate) fn rows_from(&self, number: u32) -> Rows<'_> {
        let mut regions: Vec<Region> = self
            .merged
            .iter()
            .copied()
            .filter(|region| region.last_row > region.first_row)
            .collect();
        regions.sort_by_key(|region| (region.first_row, region.first_column));
        let first = self.chunks.partition_point(|chunk| chunk.last_row < number);
        let chunks = self.chunks.get(first..).unwrap_or_default();
        let begun = chunks.first().map_or(number, |chunk| chunk.begun(number));
        let next = regions.partition_point(|region| region.first_row < begun);
        let reaching = regions
            .iter()
            .take(next)
            .filter(|region| region.last_row >= begun);
        let open = reaching
            .take(MOST_OPEN)
            .filter_map(|region| Some((*region, *self.row(region.first_row)?.cell(region.first_column)?)))
            .collect();
        let mut chunks = chunks.iter();
        Rows {
            rows: chunks.next().map(|chunk| chunk.rows_from(number)),
            chunks,
            regions,
            next,
            open,
        }
    }

    /// The row with this number, when it has content.
    pub fn row(&self, number: u32) -> Option<SheetRow<'_>> {
        let index = self.chunks.partition_point(|chunk| chunk.last_row < number);
        self.chunks
            .get(index)?
            .rows_from(number)
            .find(|row| row.number == number)
    }

    /// Whether nothing is written on it.
    pub fn is_empty(&self) -> bool {
        self.row_count == 0
    }

    /// Bytes its rows take in memory.
    pub fn memory(&self) -> usize {
        self.chunks.iter().map(Chunk::len).sum()
    }
}

/// More merged regions than this covering one row are no table; the rest is left unfilled.
const MOST_OPEN: usize = 1_024;

/// Iterator over the rows of a sheet.
pub struct Rows<'a> {
    chunks: std::slice::Iter<'a, Chunk>,
    rows: Option<ChunkRows<'a>>,
    regions: Vec<Region>,
    next: usize,
    open: Vec<(Region, Cell<'a>)>,
}

impl<'a> Iterator for Rows<'a> {
    type Item = SheetRow<'a>;

    fn next(&mut self) -> Option<SheetRow<'a>> {
        loop {
            if let Some(mut row) = self.rows.as_mut().and_then(Iterator::next) {
                if !self.regions.is_empty() {
                    self.fill(&mut row);
                }
                return Some(row);
            }
            self.rows = Some(self.chunks.next()?.rows());
        }
    }
}

impl<'a> Rows<'a> {
    /// Writes the text of merged cells that began further up into the row, and remembers those that begin here.
    fn fill(&mut self, row: &mut SheetRow<'a>) {
        self.open.retain(|(region, _)| region.last_row >= row.number);
        for (region, cell) in &self.open {
            match row
                .cells
                .binary_search_by_key(&region.first_column, |cell| cell.column)
            {
                Ok(_) => {}
                Err(place) => row.cells.insert(
                    place,
                    Cell {
                        column: region.first_column,
                        continued: true,
                        ..*cell
                    },
                ),
            }
        }
        while let Some(region) = self
            .regions
            .get(self.next)
            .filter(|region| region.first_row <= row.number)
        {
            self.next += 1;
            if region.first_row == row.number
                && self.open.len() < MOST_OPEN
                && let Some(cell) = row.cell(region.first_column).filter(|cell| !cell.continued)
            {
                self.open.push((*region, *cell));
            }
        }
    }
}
