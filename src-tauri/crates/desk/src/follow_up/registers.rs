//! The parts of the work of following up, in the order of the screen.

/// A part of the work.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Register {
    /// Name in rules, addresses and answers.
    pub code: &'static str,
    /// What the clerk reads.
    pub label: &'static str,
    /// The set its rows stand in.
    pub set: &'static str,
}

const fn register(code: &'static str, label: &'static str, set: &'static str) -> Register {
    Register { code, label, set }
}

/// All of them.
pub(crate) const REGISTERS: &[Register] = &[
    register("talk", "谈话", "talk"),
    register("pledge", "廉洁承诺", "pledge"),
    register("report", "述职述廉", "pledge"),
    register("mentoring", "导师结对", "mentoring"),
    register("practice", "实践锻炼", "practice"),
    register("reserve", "后备干部", "reserve"),
    register("cultivation", "培养计划", "cultivation"),
    register("influence", "奖惩影响期", "award"),
    register("certified", "三龄两历一身份", "certified"),
    register("material", "档案目录", "material"),
    register("archive_loan", "查借阅", "archive_loan"),
    register("archive_transfer", "转递", "archive_transfer"),
];

/// The part called `code`.
pub(crate) fn register_of(code: &str) -> Option<&'static Register> {
    REGISTERS.iter().find(|register| register.code == code)
}
