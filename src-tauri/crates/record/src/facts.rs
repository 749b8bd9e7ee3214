//! Typed facts. Rules and forms read these instead of picking strings out of rows; a test proves that every field is declared.

use crate::date::PartialDate;
use crate::value::{Row, Value};

/// A set (or part of it) as a Rust struct.
pub trait Fact: Sized {
    /// Code of the set the fact is read from.
    const SET: &'static str;
    /// Item codes of the fields.
    const FIELDS: &'static [&'static str];
    /// Reads the fact from a row; a blank item becomes `None`, an empty text or `false`.
    fn from_row(row: &Row) -> Self;
}

/// What a field of a fact can be.
trait Field {
    fn from_item(row: &Row, code: &str) -> Self;
}

impl Field for String {
    fn from_item(row: &Row, code: &str) -> Self {
        row.shown(code)
    }
}

impl Field for Option<PartialDate> {
    fn from_item(row: &Row, code: &str) -> Self {
        row.get(code).and_then(Value::as_date)
    }
}

impl Field for Option<i64> {
    fn from_item(row: &Row, code: &str) -> Self {
        match row.get(code) {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        }
    }
}

impl Field for Option<f64> {
    fn from_item(row: &Row, code: &str) -> Self {
        match row.get(code) {
            Some(Value::Dec(number)) => Some(*number),
            _ => None,
        }
    }
}

impl Field for bool {
    fn from_item(row: &Row, code: &str) -> Self {
        matches!(row.get(code), Some(Value::Bool(true)))
    }
}

/// A code with its label, so that rules compare codes and forms print labels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coded {
    /// The code; empty when blank.
    pub code: String,
    /// The label; empty when blank.
    pub label: String,
    /// Position in the code table, the order of seniority where the table has one.
    pub order: Option<usize>,
}

impl Field for Coded {
    fn from_item(row: &Row, code: &str) -> Self {
        match row.get(code) {
            Some(Value::Code(value)) => Self {
                code: value.clone(),
                label: row.shown(code),
                order: row
                    .set()
                    .item(code)
                    .and_then(|item| item.table())
                    .and_then(|table| table.by_code(value))
                    .map(|row| row.order),
            },
            _ => Self::default(),
        }
    }
}

impl Field for Vec<Coded> {
    fn from_item(row: &Row, code: &str) -> Self {
        let table = row.set().item(code).and_then(|item| item.table());
        match row.get(code) {
            Some(Value::Codes(values)) => values
                .iter()
                .map(|value| {
                    let found = table.and_then(|table| table.by_code(value));
                    Coded {
                        code: value.clone(),
                        label: found.map_or_else(|| value.clone(), |row| row.label.clone()),
                        order: found.map(|row| row.order),
                    }
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

macro_rules! facts {
    ($($(#[doc = $doc:literal])+ $name:ident: $set:literal { $($(#[doc = $field_doc:literal])+ $field:ident: $type:ty,)+ })+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, PartialEq, Default)]
            pub struct $name { $($(#[doc = $field_doc])+ pub $field: $type,)+ }

            impl Fact for $name {
                const SET: &'static str = $set;
                const FIELDS: &'static [&'static str] = &[$(stringify!($field),)+];
                fn from_row(row: &Row) -> Self {
                    Self { $($field: Field::from_item(row, stringify!($field)),)+ }
                }
            }
        )+

        #[cfg(test)]
        const DECLARED: &[(&str, &[&str])] = &[$(($set, $name::FIELDS),)+];
    };
}

facts! {
    /// 基本情况.
    Person: "person" {
        /// 姓名.
        name: String,
        /// 性别.
        sex: Coded,
        /// 出生年月.
        birth: Option<PartialDate>,
        /// 民族.
        ethnicity: Coded,
        /// 籍贯.
        native_place: String,
        /// 出生地.
        birthplace: String,
        /// 公民身份号码.
        id_number: String,
        /// 政治面貌.
        political_status: Coded,
        /// 入党时间.
        party_joined: Option<PartialDate>,
        /// 其他党派.
        other_parties: Vec<Coded>,
        /// 参加工作时间.
        work_started: Option<PartialDate>,
        /// 健康状况.
        health: Coded,
        /// 熟悉专业有何专长.
        speciality: String,
        /// 人员类别.
        staff_kind: Coded,
        /// 退休类别.
        retire_category: Coded,
    }
    /// 职务.
    Post: "post" {
        /// 任职单位.
        unit: String,
        /// 内设机构.
        department: String,
        /// 职务名称.
        title: String,
        /// 职务层次.
        level: Coded,
        /// 决定任职时间.
        started: Option<PartialDate>,
        /// 免职时间.
        ended: Option<PartialDate>,
        /// 主职务.
        main: bool,
        /// 排列次序.
        order: Option<i64>,
    }
    /// 职级.
    Rank: "rank" {
        /// 职级.
        rank: Coded,
        /// 任现职级时间.
        started: Option<PartialDate>,
        /// 终止时间.
        ended: Option<PartialDate>,
    }
    /// 简历.
    Resume: "resume" {
        /// 起.
        started: Option<PartialDate>,
        /// 止.
        ended: Option<PartialDate>,
        /// 经历.
        text: String,
        /// 其间.
        within: bool,
    }
    /// 学历学位.
    Education: "education" {
        /// 全日制 or 在职.
        mode: Coded,
        /// 学历.
        level: Coded,
        /// 学位.
        degree: Coded,
        /// 毕业院校.
        school: String,
        /// 专业.
        major: String,
        /// 入学时间.
        started: Option<PartialDate>,
        /// 毕业时间.
        graduated: Option<PartialDate>,
    }
    /// 实践锻炼.
    Practice: "practice" {
        /// 挂职, 专班, 对口支援 and the like.
        kind: Coded,
        /// 锻炼单位.
        unit: String,
        /// 锻炼职务.
        role: String,
        /// 开始时间.
        started: Option<PartialDate>,
        /// 实际结束.
        ended: Option<PartialDate>,
    }
    /// 专业技术职务与职业资格.
    Qualification: "qualification" {
        /// 职称 or 职业资格.
        kind: Coded,
        /// 名称.
        name: String,
        /// 级别.
        grade: Coded,
        /// 取得时间.
        obtained: Option<PartialDate>,
    }
    /// 奖惩.
    Award: "award" {
        /// 奖励, 惩戒 or 组织处理.
        kind: Coded,
        /// 名称.
        name: String,
        /// 批准时间.
        decided: Option<PartialDate>,
        /// 批准机关.
        authority: String,
        /// 原因.
        reason: String,
        /// 撤销时间.
        lifted: Option<PartialDate>,
    }
    /// 年度考核.
    Assessment: "assessment" {
        /// 年度.
        year: Option<i64>,
        /// 考核结论.
        conclusion: Coded,
        /// 未定等次原因.
        reason: String,
    }
    /// 教育培训.
    Training: "training" {
        /// 班次名称.
        class_name: String,
        /// 开始时间.
        started: Option<PartialDate>,
        /// 学时.
        hours: Option<f64>,
        /// 请假学时.
        missed: Option<f64>,
    }
    /// 任免拟办.
    Proposal: "proposal" {
        /// 拟任职务.
        proposed: String,
        /// 拟免职务.
        removed: String,
        /// 任免理由.
        reason: String,
        /// 呈报单位.
        reporting_unit: String,
        /// 填表人.
        filled_by: String,
        /// 填表时间.
        filled_on: Option<PartialDate>,
        /// What an earlier file of the form had beside.
        extra: String,
    }
    /// 家庭成员及社会关系.
    Relative: "family" {
        /// 称谓.
        relation: Coded,
        /// 姓名.
        name: String,
        /// 出生年月.
        birth: Option<PartialDate>,
        /// 政治面貌.
        political_status: Coded,
        /// 工作单位及职务.
        work: String,
        /// 已去世.
        deceased: bool,
        /// 排列次序.
        order: Option<i64>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary;

    #[test]
    fn every_field_of_every_fact_is_declared() {
        for (set, fields) in DECLARED {
            let declared = dictionary().set(set).unwrap_or_else(|| panic!("set {set}"));
            for field in *fields {
                assert!(
                    declared.item(field).is_some(),
                    "{set}.{field} is not declared in assets/sets/{set}.toml"
                );
            }
        }
    }
}
