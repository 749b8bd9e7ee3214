//! The archive: what a dossier should hold and does not, numbers in order, facts certified against the earliest material,
//! dossiers lent to nobody's kin, the pools of the reserve.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;
use crate::following_up::{bureau, counts, enters, fills, of};

fn told(clerk: &Clerk, name: &str, register: &str) -> Vec<String> {
    let found = of(clerk, name, register).into_iter();
    let closed = found.filter(|reminder| reminder.state != "open" || reminder.date.is_empty());
    closed.map(|reminder| reminder.what).collect()
}

fn material(clerk: &Clerk, name: &str, class: &str, seq: &str, title: &str, formed: &str) -> i64 {
    let values = [
        ("class", class),
        ("seq", seq),
        ("title", title),
        ("formed", formed),
    ];
    enters(clerk, name, "material", &values)
}

#[test]
fn a_catalogue_is_held_against_what_is_known_of_the_person() {
    let clerk = bureau();
    assert_eq!(told(&clerk, "李四", "material"), ["目录还没有登记"]);
    material(&clerk, "李四", "1", "1", "干部履历表", "2010.06");
    enters(
        &clerk,
        "李四",
        "education",
        &[("mode", "全日制"), ("level", "大学"), ("school", "甲省大学")],
    );
    enters(
        &clerk,
        "李四",
        "assessment",
        &[("year", "2024"), ("conclusion", "称职")],
    );
    enters(
        &clerk,
        "李四",
        "assessment",
        &[("year", "2025"), ("conclusion", "优秀")],
    );
    material(&clerk, "李四", "3", "1", "2024年度考核登记表", "2025.01");
    assert_eq!(
        told(&clerk, "李四", "material"),
        [
            "登记了年度考核 2 条，三类“考核”材料只有 1 份",
            "登记了学历学位 1 条，4-1 类没有材料",
            "登记了职务 1 条，9-2 类没有“任免”材料",
        ]
    );
    material(&clerk, "李四", "三类", "2", "2025年度考核登记表", "2026.01");
    material(&clerk, "李四", "四类", "1", "毕业生登记表", "2002.07");
    material(&clerk, "李四", "9-2", "2", "干部任免审批表", "2020.01");
    material(&clerk, "李四", "9-2", "4", "录用审批表", "2003.08");
    assert_eq!(
        told(&clerk, "李四", "material"),
        [
            "9-2 类序号不连续，没有第 1、3 号",
            "9-2 类顺序与形成时间不符：第 4 号“录用审批表”"
        ],
        "an older catalogue's 四类 counts for 4-1"
    );
    material(&clerk, "李四", "1", "2", "干部履历表（更新）", "2024.03");
    assert!(
        told(&clerk, "李四", "material")
            .iter()
            .any(|what| what.starts_with("一类顺序")),
        "the newest comes first"
    );
    let request = PersonId {
        person: clerk.person("李四"),
    };
    let done = clerk
        .desk
        .renumber_materials(request.clone(), &Unwatched)
        .expect("renumbered");
    assert_eq!(done.changed, 3, "both of 一类, one of 9-2");
    assert_eq!(told(&clerk, "李四", "material"), [] as [&str; 0]);
    assert_eq!(counts(&clerk, "material"), (0, 0, 0, 3), "three others have none");
    let again = clerk
        .desk
        .renumber_materials(request, &Unwatched)
        .expect("renumbered");
    assert_eq!((again.op, again.changed), (None, 0));
    clerk.undoes(done.op);
    assert_eq!(told(&clerk, "李四", "material").len(), 3);
}

#[test]
fn facts_are_certified_by_the_earliest_material_and_nothing_is_overwritten() {
    let clerk = bureau();
    let person = clerk.person("李四");
    clerk.types(
        person,
        "person",
        Some(person),
        &[("work_started", "2002.08"), ("staff_kind", "公务员")],
    );
    let birth = enters(
        &clerk,
        "李四",
        "certified",
        &[
            ("fact", "出生日期"),
            ("shown", "1980.01"),
            ("earliest", "1979.11"),
            ("material", "入团志愿书"),
            ("recognised", "1980年1月"),
        ],
    );
    let found = told(&clerk, "李四", "certified");
    assert_eq!(
        found[0],
        "出生日期：组织认定 1980年1月 与最早材料 1979.11 不一致，又没有认定文号"
    );
    assert_eq!(found[1], "还没有认定：参加工作时间、学历学位、工作经历、干部身份");
    fills(&clerk, "李四", "certified", birth, "recognised", "1979.11");
    let found = told(&clerk, "李四", "certified");
    assert_eq!(found[0], "出生日期：档案里的 1980.01 与组织认定 1979.11 不一致");
    assert_eq!(
        clerk.shows(person, "birth"),
        "1980.01",
        "nobody changed the birth"
    );
    fills(&clerk, "李四", "certified", birth, "material_no", "6-1");
    assert!(told(&clerk, "李四", "certified").contains(&"出生日期：档案材料目录里没有 6-1".to_owned()));
    material(&clerk, "李四", "6", "01", "入团志愿书", "1995.05");
    assert!(
        !told(&clerk, "李四", "certified")
            .iter()
            .any(|what| what.contains("6-1"))
    );
    clerk.types(person, "person", Some(person), &[("birth", "1979.11")]);
    assert_eq!(
        told(&clerk, "李四", "certified").len(),
        1,
        "only what is left to certify"
    );
}

#[test]
fn a_certified_fact_goes_on_pointing_to_its_material_when_the_catalogue_is_renumbered() {
    let clerk = bureau();
    let person = clerk.person("李四");
    let first = material(&clerk, "李四", "6", "2", "入团志愿书", "1995.05");
    let later = material(&clerk, "李四", "6", "3", "入党志愿书", "2003.06");
    let fact = |name: &str, number: &str| {
        let values = [("fact", name), ("earliest", "1979.11"), ("material_no", number)];
        enters(&clerk, "李四", "certified", &values)
    };
    let (birth, joined) = (fact("出生日期", "6-02"), fact("入党时间", "6-3"));
    let number = |row: i64| {
        let view = clerk
            .desk
            .dossier(PersonId { person }, &Unwatched)
            .expect("a dossier");
        let facts = view.sections.iter().find(|section| section.set == "certified");
        let rows = &facts.expect("the set").rows;
        let row = rows.iter().find(|own| own.id == row).expect("the fact");
        row.cells
            .get("material_no")
            .map(|cell| cell.text.clone())
            .unwrap_or_default()
    };
    let renumbers = || {
        let request = PersonId { person };
        clerk.desk.renumber_materials(request, &Unwatched)
    };
    let done = renumbers().expect("renumbered");
    assert_eq!(done.changed, 2);
    assert_eq!(
        (number(birth), number(joined)),
        ("6-1".into(), "6-2".into()),
        "6-2 is another material now"
    );
    clerk.undoes(done.op);
    assert_eq!((number(birth), number(joined)), ("6-02".into(), "6-3".into()));

    fills(&clerk, "李四", "material", later, "seq", "7");
    assert_eq!(number(joined), "6-7", "a number typed by hand");
    let request = RowId {
        set: "material".into(),
        row: first,
    };
    let refused = clerk.desk.delete_row(request, &Unwatched).expect_err("in use");
    assert!(
        refused.message.contains("“出生日期”的认定依据是这份材料"),
        "{refused}"
    );
    material(&clerk, "李四", "6", "7", "转正材料", "2004.06");
    let refused = renumbers().expect_err("two of one number");
    assert!(
        refused.message.contains("分不清哪一份是“入党时间”的认定依据"),
        "{refused}"
    );
    fills(&clerk, "李四", "certified", joined, "material_no", "");
    renumbers().expect("renumbered");
    assert_eq!(number(birth), "6-1");
}

#[test]
fn nobody_consults_the_own_dossier_or_that_of_a_relative() {
    let clerk = bureau();
    enters(
        &clerk,
        "李四",
        "family",
        &[("relation", "妻子"), ("name", "赵六"), ("birth", "1981.02")],
    );
    let lends = |readers: &str, more: &[(&str, &str)]| {
        let mut values = vec![("kind", "查阅"), ("borrowed", "2026.11.20"), ("readers", readers)];
        values.extend(more);
        clerk.types(clerk.person("李四"), "archive_loan", None, &values)
    };
    let refused = lends("孙八、李四", &[]);
    assert!(refused.row.is_none() && refused.problems[0].message.contains("不得查阅本人的档案"));
    let refused = lends("赵六、孙八", &[]);
    assert!(refused.row.is_none());
    let message = &refused.problems[0].message;
    assert!(
        message.contains("与李四的妻子同名") && message.contains("已核实无亲属关系"),
        "{message}"
    );
    assert!(
        lends("赵六、孙八", &[("unrelated", "是")]).row.is_some(),
        "another of the same name"
    );
    let alone = lends("孙八", &[]);
    assert!(alone.row.is_some() && alone.problems[0].message.contains("只写了一名"));
    let early = lends("孙八、周九", &[("returned", "2026.11.01")]);
    assert!(early.row.is_none() && early.problems[0].message.contains("早于查（借）阅时间"));
    let carried = clerk.types(
        clerk.person("李四"),
        "archive_transfer",
        None,
        &[
            ("direction", "转出"),
            ("other_unit", "云江区"),
            ("way", "专人送取"),
            ("carrier", "李四"),
        ],
    );
    assert!(carried.row.is_none() && carried.problems[0].message.contains("不得交李四本人自带"));
}

#[test]
fn the_pools_are_counted_against_what_is_wanted_with_their_people() {
    let clerk = bureau();
    let person = clerk.adds(&[
        ("name", "孙敏"),
        ("birth", "1994.03"),
        ("sex", "女"),
        ("ethnicity", "回族"),
        ("status", "在职"),
    ]);
    enters(
        &clerk,
        "孙敏",
        "education",
        &[("mode", "全日制"), ("level", "大学")],
    );
    enters(
        &clerk,
        "孙敏",
        "reserve",
        &[("pool", "副科级"), ("entered", "2026.06"), ("field", "财政金融")],
    );
    enters(
        &clerk,
        "王五",
        "reserve",
        &[("pool", "正科级"), ("entered", "2026.06")],
    );
    enters(
        &clerk,
        "李四",
        "reserve",
        &[("pool", "正科级"), ("entered", "2024.06"), ("left", "2026.06")],
    );
    let pools = clerk
        .desk
        .reserve_pools(UnitScope { unit: None }, &Unwatched)
        .expect("pools");
    let of_pool = |label: &str| pools.pools.iter().find(|pool| pool.label == label).expect(label);
    let deputies = of_pool("副科级");
    assert_eq!(
        (&deputies.people, &deputies.women, &deputies.minorities),
        (&vec![person], &vec![person], &vec![person])
    );
    assert_eq!(deputies.too_old, [] as [i64; 0]);
    assert_eq!(deputies.fields[0].label, "财政金融");
    let heads = of_pool("正科级");
    assert_eq!(
        heads.people,
        [clerk.person("王五")],
        "who left is no longer in it"
    );
    assert_eq!(
        (&heads.too_old, &heads.unschooled),
        (&heads.people, &heads.people)
    );
    assert_eq!(told(&clerk, "王五", "reserve"), ["46 岁，超过正科级 35 岁"]);
    assert_eq!(pools.targets[2].pools, ["3", "4"]);
    let request = SaveParameter {
        pack: "reserve".into(),
        rule: "E05-3".into(),
        name: "around".into(),
        value: "11".into(),
    };
    clerk.desk.save_parameter(request, &Unwatched).expect("set");
    assert_eq!(
        told(&clerk, "王五", "reserve"),
        [] as [&str; 0],
        "左右 is what the unit says"
    );
}

#[test]
fn what_is_due_is_listed_and_mentors_with_their_load() {
    let clerk = bureau();
    enters(
        &clerk,
        "赵六",
        "mentoring",
        &[
            ("mentor", "李四"),
            ("mentor_person", "李四"),
            ("started", "2025.11.01"),
        ],
    );
    enters(
        &clerk,
        "王五",
        "mentoring",
        &[
            ("mentor", "李四"),
            ("mentor_person", "李四"),
            ("started", "2026.06.01"),
        ],
    );
    enters(
        &clerk,
        "王五",
        "mentoring",
        &[
            ("mentor", "方老师"),
            ("started", "2024.06.01"),
            ("ended", "2025.06.01"),
        ],
    );
    let ask = |name: &str, only: &str| {
        let query = ListingQuery {
            name: name.into(),
            unit: None,
            year: None,
            row: None,
            only: only.into(),
            text: String::new(),
            sort: Vec::new(),
            columns: Vec::new(),
            offset: 0,
            limit: 0,
        };
        clerk.desk.listing(query, &Unwatched).expect("a list")
    };
    let overdue = ask("due", "mentoring/overdue");
    assert_eq!(overdue.title, "导师结对（已逾期）");
    assert_eq!(overdue.total, 1);
    assert_eq!(overdue.rows[0].person, Some(clerk.person("赵六")));
    assert_eq!(overdue.rows[0].cells[6..8], ["2026.11.01", "-21"]);
    assert!(!overdue.rules.is_empty(), "with the rule");
    assert_eq!(ask("due", "mentoring/open").total, 1, "王五 until 2027.06");
    assert_eq!(
        ask("due", "mentoring/missing").total,
        1,
        "the outcome of what ended is missing"
    );
    let mentors = ask("mentors", "");
    assert_eq!(mentors.rows[0].cells[0], "李四");
    assert_eq!(mentors.rows[0].cells[2], "2");
    assert_eq!(mentors.rows[1].cells[4], "1");
}

fn page(shade: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(200, 283, image::Rgb([shade, 90, 90]));
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(picture)
        .write_to(&mut out, image::ImageFormat::Jpeg)
        .expect("a picture");
    out.into_inner()
}

#[test]
fn scans_in_bulk_find_their_materials_and_overwrite_nothing() {
    let clerk = bureau();
    let resume = material(&clerk, "李四", "1", "1", "干部履历表", "2024.03");
    let diploma = material(&clerk, "李四", "4-1", "3", "毕业生登记表", "2002.07");
    material(&clerk, "王五", "9-2", "1", "干部任免审批表", "2020.01");
    let folder = clerk.path("扫描件");
    for (name, bytes) in [
        ("李四/1-1.jpg", page(10)),
        ("李四/4-1-03-02.jpg", page(20)),
        ("李四/4-1-03-01.jpg", page(30)),
        ("李四/10-1.jpg", page(40)),
        ("王五_9-2-1.jpg", b"no picture".to_vec()),
        ("无此人_1-1.jpg", page(50)),
        ("李四/说明.jpg", page(60)),
    ] {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    let asks = |write: bool| {
        let request = MaterialScans {
            files: vec![folder.display().to_string()],
            write,
        };
        clerk.desk.material_scans(request, &Unwatched).expect("looked at")
    };
    let seen = asks(false);
    assert_eq!(
        (seen.materials, seen.added, seen.there, seen.failed, seen.op),
        (2, 3, 0, 4, None)
    );
    let reason = |file: &str| {
        let row = seen.rows.iter().find(|row| row.file == file).expect(file);
        row.reason.clone()
    };
    assert_eq!(
        reason("李四/10-1.jpg"),
        "李四的档案材料目录里没有 10-1，请先登记目录"
    );
    assert!(
        reason("王五_9-2-1.jpg").contains("不是可以读取的图片"),
        "{}",
        reason("王五_9-2-1.jpg")
    );
    assert_eq!(reason("无此人_1-1.jpg"), "库里没有“无此人”");
    assert!(reason("李四/说明.jpg").contains("没有类号和序号"));
    let view = |row: i64| {
        let request = ScanView {
            set: "material".into(),
            row,
            item: "scan".into(),
            page: 0,
        };
        clerk.desk.scan_view(request, &Unwatched)
    };
    assert!(view(resume).is_err(), "looking wrote nothing");
    let done = asks(true);
    assert!(done.op.is_some());
    let bound = view(diploma).expect("a scan");
    assert_eq!(
        (bound.pages, bound.extension.as_str()),
        (2, "pdf"),
        "two pages, one PDF"
    );
    assert_eq!(view(resume).expect("a scan").extension, "jpg");
    let again = asks(true);
    assert_eq!(
        (again.there, again.added, again.op),
        (3, 0, None),
        "nothing is overwritten"
    );
    clerk.undoes(done.op);
    assert!(view(diploma).is_err(), "all taken back at once");
}
