//! The window opens, and its page cannot get out.

use std::{
    fs,
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use serde_json::json;

use crate::driver::Window;

/// A server on loopback that counts who comes.
struct Listener {
    address: String,
    visitors: Arc<AtomicUsize>,
}

impl Listener {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address").to_string();
        let visitors = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&visitors);
        thread::spawn(move || {
            for _visitor in listener.incoming() {
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        Self { address, visitors }
    }
}

#[test]
#[ignore = "needs the built window: make test-window"]
fn the_window_opens_with_our_name_and_a_picture_can_be_taken() {
    let window = Window::open();
    window.sees("新建档案库");
    assert!(window.title().contains("案头"), "the page carries our name");
    assert!(
        window.url().starts_with("tauri://localhost"),
        "the page comes from the binary: {}",
        window.url()
    );
    let picture = fs::read(window.screenshot("opening")).expect("the screenshot");
    assert!(picture.starts_with(b"\x89PNG"), "a picture");
}

#[test]
#[ignore = "needs the built window: make test-window"]
fn nothing_the_page_tries_reaches_a_server() {
    let window = Window::open();
    let server = Listener::new();
    let address = &server.address;
    for attempt in [
        format!("fetch('http://{address}/fetch').catch(() => 0)"),
        format!("new Image().src = 'http://{address}/image'"),
        format!(
            "document.head.append(Object.assign(document.createElement('script'), {{src: 'http://{address}/s'}}))"
        ),
        format!(
            "document.body.append(Object.assign(document.createElement('iframe'), {{src: 'http://{address}/f'}}))"
        ),
        format!("try {{ new WebSocket('ws://{address}/socket') }} catch {{}}"),
        format!("navigator.sendBeacon('http://{address}/beacon', 'x')"),
        format!("window.open('http://{address}/window')"),
        format!("location.href = 'http://{address}/?left=1'"),
    ] {
        window.run(&attempt);
        thread::sleep(Duration::from_millis(300));
    }
    assert_eq!(server.visitors.load(Ordering::Relaxed), 0, "nobody came");
    assert!(
        window.url().starts_with("tauri://localhost"),
        "the page stayed where it was"
    );
}

#[test]
#[ignore = "needs the built window: make test-window"]
fn commands_that_are_not_ours_are_refused() {
    let window = Window::open();
    for command in [
        "plugin:window|close",
        "plugin:event|emit",
        "plugin:webview|create_webview",
        "forbidden",
    ] {
        let refusal = window.invoke(command, &json!({"label": "main", "event": "x", "payload": 1}));
        let refusal = refusal.expect_err("refused");
        assert!(
            refusal
                .as_str()
                .is_some_and(|why| why.contains("not allowed") || why.contains("not found")),
            "{command} must be refused by the access list, but: {refusal}"
        );
    }
    assert!(window.title().contains("案头"), "the window is still there");
}

#[test]
#[ignore = "needs the built window: make test-window"]
fn an_unknown_command_of_the_desk_is_refused_in_the_same_shape_as_any_failure() {
    let window = Window::open();
    let unknown = json!({"id": 1, "name": "no-such-command", "request": {}, "onProgress": "__CHANNEL__:1"});
    let refusal = window.invoke("call", &unknown).expect_err("refused");
    for part in ["code", "message"] {
        assert!(
            refusal[part].is_string(),
            "the failure carries its {part}: {refusal}"
        );
    }
}

#[test]
#[ignore = "needs the built window: make test-window"]
fn chosen_files_arrive_and_programs_are_not_opened() {
    let window = Window::open();
    let roster = window.desktop.folder.join("花名册 一.xlsx");
    window.will_pick(&[&roster]);
    let chosen = window
        .invoke("pick_files", &json!({"kinds": []}))
        .expect("the prepared answer");
    assert_eq!(
        chosen,
        json!([roster.display().to_string()]),
        "the path arrives whole"
    );

    let program = window.desktop.folder.join("program.sh");
    fs::write(&program, "#!/bin/sh").expect("a program");
    let refusal = window
        .invoke("open_path", &json!({"path": program}))
        .expect_err("refused");
    assert_eq!(
        refusal["code"], "window.not-ours",
        "only finished documents are handed to the system"
    );
}
