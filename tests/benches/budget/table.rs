//! The table that is printed: ours, the budget, and whether it is met; beside it what peers needed where that is recorded.

use crate::gauge::Measured;

/// Peers on 100,000 × 40, measured once on a two-core machine with the same kind of file (processor seconds).
const RECORDED: &[(&str, &str)] = &[
    ("import, openpyxl script with the same checks", "49.1 s, 131 MB"),
    ("import, python-calamine with the same checks", "8.9 s, 611 MB"),
    ("import, pandas + openpyxl", "49.2 s, 274 MB"),
    ("LibreOffice, conversion to csv only", "9.95 s, 445 MB"),
    ("export, XlsxWriter constant_memory", "30.2 s, 22 MB"),
    ("export, openpyxl write_only", "42.6 s, 46 MB"),
    ("500 forms, wkhtmltopdf", "3.9 s, 200 MB (one page too many)"),
    (
        "500 forms, LibreOffice",
        "67 s for 248 of 500, then a silent stop",
    ),
];

#[derive(Default)]
pub struct Table {
    rows: Vec<(String, String, String, bool)>,
}

impl Table {
    pub fn ratio(&mut self, what: &str, ours: &Measured, floor: f64, budget: f64) {
        let ratio = ours.cpu / floor;
        self.row(
            what,
            format!("{ratio:.2} × ({:.2} s)", ours.cpu),
            format!("≤ {budget} × floor"),
            ratio <= budget,
        );
    }

    /// What is waited for, where several processors may share the work: elapsed time against that of the floor.
    pub fn waited(&mut self, what: &str, ours: f64, floor: f64, budget: f64) {
        let ratio = ours / floor;
        self.row(
            what,
            format!("{ratio:.2} × ({:.2} s)", ours / 1000.0),
            format!("≤ {budget} × floor, waiting"),
            ratio <= budget,
        );
    }

    pub fn memory(&mut self, what: &str, megabytes: f64, budget: f64) {
        self.row(
            what,
            format!("{megabytes:.0} MB"),
            format!("≤ {budget:.0} MB"),
            megabytes <= budget,
        );
    }

    pub fn time(&mut self, what: &str, milliseconds: f64, budget: f64) {
        self.row(
            what,
            format!("{milliseconds:.2} ms"),
            format!("≤ {budget:.0} ms"),
            milliseconds <= budget,
        );
    }

    pub fn seconds(&mut self, what: &str, seconds: f64, budget: f64) {
        self.row(
            what,
            format!("{seconds:.2} s"),
            format!("≤ {budget:.0} s"),
            seconds <= budget,
        );
    }

    /// A figure without a budget of its own.
    pub fn told(&mut self, what: &str, ours: String) {
        self.row(what, ours, String::new(), true);
    }

    fn row(&mut self, what: &str, ours: String, budget: String, met: bool) {
        self.rows.push((what.to_owned(), ours, budget, met));
    }

    pub fn print(&self, floor: f64, read: &Measured, export: f64) {
        println!(
            "floor of import {floor:.2} s (calamine alone {:.2} s), floor of export {export:.2} s",
            read.cpu
        );
        self.rows();
        println!("peers, recorded:");
        for (what, needed) in RECORDED {
            println!("       {what:<52} {needed}");
        }
    }

    /// What was measured, without the floors.
    pub fn rows(&self) {
        for (what, ours, budget, met) in &self.rows {
            println!(
                "{} {what:<52} {ours:>22}   {budget}",
                if *met { "met   " } else { "MISSED" }
            );
        }
    }
}
