//! A roster or list as it is printed.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::fonts::Wanted;
use crate::paper::Template;
use crate::printed::Stamp;
use crate::words::take_private;
use crate::{Concern, FormError, Press, Printed, Warning, proof};

/// A list to be printed: headings repeat on every page, pages are counted.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Table {
    /// Stands above the table.
    pub title: String,
    /// A line under the title, e.g. the as-of date; may be empty.
    pub as_of: String,
    /// A line under the table; may be empty.
    pub notes: String,
    /// The sheet lies on its side.
    pub landscape: bool,
    /// Size of the text in points; 0 means the usual 10.5.
    pub size: f64,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// The rows; a row shorter than the columns ends in empty cells.
    pub rows: Vec<Vec<String>>,
    /// The small grey line at the foot.
    pub stamp: Option<Stamp>,
}

/// A column of a printed list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Stands at the head of the column on every page.
    pub heading: String,
    /// Share of the width: a column of weight 2 is twice as wide as one of weight 1.
    pub weight: f64,
    /// Where the text stands in its cell.
    pub align: Align,
}

/// Where a text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Names and words.
    #[default]
    Left,
    /// Dates and codes.
    Center,
    /// Numbers.
    Right,
}

const USUAL_SIZE: f64 = 10.5;

impl Press {
    /// Sets a list.
    ///
    /// # Errors
    /// When there is no column, or the typesetter refuses.
    pub fn table(&self, table: &Table) -> Result<Printed, FormError> {
        if table.columns.is_empty() {
            return Err(FormError::Nothing);
        }
        let mut data = json!(table);
        data["rows"] = json!(full_rows(table));
        data["size"] = json!(if table.size > 0.0 { table.size } else { USUAL_SIZE });
        data["faces"] = json!(self.wanted(Wanted::Song));
        let private = take_private(&mut data);
        let document = self.set(Template::TABLE, &data, None)?;
        let mut concerns = proof::read(document.pages());
        if !private.is_empty() {
            concerns.push(Concern::Private { characters: private });
        }
        let warnings = concerns.into_iter().map(|concern| Warning {
            person: None,
            name: String::new(),
            concern,
        });
        Ok(Printed::bind(
            &table.title,
            document.pages().iter().cloned().collect(),
            Vec::new(),
            warnings.collect(),
        ))
    }
}

/// Every row exactly as long as the columns: Typst fills cells one after the other.
fn full_rows(table: &Table) -> Vec<Vec<&str>> {
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        rows.push((0..table.columns.len()).map(|column| cell(row, column)).collect());
    }
    rows
}

fn cell(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FontSources;

    fn roster(rows: usize) -> Table {
        let column = |heading: &str, weight, align| Column {
            heading: heading.into(),
            weight,
            align,
        };
        Table {
            title: "青川区科级干部名册".into(),
            as_of: "截至2024年5月10日".into(),
            notes: "本表由案头打印。".into(),
            landscape: true,
            columns: vec![
                column("序号", 1.0, Align::Right),
                column("姓名", 2.0, Align::Left),
                column("出生年月", 2.0, Align::Center),
                column("现任职务", 8.0, Align::Left),
            ],
            rows: (1..=rows)
                .map(|row| {
                    vec![
                        row.to_string(),
                        "甘为霖".into(),
                        "1981.03".into(),
                        "云州市青川区机关事务管理局信息化管理科科长".into(),
                    ]
                })
                .collect(),
            ..Table::default()
        }
    }

    #[test]
    fn a_long_list_goes_over_several_pages() {
        let printed = Press::new(FontSources::BUNDLED)
            .table(&roster(120))
            .expect("prints");
        assert!((4..8).contains(&printed.pages()), "{} pages", printed.pages());
        assert_eq!(printed.warnings(), [], "nothing to warn of");
        if let Some(folder) = std::env::var_os("ANTOU_FORM_LOOK") {
            let pdf = printed.pdf(0).expect("a PDF");
            std::fs::write(std::path::Path::new(&folder).join("roster.pdf"), pdf).expect("kept");
        }
    }

    #[test]
    fn a_short_row_does_not_move_the_next_one() {
        let mut table = roster(2);
        table.rows[0].truncate(1);
        assert_eq!(full_rows(&table)[0], ["1", "", "", ""], "filled to the columns");
        assert_eq!(
            full_rows(&table)[1][0],
            "2",
            "the next row begins in the first column"
        );
    }

    #[test]
    fn a_list_without_columns_is_refused_and_gaps_are_named() {
        let press = Press::new(FontSources::BUNDLED);
        assert!(
            matches!(press.table(&Table::default()), Err(FormError::Nothing)),
            "nothing to print"
        );
        let mut table = roster(1);
        table.rows[0][1] = "\u{E000}\u{2A6D0}".into();
        let printed = press.table(&table).expect("prints");
        assert_eq!(printed.warnings().len(), 2, "{:?}", printed.warnings());
    }
}
