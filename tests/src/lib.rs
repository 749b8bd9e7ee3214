//! Nothing but tests: see the `[[test]]` sections of Cargo.toml for what each of them watches over.
