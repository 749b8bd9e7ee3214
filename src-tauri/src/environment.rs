//! What the window takes from, and says to, the system around it.

use std::{env, io::Write};

/// Variables with which somebody else could drive our window from outside.
const REMOTE_CONTROLS: &[&str] = &[
    "TAURI_WEBVIEW_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
];

/// Without a render node (virtual machines, some NVIDIA drivers) WebKit's DMA-BUF renderer shows a white window.
const DMABUF_SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Puts the environment in order. To be called before any thread exists.
#[expect(
    unsafe_code,
    reason = "set_var races with other threads; main calls this before there are any"
)]
pub fn settle() {
    if !cfg!(feature = "e2e") {
        for name in REMOTE_CONTROLS {
            // SAFETY: no other thread runs yet.
            unsafe { env::remove_var(name) };
        }
    }
    if env::var_os(DMABUF_SWITCH).is_none() {
        // SAFETY: no other thread runs yet.
        unsafe { env::set_var(DMABUF_SWITCH, "1") };
    }
}

/// Last words on stderr, when there is no window to say them in. A closed stderr is no further trouble.
pub fn complain(message: &str) {
    let _ = writeln!(std::io::stderr(), "{message}");
}
