//! 政治审查: opened for many, filled by digits, agencies asked and their answers read back, a negative conclusion that blocks
//! every later step, and the one way past it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use antou_desk::messages::*;
use antou_desk::{Failure, Unwatched};

use crate::clerk::Clerk;
use crate::printing::text_of;

const ZHANG: &str = "990101198503120010";

/// 张三 with a wife, a father and a brother-in-law; 李四 and 王五 alone.
fn office() -> (Clerk, [i64; 3]) {
    let clerk = Clerk::with_new_vault();
    let zhang = clerk.adds(&[("name", "张三"), ("id_number", ZHANG), ("birth", "1985.03")]);
    for (relation, name) in [("妻子", "赵云"), ("父亲", "张父"), ("姐夫", "钱某")] {
        let values = [("relation", relation), ("name", name)];
        clerk
            .types(zhang, "family", None, &values)
            .row
            .expect("a relative");
    }
    let li = clerk.adds(&[("name", "李四"), ("birth", "1979.11")]);
    let wang = clerk.adds(&[("name", "王五"), ("birth", "1988.02")]);
    (clerk, [zhang, li, wang])
}

fn texts(values: &[(&str, &str)]) -> BTreeMap<String, String> {
    values
        .iter()
        .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
        .collect()
}

fn opens(clerk: &Clerk, values: &[(&str, &str)], people: &[i64]) -> OpenedReviews {
    let request = OpenReviews {
        values: texts(values),
        people: people.to_vec(),
    };
    clerk.desk.open_reviews(request, &Unwatched).expect("answered")
}

fn opens_usual(clerk: &Clerk, people: &[i64]) -> OpenedReviews {
    let values = [
        ("kind", "任前"),
        ("started", "20260302"),
        ("purpose", "2026年第一批"),
        ("subjects", "本人、直系亲属"),
    ];
    opens(clerk, &values, people)
}

fn listed(clerk: &Clerk, query: ReviewsQuery) -> ReviewsView {
    clerk.desk.reviews(query, &Unwatched).expect("a page")
}

fn part(clerk: &Clerk, part: &str) -> Vec<ReviewRow> {
    let query = ReviewsQuery {
        part: part.into(),
        ..ReviewsQuery::default()
    };
    listed(clerk, query).rows
}

fn review_of(clerk: &Clerk, person: i64) -> ReviewRow {
    let all = part(clerk, "");
    all.into_iter()
        .find(|row| row.person == person)
        .expect("a review")
}

fn fills(clerk: &Clerk, review: i64, values: &[(&str, &str)], confirmed: bool) -> FilledReviews {
    let entries = values.iter().map(|(item, value)| ReviewEntry {
        review,
        item: (*item).to_owned(),
        value: (*value).to_owned(),
    });
    let request = FillReviews {
        entries: entries.collect(),
        confirmed,
    };
    clerk.desk.fill_reviews(request, &Unwatched).expect("answered")
}

/// A review of 张三 that was failed on 2026-03-20.
fn failed() -> (Clerk, [i64; 3], i64) {
    let (clerk, people) = office();
    opens_usual(&clerk, &people);
    let review = review_of(&clerk, people[0]).review;
    let values = [
        ("political", "1"),
        ("integrity", "2"),
        ("conclusion", "2"),
        ("concluded", "20260320"),
    ];
    let filled = fills(&clerk, review, &values, false);
    assert_eq!(
        (filled.changed, filled.problems.len()),
        (1, 0),
        "{:?}",
        filled.problems
    );
    (clerk, people, review)
}

#[test]
fn a_review_is_opened_for_many_with_the_relatives_on_record() {
    let (clerk, people) = office();
    let opened = opens_usual(&clerk, &people);
    assert_eq!((opened.opened, opened.already.len()), (3, 0));
    assert_eq!(opened.without_family, [people[1], people[2]], "nobody on record");
    let request = ReviewId {
        review: review_of(&clerk, people[0]).review,
    };
    let review = clerk
        .desk
        .review(request.clone(), &Unwatched)
        .expect("the review");
    let names: Vec<&str> = review
        .subjects
        .iter()
        .map(|row| row.cells["name"].text.as_str())
        .collect();
    assert_eq!(
        names,
        ["张三", "赵云", "张父"],
        "the brother-in-law is no 直系亲属"
    );
    let again = opens_usual(&clerk, &people);
    assert_eq!((again.opened, again.already.len(), again.op), (0, 3, None));

    clerk.types(
        people[0],
        "family",
        None,
        &[("relation", "女儿"), ("name", "张小")],
    );
    let taken = clerk
        .desk
        .take_relatives(request.clone(), &Unwatched)
        .expect("taken");
    assert_eq!(taken.added, 1);
    clerk.undoes(taken.op);
    let view = listed(&clerk, ReviewsQuery::default());
    let batch = view.batches.first().expect("one batch");
    assert_eq!(
        (batch.reviews, batch.open, batch.purpose.as_str()),
        (3, 3, "2026年第一批")
    );
    assert_eq!(
        (view.counts.reviews, view.counts.open, view.counts.unchecked),
        (3, 3, 3)
    );
    clerk.undoes(opened.op);
    assert!(part(&clerk, "").is_empty());
}

#[test]
fn a_review_without_a_kind_or_a_beginning_is_not_opened() {
    let (clerk, people) = office();
    let opened = opens(&clerk, &[("kind", "任前")], &people);
    assert_eq!((opened.opened, opened.op), (0, None));
    assert!(
        opened
            .problems
            .iter()
            .any(|problem| problem.item == "review.started")
    );
}

#[test]
fn gates_are_filled_by_digits_and_a_conclusion_against_them_is_asked_about() {
    let (clerk, people) = office();
    opens_usual(&clerk, &people);
    let review = review_of(&clerk, people[0]).review;
    let gates = [
        ("political", "1"),
        ("ability", "1"),
        ("conduct", "1"),
        ("integrity", "2"),
    ];
    let op = fills(&clerk, review, &gates, false).op;
    assert!(op.is_some());
    let refused = fills(&clerk, review, &[("conclusion", "1")], false);
    assert_eq!(refused.changed, 0);
    let problem = &refused.problems[0].problem;
    assert_eq!(problem.severity, "ask");
    assert!(
        problem.message.contains("廉洁关不合格") && problem.message.contains("结论应为不合格"),
        "{}",
        problem.message
    );

    let entered = fills(&clerk, review, &[("conclusion", "1")], true);
    assert_eq!(
        (entered.changed, entered.problems[0].problem.severity.as_str()),
        (1, "warning")
    );
    let row = review_of(&clerk, people[0]);
    assert_eq!(row.concluded, "2026.11.21", "of today when no date is given");
    assert_eq!(row.contradictions.len(), 1, "{:?}", row.contradictions);
    let query = ReviewsQuery {
        only: "contradiction".into(),
        ..ReviewsQuery::default()
    };
    assert_eq!(listed(&clerk, query).total, 1);
    clerk.undoes(entered.op);
    assert_eq!(review_of(&clerk, people[0]).conclusion, "");

    let early = fills(
        &clerk,
        review,
        &[("conclusion", "2"), ("concluded", "20260101")],
        false,
    );
    assert_eq!(early.changed, 0);
    let said = &early.problems[0].problem.message;
    assert!(said.contains("早于开始时间") && said.contains("请核对"), "{said}");
}

#[test]
fn who_has_failed_is_proposed_nowhere() {
    let (clerk, [zhang, li, _], review) = failed();
    let blocked = |set: &str, values: &[(&str, &str)]| {
        let saved = clerk.types(zhang, set, None, values);
        assert!(saved.row.is_none(), "{set} was kept");
        let said = saved
            .problems
            .iter()
            .find(|problem| problem.code == "review.veto")
            .expect("the veto");
        assert!(
            said.message.contains("任前政治审查（2026.03.20）")
                && said.message.contains("A14")
                && said.message.contains("更正"),
            "{}",
            said.message
        );
    };
    blocked("proposal", &[("proposed", "任办公室主任")]);
    blocked("reserve", &[("pool", "正科级"), ("entered", "2026.06")]);
    blocked("party_step", &[("step", "确定发展对象"), ("date", "2026.06.01")]);
    blocked(
        "award",
        &[("kind", "奖励"), ("name", "嘉奖"), ("decided", "2026.06")],
    );
    let earlier = [("kind", "奖励"), ("name", "嘉奖"), ("decided", "2020.06")];
    assert!(
        clerk.types(zhang, "award", None, &earlier).row.is_some(),
        "what was before stays"
    );
    let removal = [("removed", "免去科长")];
    assert!(
        clerk.types(zhang, "proposal", None, &removal).row.is_some(),
        "nothing is proposed"
    );

    let request = AddRows {
        set: "reserve".into(),
        values: texts(&[("pool", "正科级"), ("entered", "2026.06")]),
        people: vec![zhang, li],
    };
    let refused = clerk.desk.add_rows(request, &Unwatched).expect_err("for many");
    assert!(
        refused.message.contains("张三") && !refused.message.contains("李四"),
        "{refused}"
    );

    let printed = |proposed: &str| {
        let options = FormOptions {
            proposed: proposed.into(),
            ..FormOptions::default()
        };
        let request = serde_json::json!({ "form": "appointment", "people": [zhang], "options": options });
        clerk.desk.call("form_preview", request, &Unwatched)
    };
    let refused: Failure = printed("任办公室主任").expect_err("not printed");
    assert!(refused.message.contains("一票否决"), "{refused}");
    assert!(printed("").is_ok(), "without a proposal it prints");

    let dossier = clerk
        .desk
        .dossier(PersonId { person: zhang }, &Unwatched)
        .expect("a dossier");
    assert!(dossier.findings[0].message.contains("一票否决"), "first of all");
    let vetoed = clerk.desk.vetoed(Nothing {}, &Unwatched).expect("a list");
    assert_eq!(vetoed.iter().map(|one| one.person).collect::<Vec<_>>(), [zhang]);
    assert_eq!(part(&clerk, "failed")[0].review, review);
}

#[test]
fn a_file_proposes_nobody_who_has_failed() {
    let (clerk, [zhang, ..], _) = failed();
    let file = clerk.path("后备.csv");
    std::fs::write(
        &file,
        "姓名,出生年月,后备层级,入库时间\n张三,1985.03,正科级,2026.06\n李四,1979.11,正科级,2026.06\n",
    )
    .expect("a file");
    let view = clerk.opens(&file);
    let rows = clerk.rows(view.import, None);
    let held: Vec<&ImportRow> = rows.iter().filter(|row| row.outcome == "held").collect();
    assert_eq!(held.len(), 1, "{rows:?}");
    assert!(format!("{:?}", held[0]).contains("一票否决"), "{:?}", held[0]);
    clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    assert_eq!(clerk.shows(zhang, "reserve.pool"), "");
    assert_eq!(clerk.shows(clerk.person("李四"), "reserve.pool"), "正科级");
}

#[test]
fn a_negative_conclusion_is_only_corrected_with_a_reason() {
    let (clerk, [zhang, ..], review) = failed();
    let saved = clerk.types(zhang, "review", Some(review), &[("conclusion", "合格")]);
    assert!(saved.row.is_none(), "not by typing");
    assert!(
        saved
            .problems
            .iter()
            .any(|problem| problem.message.contains("更正"))
    );
    assert!(
        clerk
            .types(zhang, "review", Some(review), &[("findings", "已同本人谈话")])
            .row
            .is_some()
    );
    let filled = fills(&clerk, review, &[("conclusion", "")], true);
    assert_eq!(filled.changed, 0, "not in the grid");
    let row = RowId {
        set: "review".into(),
        row: review,
    };
    assert!(clerk.desk.delete_row(row, &Unwatched).is_err(), "not by deleting");

    let corrects = |reason: &str| {
        let request = CorrectReview {
            review,
            values: texts(&[("integrity", "合格"), ("conclusion", "合格")]),
            reason: reason.into(),
        };
        clerk.desk.correct_review(request, &Unwatched)
    };
    assert!(corrects("  ").expect_err("no reason").message.contains("理由"));
    let corrected = corrects("录入错误，原件为合格").expect("corrected");
    let history = clerk
        .desk
        .history(
            serde_json::from_value(serde_json::json!({ "offset": 0, "limit": 1 })).expect("a query"),
            &Unwatched,
        )
        .expect("history");
    let label = &history.operations[0].label;
    assert!(
        label.contains("不合格改为合格") && label.contains("原件为合格"),
        "{label}"
    );
    let reserve = [("pool", "正科级"), ("entered", "2026.06")];
    assert!(
        clerk.types(zhang, "reserve", None, &reserve).row.is_some(),
        "free again"
    );
    clerk.undoes(None);
    clerk.undoes(corrected.op);
    assert_eq!(part(&clerk, "failed").len(), 1);
}

#[test]
fn a_later_review_of_the_kind_that_passes_lifts_it() {
    let (clerk, [zhang, ..], _) = failed();
    let values = [("kind", "年度政治体检"), ("started", "20260601")];
    opens(&clerk, &values, &[zhang]);
    let other = part(&clerk, "open")
        .into_iter()
        .find(|row| row.kind == "年度政治体检")
        .expect("open")
        .review;
    fills(
        &clerk,
        other,
        &[("conclusion", "1"), ("concluded", "20260610")],
        false,
    );
    assert_eq!(part(&clerk, "failed").len(), 1, "another kind lifts nothing");
    opens(&clerk, &[("kind", "任前"), ("started", "20260901")], &[zhang]);
    let again = part(&clerk, "open")
        .into_iter()
        .find(|row| row.started == "2026.09.01")
        .expect("open")
        .review;
    fills(
        &clerk,
        again,
        &[("conclusion", "1"), ("concluded", "20260910")],
        false,
    );
    assert!(part(&clerk, "failed").is_empty());
}

fn asks(clerk: &Clerk, reviews: &[i64], asked: &str) -> (AskedAgencies, PathBuf) {
    let folder = clerk.path("联审");
    let request = AskAgencies {
        reviews: reviews.to_vec(),
        agencies: vec!["公安机关".into(), "税务部门".into()],
        asked: asked.into(),
        folder: folder.display().to_string(),
        with_ids: false,
    };
    (
        clerk.desk.ask_agencies(request, &Unwatched).expect("asked"),
        folder,
    )
}

fn matrix(clerk: &Clerk) -> ReplyMatrix {
    let query = ReviewsQuery {
        part: "asked".into(),
        ..ReviewsQuery::default()
    };
    clerk.desk.reply_matrix(query, &Unwatched).expect("a matrix")
}

#[test]
fn agencies_get_one_workbook_each_and_what_is_late_is_listed() {
    let (clerk, people) = office();
    opens_usual(&clerk, &people);
    let reviews: Vec<i64> = part(&clerk, "open").iter().map(|row| row.review).collect();
    let (asked, _) = asks(&clerk, &reviews, "20261101");
    assert_eq!((asked.asked, asked.again, asked.files.len()), (6, 0, 2));
    let names: Vec<&str> = asked
        .files
        .iter()
        .filter_map(|file| file.rsplit('/').next())
        .collect();
    assert_eq!(
        names,
        ["联审 公安机关 2026.11.01.xlsx", "联审 税务部门 2026.11.01.xlsx"]
    );
    let view = matrix(&clerk);
    assert_eq!((view.agencies.len(), view.rows.len()), (2, 3));
    assert!(
        view.rows[0].states.iter().all(|state| state == "overdue"),
        "fifteen days are over on the 21st"
    );

    let parameter = SaveParameter {
        pack: "political_review".into(),
        rule: "LS-01".into(),
        name: "reply_days".into(),
        value: "30".into(),
    };
    clerk.desk.save_parameter(parameter, &Unwatched).expect("set");
    assert!(
        matrix(&clerk).rows[0]
            .states
            .iter()
            .all(|state| state == "waiting"),
        "thirty are not"
    );
    let (again, _) = asks(&clerk, &reviews[..1], "20261110");
    assert_eq!((again.asked, again.again, again.files.len()), (0, 2, 2));
    let early = AskAgencies {
        reviews: reviews.clone(),
        agencies: vec!["法院".into()],
        asked: "20260101".into(),
        folder: clerk.path("联审").display().to_string(),
        with_ids: false,
    };
    let refused = clerk
        .desk
        .ask_agencies(early, &Unwatched)
        .expect_err("before the review");
    assert!(refused.message.contains("早于"), "{refused}");
    clerk.undoes(asked.op);
    assert!(matrix(&clerk).agencies.is_empty());
}

#[test]
fn answers_come_back_through_the_import_to_the_review_they_were_asked_for() {
    let (clerk, people) = office();
    opens_usual(&clerk, &people);
    // another review of the same person: the hidden number tells which is meant
    opens(&clerk, &[("kind", "专项"), ("started", "20260901")], &people[..1]);
    let usual: Vec<i64> = part(&clerk, "open")
        .iter()
        .filter(|row| row.kind == "任前")
        .map(|row| row.review)
        .collect();
    let special: Vec<i64> = part(&clerk, "open")
        .iter()
        .filter(|row| row.kind == "专项")
        .map(|row| row.review)
        .collect();
    asks(&clerk, &special, "20261105");
    let (asked, _) = asks(&clerk, &usual, "20261101");
    let file = PathBuf::from(&asked.files[0]);
    let answered = answer(&file, &clerk.path("公安回复.xlsx"));
    let view = clerk.opens(&answered);
    let rows = clerk.rows(view.import, None);
    assert!(
        rows.iter().filter(|row| row.outcome == "updated").count() == 3,
        "{rows:?}"
    );
    let report = clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    let view = matrix(&clerk);
    let police = view
        .agencies
        .iter()
        .find(|standing| standing.agency == "公安机关")
        .expect("asked");
    assert_eq!(
        (police.asked, police.replied, police.adverse),
        (4, 3, 1),
        "the special review still waits"
    );
    let zhang = listed(
        &clerk,
        ReviewsQuery {
            only: "adverse".into(),
            ..ReviewsQuery::default()
        },
    );
    assert_eq!(
        zhang
            .rows
            .iter()
            .map(|row| (row.name.as_str(), row.kind.as_str()))
            .collect::<Vec<_>>(),
        [("张三", "任前")]
    );
    clerk.undoes(report.op);
    assert_eq!(matrix(&clerk).agencies[0].replied, 0);
}

/// What an agency does in LibreOffice: the workbook as it was sent, the hidden column still hidden, 张三 adverse and the others
/// not, the days typed and so made dates, the sheet given another name.
fn answer(sent: &std::path::Path, to: &std::path::Path) -> PathBuf {
    use calamine::{Reader as _, open_workbook_auto};
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = open_workbook_auto(sent).expect("the workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("readable");
    let (top, left) = range.start().expect("content");
    let rows: Vec<Vec<String>> = range
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let head = rows.iter().position(|row| row[0] == "姓名").expect("headings");
    let place = |heading: &str| {
        rows[head]
            .iter()
            .position(|cell| cell.contains(heading))
            .expect(heading)
    };
    let (issue, content, date) = (place("不良反映"), place("回复内容"), place("回复时间"));
    let hidden = place("核对编号");
    let mut answered = Workbook::new();
    let sheet = answered.add_worksheet();
    sheet.set_name("反馈").expect("a name");
    let day = ExcelDateTime::from_ymd(2026, 11, 10).expect("a day");
    let as_day = Format::new().set_num_format("yyyy/m/d");
    for (at, row) in rows.iter().enumerate() {
        let line = top + at as u32;
        for (column, cell) in row.iter().enumerate() {
            let place = (left as usize + column) as u16;
            let adverse = row[0] == "张三";
            let typed = match (at > head && !row[hidden].is_empty(), column) {
                (true, column) if column == issue => if adverse { "有" } else { "无" }.to_owned(),
                (true, column) if column == content && adverse => "2019年受过行政处罚".to_owned(),
                (true, column) if column == date => {
                    let written = sheet.write_datetime_with_format(line, place, &day, &as_day);
                    written.expect("a day");
                    continue;
                }
                _ => cell.clone(),
            };
            if !typed.is_empty() {
                sheet.write_string(line, place, typed).expect("a cell");
            }
        }
    }
    sheet
        .set_column_hidden((left as usize + hidden) as u16)
        .expect("hidden");
    answered.save(to).expect("a file");
    to.to_owned()
}

#[test]
fn the_conclusion_and_the_letters_are_printed() {
    let (clerk, people) = office();
    opens_usual(&clerk, &people);
    let rows = part(&clerk, "open");
    let review = rows
        .iter()
        .find(|row| row.person == people[0])
        .expect("a review")
        .review;
    let (_, _) = asks(&clerk, &[review], "20261105");
    fills(
        &clerk,
        review,
        &[
            ("political", "1"),
            ("ability", "1"),
            ("conduct", "1"),
            ("integrity", "1"),
            ("conclusion", "1"),
        ],
        false,
    );
    let view = clerk
        .desk
        .review(ReviewId { review }, &Unwatched)
        .expect("the review");
    let subjects: Vec<i64> = view.subjects.iter().map(|row| row.id).collect();
    let prints = |form: &str, rows: &[i64]| {
        let to = clerk.path(&format!("{form}.pdf"));
        let request = serde_json::json!({ "form": form, "people": [], "rows": rows, "options": {}, "to": to.display().to_string(), "kind": "pdf" });
        let written = clerk
            .desk
            .call("form_export", request, &Unwatched)
            .expect("printed")
            .value;
        (
            written["pages"].as_u64().expect("pages"),
            written["warnings"].as_array().expect("warnings").len(),
        )
    };
    let post = [("unit", "财政局"), ("title", "预算科科长"), ("main", "是")];
    assert!(clerk.types(people[0], "post", None, &post).row.is_some());
    // asked on the same day, after the others
    let court = SaveReviewPart {
        set: "agency_reply".into(),
        review,
        row: None,
        values: [("agency", "人民法院"), ("asked", "20261105")]
            .map(|(code, text)| (code.to_owned(), Some(text.to_owned())))
            .into(),
    };
    assert!(
        clerk
            .desk
            .save_review_part(court, &Unwatched)
            .expect("answered")
            .row
            .is_some()
    );
    assert_eq!(prints("review_conclusion", &[review]), (2, 0));
    let text = text_of(&clerk.path("review_conclusion.pdf"));
    let told = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words} is missing in {text}"))
    };
    assert!(
        told("公安机关") < told("税务部门") && told("税务部门") < told("人民法院"),
        "as they were asked"
    );
    assert_eq!(
        text.matches("预算科科长").count(),
        2,
        "also where the person is a subject: {text}"
    );
    assert_eq!(
        prints("review_letter", &subjects),
        (6, 0),
        "a letter and its answer for each"
    );
    if let Some(folder) = std::env::var_os("ANTOU_FORM_LOOK") {
        for form in ["review_conclusion", "review_letter"] {
            let to = std::path::Path::new(&folder).join(format!("{form}.pdf"));
            std::fs::copy(clerk.path(&format!("{form}.pdf")), to).expect("kept");
        }
    }
}

#[test]
fn the_demonstration_has_reviews_under_way_and_somebody_who_has_failed() {
    let clerk = Clerk::with_new_vault();
    clerk.desk.lock(Nothing {}, &Unwatched).expect("locked");
    let dir = clerk.path("demo").display().to_string();
    clerk
        .desk
        .open_demo(OpenDemo { dir: Some(dir) }, &Unwatched)
        .expect("opened");
    let view = listed(
        &clerk,
        ReviewsQuery {
            part: "open".into(),
            ..ReviewsQuery::default()
        },
    );
    assert!(
        view.counts.overdue > 0 && view.counts.open > 5,
        "{:?}",
        view.counts
    );
    assert_eq!(part(&clerk, "failed").len(), 1);
    let admissions = clerk
        .desk
        .admissions(AdmissionsQuery::default(), &Unwatched)
        .expect("a page");
    assert!(admissions.total > 3 && admissions.rows.iter().any(|row| row.overdue));
}
