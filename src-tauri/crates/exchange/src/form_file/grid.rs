//! A form drawn as a table: labels with their values to the right of them or below. Word forms and 采集表 are read alike.
//! Labels are known by their characters, not by their place: vertical ones come out of files as 年核度结考果.

use std::collections::HashMap;

use antou_record::plain_heading;

use super::card::{Card, FAMILY, FULL_TIME, IN_SERVICE, KIN, MOST_LINES, Schooling};
use crate::error::ReadError;
use crate::layout::is_heading;

/// Cells and covered places of one table; more is no form.
const MOST_CELLS: usize = 20_000;
const MOST_COVERED: usize = 100_000;

/// Label under which texts are told that stand beside no label.
const UNREAD: &str = "没有栏目名的内容";

/// A cell with the rows and columns it covers.
#[derive(Debug, Clone)]
pub(crate) struct GridCell {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) rows: u32,
    pub(crate) columns: u32,
    pub(crate) text: String,
    /// Its address, where the file has addresses.
    pub(crate) place: String,
}

/// What a label of the form means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A text under this label.
    Text(&'static str),
    /// 全日制教育, 在职教育.
    Mode(&'static str),
    /// 毕业院校系及专业, of the kind of study it stands beside.
    School,
    /// The title of the relatives or of the schooling.
    Title,
    /// One of the columns of the relatives only.
    Kin(&'static str),
    /// A heading of the declarations, under its own name.
    Declared,
}

const LABELS: [(&str, Label); 44] = [
    ("姓名", Label::Text("姓名")),
    ("性别", Label::Text("性别")),
    ("出生年月", Label::Text("出生年月")),
    ("出生年月岁", Label::Text("出生年月")),
    ("民族", Label::Text("民族")),
    ("籍贯", Label::Text("籍贯")),
    ("出生地", Label::Text("出生地")),
    ("入党时间", Label::Text("入党时间")),
    ("参加工作时间", Label::Text("参加工作时间")),
    ("到龄时间", Label::Text("到龄年月")),
    ("到龄年月", Label::Text("到龄年月")),
    ("健康状况", Label::Text("健康状况")),
    ("专业技术职务", Label::Text("专业技术职务")),
    ("熟悉专业有何专长", Label::Text("熟悉专业有何专长")),
    ("熟悉专业有何特长", Label::Text("熟悉专业有何专长")),
    ("熟悉专业及专长", Label::Text("熟悉专业有何专长")),
    ("现任职务", Label::Text("现任职务")),
    ("拟任职务", Label::Text("拟任职务")),
    ("拟免职务", Label::Text("拟免职务")),
    ("简历", Label::Text("简历")),
    ("奖惩情况", Label::Text("奖惩情况")),
    ("年度考核结果", Label::Text("年度考核结果")),
    ("近三年年度考核结果", Label::Text("年度考核结果")),
    ("任免理由", Label::Text("任免理由")),
    ("呈报单位", Label::Text("呈报单位")),
    ("审批机关意见", Label::Text("审批机关意见")),
    ("行政机关任免意见", Label::Text("行政机关任免意见")),
    ("身份证号", Label::Text("公民身份号码")),
    ("身份证号码", Label::Text("公民身份号码")),
    ("公民身份号码", Label::Text("公民身份号码")),
    ("照片", Label::Title),
    ("学历学位", Label::Title),
    ("全日制教育", Label::Mode(FULL_TIME)),
    ("在职教育", Label::Mode(IN_SERVICE)),
    ("毕业院校系及专业", Label::School),
    ("毕业院校及专业", Label::School),
    ("家庭主要成员及重要社会关系", Label::Title),
    ("家庭主要成员及社会关系", Label::Title),
    ("家庭成员及主要社会关系", Label::Title),
    ("主要家庭成员及社会关系", Label::Title),
    ("家庭成员", Label::Title),
    ("称谓", Label::Kin("称谓")),
    ("政治面貌", Label::Text("政治面貌")),
    ("工作单位及职务", Label::Kin("工作单位及职务")),
];

/// 健康 is a heading of rosters and the commonest value of forms.
const VALUES: [&str; 2] = ["健康", "本人"];

pub(super) fn label(text: &str) -> Option<Label> {
    let plain = plain_heading(text);
    let length = plain.chars().count();
    if !(2..=20).contains(&length) || VALUES.contains(&plain.as_str()) {
        return None;
    }
    let sorted = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters
    };
    let wanted = sorted(&plain);
    let known = LABELS.iter().find(|(label, _)| sorted(label) == wanted);
    known
        .map(|(_, label)| *label)
        .or_else(|| is_heading(&plain).then_some(Label::Declared))
}

/// The cells of a form by place.
pub(crate) struct Grid {
    cells: Vec<GridCell>,
    labels: Vec<Option<Label>>,
    at: HashMap<(u32, u32), usize>,
    used: Vec<bool>,
}

impl Grid {
    /// Takes the cells of a form, from the top and the left.
    pub(crate) fn new(cells: Vec<GridCell>) -> Result<Self, ReadError> {
        let absurd = || ReadError::TooLarge("表格的行列异常".into());
        if cells.len() > MOST_CELLS {
            return Err(absurd());
        }
        let mut at = HashMap::new();
        let mut covered = 0usize;
        for (index, cell) in cells.iter().enumerate() {
            covered = covered.saturating_add((cell.rows as usize).saturating_mul(cell.columns as usize));
            if covered > MOST_COVERED {
                return Err(absurd());
            }
            for row in cell.row..cell.row.saturating_add(cell.rows) {
                for column in cell.column..cell.column.saturating_add(cell.columns) {
                    at.entry((row, column)).or_insert(index);
                }
            }
        }
        let labels = cells.iter().map(|cell| label(&cell.text)).collect();
        let used = vec![false; cells.len()];
        Ok(Self {
            cells,
            labels,
            at,
            used,
        })
    }

    /// How many labels have a value to their right, and in how many rows.
    pub(crate) fn pairs(&self) -> (usize, usize) {
        let mut rows: Vec<u32> = Vec::new();
        let mut pairs = 0;
        for (index, cell) in self.cells.iter().enumerate() {
            if self.label_at(index).is_some() && !self.right_of(index).is_empty() {
                pairs += 1;
                rows.push(cell.row);
            }
        }
        rows.dedup();
        (pairs, rows.len())
    }

    /// Whether 姓名 stands left of a name.
    pub(crate) fn names_somebody(&self) -> bool {
        self.labelled("姓名")
            .any(|index| !self.right_of(index).is_empty())
    }

    fn labelled(&self, label: &'static str) -> impl Iterator<Item = usize> {
        let wanted = Some(Label::Text(label));
        let labels = self.labels.iter().enumerate();
        labels
            .filter(move |(_, label)| **label == wanted)
            .map(|(index, _)| index)
    }

    fn label_at(&self, index: usize) -> Option<Label> {
        self.labels.get(index).copied().flatten()
    }

    fn place(&self, row: u32, column: u32) -> Option<usize> {
        self.at.get(&(row, column)).copied()
    }

    /// Cells right of a cell, from its first row to its last; none as soon as one of them is a label.
    fn right_of(&self, index: usize) -> Vec<usize> {
        let Some(cell) = self.cells.get(index) else {
            return Vec::new();
        };
        let column = cell.column.saturating_add(cell.columns);
        let mut found: Vec<usize> = Vec::new();
        for row in cell.row..cell.row.saturating_add(cell.rows) {
            match self.place(row, column) {
                Some(right) if self.label_at(right).is_some() => return Vec::new(),
                Some(right) if !found.contains(&right) && self.has_text(right) => found.push(right),
                _ => {}
            }
        }
        found
    }

    fn has_text(&self, index: usize) -> bool {
        self.cells
            .get(index)
            .is_some_and(|cell| !cell.text.trim().is_empty())
    }

    /// The value of a label: to its right, else below it when a label or nothing at all stands to its right.
    fn value_of(&self, index: usize) -> Vec<usize> {
        let right = self.right_of(index);
        let Some(cell) = self.cells.get(index).filter(|_| right.is_empty()) else {
            return right;
        };
        let beside = self.place(cell.row, cell.column.saturating_add(cell.columns));
        if beside.is_some_and(|beside| self.label_at(beside).is_none()) {
            return Vec::new();
        }
        let below = self.place(cell.row.saturating_add(cell.rows), cell.column);
        below
            .filter(|below| self.label_at(*below).is_none() && self.has_text(*below))
            .into_iter()
            .collect()
    }

    /// Reads the form; `after` is what stands below the table.
    pub(crate) fn card(mut self, after: &str) -> Result<Card, ReadError> {
        let mut card = Card::default();
        let family = self.family(&mut card)?;
        let others = self.others();
        let is_family = |row: u32| {
            let in_rows = |rows: &std::ops::Range<u32>| rows.contains(&row);
            family.iter().any(in_rows) || others.iter().any(in_rows)
        };
        let mut modes: Vec<(&'static str, u32, u32)> = Vec::new();
        let mut studies = [Study::default(), Study::default()];
        let mut names = 0;
        for index in 0..self.cells.len() {
            let Some((label, cell)) = self.label_at(index).zip(self.cells.get(index).cloned()) else {
                continue;
            };
            self.use_up(&[index]);
            if is_family(cell.row) {
                continue;
            }
            let values = self.value_of(index);
            let place = values
                .first()
                .and_then(|first| self.cells.get(*first))
                .map(|cell| cell.place.clone())
                .unwrap_or_default();
            match label {
                Label::Text(name) => {
                    names += usize::from(name == "姓名");
                    let text = self.joined(&values);
                    card.put_at(0, &[name], &without_seal(name, &text), &place);
                }
                Label::Declared => {
                    let text = self.joined(&values);
                    card.put_at(0, &[cell.text.trim()], &text, &place);
                }
                Label::Kin(name) => {
                    let text = self.joined(&values);
                    card.put_at(0, &[name], &text, &place);
                }
                Label::Mode(mode) => {
                    modes.push((mode, cell.row, cell.rows));
                    study(&mut studies, mode).degrees(&self.texts(&values));
                }
                Label::School => {
                    let beside = modes
                        .iter()
                        .rev()
                        .find(|(_, row, rows)| (*row..row.saturating_add(*rows)).contains(&cell.row));
                    if let Some((mode, _, _)) = beside {
                        study(&mut studies, mode).schools(&self.texts(&values));
                    }
                }
                Label::Title => continue,
            }
            self.use_up(&values);
        }
        if names > 1 {
            return Err(ReadError::NotForm("一个文件里有几份表，请一人一份".into()));
        }
        for (mode, study) in [FULL_TIME, IN_SERVICE].into_iter().zip(&studies) {
            card.put_schooling(mode, &study.schooling());
        }
        card.put(&["任免审批表填表人"], filled_by(after));
        self.put_unread(&mut card);
        Ok(card)
    }

    fn use_up(&mut self, indexes: &[usize]) {
        for index in indexes {
            if let Some(used) = self.used.get_mut(*index) {
                *used = true;
            }
        }
    }

    fn texts(&self, indexes: &[usize]) -> Vec<String> {
        let cells = indexes.iter().filter_map(|index| self.cells.get(*index));
        cells.map(|cell| cell.text.trim().to_owned()).collect()
    }

    fn joined(&self, indexes: &[usize]) -> String {
        self.texts(indexes).join("\n")
    }

    /// The relatives: a row with 称谓 and 姓名 beside each other, and the rows below it. Answers the rows they take.
    fn family(&mut self, card: &mut Card) -> Result<Option<std::ops::Range<u32>>, ReadError> {
        let Some(header) = self.cells.iter().zip(&self.labels).find_map(|(cell, label)| {
            let is_kin = *label == Some(Label::Kin("称谓"));
            (is_kin && self.labelled("姓名").any(|name| self.row_of(name) == cell.row)).then_some(cell.row)
        }) else {
            return Ok(None);
        };
        let columns = self.kin_columns(header);
        let last_row = self.cells.iter().map(|cell| cell.row).max().unwrap_or_default();
        let mut line = 0;
        let mut row = header + 1;
        while row <= last_row && !self.ends_family(row) {
            let found: Vec<(&'static str, usize)> = columns
                .iter()
                .filter_map(|(name, column)| Some((*name, self.place(row, *column)?)))
                .filter(|(_, index)| self.row_of(*index) == row && self.has_text(*index))
                .collect();
            for (name, index) in &found {
                if let Some(cell) = self.cells.get(*index).cloned() {
                    card.put_at(line, &[FAMILY, name], &cell.text, &cell.place);
                    self.use_up(&[*index]);
                }
            }
            line += u32::from(!found.is_empty());
            if line > MOST_LINES {
                return Err(ReadError::TooLarge(format!("家庭成员超过 {MOST_LINES} 人")));
            }
            row += 1;
        }
        Ok(Some(header..row))
    }

    /// Rows about a relative, headed 配偶 or 父亲 on their left: 姓名 there is not the person's. They are told, not read.
    fn others(&self) -> Vec<std::ops::Range<u32>> {
        let left = self
            .cells
            .iter()
            .map(|cell| cell.column)
            .min()
            .unwrap_or_default();
        let heads = self.cells.iter().enumerate().filter(|(index, cell)| {
            let beside = self.place(cell.row, cell.column.saturating_add(cell.columns));
            let is_name = beside.and_then(|beside| self.label_at(beside)) == Some(Label::Text("姓名"));
            self.label_at(*index).is_none() && is_name && cell.column == left
        });
        heads
            .map(|(_, head)| {
                let begins = |cell: &&GridCell| cell.row > head.row && cell.column == left;
                let next = self.cells.iter().find(begins).map_or(u32::MAX, |cell| cell.row);
                head.row..next.max(head.row.saturating_add(head.rows))
            })
            .collect()
    }

    fn row_of(&self, index: usize) -> u32 {
        self.cells.get(index).map_or(u32::MAX, |cell| cell.row)
    }

    /// Which column of the relatives holds what.
    fn kin_columns(&self, header: u32) -> Vec<(&'static str, u32)> {
        let of_header = self.cells.iter().filter(|cell| cell.row == header);
        of_header
            .filter_map(|cell| {
                let plain = plain_heading(&cell.text);
                let name = KIN.into_iter().chain(["年龄"]).find(|name| *name == plain);
                let name = name.or(match plain.as_str() {
                    "出生日期" | "出生时间" => Some("出生年月"),
                    "工作单位和职务" | "单位及职务" | "工作单位" | "单位职务" => {
                        Some("工作单位及职务")
                    }
                    "关系" | "与本人关系" => Some("称谓"),
                    _ => None,
                })?;
                Some((name, cell.column))
            })
            .collect()
    }

    /// Whether another label of the form begins in a row.
    fn ends_family(&self, row: u32) -> bool {
        let mut cells = self.cells.iter().zip(&self.labels);
        cells.any(|(cell, label)| cell.row == row && label.is_some_and(|label| label != Label::Title))
    }

    /// Texts that stand beside no label are told, not lost. What stands above the first label is the title.
    fn put_unread(&self, card: &mut Card) {
        let labels = self.cells.iter().zip(&self.labels);
        let Some(first) = labels
            .filter(|(_, label)| label.is_some())
            .map(|(cell, _)| cell.row)
            .min()
        else {
            return;
        };
        let unread = self.cells.iter().zip(&self.used);
        let unread = unread.filter(|(cell, used)| !**used && cell.row >= first && !is_seal(&cell.text));
        for (line, (cell, _)) in (0..MOST_LINES).zip(unread) {
            card.put_at(line, &[UNREAD], &cell.text, &cell.place);
        }
    }
}

/// 学历 and 学位 of one kind of study, and the schools of both.
#[derive(Debug, Default)]
struct Study {
    level: String,
    degree: String,
    schools: Vec<String>,
}

fn study<'s>(studies: &'s mut [Study; 2], mode: &str) -> &'s mut Study {
    let [full_time, in_service] = studies;
    if mode == FULL_TIME { full_time } else { in_service }
}

impl Study {
    /// Lines of the cells beside 全日制教育: what ends like a 学位 is one.
    fn degrees(&mut self, texts: &[String]) {
        for line in texts.iter().flat_map(|text| text.lines()).map(str::trim) {
            let is_degree = ["学士", "硕士", "博士", "学位"]
                .iter()
                .any(|ending| line.ends_with(ending));
            let slot = if is_degree {
                &mut self.degree
            } else {
                &mut self.level
            };
            slot.push_str(line);
        }
    }

    fn schools(&mut self, texts: &[String]) {
        self.schools
            .extend(texts.iter().map(|text| text.replace('\n', "")));
    }

    fn schooling(&self) -> Schooling<'_> {
        let school = |at: usize| self.schools.get(at).map_or("", String::as_str);
        Schooling {
            level: &self.level,
            degree: &self.degree,
            school: school(0),
            degree_school: school(1),
        }
    }
}

/// 呈报单位 and the opinions have a seal and a date below them.
fn without_seal(label: &str, text: &str) -> String {
    if !["呈报单位", "审批机关意见", "行政机关任免意见"].contains(&label) {
        return text.to_owned();
    }
    let lines = text
        .lines()
        .map(|line| line.replace("（盖章）", "").replace("(盖章)", ""));
    let kept: Vec<String> = lines.filter(|line| !is_seal(line)).collect();
    kept.join("\n")
}

/// Whether nothing is written but where to put a seal and a date.
fn is_seal(text: &str) -> bool {
    let plain = plain_heading(text);
    let rest: String = plain.chars().filter(|c| !c.is_ascii_digit()).collect();
    rest.is_empty() && plain.len() <= 8 && !plain.chars().any(|c| c.is_ascii_digit())
        || ["年月日", "盖章", "盖章年月日", "年月"].contains(&rest.as_str())
}

/// The name behind 填表人.
fn filled_by(after: &str) -> &str {
    let Some((_, rest)) = after.split_once("填表人") else {
        return "";
    };
    let rest = rest.trim_start_matches([':', '：', ' ', '\u{3000}']);
    rest.lines().next().unwrap_or_default()
}
