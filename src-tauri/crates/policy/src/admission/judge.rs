//! Where somebody stands, in which order the steps were done, and what comes next.

use antou_record::PartialDate;

use super::parameters::{APPLIES, steps_at};
use super::{ENDED, Facts, Point, Remark, Stage, Timeline, label, step};
use crate::pack::Rule;

/// Somebody's steps while they are held against the rules.
pub(super) struct Judge<'a> {
    pub(super) facts: &'a Facts,
    pub(super) as_of: PartialDate,
    pub(super) stage: Option<Stage>,
    pub(super) points: Vec<Point>,
    pub(super) remarks: Vec<Remark>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(facts: &'a Facts, as_of: PartialDate) -> Self {
        let dates_of = |code: &str| {
            let mut dates: Vec<PartialDate> = facts
                .steps
                .iter()
                .filter(|done| done.code == code)
                .filter_map(|done| done.date)
                .collect();
            dates.sort_by_key(PartialDate::to_string);
            dates
        };
        let farthest = facts.steps.iter().map(|done| done.code.as_str()).max();
        let last_done = facts
            .steps
            .iter()
            .filter(|done| done.code != ENDED)
            .max_by(|one, two| one.code.cmp(&two.code))
            .and_then(|done| done.date);
        // what has come to an end is held against the text of its time
        let is_over = farthest.is_some_and(|code| !Stage::after(code).is_open());
        let applying = steps_at(last_done.filter(|_| is_over).unwrap_or(as_of));
        let mut codes: Vec<&str> = applying.iter().map(String::as_str).collect();
        for done in &facts.steps {
            if done.code != ENDED && !codes.contains(&done.code.as_str()) {
                codes.push(&done.code);
            }
        }
        codes.sort_unstable();
        let points = codes.into_iter().map(|code| Point {
            code: code.to_owned(),
            dates: dates_of(code),
            done: facts.steps.iter().any(|done| done.code == code),
            skipped: false,
            not_before: None,
            by: None,
        });
        Self {
            stage: farthest.map(Stage::after),
            points: points.collect(),
            facts,
            as_of,
            remarks: Vec::new(),
        }
    }

    pub(super) fn point(&self, code: &str) -> Option<&Point> {
        self.points.iter().find(|point| point.code == code)
    }

    pub(super) fn first(&self, code: &str) -> Option<PartialDate> {
        self.point(code)?.dates.first().copied()
    }

    pub(super) fn last(&self, code: &str) -> Option<PartialDate> {
        self.point(code)?.dates.last().copied()
    }

    pub(super) fn is_done(&self, code: &str) -> bool {
        self.point(code).is_some_and(|point| point.done)
    }

    pub(super) fn is_open(&self) -> bool {
        self.stage.is_none_or(Stage::is_open)
    }

    pub(super) fn remark(&mut self, rule: &'static Rule, step: &str, overdue: bool, message: String) {
        self.remarks.push(Remark {
            step: step.to_owned(),
            severity: if overdue {
                "warning"
            } else {
                rule.severity.as_str()
            }
            .to_owned(),
            message,
            overdue,
            rule,
        });
    }

    /// Steps out of order, and steps that were passed over.
    pub(super) fn order(&mut self) {
        let Some((rule, _)) = APPLIES
            .iter()
            .find(|(rule, _)| rule.in_force_at(self.as_of))
            .or(APPLIES.last())
        else {
            return;
        };
        let mut wrong = Vec::new();
        let mut before: Option<(&str, PartialDate)> = None;
        for point in &self.points {
            // what is done again and again goes on beside later steps
            if point.code == step::OBSERVED || point.code == "21" {
                continue;
            }
            let Some(date) = point.dates.first().copied() else {
                continue;
            };
            if let Some((earlier, of)) = before.filter(|(_, of)| date.compare(*of).is_lt()) {
                wrong.push((point.code.clone(), earlier.to_owned(), date, of));
            }
            before = Some((&point.code, date));
        }
        for (code, earlier, date, of) in wrong {
            let message = format!(
                "“{}”（{}）早于前面的“{}”（{}），请核对日期",
                label(&code),
                date.dotted(),
                label(&earlier),
                of.dotted()
            );
            self.remark(rule, &code, false, message);
        }
        let last = self.points.iter().rposition(|point| point.done);
        for point in self.points.iter_mut().take(last.unwrap_or_default()) {
            point.skipped = !point.done;
        }
        let skipped: Vec<String> = self
            .points
            .iter()
            .filter(|point| point.skipped)
            .map(|point| point.code.clone())
            .collect();
        // a new step is not asked of what was passed before it existed
        for code in skipped {
            let message = format!("“{}”没有登记，后面的步骤已经办了，请补登或核对", label(&code));
            self.remark(rule, &code, false, message);
        }
    }

    pub(super) fn finish(self) -> Timeline {
        let last = self.points.iter().rposition(|point| point.done);
        let next = match last {
            Some(at) if self.is_open() => self.points.get(at + 1),
            None if self.is_open() => self.points.first(),
            _ => None,
        };
        Timeline {
            stage: self.stage,
            next: next.map(|point| point.code.clone()),
            points: self.points,
            remarks: self.remarks,
        }
    }
}
