//! The one window, and where it may never go.

use std::sync::Arc;

use antou_desk::{Desk, Failure};
use tauri::{App, Url, WebviewWindowBuilder, webview::NewWindowResponse};

use crate::{doorway, files, given};

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum NoWindow {
    /// The desk cannot work on this computer.
    #[error("{0}")]
    Desk(#[from] Failure),
    /// The system has no web view, no screen, …
    #[error("{0}")]
    System(#[from] tauri::Error),
}

/// Opens the window and stays until it is closed.
#[expect(
    clippy::disallowed_methods,
    reason = "tauri's generate_context ends the process itself; not a line of ours"
)]
pub fn run() -> Result<(), NoWindow> {
    let desk = Desk::on_this_computer()?;
    tauri::Builder::default()
        .manage(Arc::new(desk))
        .manage(doorway::Running::default())
        .manage(given::Given::of(std::env::args_os()))
        .invoke_handler(tauri::generate_handler![
            doorway::call,
            doorway::cancel,
            given::files_given,
            files::pick_files,
            files::pick_save,
            files::pick_folder,
            files::open_path,
            files::reveal_path,
            files::print_path
        ])
        .setup(|app| Ok(open(app)?))
        .run(tauri::generate_context!())?;
    Ok(())
}

fn open(app: &App) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first() else {
        return Err(tauri::Error::WindowNotFound);
    };
    WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

/// A content security policy does not stop a page from leaving: `location = 'http://…'` would send data out in
/// the address. Only our own embedded page may be shown.
fn is_own_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // how the web view of Windows spells the same page
        "http" => cfg!(windows) && url.host_str() == Some("tauri.localhost") && url.port().is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(text: &str) -> bool {
        is_own_page(&Url::parse(text).expect("a URL"))
    }

    #[test]
    fn only_the_embedded_page_is_shown() {
        assert!(allowed("tauri://localhost/"), "the page itself");
        assert!(
            allowed("tauri://localhost/index.html#/people"),
            "a place in the page"
        );
        for elsewhere in [
            "http://127.0.0.1:8080/?name=x",
            "https://example.com/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "about:blank",
            "tauri://elsewhere/",
            "ftp://localhost/",
        ] {
            assert!(!allowed(elsewhere), "{elsewhere} must be refused");
        }
    }

    #[test]
    fn the_windows_spelling_counts_on_windows_only() {
        assert_eq!(
            allowed("http://tauri.localhost/"),
            cfg!(windows),
            "same page, other scheme"
        );
        assert!(
            !allowed("http://tauri.localhost:81/"),
            "another port is another program"
        );
    }
}
