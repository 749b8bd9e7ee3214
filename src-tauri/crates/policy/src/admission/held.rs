//! The steps against the clauses about age, intervals, notices, repetition, training, and what has to be there before.

use antou_record::PartialDate;

use super::judge::Judge;
use super::parameters::{AGES, AT_LEAST, NOTICES, REPEATED, REPORTS, REVIEWS, TRAINING, WITHIN};
use super::{Stage, label, step};

impl Judge<'_> {
    pub(super) fn age(&mut self) {
        let Some(birth) = self.facts.birth else { return };
        for (rule, of) in AGES.iter() {
            let Some(date) = self.first(&of.step).filter(|date| rule.in_force_at(*date)) else {
                continue;
            };
            let reached = birth.plus_months(of.age * 12);
            if reached.is_some_and(|reached| date.compare(reached).is_lt()) {
                let message = format!("{} 申请入党时不满 {} 周岁", date.dotted(), of.age);
                self.remark(rule, &of.step.clone(), false, message);
            }
        }
    }

    pub(super) fn intervals(&mut self) {
        for (rule, of) in AT_LEAST.iter() {
            let Some(start) = self.first(&of.from) else {
                continue;
            };
            let Some(open) = start.plus_months(of.at_least_months) else {
                continue;
            };
            match self.first(&of.to) {
                Some(date) if rule.in_force_at(date) && date.compare(open).is_lt() => {
                    let message = format!(
                        "“{}”（{}）到“{}”（{}）不满 {} 个月，最早应在 {}",
                        label(&of.from),
                        start.dotted(),
                        label(&of.to),
                        date.dotted(),
                        of.at_least_months,
                        open.dotted()
                    );
                    self.remark(rule, &of.to, false, message);
                }
                None if rule.in_force_at(self.as_of) && !self.is_done(&of.to) => {
                    if let Some(point) = self.points.iter_mut().find(|point| point.code == of.to) {
                        point.not_before = Some(open);
                    }
                }
                _ => {}
            }
        }
        for (rule, of) in WITHIN.iter() {
            let Some(start) = self.first(&of.from) else {
                continue;
            };
            let Some(by) = start.plus_months(of.within_months) else {
                continue;
            };
            let latest = of.extended_months.and_then(|months| start.plus_months(months));
            match self.first(&of.to) {
                Some(date) if rule.in_force_at(date) && date.compare(by).is_gt() => {
                    let excused = latest.is_some_and(|latest| date.compare(latest).is_le());
                    let message = format!(
                        "“{}”（{}）应在 {} 以前，{}",
                        label(&of.to),
                        date.dotted(),
                        by.dotted(),
                        if excused {
                            "在特殊情况可以延长的期限以内，请写明原因"
                        } else {
                            "已超过时限，请写明原因"
                        }
                    );
                    self.remark(rule, &of.to, false, message);
                }
                None if rule.in_force_at(self.as_of) && !self.is_done(&of.to) && self.is_open() => {
                    let as_of = self.as_of;
                    if let Some(point) = self.points.iter_mut().find(|point| point.code == of.to) {
                        point.by = Some(by);
                    }
                    if as_of.compare(by).is_gt() {
                        let message = format!("“{}”应在 {} 以前，已经逾期", label(&of.to), by.dotted());
                        self.remark(rule, &of.to, true, message);
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn notices(&mut self) {
        for (rule, of) in NOTICES.iter() {
            let (Some(start), Some(end)) = (self.first(&of.from), self.first(&of.to)) else {
                continue;
            };
            let over = self.facts.workdays.after(start, of.workdays);
            if rule.in_force_at(end) && over.is_some_and(|over| end.compare(over).is_lt()) {
                let message = format!(
                    "{} 起公示，{} 就列为发展对象，不足 {} 个工作日（{}）",
                    start.dotted(),
                    end.dotted(),
                    of.workdays,
                    self.facts.workdays.reckoned(start.year())
                );
                self.remark(rule, &of.to, false, message);
            }
        }
    }

    pub(super) fn repetition(&mut self) {
        for (rule, of) in REPEATED.iter() {
            let goes_on = self.is_open() && self.is_done(&of.after) && !self.is_done(&of.until);
            if !goes_on || !rule.in_force_at(self.as_of) {
                continue;
            }
            let Some(since) = self.last(&of.repeat).or_else(|| self.first(&of.after)) else {
                continue;
            };
            let Some(by) = since.plus_months(of.every_months) else {
                continue;
            };
            if let Some(point) = self.points.iter_mut().find(|point| point.code == of.repeat) {
                point.by = Some(by);
            }
            if self.as_of.compare(by).is_gt() {
                let message = format!(
                    "“{}”每 {} 个月一次，上次是 {}，下一次应在 {} 以前",
                    label(&of.repeat),
                    of.every_months,
                    since.dotted(),
                    by.dotted()
                );
                self.remark(rule, &of.repeat, true, message);
            }
        }
    }

    pub(super) fn training(&mut self) {
        for (rule, of) in TRAINING.iter() {
            let Some(date) = self.last(&of.step).filter(|date| rule.in_force_at(*date)) else {
                continue;
            };
            let Some((hours, days)) = self.facts.trained else {
                continue;
            };
            if hours < of.hours && days < of.days {
                let message = format!(
                    "“{}”（{}）登记的培训只有 {hours} 学时、{days} 天，应不少于 {} 学时或 {} 天",
                    label(&of.step),
                    date.dotted(),
                    of.hours,
                    of.days
                );
                self.remark(rule, &of.step, false, message);
            }
        }
    }

    /// What has to be there before a step: a passed review, a report.
    pub(super) fn prerequisites(&mut self) {
        let facts = self.facts;
        for (rule, of) in REVIEWS.iter() {
            let reached = self.reached(&of.before);
            let Some(date) = reached.filter(|date| rule.in_force_at(*date)) else {
                continue;
            };
            let passed = facts.reviewed.is_some_and(|passed| passed.compare(date).is_le());
            if !passed {
                let message = match facts.under_review {
                    true => "政治审查还没有合格的结论，不能进入后面的步骤",
                    false => "没有“发展党员”类别的政治审查，不能进入后面的步骤",
                };
                self.remark(rule, step::REVIEWED, false, message.to_owned());
            }
        }
        for (rule, of) in REPORTS.iter().filter(|_| facts.asks_report) {
            let reached = self.reached(&of.before);
            let Some(date) = reached.filter(|date| rule.in_force_at(*date)) else {
                continue;
            };
            if !facts
                .reported
                .is_some_and(|reported| reported.compare(date).is_le())
            {
                let message = "还没有登记发展对象的个人有关事项报告".to_owned();
                self.remark(rule, &of.before.clone(), false, message);
            }
        }
    }

    /// When a step was done; 基准日 when it is the next or a candidate is about to come to it.
    fn reached(&self, code: &str) -> Option<PartialDate> {
        let later = self
            .points
            .iter()
            .filter(|point| point.code.as_str() >= code)
            .find_map(|point| point.dates.first().copied());
        later.or_else(|| {
            let coming = self.is_open() && self.stage == Some(Stage::Candidate);
            coming.then_some(self.as_of)
        })
    }
}
