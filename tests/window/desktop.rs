//! A desktop of its own for one test: an invisible screen, a session bus, a window manager and empty private
//! folders. Nothing of the person's own desktop is touched, and everything is gone when it is dropped.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// One invisible desktop.
pub struct Desktop {
    /// Private folder of this desktop; home, settings and caches lie below it.
    pub folder: PathBuf,
    display: String,
    bus: String,
    running: Vec<Child>,
}

impl Desktop {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("antou-window-{}-{number}", process::id()));
        for name in ["home", "run", "config", "data", "cache"] {
            fs::create_dir_all(folder.join(name)).expect("private folders");
        }
        private(&folder.join("run"));
        let mut desktop = Self {
            folder,
            display: String::new(),
            bus: String::new(),
            running: Vec::new(),
        };
        let screen = [
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1440x900x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ];
        desktop.display = format!(":{}", desktop.first_line("Xvfb", &screen));
        desktop.bus = desktop.first_line("dbus-daemon", &["--session", "--nofork", "--print-address=1"]);
        let manager = desktop.command("openbox").spawn().expect("openbox");
        desktop.running.push(manager);
        desktop
    }

    /// A program that will run on this desktop and see nothing of the real one.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_remove("WAYLAND_DISPLAY")
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("HOME", self.folder.join("home"))
            .env("XDG_RUNTIME_DIR", self.folder.join("run"))
            .env("XDG_CONFIG_HOME", self.folder.join("config"))
            .env("XDG_DATA_HOME", self.folder.join("data"))
            .env("XDG_CACHE_HOME", self.folder.join("cache"))
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Starts a program that says where it listens, and returns what it said.
    fn first_line(&mut self, program: &str, arguments: &[&str]) -> String {
        let mut child = self
            .command(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} is needed for window tests: {error}"));
        let mut line = String::new();
        let said = child.stdout.take().expect("its output");
        BufReader::new(said).read_line(&mut line).expect("its first line");
        self.running.push(child);
        line.trim().to_owned()
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for mut child in self.running.drain(..).rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The runtime folder has to be the owner's alone, or GTK and D-Bus refuse it.
fn private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("a private folder");
}
