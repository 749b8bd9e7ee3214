//! HTML tables, which old systems hand out under the name .xls. All tables of the page follow each other on one sheet.

use std::cell::RefCell;
use std::io::{Read, Seek};

use antou_record::Written;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, CommentToken, EndTag, StartTag, Tag, TagToken, Token, TokenSink,
    TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::decode::{Decoding, encoding_of};
use super::html_numbers::{Formats, Marks};
use super::sink::Sink;
use super::text::unreadable;
use crate::cell::Region;
use crate::error::ReadError;
use crate::sheet::Format;

/// Bytes of a page that is read at once.
const LONGEST: u64 = 256 << 20;

/// Columns a page may span a cell over; a browser takes a thousand.
const WIDEST: u32 = 1_000;

/// Reads the tables of a page as one sheet.
pub(crate) fn read<R: Read + Seek>(mut file: R, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let encoding = encoding_of(&mut file).map_err(unreadable)?;
    let mut page = String::new();
    Decoding::new(file, encoding)
        .take(LONGEST)
        .read_to_string(&mut page)
        .map_err(unreadable)?;
    sink.begin_sheet("网页表格", false, Format::Html)?;
    let tokenizer = Tokenizer::new(
        Tables {
            state: RefCell::new(State::new(sink)),
        },
        TokenizerOpts::default(),
    );
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut state = tokenizer.sink.state.into_inner();
    state.end_row();
    match state.failure {
        Some(failure) => Err(failure),
        None => state.sink.end_sheet(state.hidden_columns, state.merged),
    }
}

struct Tables<'s, 'o> {
    state: RefCell<State<'s, 'o>>,
}

impl TokenSink for Tables<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            TagToken(tag) if tag.kind == StartTag => state.start(&tag),
            TagToken(tag) if tag.kind == EndTag => state.end(&tag),
            CharacterTokens(text) if state.in_style => state.formats.take(&text),
            CommentToken(text) if state.in_style => state.formats.take(&text),
            CharacterTokens(text) => state.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

struct OpenCell {
    columns: u32,
    rows: u32,
    text: String,
    marks: Marks,
}

struct State<'s, 'o> {
    sink: &'s mut Sink<'o>,
    row: u32,
    in_row: bool,
    hidden: bool,
    column: u32,
    cell: Option<OpenCell>,
    /// For each column, down to which row a cell from above reaches.
    reach: Vec<u32>,
    merged: Vec<Region>,
    in_style: bool,
    formats: Formats,
    /// The next column that a `col` speaks of.
    next_col: u32,
    hidden_columns: Vec<u32>,
    failure: Option<ReadError>,
}

impl<'s, 'o> State<'s, 'o> {
    fn new(sink: &'s mut Sink<'o>) -> Self {
        Self {
            sink,
            row: 0,
            in_row: false,
            hidden: false,
            column: 0,
            cell: None,
            reach: Vec::new(),
            merged: Vec::new(),
            in_style: false,
            formats: Formats::default(),
            next_col: 0,
            hidden_columns: Vec::new(),
            failure: None,
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag.name.as_ref() {
            "table" => {
                self.end_row();
                self.reach.clear();
                self.next_col = 0;
            }
            "tr" => {
                self.end_row();
                self.row += 1;
                self.in_row = true;
                self.column = 0;
                self.hidden = is_hidden(tag);
            }
            "style" => self.in_style = true,
            "col" => self.column_of_list(tag),
            "td" | "th" => {
                self.end_cell();
                self.cell = Some(OpenCell {
                    columns: span(tag, "colspan").clamp(1, WIDEST),
                    rows: span(tag, "rowspan").clamp(1, 65_534),
                    text: String::new(),
                    marks: marks(tag),
                });
            }
            "br" | "p" | "div" | "li" => self.line_break(),
            _ => {}
        }
    }

    fn end(&mut self, tag: &Tag) {
        match tag.name.as_ref() {
            "td" | "th" => self.end_cell(),
            "tr" | "table" => self.end_row(),
            "style" => self.in_style = false,
            _ => {}
        }
    }

    /// A `col` says of some columns how they look, hidden ones too.
    fn column_of_list(&mut self, tag: &Tag) {
        let first = self.next_col;
        self.next_col = first.saturating_add(span(tag, "span").clamp(1, WIDEST));
        if is_hidden(tag) && self.hidden_columns.len() < WIDEST as usize {
            self.hidden_columns.extend(first..self.next_col);
        }
    }

    /// Runs of blanks and line breaks in the source are one blank on the page; a no-break space is a blank of its own.
    fn text(&mut self, text: &str) {
        let Some(cell) = &mut self.cell else { return };
        for character in text.chars() {
            if character.is_ascii_whitespace() {
                if !cell.text.is_empty() && !cell.text.ends_with([' ', '\n']) {
                    cell.text.push(' ');
                }
            } else {
                cell.text.push(character);
            }
        }
    }

    fn line_break(&mut self) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.text.is_empty()) {
            let kept = cell.text.trim_end_matches(' ').len();
            cell.text.truncate(kept);
            cell.text.push('\n');
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        if !self.in_row || self.failure.is_some() {
            return;
        }
        while self
            .reach
            .get(self.column as usize)
            .is_some_and(|row| *row >= self.row)
        {
            self.column += 1;
        }
        let (first, last) = (self.column, self.column + cell.columns - 1);
        let last_row = self.row + cell.rows - 1;
        if last > first || last_row > self.row {
            self.span(first, last, last_row);
        }
        self.column = last + 1;
        let written = match cell.text.trim() {
            "" => Written::Blank,
            text => self.formats.written(text, &cell.marks),
        };
        if let Err(failure) = self.sink.cell(self.row, self.hidden, first, written, false) {
            self.failure = Some(failure);
        }
    }

    fn span(&mut self, first: u32, last: u32, last_row: u32) {
        if last as usize >= self.reach.len() && last < 16_384 {
            self.reach.resize(last as usize + 1, 0);
        }
        for column in first..=last {
            if let Some(reach) = self.reach.get_mut(column as usize) {
                *reach = last_row;
            }
        }
        self.merged.push(Region {
            first_row: self.row,
            last_row,
            first_column: first,
            last_column: last,
        });
    }

    fn end_row(&mut self) {
        self.end_cell();
        if self.in_row && self.failure.is_none() {
            self.failure = self.sink.end_row().err();
        }
        self.in_row = false;
    }
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs
        .iter()
        .find(|attribute| attribute.name.local.as_ref() == name)
        .map(|attribute| attribute.value.to_ascii_lowercase())
}

fn span(tag: &Tag, name: &str) -> u32 {
    let text = attribute(tag, name);
    text.and_then(|text| text.trim().parse().ok()).unwrap_or(1)
}

fn is_hidden(tag: &Tag) -> bool {
    attribute(tag, "style").is_some_and(|style| style.replace(' ', "").contains("display:none"))
}

fn marks(tag: &Tag) -> Marks {
    Marks {
        class: attribute(tag, "class"),
        style: attribute(tag, "style"),
        is_text: attribute(tag, "x:str").is_some(),
        number: attribute(tag, "x:num").or_else(|| attribute(tag, "sdval")),
        sdnum: attribute(tag, "sdnum"),
    }
}
