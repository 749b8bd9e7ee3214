//! What can be wrong with something a clerk or a file gives us. The codes are the contract of `antou import --json`.

use serde::{Deserialize, Serialize};

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Read without doubt, only written unusually.
    Info,
    /// Stored as read, and worth a look.
    Warning,
    /// Not stored, or the row is held for the clerk.
    Error,
}

macro_rules! problem_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $label:literal;)+) => {
        /// What is wrong, as a stable code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemCode { $($(#[doc = $doc])+ $name,)+ }

        impl ProblemCode {
            /// Every code, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as it stands in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The class of problem in a few words of the clerk's language, for grouping and filters.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }
        }
    };
}

problem_codes! {
    /// A number such as 1975.1 that may be January or October.
    DateAmbiguous = "date.ambiguous", "日期有歧义";
    /// A month 13 or a 30 February.
    DateInvalid = "date.invalid", "日期不存在";
    /// A two-digit year, resolved or not.
    DateTwoDigitYear = "date.two_digit_year", "两位数年份";
    /// A date later than the as-of date.
    DateFuture = "date.future", "日期在将来";
    /// Dates that contradict each other.
    DateOrder = "date.order", "日期先后矛盾";
    /// 不详, 待查: known to be unknown.
    ValueUnknown = "value.unknown", "写明不详";
    /// 同上: points to another cell.
    ValueDitto = "value.ditto", "写作“同上”";
    /// A dash or slash for "nothing".
    ValueBlankMark = "value.blank_mark", "以符号表示空";
    /// Text that is no value of the item's kind.
    ValueInvalid = "value.invalid", "无法识别";
    /// A number stored where text is expected.
    ValueNumberAsText = "value.number_as_text", "数字存成的文本";
    /// A cell that shows an Excel error such as #REF!.
    ValueFault = "value.fault", "单元格出错";
    /// Words beside a value that no item holds.
    ValueNote = "value.note", "旁边有附注";
    /// The mask of something hidden, which is no value.
    ValueMasked = "value.masked", "遮盖的内容";
    /// Text longer than an Excel cell or a form can hold.
    ValueTooLong = "value.too_long", "内容过长";
    /// A character from the private use areas.
    CharacterPrivate = "character.private", "造字（私用区字符）";
    /// A replacement character: the original was lost before.
    CharacterLost = "character.lost", "乱码或丢字";
    /// Another accepted spelling of a code.
    CodeSpelling = "code.spelling", "代码写法不同";
    /// Not in the code table.
    CodeUnknown = "code.unknown", "代码表中没有";
    /// Blanks, zero-width marks or notes taken out of a name.
    NameCleaned = "name.cleaned", "姓名中有多余字符";
    /// No name.
    NameMissing = "name.missing", "姓名为空";
    /// Digits lost to Excel's number format.
    IdRuined = "id.ruined", "身份证号被 Excel 截断";
    /// Not a citizen identity number.
    IdInvalid = "id.invalid", "身份证号格式不对";
    /// The check digit does not fit.
    IdCheckDigit = "id.check_digit", "身份证校验位不符";
    /// Fifteen digits, raised to eighteen.
    IdFifteen = "id.fifteen_digits", "15 位身份证号";
    /// Full-width digits, blanks, lower-case x.
    IdCleaned = "id.cleaned", "身份证号书写不规范";
    /// No identity number.
    IdMissing = "id.missing", "身份证号为空";
    /// The birth in the number is not the birth in the row.
    IdBirthConflict = "id.birth_conflict", "身份证与出生年月不一致";
    /// The sex in the number is not the sex in the row.
    IdSexConflict = "id.sex_conflict", "身份证与性别不一致";
    /// The same number for two people.
    IdDuplicate = "id.duplicate", "身份证号重复";
    /// Somebody is proposed who has failed the political review.
    PoliticalVeto = "review.veto", "政治审查不合格";
    /// A negative conclusion would be changed without a reason.
    ReviewLocked = "review.locked", "不合格结论只能更正";
    /// A rule forbids the row whoever the dossier is about.
    EntryConflict = "entry.conflict", "按规定不能登记";
    /// A rule asks for more than the row has; it is kept as it is.
    EntryDoubt = "entry.doubt", "按规定还应补齐";
    /// A text that tells several rows and of which a part could not be read.
    TextUnread = "text.unread", "文字没有读懂";
    /// Months of a 简历 that belong to no entry.
    ResumeGap = "resume.gap", "简历不连续";
    /// Months of a 简历 that belong to two entries.
    ResumeOverlap = "resume.overlap", "简历重叠";
    /// A name that leads to nobody, to several, or to no row.
    ReferenceUnknown = "reference.unknown", "名称对不上";
    /// A second row where the key allows one.
    RowSameKey = "row.same_key", "已有同一条记录";
    /// A required item is blank.
    ItemMissing = "item.missing", "必填项为空";
    /// A heading that can mean several items.
    ColumnAmbiguous = "column.ambiguous", "栏目含义不明确";
    /// A heading we do not know.
    ColumnUnknown = "column.unknown", "栏目未识别";
    /// Two columns for the same item.
    ColumnRepeated = "column.repeated", "栏目重复";
    /// A column or row the file hides.
    ColumnHidden = "column.hidden", "隐藏的行列";
    /// Several people fit the row.
    MatchAmbiguous = "match.ambiguous", "可能是多个人";
    /// Somebody very like the row is in the vault already.
    MatchSuspected = "match.suspected", "疑似同一人";
    /// The identity number belongs to somebody of another name.
    MatchNameDiffers = "match.name_differs", "身份证号相同而姓名不同";
    /// A blank cell may clear a value, and the clerk has not said whether it does.
    BlankAsks = "blank.asks", "表中为空、库中有值";
    /// The same person stands in the file twice with different content.
    RowRepeated = "row.repeated", "同一人重复出现";
    /// A unit that is not in the unit tree yet and is created.
    UnitNew = "unit.new", "新出现的单位";
    /// No row of headings was found on a sheet.
    SheetNoHeader = "sheet.no_header", "没有找到表头";
    /// A sheet without rows of people.
    SheetIgnored = "sheet.ignored", "工作表没有数据";
}

impl Serialize for ProblemCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ProblemCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == text)
            .ok_or_else(|| serde::de::Error::custom(format!("unknown problem {text}")))
    }
}

/// One thing wrong with one written value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What.
    pub code: ProblemCode,
    /// How much it matters.
    pub severity: Severity,
    /// The text as it was written.
    pub read: String,
    /// A sentence for the clerk: what is wrong and what was done or is to be done.
    pub message: String,
}

impl Problem {
    /// A value that is not stored.
    pub fn error(code: ProblemCode, read: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            read: read.into(),
            message: message.into(),
        }
    }

    /// A value that is stored as read and worth a look.
    pub fn warning(code: ProblemCode, read: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Warning,
            read: read.into(),
            message: message.into(),
        }
    }

    /// A value read without doubt, only written unusually.
    pub fn info(code: ProblemCode, read: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Info,
            read: read.into(),
            message: message.into(),
        }
    }
}
