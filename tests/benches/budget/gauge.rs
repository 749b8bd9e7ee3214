//! Processor time and peak memory of a process, and the times it reports.

use std::path::Path;
use std::process::Command;

use nix::sys::resource::{UsageWho, getrusage};

/// What a measurement reports besides processor time and memory: named times in milliseconds.
pub type Report = Vec<(String, f64)>;

/// Counts processor time from its start.
pub struct Gauge {
    before: f64,
}

impl Gauge {
    pub fn start() -> Self {
        Self {
            before: cpu_seconds(),
        }
    }

    /// One line for the parent: cpu, peak memory, named times.
    pub fn stop(&self, report: &Report) -> String {
        let own = getrusage(UsageWho::RUSAGE_SELF).unwrap().max_rss();
        let children = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
        let times: Vec<String> = report
            .iter()
            .map(|(name, time)| format!("{name}\t{time}"))
            .collect();
        format!(
            "{}\t{}\n{}",
            cpu_seconds() - self.before,
            (own + children) / 1024,
            times.join("\n")
        )
    }
}

/// User and system seconds of this process and of the processes it has waited for.
pub fn cpu_seconds() -> f64 {
    let of = |who| {
        let usage = getrusage(who).unwrap();
        [usage.user_time(), usage.system_time()]
            .iter()
            .map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6)
            .sum::<f64>()
    };
    of(UsageWho::RUSAGE_SELF) + of(UsageWho::RUSAGE_CHILDREN)
}

/// What a process measured.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Processor seconds.
    pub cpu: f64,
    /// Largest memory of the process and of its largest child together, in MB.
    pub peak_mb: f64,
    /// Named times in milliseconds.
    pub times: Report,
}

impl Measured {
    /// Runs a measurement in a process of its own.
    pub fn of(what: &str, folder: &Path) -> Self {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["measure", what])
            .arg(folder)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{what}: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut lines = text.lines();
        let (cpu, peak) = lines.next().and_then(|line| line.split_once('\t')).unwrap();
        let times = lines
            .filter_map(|line| line.split_once('\t'))
            .map(|(name, time)| (name.to_owned(), time.parse().unwrap()));
        Self {
            cpu: cpu.parse().unwrap(),
            peak_mb: peak.parse().unwrap(),
            times: times.collect(),
        }
    }
}

/// The time under which nineteen of twenty runs stay, in milliseconds.
pub fn p95(times: usize, mut work: impl FnMut(usize)) -> f64 {
    let mut all: Vec<f64> = (0..times)
        .map(|turn| {
            let began = std::time::Instant::now();
            work(turn);
            began.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[times * 95 / 100]
}
