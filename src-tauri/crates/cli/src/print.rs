//! What stands on the terminal: results on standard output, refusals and progress on standard error.

use std::io::{IsTerminal, Write};

use antou_desk::Progress;
use serde_json::Value as Json;
use unicode_width::UnicodeWidthStr;

/// Prints a line; a closed pipe ends the printing quietly.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}

/// Prints one JSON document.
pub fn json(value: &Json) {
    let mut out = std::io::stdout().lock();
    let _ = serde_json::to_writer_pretty(&mut out, value);
    let _ = writeln!(out);
}

/// Prints a refusal.
pub fn error(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints rows under headings, columns aligned for full-width characters.
pub fn table(headings: &[String], rows: &[Vec<String>]) {
    let mut widths: Vec<usize> = headings.iter().map(|heading| heading.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width()).min(40);
        }
    }
    for row in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)) {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))))
            .collect();
        line(&cells.join("  "));
    }
}

/// Progress on a terminal; silent when standard error is a file.
pub struct Shown {
    terminal: bool,
}

impl Shown {
    /// Looks whether anybody watches.
    pub fn new() -> Self {
        Self {
            terminal: std::io::stderr().is_terminal(),
        }
    }
}

impl Progress for Shown {
    fn at(&self, what: &str, done: u64, total: u64) {
        if self.terminal {
            let of = if total > 0 {
                format!("{done}/{total}")
            } else {
                done.to_string()
            };
            let _ = write!(std::io::stderr(), "\r\x1b[K{what} {of}");
            if done == total {
                let _ = write!(std::io::stderr(), "\r\x1b[K");
            }
        }
    }
}
