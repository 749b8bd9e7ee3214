//! An import that waits: the sheets with their layouts, and for every row what will become of it. Rows stay in the compact
//! form they arrived in and are read again when they are looked at or written: 100,000 rows must not fill the memory.

use antou_exchange::Sheet;
use antou_exchange::draft::{Draft, Drafts, Evidence, draft_at, drafts};
use antou_exchange::form_file::{Card, card_of, sheet_of};
use antou_exchange::layout::{Layout, Meaning, Placed, Wishes, inspect};
use antou_record::{PartialDate, ProblemCode, Severity};

use super::matching::{Decision, Reason};
use super::outcome::Outcome;
use super::reading::Gathered;
use crate::failure::Failure;
use crate::messages::{Counts, EarlierImport, UnreadFile};

/// A sheet of the import.
pub(crate) struct OpenSheet {
    /// Name of its file.
    pub(crate) file: String,
    /// SM3 digest of its file.
    pub(crate) digest: String,
    pub(crate) sheet: Sheet,
    pub(crate) layout: Layout,
}

impl OpenSheet {
    /// All forms of a batch as one sheet.
    fn of_forms(cards: Vec<Card>) -> Self {
        let (file, digest) = match cards.as_slice() {
            [card] => (card.file.clone(), card.digest.clone()),
            several => (format!("任免审批表 {} 份", several.len()), String::new()),
        };
        let sheet = sheet_of(FORMS, cards);
        let layout = inspect(&sheet, &Wishes::default());
        Self {
            file,
            digest,
            sheet,
            layout,
        }
    }

    /// The files the sheet came from, with their digests.
    pub(crate) fn files(&self) -> Vec<(&str, &str)> {
        if self.sheet.sources.is_empty() {
            return vec![(&self.file, &self.digest)];
        }
        let sources = self.sheet.sources.iter();
        sources
            .map(|source| (source.file.as_str(), source.digest.as_str()))
            .collect()
    }

    /// The file a row came from.
    pub(crate) fn file_of(&self, row: u32) -> &str {
        self.sheet.source(row).map_or(&self.file, |source| &source.file)
    }

    /// Where a row stands: 花名册!17, or its own file.
    pub(crate) fn place_of(&self, row: u32) -> String {
        let own = self.sheet.place(row, None);
        own.unwrap_or_else(|| format!("{}!{row}", self.sheet.name))
    }
}

/// Name of the sheet that forms become.
const FORMS: &str = "任免审批表";

/// A row below the headings.
pub(crate) struct PlannedRow {
    /// Sheet in the session.
    pub(crate) sheet: usize,
    /// First row in the workbook, from 1.
    pub(crate) row: u32,
    /// Last row, when merged cells or a run of blank rows span several.
    pub(crate) last_row: u32,
    pub(crate) outcome: Outcome,
    /// Who it is about; `None` for rows that are no people.
    pub(crate) decision: Option<Decision>,
    /// Why it is held or ignored.
    pub(crate) reason: Option<Box<str>>,
}

impl PlannedRow {
    /// Counts the row: a person once however many rows it spans, anything else by its rows.
    pub(crate) fn count(&self, counts: &mut Counts) {
        let times = if self.decision.is_some() {
            1
        } else {
            u64::from(self.last_row - self.row) + 1
        };
        self.outcome.count(times, counts);
    }
}

/// A problem with the sheet it is on.
pub(crate) struct SheetProblem {
    pub(crate) sheet: usize,
    pub(crate) placed: Placed,
}

/// An import that waits for the clerk.
pub(crate) struct Session {
    pub(crate) sheets: Vec<OpenSheet>,
    pub(crate) rows: Vec<PlannedRow>,
    pub(crate) problems: Vec<SheetProblem>,
    pub(crate) counts: Counts,
    pub(crate) as_of: PartialDate,
    /// Earlier imports of files with the same content.
    pub(crate) earlier: Vec<EarlierImport>,
    /// Files that could not be read.
    pub(crate) unread: Vec<UnreadFile>,
    /// Whether it has been written.
    pub(crate) committed: bool,
}

impl Session {
    /// The sheets of workbooks with the layouts found.
    pub(crate) fn new(gathered: Gathered, into: Option<&str>, as_of: PartialDate) -> Self {
        let mut sheets = Vec::new();
        let mut cards: Vec<Card> = Vec::new();
        for workbook in gathered.workbooks {
            cards.extend(workbook.card);
            for sheet in workbook.sheets {
                // a sheet that is the form of one person belongs to the other forms, unless the clerk says what it is
                let card = card_of(&sheet, &workbook.file, &workbook.digest).filter(|_| into.is_none());
                if let Some(card) = card {
                    cards.push(card);
                    continue;
                }
                let layout = inspect(
                    &sheet,
                    &Wishes {
                        set: into,
                        profile: None,
                    },
                );
                sheets.push(OpenSheet {
                    file: workbook.file.clone(),
                    digest: workbook.digest.clone(),
                    sheet,
                    layout,
                });
            }
        }
        if !cards.is_empty() {
            sheets.push(OpenSheet::of_forms(cards));
        }
        Self {
            sheets,
            rows: Vec::new(),
            problems: Vec::new(),
            counts: Counts::default(),
            as_of,
            earlier: Vec::new(),
            unread: gathered.unread,
            committed: false,
        }
    }

    pub(crate) fn has_header(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.layout.has_header())
    }

    pub(crate) fn sheet_names(&self) -> Vec<String> {
        self.sheets
            .iter()
            .map(|sheet| format!("{}!{}", sheet.file, sheet.sheet.name))
            .collect()
    }

    /// Lets a column mean what the clerk chose.
    pub(crate) fn assign(&mut self, sheet: u32, column: u32, meaning: Meaning) -> Result<(), Failure> {
        let open = self
            .sheets
            .get_mut(sheet as usize)
            .ok_or_else(|| Failure::not_found("没有这张工作表"))?;
        if open.layout.assign(column, meaning) {
            Ok(())
        } else {
            Err(Failure::not_found("没有这一栏"))
        }
    }

    fn evidence(&self) -> Evidence {
        Evidence {
            as_of: Some(self.as_of),
        }
    }

    /// Reads every row below the headings of a sheet.
    pub(crate) fn drafts<'a>(&self, open: &'a OpenSheet) -> Drafts<'a> {
        drafts(&open.sheet, &open.layout, self.evidence())
    }

    /// Reads one row again.
    pub(crate) fn draft(&self, row: &PlannedRow) -> Option<Draft> {
        let open = self.sheets.get(row.sheet)?;
        draft_at(&open.sheet, &open.layout, self.evidence(), row.row)
    }

    /// The address of a place: 花名册!D17.
    pub(crate) fn address(&self, sheet: usize, placed: &Placed) -> String {
        self.sheets.get(sheet).map_or_else(String::new, |open| {
            let own = open.sheet.place(placed.row, placed.column);
            own.unwrap_or_else(|| format!("{}!{}", open.sheet.name, placed.address()))
        })
    }

    /// Says of a row why it is held, and puts the reason among the problems.
    pub(crate) fn hold(&mut self, index: usize, reason: &Reason) {
        let Some(row) = self.rows.get_mut(index) else {
            return;
        };
        row.outcome = Outcome::Held;
        row.reason = Some(reason.message.as_str().into());
        let (sheet, number) = (row.sheet, row.row);
        let column = self
            .sheets
            .get(sheet)
            .and_then(|sheet| column_of(&sheet.layout, reason.code));
        let written = column.and_then(|column| {
            let row = self.sheets.get(sheet)?.sheet.row(number)?;
            row.cell(column).map(|cell| cell.shown())
        });
        let problem = antou_record::Problem {
            code: reason.code,
            severity: Severity::Error,
            read: written.unwrap_or_default(),
            message: format!("这一行待处理：{}", reason.message),
        };
        self.problems.push(SheetProblem {
            sheet,
            placed: Placed {
                row: number,
                column,
                problem,
            },
        });
    }
}

/// The column a reason for holding a row is about: the number or the name.
fn column_of(layout: &Layout, code: ProblemCode) -> Option<u32> {
    let item = match code {
        ProblemCode::IdDuplicate | ProblemCode::MatchNameDiffers | ProblemCode::MatchSuspected => "id_number",
        _ => "name",
    };
    let mut columns = layout.columns.iter();
    let found = columns.find(|column| {
        column
            .target()
            .is_some_and(|target| target.is_person() && target.item == item)
    });
    found.map(|column| column.column)
}
