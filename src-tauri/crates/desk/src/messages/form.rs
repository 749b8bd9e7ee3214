//! Printed forms.

use super::messages;

messages! {
    /// How a 任免审批表 is made.
    #[derive(Default)]
    #[serde(default)]
    pub struct FormOptions {
        /// "v3" or "v4"; v4 when empty.
        pub layout: String,
        /// "song" or "fang"; song when empty.
        pub face: String,
        /// Relatives show "age" or "birth"; age when empty.
        pub relatives: String,
        /// 拟任职务; this and the next three as the latest 任免拟办 of the person has it when empty.
        pub proposed: String,
        /// 拟免职务.
        pub removed: String,
        /// 任免理由.
        pub reason: String,
        /// 呈报单位.
        pub reporting_unit: String,
        /// The year, for forms about a year of somebody: which of the rows is meant when only people are named.
        pub year: Option<i32>,
        /// 填表人; as the latest 任免拟办 has it when empty, else the operator.
        pub filled_by: String,
    }

    /// A form that can be printed.
    pub struct FormView {
        /// Its name: appointment.
        pub name: String,
        /// Its title: 干部任免审批表.
        pub label: String,
        /// The set one of whose rows it is about; empty for a form about a person.
        pub set: String,
    }

    /// Asks for the pages of a form.
    pub struct FormPreview {
        /// Name of the form: appointment.
        pub form: String,
        /// The people, in the order of printing.
        #[serde(default)]
        pub people: Vec<i64>,
        /// Rows of the form's set, for a form about rows; the current row of each person when empty.
        #[serde(default)]
        pub rows: Vec<i64>,
        /// How.
        #[serde(default)]
        pub options: FormOptions,
    }

    /// The pages that will print.
    pub struct FormPages {
        /// Pages in order.
        pub pages: Vec<FormPage>,
        /// What should be looked at before printing.
        pub warnings: Vec<FormWarning>,
    }

    /// A page.
    pub struct FormPage {
        /// The person.
        pub person: i64,
        /// The page as SVG text; glyphs are outlines.
        pub svg: String,
    }

    /// Something on a form that should be looked at.
    pub struct FormWarning {
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// The cell of the form: 简历.
        pub cell: String,
        /// overflow, small, glyph, private or failed.
        pub kind: String,
        /// A sentence for the clerk.
        pub message: String,
    }

    /// Writes forms to files.
    pub struct FormExport {
        /// Name of the form: appointment.
        pub form: String,
        /// The people, in the order of printing.
        #[serde(default)]
        pub people: Vec<i64>,
        /// Rows of the form's set, for a form about rows; the current row of each person when empty.
        #[serde(default)]
        pub rows: Vec<i64>,
        /// How.
        #[serde(default)]
        pub options: FormOptions,
        /// A .pdf file for one bound document, a .lrmx file for one person, or a folder for one file per person.
        pub to: String,
        /// What a folder gets: "pdf" or "lrmx"; pdf when empty.
        #[serde(default)]
        pub kind: String,
        /// Names of the files in a folder, with {姓名}, {身份证号}, {序号}; {姓名} when empty.
        #[serde(default)]
        pub names: String,
    }

    /// Forms were written.
    pub struct FormsWritten {
        /// The files.
        pub files: Vec<String>,
        /// People in them.
        pub people: u64,
        /// Pages in them.
        pub pages: u64,
        /// What should be looked at.
        pub warnings: Vec<FormWarning>,
    }
}
