//! Forms with a template of their own in assets/forms: what is written on them is JSON of the shape the template names at
//! its head. 任免审批表, whose geometry is laid down to the hair, stands by itself.

use std::ops::ControlFlow;

use serde::Serialize;
use serde_json::{Value, json};

use crate::batch::{Batch, Leaf};
use crate::fonts::Wanted;
use crate::paper::Template;
use crate::printed::Stamp;
use crate::{FormError, Press, Printed};

/// What stands on one form.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Whom it is about: warnings name the person.
    pub name: String,
    /// As the template names it; an object.
    pub content: Value,
    /// The picture as a file's bytes, for templates that show one.
    pub photo: Option<Vec<u8>>,
}

impl Sheet {
    /// A form about somebody, without a picture.
    ///
    /// # Errors
    /// When the content cannot be written as JSON.
    pub fn new(name: impl Into<String>, content: &impl Serialize) -> Result<Self, FormError> {
        let content = serde_json::to_value(content).map_err(|error| FormError::Typeset(error.to_string()))?;
        Ok(Self {
            name: name.into(),
            content,
            photo: None,
        })
    }
}

/// How sheets are printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SheetOptions {
    /// The small grey line at the foot of every page; none leaves the foot with the page number alone.
    pub stamp: Option<Stamp>,
}

impl Press {
    /// Prints sheets of one form (the folder of its template in assets/forms), bound into one under `title`. `progress` is
    /// told after each how many are done; `Break` stops it.
    ///
    /// # Errors
    /// When there is no such form or nothing to print, when no sheet could be set, or when told to stop. One sheet's failure
    /// is a warning, see [`Printed::failed`].
    pub fn sheets(
        &self,
        form: &str,
        title: &str,
        sheets: &[Sheet],
        options: &SheetOptions,
        mut progress: impl FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Printed, FormError> {
        let template = Template::sheet(form).ok_or(FormError::Nothing)?;
        let mut batch = Batch::new(self, template, json!(options), Wanted::Song);
        for (index, sheet) in sheets.iter().enumerate() {
            let leaf = Leaf {
                name: &sheet.name,
                content: sheet.content.clone(),
                photo: sheet.photo.as_deref(),
            };
            batch.set_or_name(index, &leaf);
            if progress(index + 1).is_break() {
                return Err(FormError::Cancelled);
            }
        }
        batch.bind(title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Concern, FontSources};

    fn record(summary: &str) -> Sheet {
        let content = json!({
            "title": "公务员年度考核登记表", "year": "2025", "name": "甘为霖", "sex": "男", "birth": "1981.03",
            "political_status": "中共党员", "post": "信息化管理科科长、四级调研员", "unit": "云州市青川区机关事务管理局",
            "work_duty": "主持信息化管理科工作", "summary": summary, "grade": "优秀", "reason": "",
            "quarters": ["好", "好", "较好", "好"], "scores": "",
        });
        Sheet::new("甘为霖", &content).expect("JSON")
    }

    fn set(sheets: &[Sheet]) -> Result<Printed, FormError> {
        let options = SheetOptions {
            stamp: Some(Stamp {
                serial: "000042".into(),
                printed_at: "2026-01-20 09:30".into(),
            }),
        };
        Press::new(FontSources::BUNDLED).sheets(
            "assessment_record",
            "年度考核登记表",
            sheets,
            &options,
            |_| ControlFlow::Continue(()),
        )
    }

    #[test]
    fn every_persons_sheet_stands_on_its_own_pages() {
        let printed = set(&[record("本年度完成了各项工作。"), record("")]).expect("prints");
        assert_eq!(printed.pages(), 4, "two pages each");
        assert_eq!(
            (printed.person_of(1), printed.person_of(2)),
            (Some(0), Some(1)),
            "bound in order"
        );
        assert_eq!(printed.warnings(), [], "nothing to warn of");
        if let Some(folder) = std::env::var_os("ANTOU_FORM_LOOK") {
            let pdf = printed.pdf(0).expect("a PDF");
            std::fs::write(std::path::Path::new(&folder).join("assessment_record.pdf"), pdf).expect("kept");
        }
    }

    #[test]
    fn what_does_not_fit_is_told_by_its_cell() {
        let printed = set(&[record(&"加强学习，认真履职。".repeat(1200))]).expect("prints");
        let overflow = printed
            .warnings()
            .iter()
            .find(|warning| matches!(&warning.concern, Concern::Overflow { cell } if cell == "本人总结"));
        assert_eq!(
            overflow.map(|warning| warning.name.as_str()),
            Some("甘为霖"),
            "{:?}",
            printed.warnings()
        );
    }

    #[test]
    fn an_unknown_form_is_refused() {
        let refused =
            Press::new(FontSources::BUNDLED).sheets("x", "", &[record("")], &SheetOptions::default(), |_| {
                ControlFlow::Continue(())
            });
        assert!(
            matches!(refused, Err(FormError::Nothing)),
            "no template of that name"
        );
    }
}
