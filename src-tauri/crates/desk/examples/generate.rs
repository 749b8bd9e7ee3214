//! Writes what the window takes from Rust: the TypeScript of the commands, and the dictionary for its fake host.
//! Run by `make generate`; a test proves that the committed files are fresh.

fn main() -> std::io::Result<()> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/api/generated");
    std::fs::create_dir_all(&folder)?;
    for (name, text) in antou_desk::generated() {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
