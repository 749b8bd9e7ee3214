//! Every printed form: its name, what it is about, and what is written on it.

use antou_form::Sheet;
use antou_record::{Dossier, PartialDate, Row};
use antou_store::Vault;

use crate::failure::Failure;
use crate::messages::FormView;

/// 干部任免审批表, which is set by rules of its own.
pub(super) const APPOINTMENT: &str = "appointment";

/// A form of the list.
pub(crate) struct Form {
    /// Its name in commands, and the folder of its template in assets/forms.
    pub name: &'static str,
    /// Its title.
    pub label: &'static str,
    /// What one of it is about.
    pub about: About,
    /// What is written on it; none for 任免审批表.
    pub make: Option<Make>,
}

/// What one form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// A person.
    Person,
    /// A row of this set.
    Row(&'static str),
}

/// What is asked for when a form is made.
pub(crate) struct Asked<'a> {
    pub vault: &'a Vault,
    /// Whom the form is about.
    pub dossier: &'a Dossier,
    /// The row it is about, for a form about one.
    pub row: Option<i64>,
    /// 基准日.
    pub as_of: PartialDate,
}

impl Asked<'_> {
    /// The row the form is about.
    pub(crate) fn row(&self, set: &str) -> Result<&Row, Failure> {
        let found = self
            .dossier
            .rows(set)
            .iter()
            .find(|record| Some(record.id) == self.row);
        let row = found.map(|record| &record.row);
        row.ok_or_else(|| Failure::not_found("要打印的记录已经不在了"))
    }
}

/// Makes a form.
type Make = fn(&Asked<'_>) -> Result<Sheet, Failure>;

/// Every form there is.
pub(super) const FORMS: &[Form] = &[
    Form {
        name: APPOINTMENT,
        label: "干部任免审批表",
        about: About::Person,
        make: None,
    },
    Form {
        name: "assessment_record",
        label: "年度考核登记表",
        about: About::Row("assessment"),
        make: Some(crate::assessment::record),
    },
    Form {
        name: "matters_receipt",
        label: "个人有关事项报告回执",
        about: About::Row("matters"),
        make: Some(crate::matters::receipt),
    },
    Form {
        name: "competence",
        label: "干部专业素养档案",
        about: About::Person,
        make: Some(crate::competence::competence),
    },
    Form {
        name: "review_conclusion",
        label: "政治审查结论表",
        about: About::Row("review"),
        make: Some(crate::reviews::forms::conclusion),
    },
    Form {
        name: "review_letter",
        label: "政治审查函调信",
        about: About::Row("review_subject"),
        make: Some(crate::reviews::forms::letter),
    },
    Form {
        name: "archive_catalogue",
        label: "干部人事档案目录",
        about: About::Person,
        make: Some(crate::follow_up::forms::catalogue),
    },
    Form {
        name: "certified",
        label: "三龄两历一身份认定表",
        about: About::Person,
        make: Some(crate::follow_up::forms::certified),
    },
    Form {
        name: "cultivation",
        label: "年轻干部培养计划表",
        about: About::Person,
        make: Some(crate::follow_up::forms::cultivation),
    },
    Form {
        name: "archive_loan",
        label: "档案查（借）阅审批表",
        about: About::Row("archive_loan"),
        make: Some(crate::follow_up::forms::loan),
    },
    Form {
        name: "archive_transfer",
        label: "档案转递通知单（附回执）",
        about: About::Row("archive_transfer"),
        make: Some(crate::follow_up::forms::transfer),
    },
];

/// Every form that can be printed: its name and what it is called.
pub fn printed_forms() -> String {
    let forms = FORMS.iter();
    let named: Vec<String> = forms
        .map(|form| format!("{}（{}）", form.name, form.label))
        .collect();
    named.join("、")
}

impl Form {
    pub(crate) fn find(name: &str) -> Result<&'static Self, Failure> {
        FORMS.iter().find(|form| form.name == name).ok_or_else(|| {
            Failure::new(
                "form.unknown",
                format!("没有“{name}”这种表"),
                format!("可以打印的表：{}", printed_forms()),
            )
        })
    }

    pub(super) fn view(&self) -> FormView {
        FormView {
            name: self.name.to_owned(),
            label: self.label.to_owned(),
            set: match self.about {
                About::Person => String::new(),
                About::Row(set) => set.to_owned(),
            },
        }
    }
}
