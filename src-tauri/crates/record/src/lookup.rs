//! What is looked up for every cell.

/// A table hashed quickly, where names, codes and numbers are looked up for every cell or row of a file: the standard
/// library's own hash takes a fiftieth of an import. It is seeded anew in every process.
pub type HashMap<K, V> = std::collections::HashMap<K, V, foldhash::fast::RandomState>;
