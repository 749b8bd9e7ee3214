//! Every file the fuzzer found worth keeping goes through the same hands again.

#[path = "../../../../../tests/fuzz/exercise.rs"]
mod exercise;

use std::path::Path;

/// A target of the fuzzer: its name and what it does.
type Target = (&'static str, fn(&[u8]));

#[test]
fn nothing_in_the_corpus_breaks_a_reader() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fuzz/corpus");
    let targets: [Target; 5] = [
        ("lrmx", exercise::lrmx),
        ("lrm", exercise::lrm),
        ("word", exercise::word),
        ("archive", exercise::archive),
        ("tables", exercise::tables),
    ];
    for (name, target) in targets {
        let mut files = 0;
        for entry in std::fs::read_dir(corpus.join(name)).unwrap() {
            target(&std::fs::read(entry.unwrap().path()).unwrap());
            files += 1;
        }
        assert!(files > 0, "the corpus of {name} is committed");
    }
}
