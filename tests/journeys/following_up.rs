//! Following up: talks that are to be looked at again, pledges that are missing, pairs, secondments, the reserve, dossiers
//! that are lent — what is due, counted on a day, and settled by filling in what was done.

use std::collections::BTreeMap;

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;

/// Four people in office at a bureau, one who has left; 基准日 is 2026-11-22.
pub fn bureau() -> Clerk {
    let clerk = Clerk::with_new_vault();
    for (name, title, level, status) in [
        ("张三", "副局长", "县处级副职", "在职"),
        ("李四", "科长", "乡科级正职", "在职"),
        ("王五", "副科长", "乡科级副职", "在职"),
        ("赵六", "科员", "科员级", "在职"),
        ("钱七", "科长", "乡科级正职", "调出"),
    ] {
        let person = clerk.adds(&[
            ("name", name),
            ("birth", "1980.01"),
            ("sex", "男"),
            ("status", status),
        ]);
        let post = [
            ("unit", "财政局"),
            ("title", title),
            ("started", "2020.01"),
            ("main", "是"),
            ("level", level),
        ];
        assert!(clerk.types(person, "post", None, &post).row.is_some());
    }
    set_day(&clerk, "2026-11-22");
    clerk
}

pub fn set_day(clerk: &Clerk, date: &str) {
    let request = SetAsOf {
        date: Some(date.into()),
    };
    clerk.desk.set_as_of(request, &Unwatched).expect("基准日");
}

pub fn enters(clerk: &Clerk, name: &str, set: &str, values: &[(&str, &str)]) -> i64 {
    let saved = clerk.types(clerk.person(name), set, None, values);
    saved.row.unwrap_or_else(|| panic!("{:?}", saved.problems)).id
}

pub fn fills(clerk: &Clerk, name: &str, set: &str, row: i64, item: &str, text: &str) -> Option<i64> {
    let saved = clerk.types(clerk.person(name), set, Some(row), &[(item, text)]);
    assert!(saved.row.is_some(), "{:?}", saved.problems);
    saved.op
}

/// Overdue, soon, missing, open of a part of the work.
pub fn counts(clerk: &Clerk, register: &str) -> (u64, u64, u64, u64) {
    let view = clerk.desk.due(query(), &Unwatched).expect("what is due");
    let own = view
        .registers
        .iter()
        .find(|own| own.code == register)
        .expect("the part");
    (own.overdue, own.soon, own.missing, own.open)
}

fn query() -> DueQuery {
    DueQuery {
        unit: None,
        within: None,
        year: None,
    }
}

pub fn of(clerk: &Clerk, name: &str, register: &str) -> Vec<ReminderView> {
    let request = PersonId {
        person: clerk.person(name),
    };
    let found = clerk.desk.person_due(request, &Unwatched).expect("what is due");
    found
        .into_iter()
        .filter(|reminder| reminder.register == register)
        .collect()
}

#[test]
fn an_admonition_is_looked_at_again_after_six_months() {
    let clerk = bureau();
    let row = enters(
        &clerk,
        "李四",
        "talk",
        &[
            ("kind", "诫勉谈话"),
            ("date", "2026.05.15"),
            ("replied", "2026.05.20"),
        ],
    );
    assert_eq!(counts(&clerk, "talk"), (1, 0, 0, 0));
    let found = of(&clerk, "李四", "talk");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].state.as_str(), found[0].date.as_str(), found[0].days),
        ("overdue", "2026.11.15", Some(-7))
    );
    assert!(
        found[0].rule.citation.contains("中组发〔2015〕12号"),
        "{}",
        found[0].rule.citation
    );
    assert!(found[0].rule.verify.is_some(), "需核实 is told");
    let op = fills(&clerk, "李四", "talk", row, "reviewed", "2026.11.22");
    assert_eq!(counts(&clerk, "talk"), (0, 0, 0, 0));
    clerk.undoes(op);
    assert_eq!(counts(&clerk, "talk"), (1, 0, 0, 0), "undone, it is due again");
    // 双向约谈 asks for nothing afterwards; 函询 for an answer within fifteen working days
    enters(
        &clerk,
        "王五",
        "talk",
        &[("kind", "双向约谈"), ("date", "2026.01.05")],
    );
    enters(
        &clerk,
        "王五",
        "talk",
        &[("kind", "函询"), ("date", "2026.11.16")],
    );
    assert_eq!(counts(&clerk, "talk"), (1, 1, 0, 0));
    assert_eq!(of(&clerk, "王五", "talk")[0].date, "2026.12.07");
    set_day(&clerk, "2026-06-01");
    assert_eq!(
        counts(&clerk, "talk"),
        (0, 0, 0, 2),
        "on an earlier day nothing is near"
    );
}

#[test]
fn an_admonition_among_awards_counts_once() {
    let clerk = bureau();
    let award = [("kind", "组织处理"), ("name", "诫勉"), ("decided", "2026.06.01")];
    enters(&clerk, "李四", "award", &award);
    assert_eq!(
        counts(&clerk, "influence"),
        (0, 1, 0, 0),
        "inside until 2026.12.01"
    );
    assert_eq!(counts(&clerk, "talk"), (0, 1, 0, 0), "nobody entered the talk");
    let found = of(&clerk, "李四", "influence");
    assert!(
        found[0].what.contains("影响期至 2026.12.01，不得提拔、重用"),
        "{}",
        found[0].what
    );
    enters(
        &clerk,
        "李四",
        "talk",
        &[
            ("kind", "诫勉谈话"),
            ("date", "2026.06.01"),
            ("replied", "2026.06.03"),
            ("reviewed", "2026.11.20"),
        ],
    );
    assert_eq!(counts(&clerk, "talk"), (0, 0, 0, 0));
    set_day(&clerk, "2026-12-02");
    assert_eq!(counts(&clerk, "influence"), (0, 0, 0, 0), "the period is over");
    enters(
        &clerk,
        "王五",
        "award",
        &[
            ("kind", "惩戒"),
            ("name", "政务撤职"),
            ("decided", "2026.01.10"),
            ("lifted", "2026.11.01"),
        ],
    );
    assert_eq!(
        counts(&clerk, "influence"),
        (0, 0, 0, 0),
        "what was lifted has no influence"
    );
}

#[test]
fn who_has_not_signed_is_listed_and_signed_for_at_once() {
    let clerk = bureau();
    assert_eq!(
        counts(&clerk, "pledge"),
        (0, 0, 3, 0),
        "科级以上 in office: 张三 李四 王五"
    );
    assert_eq!(counts(&clerk, "report"), (0, 0, 2, 0), "中层: 李四 王五");
    let values = [
        ("kind", "廉洁自律承诺书"),
        ("year", "2026"),
        ("done", "2026.02.10"),
    ];
    let request = AddRows {
        set: "pledge".into(),
        values: values
            .iter()
            .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        people: ["张三", "李四"].iter().map(|name| clerk.person(name)).collect(),
    };
    let added = clerk.desk.add_rows(request, &Unwatched).expect("signed");
    assert_eq!(added.added, 2);
    assert_eq!(counts(&clerk, "pledge"), (0, 0, 1, 0));
    assert_eq!(of(&clerk, "王五", "pledge")[0].what, "2026年");
    let last_year = DueQuery {
        year: Some(2025),
        ..query()
    };
    let view = clerk.desk.due(last_year, &Unwatched).expect("what is due");
    assert_eq!(view.registers[1].missing, 3, "the year before nobody signed");
    // a unit asks everybody down to 科员
    let request = SaveParameter {
        pack: "follow_up".into(),
        rule: "GZ-CN-01".into(),
        name: "levels".into(),
        value: "1A32,1A41,1A42,1A50".into(),
    };
    clerk
        .desk
        .save_parameter(request.clone(), &Unwatched)
        .expect("set");
    assert_eq!(counts(&clerk, "pledge"), (0, 0, 2, 0), "王五 and 赵六");
    let wrong = SaveParameter {
        value: "科级".into(),
        ..request
    };
    let refused = clerk.desk.save_parameter(wrong, &Unwatched).expect_err("refused");
    assert!(refused.message.contains("没有“科级”这个代码"), "{refused}");
    let history = HistoryQuery {
        limit: 1,
        ..HistoryQuery::default()
    };
    let last = clerk.desk.history(history, &Unwatched).expect("history");
    assert!(
        last.operations[0].label.contains("适用的职务层次"),
        "{}",
        last.operations[0].label
    );
}

#[test]
fn pairs_secondments_reserve_and_milestones_end() {
    let clerk = bureau();
    enters(
        &clerk,
        "赵六",
        "mentoring",
        &[("mentor", "李四"), ("started", "2025.11.01")],
    );
    assert_eq!(
        counts(&clerk, "mentoring"),
        (1, 0, 0, 0),
        "twelve months are over"
    );
    let row = enters(
        &clerk,
        "赵六",
        "practice",
        &[
            ("kind", "挂职"),
            ("unit", "云岭街道"),
            ("started", "2025.12.01"),
            ("due", "2026.11.30"),
        ],
    );
    assert_eq!(counts(&clerk, "practice"), (0, 1, 0, 0));
    fills(&clerk, "赵六", "practice", row, "ended", "2026.11.20");
    assert_eq!(counts(&clerk, "practice"), (0, 0, 1, 0), "the opinion is missing");
    fills(&clerk, "赵六", "practice", row, "result", "表现良好");
    assert_eq!(counts(&clerk, "practice"), (0, 0, 0, 0));
    let row = enters(
        &clerk,
        "赵六",
        "reserve",
        &[("pool", "副科级"), ("entered", "2025.09")],
    );
    assert_eq!(
        counts(&clerk, "reserve").0,
        1,
        "not looked at for more than a year"
    );
    fills(&clerk, "赵六", "reserve", row, "reviewed", "2026.11.10");
    assert_eq!(counts(&clerk, "reserve").0, 0);
    enters(
        &clerk,
        "赵六",
        "cultivation",
        &[
            ("period", "2024—2026"),
            ("milestone", "完成任职培训"),
            ("due", "2026.10"),
        ],
    );
    assert_eq!(counts(&clerk, "cultivation"), (1, 0, 0, 0), "October is over");
}

#[test]
fn dossiers_lent_and_sent_come_back_in_time() {
    let clerk = bureau();
    let loan = enters(
        &clerk,
        "李四",
        "archive_loan",
        &[
            ("kind", "借阅"),
            ("borrowed", "2026.11.01"),
            ("readers", "孙八、周九"),
        ],
    );
    let found = of(&clerk, "李四", "archive_loan");
    assert_eq!(
        (found[0].date.as_str(), found[0].state.as_str()),
        ("2026.11.16", "overdue")
    );
    fills(&clerk, "李四", "archive_loan", loan, "due", "2026.11.30");
    assert_eq!(counts(&clerk, "archive_loan"), (0, 1, 0, 0), "prolonged");
    let sent = enters(
        &clerk,
        "钱七",
        "archive_transfer",
        &[
            ("direction", "转出"),
            ("changed", "2026.08.01"),
            ("other_unit", "云江区委组织部"),
        ],
    );
    assert_eq!(
        counts(&clerk, "archive_transfer"),
        (1, 0, 0, 0),
        "who has left is followed up too"
    );
    fills(&clerk, "钱七", "archive_transfer", sent, "sent", "2026.09.20");
    let found = of(&clerk, "钱七", "archive_transfer");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].task.as_str(), found[0].date.as_str()),
        ("催要转递回执", "2026.10.20")
    );
    fills(&clerk, "钱七", "archive_transfer", sent, "receipt", "2026.11.20");
    assert_eq!(counts(&clerk, "archive_transfer"), (0, 0, 0, 0));
    let all = clerk.desk.reminders(60).expect("reminders");
    assert!(
        all.windows(2)
            .all(|two| two[1].date.is_empty() || two[0].date <= two[1].date),
        "by date, those without one last"
    );
}

#[test]
fn terms_of_working_days_leave_out_the_holidays_the_unit_has_entered() {
    let clerk = bureau();
    set_day(&clerk, "2026-10-01");
    enters(
        &clerk,
        "李四",
        "talk",
        &[("kind", "函询"), ("date", "2026.09.30"), ("by", "张三")],
    );
    let due = || {
        let mut found = of(&clerk, "李四", "talk").into_iter();
        let answer = found.find(|reminder| reminder.rule.title.contains("函询"));
        answer.expect("an answer is due").date
    };
    assert_eq!(due(), "2026.10.21", "Monday to Friday");
    let sets = |name: &str, value: &str| {
        let request = SaveParameter {
            pack: "workdays".into(),
            rule: "JS-17".into(),
            name: name.into(),
            value: value.into(),
        };
        clerk.desk.save_parameter(request, &Unwatched)
    };
    sets("holidays", "2026.10.1~2026.10.7").expect("saved");
    sets("worked", "2026-10-10").expect("saved");
    assert_eq!(due(), "2026.10.27", "five days off, one made up for");
    let refused = sets("holidays", "国庆").expect_err("no day");
    assert!(refused.message.contains("不是日期"), "{refused}");
    let shown = clerk
        .desk
        .rule_parameters(
            RulePack {
                pack: "workdays".into(),
            },
            &Unwatched,
        )
        .expect("the parameters");
    assert!(shown[0].rule.verify.is_some(), "to be checked");
    assert_eq!(
        shown[0].parameters[0].value,
        "2026-10-01,2026-10-02,2026-10-03,2026-10-04,2026-10-05,2026-10-06,2026-10-07"
    );
    sets("holidays", "").expect("taken back");
    sets("worked", "").expect("taken back");
    assert_eq!(due(), "2026.10.21");
}
