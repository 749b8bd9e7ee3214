//! `make bench`: what the speed budgets are held to, as ratios against a floor measured in the same run. The floor is what
//! the libraries alone need for the same work. Processor seconds count user and system time of this program and the
//! processes it starts; they are what a busy machine distorts least. A number of people and a number of rosters
//! (`cargo bench --workspace --bench budget -- 100000 10`) tell how finding does in a vault larger than a workbook.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement on a developer's desk: it fails by panicking and reads the clock"
)]

mod cells;
mod floor;
mod gauge;
mod roster;
mod table;
mod work;

use std::path::PathBuf;

fn main() {
    // the import worker is this program, started anew
    if antou_desk::run_worker_if_asked() {
        return;
    }
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    match arguments.first().map(String::as_str) {
        Some("measure") => measure(&arguments[1], &PathBuf::from(&arguments[2])),
        _ => {
            let number = |place: usize| arguments.get(place).and_then(|number| number.parse().ok());
            let people = number(0).unwrap_or(100_000);
            match number(1) {
                Some(rosters) => run_large(people, rosters),
                None => run(people),
            }
        }
    }
}

/// Each measurement runs in a process of its own, so that memory and caches of one do not count for another.
fn measure(what: &str, folder: &std::path::Path) {
    let gauge = gauge::Gauge::start();
    let report = match what {
        "floor-read" => floor::read(folder),
        "floor-insert" => floor::insert(folder),
        "floor-drafts" => floor::drafts(folder),
        "floor-export" => floor::export(folder),
        "import" => work::import(folder),
        "import-more" => work::import_more(folder),
        "search" => work::search(folder),
        "review" => work::review(folder),
        "year" => work::year(folder),
        "cells" => cells::cells(folder),
        "dossier" => work::dossier(folder),
        "list" => work::list(folder),
        "export" => work::export(folder),
        "form" => work::form(folder),
        "forms" => work::forms(folder),
        "keep" => work::keep(folder),
        other => panic!("no measurement {other}"),
    };
    println!("{}", gauge.stop(&report));
}

/// Finding and opening in a vault filled from many rosters, more than one workbook may hold.
fn run_large(people: usize, rosters: usize) {
    let folder = tempfile::TempDir::new().unwrap();
    let measured = |what: &str| gauge::Measured::of(what, folder.path());
    let mut table = table::Table::default();
    let mut seconds = 0.0;
    for which in 0..rosters {
        roster::write(&folder.path().join("roster.xlsx"), people, which as u64);
        let import = measured(if which == 0 { "import" } else { "import-more" });
        seconds += import.cpu;
        println!(
            "{} people: import {:.1} s cpu, {:.0} MB",
            people * (which + 1),
            import.cpu,
            import.peak_mb
        );
    }
    table.told("import of all, cpu", format!("{seconds:.1} s"));
    for (text, p95) in &measured("search").times {
        table.told(&format!("search “{text}”, p95"), format!("{p95:.2} ms"));
    }
    table.told(
        "open a dossier, p95",
        format!("{:.2} ms", measured("dossier").times[0].1),
    );
    table.rows();
}

/// People of the unit whose grids and ledgers are measured.
const UNIT: usize = 20_000;

/// A unit's ledgers and grids.
fn of_a_unit(table: &mut table::Table) {
    let folder = tempfile::TempDir::new().unwrap();
    roster::write(&folder.path().join("roster.xlsx"), UNIT, 0);
    gauge::Measured::of("import", folder.path());
    for (what, milliseconds) in &gauge::Measured::of("cells", folder.path()).times {
        let budget = if what.starts_with("ledger") { 200.0 } else { 30.0 };
        table.time(&format!("{UNIT}: {what}"), *milliseconds, budget);
    }
}

fn run(people: usize) {
    let folder = tempfile::TempDir::new().unwrap();
    println!(
        "{people} people × 40 columns, {} processors",
        std::thread::available_parallelism().map_or(1, usize::from)
    );
    let file = folder.path().join("roster.xlsx");
    match std::env::var_os("ANTOU_BENCH_ROSTER") {
        Some(given) => drop(std::fs::copy(given, &file).expect("ANTOU_BENCH_ROSTER is a workbook")),
        None => roster::write(&file, people, 0),
    }
    let measured = |what: &str| gauge::Measured::of(what, folder.path());
    let mut table = table::Table::default();

    let (read, drafts, insert) = (
        measured("floor-read"),
        measured("floor-drafts"),
        measured("floor-insert"),
    );
    let bare = read.cpu + insert.cpu - drafts.cpu;
    let import = measured("import");
    table.ratio(
        "import with validation, matching, journal, index",
        &import,
        bare,
        3.0,
    );
    table.memory("… its memory, worker included", import.peak_mb, 300.0);
    let review = measured("review");
    table.waited(
        "review of the same file, all matched",
        review.times[0].1,
        drafts.times[0].1,
        1.5,
    );
    let opens = gauge::Measured {
        cpu: review.times[1].1 / 1000.0,
        ..review.clone()
    };
    table.ratio("… its processors", &opens, drafts.cpu, 1.5);
    table.time("a page of the review, p95", review.times[2].1, 30.0);
    for (what, milliseconds) in &measured("year").times {
        table.time(what, *milliseconds, 1000.0);
    }
    let search = measured("search");
    for (text, p95) in &search.times {
        table.time(&format!("search “{text}”, p95"), *p95, 30.0);
    }
    table.time("open a dossier, p95", measured("dossier").times[0].1, 30.0);
    let (list, export) = (measured("list"), measured("export"));
    let bare_export = measured("floor-export").cpu - list.cpu;
    table.ratio(
        "export, reading excluded",
        &gauge::Measured {
            cpu: export.cpu - list.cpu,
            ..export.clone()
        },
        bare_export,
        1.5,
    );
    table.memory("… its memory", export.peak_mb, 300.0);
    table.time("one 任免审批表, warm, cpu", measured("form").times[0].1, 40.0);
    let forms = measured("forms");
    table.seconds("500 任免审批表 bound, cpu", forms.cpu, 12.0);
    table.memory("… its memory", forms.peak_mb, 400.0);
    for (what, milliseconds) in &measured("keep").times {
        table.told(&format!("{what}, cpu"), format!("{:.2} s", milliseconds / 1000.0));
    }
    drop(folder);
    of_a_unit(&mut table);
    table.print(bare, &read, bare_export);
}
