//! Declares the commands of the window. A command not listed here cannot be called from the page at all;
//! a listed one needs its line in capabilities/main.json as well.

use std::{error::Error, fs, path::Path};

const COMMANDS: &[&str] = &[
    "call",
    "cancel",
    "files_given",
    "pick_files",
    "pick_save",
    "pick_folder",
    "open_path",
    "reveal_path",
    "print_path",
];

fn main() -> Result<(), Box<dyn Error>> {
    // The page is embedded at compile time. A checkout whose page is not built yet must still compile
    // (tests, clippy); `make run` and `make bundle` build the page first.
    fs::create_dir_all(Path::new("../ui/dist"))?;
    println!("cargo:rerun-if-changed=../ui/dist");

    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
