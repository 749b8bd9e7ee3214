//! Reads assets/sets and assets/codes, refuses a broken declaration, and hands the dictionary to the crate as one JSON text.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a build script stops the build by panicking"
)]

#[path = "src/declaration.rs"]
mod declaration;
mod declaration_faults;

use std::path::{Path, PathBuf};

fn main() {
    let assets =
        PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../../assets");
    let mut dictionary = declaration::Dictionary::default();
    for (path, text) in files(&assets.join("codes")) {
        let table: declaration::Table = parse(&path, &text);
        dictionary.tables.push(table);
    }
    for (path, text) in files(&assets.join("sets")) {
        let set: declaration::Set = parse(&path, &text);
        dictionary.sets.push(set);
    }
    dictionary.sets.sort_by_key(|set| set.order);
    let faults = declaration_faults::faults(&dictionary);
    if !faults.is_empty() {
        panic!(
            "\n\nassets/sets or assets/codes cannot be used:\n  {}\n",
            faults.join("\n  ")
        );
    }
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it")).join("dictionary.json");
    std::fs::write(out, serde_json::to_string(&dictionary).expect("plain data"))
        .expect("OUT_DIR can be written");
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("\n\n{}: {error}\n", path.display()))
}

/// The TOML files of a folder in the order of their names.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            println!("cargo:rerun-if-changed={}", path.display());
            let text =
                std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, text)
        })
        .collect()
}
