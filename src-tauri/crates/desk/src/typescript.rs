//! TypeScript of the command list, for the window. Generated files are committed; a test proves them fresh.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

/// Collects the declarations of every message and the map of commands.
#[derive(Default)]
pub(crate) struct Messages {
    declarations: BTreeMap<String, String>,
    commands: String,
    tags: String,
}

fn config() -> Config {
    Config::new().with_large_int("number")
}

impl Messages {
    /// Begins a command; its types follow.
    pub(crate) fn command(&mut self, name: &str, about: &[&str], reads: &[&str], changes: &[&str]) {
        let _ = write!(self.commands, "  /** {} */\n  {name}: ", about.concat().trim());
        let _ = writeln!(
            self.tags,
            "  {name}: {{ reads: {reads:?}, changes: {changes:?} }},"
        );
    }

    /// The request and response of the command just begun.
    pub(crate) fn types<Request: TS + 'static, Response: TS + 'static>(&mut self) {
        let config = config();
        let _ = writeln!(
            self.commands,
            "{{ request: {}; response: {} }};",
            Request::name(&config),
            Response::name(&config)
        );
        self.declare::<Request>();
        self.declare::<Response>();
    }

    fn declare<T: TS + 'static + ?Sized>(&mut self) {
        struct Visit<'a>(&'a mut Messages);
        impl TypeVisitor for Visit<'_> {
            fn visit<T: TS + 'static + ?Sized>(&mut self) {
                self.0.declare::<T>();
            }
        }
        if T::output_path().is_some() {
            let config = config();
            let docs = T::docs().unwrap_or_default();
            if self
                .declarations
                .insert(T::ident(&config), format!("{docs}export {}", T::decl(&config)))
                .is_some()
            {
                return;
            }
        }
        T::visit_dependencies(&mut Visit(self));
        T::visit_generics(&mut Visit(self));
    }

    /// The files as (name, text).
    pub(crate) fn files(self) -> Vec<(String, String)> {
        let head = "// Made from the command list in Rust (desk/src/commands.rs). Do not edit; `make generate` writes it anew.\n\n";
        let mut text = head.to_owned();
        for declaration in self.declarations.values() {
            let _ = writeln!(text, "{declaration}\n");
        }
        let _ = write!(
            text,
            "/** Every command with its request and response. */\nexport type Commands = {{\n{}}};\n\n",
            self.commands
        );
        let _ = write!(
            text,
            "/** What each command reads and changes; a screen showing what changed loads again. */\nexport const tags: Record<keyof Commands, {{ reads: string[]; changes: string[] }}> = {{\n{}}};\n",
            self.tags
        );
        vec![("commands.ts".to_owned(), text)]
    }
}
