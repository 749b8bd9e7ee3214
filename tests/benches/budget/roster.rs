//! A messy roster of invented people: titles, two rows of headings, many notations of dates, faulty numbers. The same
//! every time; identity numbers carry area code 99.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};

const HEADINGS: [(&str, &str); 40] = [
    ("", "序号"),
    ("", "姓名"),
    ("", "性别"),
    ("", "民族"),
    ("", "籍贯"),
    ("", "出生地"),
    ("", "出生年月"),
    ("", "公民身份号码"),
    ("", "政治面貌"),
    ("", "入党时间"),
    ("", "参加工作时间"),
    ("", "健康状况"),
    ("", "专业技术职务"),
    ("", "熟悉专业有何专长"),
    ("全日制教育", "学历"),
    ("全日制教育", "学位"),
    ("全日制教育", "毕业院校"),
    ("全日制教育", "专业"),
    ("在职教育", "学历"),
    ("在职教育", "学位"),
    ("在职教育", "毕业院校"),
    ("在职教育", "专业"),
    ("", "工作单位"),
    ("", "现任职务"),
    ("", "职务层次"),
    ("", "任现职时间"),
    ("", "任现职级时间"),
    ("", "管理类别"),
    ("", "人员编号"),
    ("年度考核等次", "2021"),
    ("年度考核等次", "2022"),
    ("年度考核等次", "2023"),
    ("政治审查", "结论"),
    ("政治审查", "时间"),
    ("近期培训", "班次"),
    ("近期培训", "学时"),
    ("个人有关事项报告", "查核结论"),
    ("个人有关事项报告", "报告时间"),
    ("", "联系电话"),
    ("", "备注"),
];
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志红玉兰春梅海燕晓东文斌鹏飞雪琳佳怡子轩浩然梓涵宇泽思远";
const UNITS: [&str; 20] = [
    "组织部",
    "宣传部",
    "统战部",
    "发展和改革局",
    "财政局",
    "教育局",
    "卫生健康局",
    "自然资源局",
    "农业农村局",
    "水利局",
    "审计局",
    "统计局",
    "司法局",
    "民政局",
    "交通运输局",
    "城关镇党委",
    "河口乡人民政府",
    "石桥街道办事处",
    "第一中学",
    "人民医院",
];

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }

    fn character(&mut self, text: &str) -> char {
        text.chars()
            .nth(self.below(text.chars().count() as u64) as usize)
            .unwrap()
    }

    fn date(&mut self, year: u64, month: u64) -> String {
        match self.below(10) {
            0 => format!("{year}.{month}"),
            1 => format!("{year}{month:02}"),
            2 => format!("{year}-{month:02}-15"),
            3 => format!("{year}年{month}月"),
            4 => format!("{year}/{month}/8"),
            _ => format!("{year}.{month:02}"),
        }
    }
}

/// Writes the roster; another `which` holds other people.
pub fn write(path: &Path, people: usize, which: u64) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 39, "安平市管干部基本情况花名册", &plain)
        .unwrap();
    sheet.write_string(1, 0, "填报单位：安平市组织人事科").unwrap();
    // row by row: a workbook written in flat memory cannot go back
    for (column, (group, heading)) in (0..).zip(HEADINGS) {
        sheet
            .write_string(2, column, if group.is_empty() { heading } else { group })
            .unwrap();
    }
    for (column, (_, heading)) in (0..).zip(HEADINGS).filter(|(_, (group, _))| !group.is_empty()) {
        sheet.write_string(3, column, heading).unwrap();
    }
    let mut chance = Chance(7 + which);
    for number in 0..people {
        let person = person(&mut chance, which as usize * people + number);
        for (column, cell) in (0..).zip(person) {
            if !cell.is_empty() {
                sheet.write_string(4 + number as u32, column, &cell).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

fn person(chance: &mut Chance, number: usize) -> Vec<String> {
    let (year, month, day) = (
        1962 + chance.below(38),
        1 + chance.below(12),
        1 + chance.below(28),
    );
    let male = chance.below(100) < 62;
    let mut name: String = [chance.character(SURNAMES), chance.character(GIVEN)]
        .iter()
        .collect();
    if chance.below(100) < 85 {
        name.push(chance.character(GIVEN));
    }
    let work = year + 18 + chance.below(8);
    let place = chance.one(&[
        "江东安平",
        "河西兴化",
        "岭南永宁",
        "云岭和顺",
        "海滨长乐",
        "中川东昌",
    ]);
    let (full, later) = (
        chance.one(&["大学", "研究生", "大专"]),
        chance.one(&["研究生", "大学", "", "", ""]),
    );
    let grade = |chance: &mut Chance| {
        chance
            .one(&["优秀", "称职", "称职", "称职", "称职", "基本称职"])
            .to_owned()
    };
    let school = |chance: &mut Chance| {
        chance
            .one(&["江东大学", "河西师范学院", "岭南农业大学", "中川政法学院"])
            .to_owned()
    };
    vec![
        number.to_string(),
        name,
        if male { "男" } else { "女" }.into(),
        chance.one(&["汉族", "汉族", "汉族", "回族", "满族"]).into(),
        place.into(),
        format!("{place}城关"),
        chance.date(year, month),
        id_number(chance, year, month, day, male),
        chance.one(&["中共党员", "中共党员", "群众"]).into(),
        chance.date(work + 2, month),
        chance.date(work, 8),
        "健康".into(),
        chance.one(&["", "", "工程师", "会计师"]).into(),
        chance.one(&["", "党建", "经济"]).into(),
        full.into(),
        "法学学士".into(),
        school(chance),
        "法学专业".into(),
        later.into(),
        String::new(),
        if later.is_empty() {
            String::new()
        } else {
            school(chance)
        },
        String::new(),
        format!(
            "{}{}",
            chance.one(&["安平市", "兴化市", "永宁市", "和顺市"]),
            chance.one(&UNITS)
        ),
        chance.one(&["科员", "副科长", "科长", "副局长", "局长"]).into(),
        chance
            .one(&[
                "乡科级副职",
                "乡科级正职",
                "县处级副职",
                "一级主任科员",
                "四级调研员",
            ])
            .into(),
        chance.date(2012 + number as u64 % 12, 5),
        chance.date(2012, 6),
        chance.one(&["公务员", "参公", "事业"]).into(),
        format!("R{number:07}"),
        grade(chance),
        grade(chance),
        grade(chance),
        "合格".into(),
        chance.date(2022, 3),
        chance
            .one(&["年轻干部培训班", "任职培训", "县处级干部进修班"])
            .into(),
        chance.one(&["24", "40", "56"]).into(),
        chance.one(&["一致", "一致", "漏报"]).into(),
        chance.date(2023, 1),
        format!("199{:08}", chance.below(100_000_000)),
        chance.one(&["", "", "", "借调"]).into(),
    ]
}

fn id_number(chance: &mut Chance, year: u64, month: u64, day: u64, male: bool) -> String {
    const WEIGHTS: [u64; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let head = format!(
        "99{:04}{year}{month:02}{day:02}{:03}",
        chance.below(10_000),
        chance.below(500) * 2 + u64::from(male)
    );
    let sum: u64 = head
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u64::from(digit - b'0') * weight)
        .sum();
    format!("{head}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}
