//! 干部任免审批表: exactly what stands on the form, and how it is printed.

mod assemble;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

pub use assemble::{ASSESSED_YEARS, DueAge, Wording, highest_schooling, proposal, proposal_at};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::batch::{Batch, Leaf};
use crate::fonts::Wanted;
use crate::paper::Template;
use crate::printed::Stamp;
use crate::{FormError, Press, Printed};

/// One person's 干部任免审批表: every text already worded as it shall stand on the paper. Empty texts leave their cell empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Appointment {
    /// 姓名.
    pub name: String,
    /// 性别.
    pub sex: String,
    /// 出生年月, `1981.03`.
    pub birth: String,
    /// The age under it, `43岁`, at 计算年龄时间.
    pub age: String,
    /// The picture as a file's bytes (JPEG, PNG, WebP or GIF).
    #[serde(skip)]
    pub photo: Option<Vec<u8>>,
    /// 民族.
    pub ethnicity: String,
    /// 籍贯.
    pub native_place: String,
    /// 出生地.
    pub birthplace: String,
    /// 入党时间, by the grammar of the form.
    pub party_joined: String,
    /// 参加工作时间.
    pub work_started: String,
    /// 健康状况.
    pub health: String,
    /// 到龄时间, two lines; layout v4 only.
    pub due_age: String,
    /// 专业技术职务.
    pub title_professional: String,
    /// 熟悉专业有何专长.
    pub speciality: String,
    /// 全日制教育.
    pub full_time: Schooling,
    /// 在职教育.
    pub in_service: Schooling,
    /// 现任职务.
    pub post_now: String,
    /// 拟任职务.
    pub post_proposed: String,
    /// 拟免职务.
    pub post_removed: String,
    /// 简历, oldest first.
    pub resume: Vec<ResumeLine>,
    /// 奖惩情况.
    pub awards: String,
    /// 年度考核结果.
    pub assessments: String,
    /// 任免理由.
    pub reason: String,
    /// 家庭主要成员及重要社会关系, in the order of the form.
    pub relatives: Vec<Relative>,
    /// 呈报单位.
    pub reporting_unit: String,
    /// 填表人.
    pub filled_by: String,
    /// 填表时间, worded; not printed when empty.
    pub filled_on: String,
}

/// 全日制教育 or 在职教育. A 学位 or its school that is empty, or a school said twice, joins the two half rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Schooling {
    /// 学历.
    pub level: String,
    /// 学位.
    pub degree: String,
    /// 毕业院校系及专业 of the 学历.
    pub school_level: String,
    /// 毕业院校系及专业 of the 学位.
    pub school_degree: String,
}

/// One entry of 简历.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ResumeLine {
    /// `2000.09--2004.08`, or `2021.06--` for the present one.
    pub period: String,
    /// What the person did.
    pub text: String,
    /// 其间 lines, each worded with its brackets; each stands on a line of its own.
    pub within: Vec<String>,
}

/// One row of 家庭主要成员及重要社会关系.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Relative {
    /// 称谓.
    pub relation: String,
    /// 姓名.
    pub name: String,
    /// 年龄, empty for the deceased.
    pub age: String,
    /// 出生年月, for the form that asks for it instead of 年龄.
    pub birth: String,
    /// 政治面貌.
    pub political_status: String,
    /// 工作单位及职务.
    pub work: String,
}

/// Which edition of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Row 3 ends in 健康状况.
    V3,
    /// Since the reform of the retirement age: row 3 ends in 到龄时间.
    #[default]
    V4,
}

/// In which face, and so in which geometry, the form is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Face {
    /// 宋体.
    #[default]
    Song,
    /// 仿宋.
    Fang,
}

impl Face {
    pub(crate) const fn wanted(self) -> Wanted {
        match self {
            Self::Song => Wanted::Song,
            Self::Fang => Wanted::Fang,
        }
    }
}

/// What stands in the third column of the relatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RelativeColumn {
    /// 年龄.
    #[default]
    Age,
    /// 出生年月.
    Birth,
}

/// How the form is printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AppointmentOptions {
    /// Which edition of the form.
    pub layout: Layout,
    /// In which face.
    pub face: Face,
    /// What stands in the third column of the relatives.
    pub relatives: RelativeColumn,
    /// The small grey line at the foot of every page; none leaves the foot empty.
    pub stamp: Option<Stamp>,
}

impl Press {
    /// Prints the form of every person, in the order given, bound into one.
    ///
    /// # Errors
    /// When there is nobody to print, or nobody's form could be set. One person's failure is a warning, see
    /// [`Printed::failed`].
    pub fn appointment(
        &self,
        people: &[Appointment],
        options: &AppointmentOptions,
    ) -> Result<Printed, FormError> {
        self.appointments(people, options, |_| ControlFlow::Continue(()))
    }

    /// The same, telling after each form how many people are done; `Break` stops it.
    ///
    /// # Errors
    /// As [`Press::appointment`], and [`FormError::Cancelled`] when told to stop.
    pub fn appointments(
        &self,
        people: &[Appointment],
        options: &AppointmentOptions,
        mut progress: impl FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Printed, FormError> {
        let mut batch = Batch::new(self, Template::APPOINTMENT, json!(options), options.face.wanted());
        for (index, person) in people.iter().enumerate() {
            let leaf = Leaf {
                name: &person.name,
                content: json!(person),
                photo: person.photo.as_deref(),
            };
            batch.set_or_name(index, &leaf);
            if progress(index + 1).is_break() {
                return Err(FormError::Cancelled);
            }
        }
        batch.bind("干部任免审批表")
    }
}
