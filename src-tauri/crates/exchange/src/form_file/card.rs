//! What stands on one form.

use serde::{Deserialize, Serialize};

use super::photo::Photo;

/// A text on the form and the label it stands under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The labels above it, from the uppermost to the lowest: 全日制教育, 学历.
    pub heading: Vec<String>,
    /// Which line of the person it belongs to: relatives and a second 学位 stand on lines of their own. From 0.
    pub line: u32,
    /// The text, with its line breaks.
    pub text: String,
    /// Where it stands, as the clerk is told: `张三.lrmx!简历`, `采集表!D5`. Empty when the label says enough.
    pub place: String,
}

/// One form: the texts that stand on it, and the photo.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Name of the file it came from, without folders; `批.zip/张三.lrmx` when it stood in a zip.
    pub file: String,
    /// SM3 digest of that file, in hexadecimal.
    pub digest: String,
    /// The texts, in the order of the form.
    pub fields: Vec<Field>,
    /// The photo.
    pub photo: Option<Photo>,
}

/// More relatives on one form are no form.
pub(crate) const MOST_LINES: u32 = 300;

impl Card {
    /// Adds a text to the person's own line, unless it is blank.
    pub(crate) fn put(&mut self, heading: &[&str], text: &str) {
        self.put_on(0, heading, text);
    }

    /// The same on a line of its own.
    pub(crate) fn put_on(&mut self, line: u32, heading: &[&str], text: &str) {
        self.put_at(line, heading, text, "");
    }

    /// The same with the place where it stands.
    pub(crate) fn put_at(&mut self, line: u32, heading: &[&str], text: &str, place: &str) {
        let text = trimmed(text);
        if !text.is_empty() {
            self.fields.push(Field {
                heading: heading.iter().map(|part| (*part).to_owned()).collect(),
                line,
                text: text.to_owned(),
                place: place.to_owned(),
            });
        }
    }

    /// 学历, 学位 and the schools of one kind of study. Two schools are two lines, for they are two rows of the dossier.
    pub(crate) fn put_schooling(&mut self, mode: &str, schooling: &Schooling<'_>) {
        let Schooling {
            level,
            degree,
            school,
            degree_school,
        } = schooling.trimmed();
        let same = degree_school.is_empty() || school.is_empty() || degree_school == school;
        self.put(&[mode, LEVEL], level);
        if same || level.is_empty() || degree.is_empty() {
            self.put(&[mode, DEGREE], degree);
            self.put(
                &[mode, SCHOOL],
                if school.is_empty() { degree_school } else { school },
            );
        } else {
            self.put(&[mode, SCHOOL], school);
            self.put_on(1, &[mode, DEGREE], degree);
            self.put_on(1, &[mode, SCHOOL], degree_school);
        }
    }

    /// The first text under a label.
    pub(crate) fn text(&self, label: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        fields
            .find(|field| field.heading.len() == 1 && field.heading.iter().any(|part| part == label))
            .map(|field| field.text.as_str())
    }

    /// Whether it names anybody.
    pub(crate) fn is_about_somebody(&self) -> bool {
        self.text("姓名").is_some() || self.text("公民身份号码").is_some()
    }
}

pub(crate) const FULL_TIME: &str = "全日制教育";
pub(crate) const IN_SERVICE: &str = "在职教育";
pub(crate) const LEVEL: &str = "学历";
pub(crate) const DEGREE: &str = "学位";
pub(crate) const SCHOOL: &str = "毕业院校系及专业";
pub(crate) const FAMILY: &str = "家庭成员";
pub(crate) const PHOTO: &str = "照片";
/// Labels of a relative, in the order of the form.
pub(crate) const KIN: [&str; 5] = ["称谓", "姓名", "出生年月", "政治面貌", "工作单位及职务"];

/// 全日制教育 or 在职教育 as the form has it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Schooling<'a> {
    pub(crate) level: &'a str,
    pub(crate) degree: &'a str,
    pub(crate) school: &'a str,
    pub(crate) degree_school: &'a str,
}

impl<'a> Schooling<'a> {
    fn trimmed(&self) -> Schooling<'a> {
        Schooling {
            level: trimmed(self.level),
            degree: trimmed(self.degree),
            school: trimmed(self.school),
            degree_school: trimmed(self.degree_school),
        }
    }
}

/// Editors leave line breaks and the indentation of their file around a text; inside it they stay. A bracketed 无 is 无.
fn trimmed(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0'));
    match text {
        "(无)" | "（无）" => "无",
        _ => text,
    }
}

impl Card {
    /// The photo, or why there is none.
    pub(crate) fn put_photo(&mut self, photo: Result<Photo, &'static str>) {
        match photo {
            Ok(photo) => {
                self.put(&[PHOTO], &photo.digest.clone());
                self.photo = Some(photo);
            }
            Err(reason) => self.put(&[PHOTO], reason),
        }
    }
}
