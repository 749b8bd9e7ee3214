//! 个人有关事项: the January collection, changes within thirty days, the draw and the checks, as a clerk does them.

mod checks;
mod collection;
mod scope;

use std::collections::BTreeMap;

use antou_desk::messages::*;
use antou_desk::{Failure, Unwatched};

use crate::clerk::Clerk;

/// An office with a head of division, a section head, a section member and somebody of an institution.
struct Office {
    clerk: Clerk,
    head: i64,
    adviser: i64,
    section: i64,
    member: i64,
    institution: i64,
}

fn person(clerk: &Clerk, name: &str, staff: &str, unit: &str, level: &str) -> i64 {
    let person = clerk.adds(&[
        ("name", name),
        ("sex", "男"),
        ("birth", "1978.03"),
        ("staff_kind", staff),
        ("status", "在职"),
    ]);
    clerk.types(
        person,
        "post",
        None,
        &[
            ("unit", unit),
            ("title", "干部"),
            ("level", level),
            ("started", "2020.01"),
            ("leading", "是"),
        ],
    );
    person
}

fn office() -> Office {
    let clerk = Clerk::with_new_vault();
    let head = person(&clerk, "卜一鸣", "公务员", "云岭区档案局", "县处级副职");
    let adviser = person(&clerk, "车二水", "公务员", "云岭区档案局", "乡科级正职");
    clerk.types(
        adviser,
        "rank",
        None,
        &[("rank", "四级调研员"), ("started", "2021.01")],
    );
    let section = person(&clerk, "单三省", "公务员", "云岭区档案局", "乡科级正职");
    let member = person(&clerk, "仇四知", "公务员", "云岭区档案局", "科员级");
    let institution = person(&clerk, "解五经", "事业", "云岭区档案馆", "乡科级正职");
    Office {
        clerk,
        head,
        adviser,
        section,
        member,
        institution,
    }
}

impl Office {
    fn unit(&self, name: &str) -> i64 {
        let units = self.clerk.desk.units(Nothing {}, &Unwatched).expect("units");
        units.iter().find(|unit| unit.name == name).expect(name).id
    }

    fn year(&self, only: &str) -> MattersYearView {
        let query = YearQuery {
            year: 2025,
            unit: None,
            only: only.into(),
            text: String::new(),
            offset: 0,
            limit: 0,
        };
        self.clerk.desk.matters_year(query, &Unwatched).expect("the year")
    }

    fn names(&self, only: &str) -> Vec<String> {
        self.year(only).rows.into_iter().map(|row| row.name).collect()
    }

    fn fills(&self, people: &[i64], submitted: &str) -> FilledMatters {
        let entries = people.iter().map(|person| MattersEntry {
            person: *person,
            submitted: Some(submitted.into()),
            signed: None,
            received_by: Some("石磊".into()),
        });
        let request = FillMatters {
            year: 2025,
            entries: entries.collect(),
        };
        self.clerk.desk.fill_matters(request, &Unwatched).expect("filled")
    }

    fn widens(&self, unit: &str, values: &[(&str, &str)]) -> SavedMatters {
        let request = SaveMattersScope {
            id: None,
            unit: self.unit(unit),
            values: texts(values),
        };
        self.clerk
            .desk
            .save_matters_scope(request, &Unwatched)
            .expect("answered")
    }

    fn lists(&self, name: &str, year: Option<i32>, row: Option<i64>, only: &str) -> ListingPage {
        let query = ListingQuery {
            name: name.into(),
            unit: None,
            year,
            row,
            only: only.into(),
            text: String::new(),
            sort: Vec::new(),
            columns: Vec::new(),
            offset: 0,
            limit: 0,
        };
        self.clerk.desk.listing(query, &Unwatched).expect("the list")
    }

    fn draws(&self, seed: &str, excluded: &[(i64, &str)]) -> Result<DrawnMatters, Failure> {
        let request = DrawMatters {
            year: 2026,
            unit: None,
            batch: "2026年随机抽查".into(),
            percent: Some(50),
            seed: seed.into(),
            seed_source: "现场摇号".into(),
            excluded: excluded
                .iter()
                .map(|(person, reason)| MattersExcluded {
                    person: *person,
                    reason: (*reason).into(),
                })
                .collect(),
            witnesses: "机关纪委 万里".into(),
        };
        self.clerk.desk.draw_matters(request, &Unwatched)
    }

    fn checks(&self, only: &str) -> MattersChecksView {
        let query = MattersChecksQuery {
            year: Some(2026),
            unit: None,
            batch: String::new(),
            only: only.into(),
            text: String::new(),
            offset: 0,
            limit: 0,
        };
        self.clerk.desk.matters_checks(query, &Unwatched).expect("checks")
    }
}

fn texts(values: &[(&str, &str)]) -> BTreeMap<String, String> {
    values
        .iter()
        .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
        .collect()
}
