//! A small WebDriver client: just what a person does with the window, through WebKitWebDriver on loopback.

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Child,
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::desktop::Desktop;

/// How long a person would wait before calling something broken.
const PATIENCE: Duration = Duration::from_secs(20);
/// Keys as WebDriver spells them.
pub const CONTROL: &str = "\u{E009}";
pub const ENTER: &str = "\u{E007}";
pub const F2: &str = "\u{E032}";
/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The real application, open on a desktop of its own.
pub struct Window {
    pub desktop: Desktop,
    agent: ureq::Agent,
    session: String,
    driver: Child,
}

impl Window {
    /// Starts the application named by ANTOU_WINDOW and waits for its window.
    pub fn open() -> Self {
        let binary = env::var("ANTOU_WINDOW").expect("ANTOU_WINDOW names the window; run `make test-window`");
        let desktop = Desktop::new();
        fs::write(desktop.folder.join("pick"), "").expect("the prepared answer");
        let port = free_port();
        let driver = desktop
            .command("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // WebKitWebDriver takes no screenshot of what the plain renderer draws
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
            .env("ANTOU_E2E_PICK", desktop.folder.join("pick"))
            .spawn()
            .expect("WebKitWebDriver is needed for window tests");
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)));
        let agent = config.build().new_agent();
        let base = format!("http://127.0.0.1:{port}");
        let mut window = Self {
            desktop,
            agent,
            session: base.clone(),
            driver,
        };
        patiently("the driver answers", || {
            window.request("GET", "/status", &Value::Null).ok()
        });
        let options = json!({"webkitgtk:browserOptions": {"binary": binary, "args": []}});
        let wanted = json!({"capabilities": {"alwaysMatch": options}});
        let session = window
            .request("POST", "/session", &wanted)
            .expect("a session with the window");
        let id = session["sessionId"].as_str().expect("its id").to_owned();
        window.session = format!("{base}/session/{id}");
        window
    }

    /// What the next file dialog answers.
    pub fn will_pick(&self, paths: &[&Path]) {
        let lines: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
        fs::write(self.desktop.folder.join("pick"), lines.join("\n")).expect("the prepared answer");
    }

    pub fn title(&self) -> String {
        self.get("/title").as_str().unwrap_or_default().to_owned()
    }

    pub fn url(&self) -> String {
        self.get("/url").as_str().unwrap_or_default().to_owned()
    }

    /// Runs a function body in the page.
    pub fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Asks the host for a command as the page would; what it answers, or what it refused with.
    pub fn invoke(&self, command: &str, request: &Value) -> Result<Value, Value> {
        let script = "const [command, request, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, request)
                .then((answer) => done({Ok: answer ?? null}), (refusal) => done({Err: refusal}));";
        let body = json!({"script": script, "args": [command, request]});
        let mut answer = self.post("/execute/async", &body);
        match answer["Err"].take() {
            Value::Null => Ok(answer["Ok"].take()),
            refusal => Err(refusal),
        }
    }

    /// Waits until the page shows a text.
    pub fn sees(&self, text: &str) {
        patiently(&format!("“{text}” is shown"), || {
            self.text().contains(text).then_some(())
        });
    }

    /// All text the page shows.
    pub fn text(&self) -> String {
        self.run("return document.body.innerText")
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Clicks the first visible element a CSS selector finds, or, with `=`, the words on it.
    pub fn click(&self, what: &str) {
        let element = self.find(what);
        patiently(&format!("{what} can be clicked"), || {
            self.request("POST", &format!("/element/{element}/click"), &json!({}))
                .ok()
        });
    }

    /// Types into a field, after what is there.
    pub fn type_into(&self, what: &str, text: &str) {
        let element = self.find(what);
        self.post(&format!("/element/{element}/value"), &json!({"text": text}));
    }

    /// Empties a field and types into it.
    pub fn fill(&self, what: &str, text: &str) {
        let element = self.find(what);
        self.post(&format!("/element/{element}/clear"), &json!({}));
        self.post(&format!("/element/{element}/value"), &json!({"text": text}));
    }

    /// Presses keys together, where the cursor is: `press(&[CONTROL, "s"])`.
    pub fn press(&self, keys: &[&str]) {
        let down = keys.iter().map(|key| json!({"type": "keyDown", "value": key}));
        let up = keys
            .iter()
            .rev()
            .map(|key| json!({"type": "keyUp", "value": key}));
        let moves: Vec<_> = down.chain(up).collect();
        self.post(
            "/actions",
            &json!({"actions": [{"type": "key", "id": "keyboard", "actions": moves}]}),
        );
    }

    /// Waits until something a CSS selector finds is shown.
    pub fn shows(&self, what: &str) {
        self.find(what);
    }

    /// Goes to a place in the page.
    pub fn go(&self, place: &str) {
        self.run(&format!("location.hash = '#{place}'"));
    }

    /// Saves what a person sees under a name, for looking at later.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let picture = base64(self.get("/screenshot").as_str().unwrap_or_default());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        fs::create_dir_all(&folder).expect("a folder for screenshots");
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, picture).expect("the screenshot");
        path
    }

    fn find(&self, what: &str) -> String {
        let (using, value) = match what.strip_prefix('=') {
            Some(label) => ("xpath", by_label(label)),
            None => ("css selector", what.to_owned()),
        };
        let wanted = json!({"using": using, "value": value});
        patiently(&format!("{what} is there"), || {
            let found = self.request("POST", "/elements", &wanted).ok()?;
            let ids = found
                .as_array()?
                .iter()
                .filter_map(|element| element[ELEMENT].as_str());
            ids.map(str::to_owned)
                .find(|id| self.get(&format!("/element/{id}/displayed")) == true)
        })
    }

    fn get(&self, path: &str) -> Value {
        self.request("GET", path, &Value::Null)
            .unwrap_or_else(|error| panic!("GET {path}: {error}"))
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.request("POST", path, body)
            .unwrap_or_else(|error| panic!("POST {path}: {error}"))
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let url = format!("{}{path}", self.session);
        let answer = match method {
            "GET" => self.agent.get(&url).call(),
            "DELETE" => self.agent.delete(&url).call(),
            _ => self
                .agent
                .post(&url)
                .header("content-type", "application/json")
                .send(body.to_string()),
        };
        let mut answer = answer.map_err(|error| error.to_string())?;
        let well = answer.status().is_success();
        let limit = 64 << 20; // a screenshot is some megabytes
        let said = answer.body_mut().with_config().limit(limit).read_to_string();
        let said = said.map_err(|error| error.to_string())?;
        let mut said: Value = serde_json::from_str(&said).map_err(|error| error.to_string())?;
        if well {
            Ok(said["value"].take())
        } else {
            Err(said["value"].to_string())
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if thread::panicking() {
            let name = thread::current().name().unwrap_or("window").replace("::", "-");
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                eprintln!("what the window showed: {}", self.screenshot(&name).display());
            }));
        }
        let _ = self.request("DELETE", "", &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Asks again until there is an answer; fails with the expectation when patience runs out.
pub fn patiently<T>(expectation: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "{expectation}: not within {PATIENCE:?}"
        );
        thread::sleep(Duration::from_millis(50));
    }
}

fn by_label(label: &str) -> String {
    let named = ["button", "a", "label", "summary"]
        .map(|tag| format!("self::{tag}"))
        .join(" or ");
    format!("//*[{named}][contains(normalize-space(), '{label}') or @aria-label='{label}']")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its number").port()
}

/// Decodes what WebDriver calls a screenshot.
fn base64(text: &str) -> Vec<u8> {
    let sextet = |letter: u8| match letter {
        b'A'..=b'Z' => u32::from(letter - b'A'),
        b'a'..=b'z' => u32::from(letter - b'a') + 26,
        b'0'..=b'9' => u32::from(letter - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = text
        .bytes()
        .filter(|letter| *letter != b'=' && !letter.is_ascii_whitespace())
        .collect();
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    for group in letters.chunks(4) {
        let bits =
            group.iter().fold(0, |bits, letter| bits << 6 | sextet(*letter)) << (6 * (4 - group.len()));
        bytes.extend(&bits.to_be_bytes()[1..group.len()]);
    }
    bytes
}
