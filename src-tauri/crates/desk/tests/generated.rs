//! What the window takes from Rust is committed; here it is proved to be fresh.

#[test]
fn files_of_the_window_are_those_rust_would_write() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/api/generated");
    for (name, text) in antou_desk::generated() {
        let committed = std::fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(
            committed == text,
            "ui/src/api/generated/{name} is stale: run `make generate` and commit it"
        );
    }
}
