//! The cards of a batch as one sheet: two rows of headings, then a row per person, relatives on lines of their own below it.

use antou_record::Written;

use super::card::{Card, FAMILY, Field};
use super::elements::EXTRA;
use super::photo::Photo;
use crate::cell::Region;
use crate::chunk::ChunkWriter;
use crate::limits::Limits;
use crate::sheet::{Format, Sheet, Source};

/// Rows the headings take.
pub(crate) const HEADER_ROWS: [u32; 2] = [1, 2];

/// The cards as one sheet with this name.
pub fn sheet_of(name: &str, cards: Vec<Card>) -> Sheet {
    let mut cards = cards;
    for card in &mut cards {
        without_empty_proposal(card);
    }
    let columns = columns(&cards);
    let mut writing = Writing {
        chunk: ChunkWriter::new(),
        sheet: Sheet {
            name: name.to_owned(),
            hidden: false,
            format: Format::Form,
            columns: (0..).take(columns.len()).collect(),
            hidden_columns: Vec::new(),
            merged: Vec::new(),
            row_count: 0,
            sources: Vec::new(),
            labels: columns.iter().map(|heading| heading.join("·")).collect(),
            chunks: Vec::new(),
        },
    };
    writing.headings(&columns);
    let mut row = 3;
    for card in cards {
        row = writing.person(row, &columns, card);
    }
    writing.finish()
}

/// Who filled the form in and when ages were computed is kept with what is proposed. Alone it says nothing about the person.
fn without_empty_proposal(card: &mut Card) {
    const PROPOSAL: [&str; 6] = [
        "拟任职务",
        "拟免职务",
        "任免理由",
        "呈报单位",
        "任免审批表填表时间",
        EXTRA,
    ];
    const CIRCUMSTANCES: [&str; 2] = ["任免审批表填表人", "计算年龄时间"];
    let labelled = |labels: &[&str], field: &Field| matches!(field.heading.as_slice(), [label] if labels.contains(&label.as_str()));
    if !card.fields.iter().any(|field| labelled(&PROPOSAL, field)) {
        card.fields.retain(|field| !labelled(&CIRCUMSTANCES, field));
    }
}

/// The headings of all cards, each once; what stands below one upper heading stands together.
fn columns(cards: &[Card]) -> Vec<Vec<String>> {
    let mut columns: Vec<Vec<String>> = Vec::new();
    for field in cards.iter().flat_map(|card| &card.fields) {
        if columns.contains(&field.heading) || columns.len() >= Limits::default().columns as usize {
            continue;
        }
        let upper = field.heading.first().filter(|_| field.heading.len() > 1);
        let beside = columns
            .iter()
            .rposition(|column| column.len() > 1 && column.first() == upper);
        match beside {
            Some(at) => columns.insert(at + 1, field.heading.clone()),
            None => columns.push(field.heading.clone()),
        }
    }
    // the keys come first, so that a look at the sheet tells who each row is
    let rank = |column: &Vec<String>| match column.as_slice() {
        [only] if only == "姓名" => 0,
        [only] if only == "公民身份号码" => 1,
        _ => 2,
    };
    columns.sort_by_key(rank);
    columns
}

struct Writing {
    chunk: ChunkWriter,
    sheet: Sheet,
}

impl Writing {
    fn text(&mut self, row: u32, column: u32, text: &str) {
        let longest = Limits::default().characters;
        // one character too many is noticed and refused when the value is read
        let cut = text.char_indices().nth(longest + 1).map(|(end, _)| end);
        let text = cut.and_then(|end| text.get(..end)).unwrap_or(text);
        self.chunk.cell(row, false, column, Written::Text(text), false);
    }

    fn end_row(&mut self) {
        self.chunk.end_row();
        self.sheet.row_count += 1;
        if self.chunk.is_full() {
            self.sheet.chunks.extend(self.chunk.take());
        }
    }

    fn headings(&mut self, columns: &[Vec<String>]) {
        let [upper, lower] = HEADER_ROWS;
        let mut run: Option<(u32, u32)> = None;
        for (column, heading) in (0u32..).zip(columns) {
            let above = column.checked_sub(1).and_then(|left| columns.get(left as usize));
            let goes_on = heading.len() > 1
                && above.is_some_and(|above| above.len() > 1 && above.first() == heading.first());
            if goes_on {
                run = run.map(|(first, _)| (first, column));
            } else {
                self.merge_upper(run.take());
                self.text(upper, column, heading.first().map_or("", String::as_str));
                run = Some((column, column));
            }
            if heading.len() == 1 {
                self.sheet.merged.push(region(upper, lower, column, column));
            }
        }
        self.merge_upper(run);
        self.end_row();
        for (column, heading) in (0u32..).zip(columns) {
            if let [_, leaf] = heading.as_slice() {
                self.text(lower, column, leaf);
            }
        }
        self.end_row();
    }

    fn merge_upper(&mut self, run: Option<(u32, u32)>) {
        if let Some((first, last)) = run.filter(|(first, last)| last > first) {
            self.sheet.merged.push(region(1, 1, first, last));
        }
    }

    /// Writes a person from a row on, and answers the next free row.
    fn person(&mut self, first: u32, columns: &[Vec<String>], card: Card) -> u32 {
        let Card {
            file,
            digest,
            fields,
            photo,
        } = card;
        let last_line = fields.iter().map(|field| field.line).max().unwrap_or_default();
        let mut places = Vec::new();
        for line in 0..=last_line {
            let row = first + line;
            for (column, heading) in (0u32..).zip(columns) {
                let field = fields
                    .iter()
                    .find(|field| field.line == line && field.heading == *heading);
                if let Some(field) = field {
                    self.text(row, column, &field.text);
                    if !field.place.is_empty() {
                        places.push((row, column, field.place.clone()));
                    }
                }
            }
            self.end_row();
        }
        let last = first + last_line;
        if last > first {
            for column in (0..)
                .zip(columns)
                .filter(|(_, heading)| is_key(heading))
                .map(|(at, _)| at)
            {
                self.sheet.merged.push(region(first, last, column, column));
            }
        }
        self.sheet.sources.push(Source {
            file,
            digest,
            first_row: first,
            last_row: last,
            places,
            photo,
        });
        last + 1
    }

    fn finish(mut self) -> Sheet {
        self.sheet.chunks.extend(self.chunk.take());
        self.sheet
    }
}

/// Merged over the lines of a person: by these the lines are known to belong together.
fn is_key(heading: &[String]) -> bool {
    matches!(heading, [only] if only == "姓名" || only == "公民身份号码")
}

fn region(first_row: u32, last_row: u32, first_column: u32, last_column: u32) -> Region {
    Region {
        first_row,
        last_row,
        first_column,
        last_column,
    }
}

impl Sheet {
    /// The file a row came from, for a sheet of forms.
    pub fn source(&self, row: u32) -> Option<&Source> {
        let after = self.sources.partition_point(|source| source.first_row <= row);
        self.sources
            .get(after.checked_sub(1)?)
            .filter(|source| row <= source.last_row)
    }

    /// Where a cell stands in the file it came from, as the clerk is told: `张三.lrmx!简历`. `None` for other sheets.
    pub fn place(&self, row: u32, column: Option<u32>) -> Option<String> {
        let source = self.source(row)?;
        let mut places = source.places.iter();
        if let Some((_, _, place)) = places.find(|(at_row, at, _)| *at_row == row && Some(*at) == column) {
            return Some(place.clone());
        }
        let label = column.and_then(|column| self.labels.get(column as usize));
        Some(match label {
            Some(label) if label.starts_with(FAMILY) => {
                format!("{}!{label}（第 {} 人）", source.file, row - source.first_row + 1)
            }
            Some(label) => format!("{}!{label}", source.file),
            None => match source.places.first() {
                Some((_, _, place)) if self.shares_file(row) => format!("{}!{place}", source.file),
                _ => source.file.clone(),
            },
        })
    }

    /// Whether the person of a row stands in a file with another.
    fn shares_file(&self, row: u32) -> bool {
        let mut around = self.sources.windows(2).filter(|pair| {
            let mut pair = pair.iter();
            pair.any(|source| (source.first_row..=source.last_row).contains(&row))
        });
        around.any(|pair| matches!(pair, [one, next] if one.file == next.file))
    }

    /// The photo with this digest.
    pub fn photo(&self, digest: &str) -> Option<&Photo> {
        let mut photos = self.sources.iter().filter_map(|source| source.photo.as_ref());
        photos.find(|photo| photo.digest == digest)
    }
}
