//! What is followed up about invented people: talks, pledges, pairs, secondments, the reserve, catalogues. Some of it is
//! overdue, as in any bureau.

use antou_record::{PartialDate, Row};

use super::{Chance, date, fill, row};

/// Mentors from outside the bureau.
const MENTORS: &[&str] = &["孟庆文", "施国栋", "卫兰芝"];
const FIELDS: &[&str] = &["党务", "财政金融", "经济招商", "城市建设管理"];

/// What somebody's registers follow from.
pub(super) struct Standing {
    /// Number of the person.
    pub index: usize,
    /// How high the person has risen: one for staff.
    pub rungs: usize,
    /// First month of work.
    pub work: i32,
    /// The month the vault is about.
    pub now: i32,
}

/// A row of a set, filled with texts.
fn filled(set: &str, values: &[(&str, &str)]) -> Option<Row> {
    let mut made = row(set)?;
    for (code, text) in values {
        fill(&mut made, code, text);
    }
    Some(made)
}

/// A month as a clerk writes it.
fn month(index: i32) -> String {
    PartialDate::from_month_index(index)
        .map(PartialDate::dotted)
        .unwrap_or_default()
}

impl Standing {
    /// Every row.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut chance = Chance::of(self.index as u64 + 7_000_000);
        let mut rows = self.talks(&mut chance);
        rows.extend(self.pledges(&mut chance));
        rows.extend(self.training_on_the_job(&mut chance));
        rows.extend(self.reserve(&mut chance));
        rows.extend(self.archive());
        rows
    }

    fn talks(&self, chance: &mut Chance) -> Vec<Row> {
        let mut rows = Vec::new();
        if chance.percent(15) {
            let held = month(self.now - chance.between(1, 9));
            rows.extend(filled(
                "talk",
                &[("kind", "谈心谈话"), ("date", &held), ("by", "分管领导")],
            ));
        }
        if self.index % 37 == 5 {
            let held = month(self.now - if self.index.is_multiple_of(2) { 7 } else { 5 });
            let values = [
                ("kind", "诫勉谈话"),
                ("date", held.as_str()),
                ("replied", &held),
                ("by", "机关纪委"),
            ];
            rows.extend(filled("talk", &values));
        }
        rows
    }

    fn pledges(&self, chance: &mut Chance) -> Vec<Row> {
        let mut rows = Vec::new();
        if self.rungs < 2 {
            return rows;
        }
        let year = self.now.div_euclid(12);
        for back in 0..3 {
            let (of, signed) = ((year - back).to_string(), month((year - back) * 12 + 1));
            if back > 0 || !chance.percent(8) {
                let values = [
                    ("kind", "廉洁自律承诺书"),
                    ("year", of.as_str()),
                    ("done", &signed),
                ];
                rows.extend(filled("pledge", &values));
            }
            if back > 0 {
                let reported = month((year - back) * 12 + 11);
                let values = [
                    ("kind", "述职述廉"),
                    ("year", of.as_str()),
                    ("done", &reported),
                    ("score", "93.5"),
                ];
                rows.extend(filled("pledge", &values));
            }
        }
        rows
    }

    fn training_on_the_job(&self, chance: &mut Chance) -> Vec<Row> {
        let mut rows = Vec::new();
        if self.rungs == 1 && chance.percent(12) {
            let (mentor, began) = (chance.one(MENTORS), month(self.now - chance.between(2, 14)));
            let values = [
                ("mentor", mentor),
                ("mentor_unit", "区委党校"),
                ("programme", "新老结对"),
                ("started", &began),
            ];
            rows.extend(filled("mentoring", &values));
        }
        if chance.percent(10) {
            let (began, ended) = (month(self.work + 60), month(self.work + 72));
            let mut values = vec![
                ("kind", "挂职"),
                ("unit", "云岭街道"),
                ("started", began.as_str()),
                ("ended", &ended),
            ];
            values.extend((!chance.percent(15)).then_some(("result", "表现良好")));
            rows.extend(filled("practice", &values));
        }
        if chance.percent(5) {
            let (began, due) = (month(self.now - 11), month(self.now + chance.between(-1, 3)));
            let values = [
                ("kind", "专班"),
                ("unit", "营商环境专班"),
                ("started", began.as_str()),
                ("due", &due),
            ];
            rows.extend(filled("practice", &values));
        }
        rows
    }

    fn reserve(&self, chance: &mut Chance) -> Vec<Row> {
        if self.rungs != 2 || !chance.percent(45) {
            return Vec::new();
        }
        let (field, entered) = (chance.one(FIELDS), month(self.now - chance.between(4, 20)));
        let mut rows = Vec::new();
        let values = [
            ("pool", "正科级"),
            ("field", field),
            ("entered", &entered),
            ("status", "在库"),
        ];
        rows.extend(filled("reserve", &values));
        for (milestone, due, done) in [
            ("完成科级干部任职培训", self.now - 14, Some(self.now - 15)),
            ("基层或专班锻炼一年", self.now + chance.between(-2, 8), None),
        ] {
            let mut made = filled(
                "cultivation",
                &[
                    ("period", "2024—2026"),
                    ("field", field),
                    ("method", "培训与锻炼"),
                    ("milestone", milestone),
                ],
            );
            if let Some(made) = &mut made {
                date(made, "due", PartialDate::from_month_index(due));
                date(made, "done", done.and_then(PartialDate::from_month_index));
            }
            rows.extend(made);
        }
        rows
    }

    fn archive(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        if self.index.is_multiple_of(4) {
            let (filled_in, graduated, appointed) =
                (month(self.now - 30), month(self.work - 1), month(self.work + 40));
            for (class, seq, title, formed, pages) in [
                ("1", "1", "干部履历表", &filled_in, "12"),
                ("4-1", "1", "毕业生登记表", &graduated, "6"),
                ("6", "1", "入党志愿书", &appointed, "8"),
                ("9-2", "1", "干部任免审批表", &appointed, "2"),
            ] {
                let values = [
                    ("class", class),
                    ("seq", seq),
                    ("title", title),
                    ("formed", formed.as_str()),
                    ("pages", pages),
                ];
                rows.extend(filled("material", &values));
            }
        }
        if self.index % 50 == 7 {
            let lent = month(self.now - 1);
            let values = [
                ("kind", "借阅"),
                ("borrowed", lent.as_str()),
                ("readers", "段文、蒋立"),
                ("reader_unit", "区纪委监委"),
                ("party_members", "是"),
                ("purpose", "干部考察"),
            ];
            rows.extend(filled("archive_loan", &values));
        }
        if self.index % 90 == 11 {
            let (changed, sent) = (month(self.now - 4), month(self.now - 2));
            let values = [
                ("direction", "转出"),
                ("changed", changed.as_str()),
                ("other_unit", "云江区委组织部"),
                ("way", "机要交通"),
                ("sent", &sent),
            ];
            rows.extend(filled("archive_transfer", &values));
        }
        rows
    }
}
