//! The cells of the 任免审批表: what each is called, in which order they are walked, and what stands behind it.

/// What is behind a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Behind {
    /// An item of 基本情况.
    Item(&'static str),
    /// 入党时间, which tells several items.
    Party,
    /// The highest of 专业技术职务.
    Title,
    /// 学历学位 of one kind of study.
    Schooling(&'static str, Part),
    /// The posts held now.
    Posts,
    /// An item of the latest 任免拟办.
    Proposal(&'static str),
    /// All rows of a set as one text.
    Whole(&'static str),
    /// An item of a relative, by the number of the row; negative for a new one.
    Relative(i64, &'static str),
    /// Nothing can be typed, for this reason.
    Locked(&'static str),
}

/// One of the four cells of a schooling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Level,
    Degree,
    SchoolOfLevel,
    SchoolOfDegree,
}

const FULL_TIME: &str = "1";
const IN_SERVICE: &str = "2";

/// Key, label, what is behind; in the order in which the form is filled.
const CELLS: &[(&str, &str, Behind)] = &[
    ("name", "姓名", Behind::Item("name")),
    ("sex", "性别", Behind::Item("sex")),
    ("birth", "出生年月", Behind::Item("birth")),
    ("photo", "照片", Behind::Locked("照片在档案首页点照片录入、更换")),
    ("ethnicity", "民族", Behind::Item("ethnicity")),
    ("native_place", "籍贯", Behind::Item("native_place")),
    ("birthplace", "出生地", Behind::Item("birthplace")),
    ("party_joined", "入党时间", Behind::Party),
    ("work_started", "参加工作时间", Behind::Item("work_started")),
    (
        "due_age",
        "到龄时间",
        Behind::Locked("由出生年月、性别和退休类别算出，不用填"),
    ),
    ("health", "健康状况", Behind::Item("health")),
    ("title_professional", "专业技术职务", Behind::Title),
    ("speciality", "熟悉专业有何专长", Behind::Item("speciality")),
    (
        "full_time.level",
        "全日制学历",
        Behind::Schooling(FULL_TIME, Part::Level),
    ),
    (
        "full_time.degree",
        "全日制学位",
        Behind::Schooling(FULL_TIME, Part::Degree),
    ),
    (
        "full_time.school_level",
        "全日制学历毕业院校系及专业",
        Behind::Schooling(FULL_TIME, Part::SchoolOfLevel),
    ),
    (
        "full_time.school_degree",
        "全日制学位毕业院校系及专业",
        Behind::Schooling(FULL_TIME, Part::SchoolOfDegree),
    ),
    (
        "in_service.level",
        "在职学历",
        Behind::Schooling(IN_SERVICE, Part::Level),
    ),
    (
        "in_service.degree",
        "在职学位",
        Behind::Schooling(IN_SERVICE, Part::Degree),
    ),
    (
        "in_service.school_level",
        "在职学历毕业院校系及专业",
        Behind::Schooling(IN_SERVICE, Part::SchoolOfLevel),
    ),
    (
        "in_service.school_degree",
        "在职学位毕业院校系及专业",
        Behind::Schooling(IN_SERVICE, Part::SchoolOfDegree),
    ),
    ("post_now", "现任职务", Behind::Posts),
    ("post_proposed", "拟任职务", Behind::Proposal("proposed")),
    ("post_removed", "拟免职务", Behind::Proposal("removed")),
    ("resume", "简历", Behind::Whole("resume")),
    ("awards", "奖惩情况", Behind::Whole("award")),
    ("assessments", "年度考核结果", Behind::Whole("assessment")),
    ("reason", "任免理由", Behind::Proposal("reason")),
    ("reporting_unit", "呈报单位", Behind::Proposal("reporting_unit")),
    ("filled_by", "填表人", Behind::Proposal("filled_by")),
];

const OF_RELATIVE: [(&str, &str); 5] = [
    ("relation", "称谓"),
    ("name", "姓名"),
    ("birth", "出生年月"),
    ("political_status", "政治面貌"),
    ("work", "工作单位及职务"),
];

/// A cell by its key in requests: `birth`, `family.12.work`, `family.new0.name`.
pub(super) fn behind(key: &str) -> Option<Behind> {
    if let Some((_, _, behind)) = CELLS.iter().find(|(known, ..)| *known == key) {
        return Some(behind.clone());
    }
    let (row, item) = key.strip_prefix("family.")?.split_once('.')?;
    let row = match row.strip_prefix("new") {
        Some(number) => {
            -1 - number
                .parse::<i64>()
                .ok()
                .filter(|number| (0..1000).contains(number))?
        }
        None => row.parse().ok().filter(|row| *row > 0)?,
    };
    let (item, _) = OF_RELATIVE.iter().find(|(known, _)| *known == item)?;
    Some(Behind::Relative(row, item))
}

/// What a row of a relative is called in keys.
pub(super) fn row_name(row: i64) -> String {
    if row < 0 {
        format!("new{}", -1 - row)
    } else {
        row.to_string()
    }
}

/// What the clerk calls a cell; relatives are counted from 1.
pub(super) fn label(key: &str, place: Option<usize>) -> String {
    if let Some((_, label, _)) = CELLS.iter().find(|(known, ..)| *known == key) {
        return (*label).to_owned();
    }
    let item = key.rsplit('.').next().unwrap_or_default();
    let label = OF_RELATIVE
        .iter()
        .find(|(known, _)| *known == item)
        .map_or("", |(_, label)| label);
    match place {
        Some(place) => format!("家庭成员第 {} 行{label}", place + 1),
        None => format!("家庭成员{label}"),
    }
}

/// Where a cell stands when the form is walked through: relatives between the reason and the reporting unit.
pub(super) fn order(key: &str, place: Option<usize>) -> (usize, usize, usize) {
    let at = |key: &str| {
        CELLS
            .iter()
            .position(|(known, ..)| *known == key)
            .unwrap_or(CELLS.len())
    };
    match place {
        Some(place) => {
            let item = key.rsplit('.').next().unwrap_or_default();
            let column = OF_RELATIVE
                .iter()
                .position(|(known, _)| *known == item)
                .unwrap_or_default();
            (at("reason"), place + 1, column)
        }
        None => (at(key), 0, 0),
    }
}
