//! What the house is built like, watched by machine: which crate may know which, that nothing can speak to a
//! network, and that the page of the window is shut in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a guard that cannot look must fail"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// Who may depend on whom inside the house. Whatever is not named here may not be depended on.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("antou-record", &[]),
    ("antou-policy", &["antou-record"]),
    ("antou-store", &["antou-record"]),
    ("antou-exchange", &["antou-record"]),
    ("antou-form", &["antou-record"]),
    (
        "antou-desk",
        &[
            "antou-record",
            "antou-policy",
            "antou-store",
            "antou-exchange",
            "antou-form",
        ],
    ),
    ("antou-cli", &["antou-desk"]),
    ("antou-window", &["antou-desk"]),
];

/// Libraries with one owner, so that they can be replaced in one place.
const OWNED: &[(&str, &str)] = &[
    ("rusqlite", "antou-store"),
    ("calamine", "antou-exchange"),
    ("rust_xlsxwriter", "antou-exchange"),
    ("typst", "antou-form"),
    ("typst-layout", "antou-form"),
    ("typst-pdf", "antou-form"),
    ("typst-svg", "antou-form"),
    ("typst-kit", "antou-form"),
    ("clap", "antou-cli"),
    ("rfd", "antou-window"),
    ("tauri", "antou-window"),
    ("tauri-build", "antou-window"),
];

/// Crates that speak to a network, or exist to.
const NETWORK: &[&str] = &[
    "async-std",
    "curl",
    "curl-sys",
    "h2",
    "h3",
    "hyper",
    "hyper-util",
    "isahc",
    "mio",
    "native-tls",
    "quinn",
    "reqwest",
    "rustls",
    "socket2",
    "surf",
    "tokio-rustls",
    "tonic",
    "tungstenite",
    "ureq",
    "zbus",
];

/// Folders of the repository that hold code and words of ours.
const TEXT_ENDINGS: &[&str] = &[
    "css", "html", "json", "md", "mjs", "rs", "sh", "sql", "toml", "ts", "typ", "vue", "yml",
];

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the house")
        .to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(house().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(house())
        .output()
        .expect("cargo metadata");
    assert!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Each member of the house with the names of all it depends on, whatever for.
fn members() -> BTreeMap<String, BTreeSet<String>> {
    list(&metadata()["packages"])
        .map(|package| {
            let needs = list(&package["dependencies"])
                .map(|need| text(&need["name"]).to_owned())
                .collect();
            (text(&package["name"]).to_owned(), needs)
        })
        .collect()
}

#[test]
fn nothing_points_up() {
    let members = members();
    for (name, needs) in &members {
        if name == "antou-tests" {
            continue;
        }
        let allowed = MAY_KNOW.iter().find(|(who, _)| who == name);
        let (_, allowed) =
            allowed.unwrap_or_else(|| panic!("{name} is new: say in MAY_KNOW whom it may know"));
        for sibling in needs.iter().filter(|need| members.contains_key(*need)) {
            assert!(
                allowed.contains(&sibling.as_str()),
                "{name} must not depend on {sibling}"
            );
        }
    }
}

#[test]
fn each_big_library_has_one_owner() {
    // tests make workbooks of their own to import
    for (name, needs) in members().into_iter().filter(|(name, _)| name != "antou-tests") {
        for (library, owner) in OWNED {
            assert!(
                !needs.contains(*library) || name == *owner,
                "{library} belongs to {owner}, not {name}"
            );
        }
    }
}

/// What is linked into a program on one system: name → features. `cargo tree` answers as the build does;
/// `cargo metadata` would add the features other systems ask for.
fn linked(program: &str, system: &str) -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", program, "--target", system])
        .args(["--edges", "normal", "--prefix", "none", "--format", "{p}|{f}"])
        .current_dir(house())
        .output()
        .expect("cargo tree");
    assert!(
        output.status.success(),
        "cargo tree: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let name = package.split(' ').next().unwrap_or_default().to_owned();
        let features = features.trim_end_matches(" (*)").split(',').map(str::to_owned);
        found.entry(name).or_default().extend(features);
    }
    found
}

#[test]
fn nothing_linked_can_reach_a_network() {
    for system in [
        "x86_64-unknown-linux-gnu",
        "aarch64-unknown-linux-gnu",
        "x86_64-pc-windows-gnu",
    ] {
        for program in ["antou-cli", "antou-window"] {
            let linked = linked(program, system);
            assert!(linked.len() > 20, "{program}: the tree was really read");
            for name in NETWORK {
                assert!(!linked.contains_key(*name), "{program} on {system} links {name}");
            }
            // tokio comes with tauri, which runs its tasks on it. Without `net` it has no socket.
            let tokio = linked.get("tokio").cloned().unwrap_or_default();
            assert!(
                tokio.is_empty() || program == "antou-window",
                "only the window may link tokio"
            );
            assert!(
                !tokio.contains("net"),
                "{program} on {system}: tokio must not have its net feature"
            );
        }
    }
}

/// Every committed file of ours whose text people write, with its path in the house.
fn our_texts() -> Vec<(String, String)> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached"])
        .current_dir(house())
        .output()
        .expect("git ls-files");
    String::from_utf8_lossy(&output.stdout)
        .split('\0')
        .filter(|path| {
            let ending = path.rsplit('.').next().unwrap_or_default();
            TEXT_ENDINGS.contains(&ending) || path.ends_with("Makefile") || path.starts_with(".ci/")
        })
        .filter(|path| !path.ends_with("package-lock.json") && !path.ends_with("guards.rs"))
        .filter_map(|path| Some((path.to_owned(), fs::read_to_string(house().join(path)).ok()?)))
        .collect()
}

#[test]
fn the_page_never_makes_html_out_of_text() {
    let banned = [
        "innerHTML",
        "outerHTML",
        "v-html",
        "insertAdjacentHTML",
        "document.write",
        "new Function(",
    ];
    for (path, text) in our_texts().iter().filter(|(path, _)| path.starts_with("ui/src/")) {
        for word in banned {
            assert!(
                !text.contains(word),
                "{path} uses {word}: the web view gets text, never HTML"
            );
        }
    }
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    for (path, text) in our_texts() {
        for place in ["/root/", "/work/", "/Users/", "C:\\Users\\"] {
            assert!(
                !text.contains(place),
                "{path} names {place}, a place on somebody's machine"
            );
        }
    }
}

#[test]
fn the_page_may_load_nothing_but_itself() {
    let config = json("src-tauri/tauri.conf.json");
    let security = &config["app"]["security"];
    let policy = &security["csp"];
    for (directive, value) in [
        ("default-src", "'none'"),
        ("script-src", "'self'"),
        ("style-src", "'self'"),
        ("font-src", "'self'"),
        ("img-src", "'self' data: blob:"),
        ("connect-src", "ipc: http://ipc.localhost"),
        ("object-src", "'none'"),
        ("frame-src", "'none'"),
        ("frame-ancestors", "'none'"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
    ] {
        assert_eq!(text(&policy[directive]), value, "{directive}");
    }
    assert_eq!(
        config["app"]["withGlobalTauri"], false,
        "no global door into the host"
    );
    assert_eq!(
        security["freezePrototype"], true,
        "built-in objects cannot be tampered with"
    );
    assert!(
        config["build"]["devUrl"].is_null(),
        "the page comes out of the binary, never from a server"
    );
    assert!(
        config["plugins"].is_null(),
        "no plugin is configured, as none is used"
    );
    let everything = read("src-tauri/tauri.conf.json");
    assert!(
        !everything.contains("dangerous"),
        "no dangerous* switch of tauri is turned"
    );
    assert!(
        !everything.contains("unsafe-"),
        "no unsafe-inline, no unsafe-eval"
    );
}

#[test]
fn the_page_may_ask_for_nothing_but_our_commands() {
    let folder = house().join("src-tauri/capabilities");
    assert_eq!(
        fs::read_dir(folder).expect("capabilities").count(),
        1,
        "one capability, easy to read"
    );
    let capability = json("src-tauri/capabilities/main.json");
    assert_eq!(
        capability["windows"],
        serde_json::json!(["main"]),
        "for the one window"
    );
    assert!(capability["remote"].is_null(), "for no page from elsewhere");
    let build = read("src-tauri/build.rs");
    for permission in list(&capability["permissions"]).map(text) {
        let command = permission
            .strip_prefix("allow-")
            .map(|name| name.replace('-', "_"));
        let ours = command.is_some_and(|name| build.contains(&format!("\"{name}\"")));
        let listening = ["core:event:allow-listen", "core:event:allow-unlisten"].contains(&permission);
        assert!(
            ours || listening,
            "{permission} is neither a command of ours nor listening"
        );
    }
}

#[test]
fn unsafe_code_stands_in_one_known_place() {
    let with: Vec<_> = our_texts()
        .into_iter()
        .filter(|(path, text)| path.ends_with(".rs") && text.contains("unsafe {"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        with,
        ["src-tauri/src/environment.rs"],
        "setting environment variables before any thread"
    );
}

#[test]
fn one_version_everywhere() {
    let version = text(&json("src-tauri/tauri.conf.json")["version"]).to_owned();
    assert_eq!(
        env!("CARGO_PKG_VERSION"),
        version,
        "tauri.conf.json and Cargo.toml"
    );
    assert_eq!(
        text(&json("ui/package.json")["version"]),
        version,
        "ui/package.json and Cargo.toml"
    );
}

#[test]
fn every_make_command_in_the_readme_exists() {
    let makefile = read("Makefile");
    let targets: BTreeSet<&str> = makefile
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(target, _)| target.trim())
        .collect();
    let readme = read("README.md");
    let commands = readme.split('`').filter_map(|words| words.strip_prefix("make "));
    for target in commands.flat_map(str::split_whitespace) {
        assert!(
            targets.contains(target),
            "README says make {target}; the Makefile knows no such target"
        );
    }
}
