//! Who has to report, and by which document.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use super::{Office, office};

#[test]
fn who_reports_follows_the_national_rule_and_the_units_documents_each_named() {
    let office = office();
    let duties = |office: &Office| -> Vec<(String, String, String)> {
        let rows = office.year("").rows.into_iter();
        rows.map(|row| (row.name, row.layer, row.why)).collect()
    };
    let national = duties(&office);
    assert_eq!(national.len(), 2, "{national:?}");
    assert!(national.contains(&("卜一鸣".into(), "national".into(), "职务层次：县处级副职".into())));
    assert!(national.contains(&("车二水".into(), "national".into(), "职级：四级调研员".into())));

    let refused = office.widens(
        "云岭区档案局",
        &[("document", "科级领导干部报告个人有关事项规定")],
    );
    assert!(refused.id.is_none());
    assert!(refused.problems[0].message.contains("没有写明扩大到哪些人"));
    let refused = office.widens(
        "云岭区档案局",
        &[
            ("levels", "乡科级正职"),
            ("document", "某规定"),
            ("started", "2026.05"),
            ("ended", "2025.01"),
        ],
    );
    assert!(refused.problems[0].message.contains("终止日期早于起始日期"));

    let document = "云档党组〔2024〕3号 科级领导干部报告个人有关事项规定";
    let saved = office.widens(
        "云岭区档案局",
        &[
            ("levels", "乡科级正职、乡科级副职"),
            ("document", document),
            ("started", "2024.01.01"),
        ],
    );
    let widened = duties(&office);
    assert_eq!(
        widened.len(),
        3,
        "the unit's section head, not the other unit's: {widened:?}"
    );
    assert!(widened.contains(&("单三省".into(), "unit".into(), "职务层次：乡科级正职".into())));
    let listed = office.lists("matters_reporters", None, None, "unit");
    assert_eq!(listed.rows[0].cells[5], document, "the document is named");
    assert_eq!(listed.rows[0].person, Some(office.section));

    office.widens(
        "云岭区档案馆",
        &[("staff_kinds", "事业"), ("document", "馆务会纪要〔2025〕2号")],
    );
    let scopes = office
        .clerk
        .desk
        .matters_scopes(Nothing {}, &Unwatched)
        .expect("scopes");
    assert_eq!(scopes.national_people, 2);
    let people: Vec<(String, u64)> = scopes
        .units
        .iter()
        .map(|scope| (scope.text.clone(), scope.people))
        .collect();
    assert!(people.contains(&("事业全部人员".into(), 1)), "{people:?}");
    assert!(office.names("").contains(&"解五经".to_owned()));
    assert!(
        scopes.national.expect("the rule").verify.is_some(),
        "what has to be checked is said"
    );

    office.clerk.undoes(None);
    office.clerk.undoes(saved.op);
    assert_eq!(duties(&office), national, "taken back");
    assert!(
        !office.names("").iter().any(|name| name == "仇四知"),
        "{}",
        office.member
    );
    let _ = office.institution;
}

#[test]
fn who_is_to_join_the_party_reports_when_the_unit_asks_it() {
    let office = office();
    office.clerk.types(
        office.member,
        "party_step",
        None,
        &[("step", "确定发展对象"), ("date", "2026.05")],
    );
    office.widens(
        "云岭区档案局",
        &[("development", "是"), ("document", "发展党员工作办法")],
    );
    let row = office.year("unit").rows.remove(0);
    assert_eq!((row.name.as_str(), row.why.as_str()), ("仇四知", "发展对象"));
    office.clerk.types(
        office.member,
        "person",
        Some(office.member),
        &[("political_status", "中共预备党员")],
    );
    assert!(office.year("unit").rows.is_empty(), "no longer a candidate");
}
