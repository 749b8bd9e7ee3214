//! The process dies, the disk is full, two processes want the same vault: the old state or the new one, nothing between.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use antou_store::{Op, OpKind, StoreError};

use crate::common::{HandClock, desk, open, row, three_people};

const FOLDER: &str = "ANTOU_TEST_FOLDER";

/// Runs one of the ignored tests below in a process of its own.
fn child(test: &str, folder: &std::path::Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

fn wait_for(child: &mut Child, word: &str) {
    let mut heard = String::new();
    let mut byte = [0];
    let out = child.stdout.as_mut().unwrap();
    while !heard.contains(word) {
        assert!(out.read(&mut byte).unwrap() > 0, "the child ended early: {heard}");
        heard.push(char::from(byte[0]));
    }
}

fn folder() -> std::path::PathBuf {
    std::env::var_os(FOLDER).unwrap().into()
}

fn import(count: usize) -> Result<i64, StoreError> {
    let mut vault = open(&folder(), &HandClock::new())?;
    println!("opened");
    let output = vault.transact(Op::new(OpKind::Import, "大批"), |tx| {
        for number in 0..count {
            let person = tx.insert(
                None,
                &row("person", &[("name", "赵六"), ("number", &number.to_string())]),
            )?;
            tx.insert(
                Some(person),
                &row("assessment", &[("year", "2023"), ("conclusion", "称职")]),
            )?;
            if number == 100 {
                println!("busy");
            }
        }
        Ok::<_, StoreError>(())
    })?;
    println!("committed");
    Ok(output.op.unwrap())
}

#[test]
#[ignore = "run by the tests below in a process of its own"]
fn child_imports() {
    import(6_000).unwrap();
}

#[test]
#[ignore = "run by the tests below in a process of its own"]
fn child_meets_a_full_disk() {
    let failed = import(20_000);
    assert!(matches!(failed, Err(StoreError::DiskFull)), "{failed:?}");
    println!("refused");
}

#[test]
#[ignore = "run by the tests below in a process of its own"]
fn child_holds_the_vault() {
    let _vault = open(&folder(), &HandClock::new()).unwrap();
    println!("opened");
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
#[ignore = "run by the tests below in a process of its own"]
fn child_types() {
    let mut vault = open(&folder(), &HandClock::new()).unwrap();
    for length in 1.. {
        vault.keep_draft("form/1", Some(&"字".repeat(length))).unwrap();
        println!("kept {length}.");
    }
}

#[test]
fn what_was_typed_before_the_process_was_killed_is_there() {
    for turn in 1..6u64 {
        let mut desk = desk();
        three_people(&mut desk.vault);
        let operations = desk.vault.summary().unwrap().last_op;
        drop(desk.vault);
        let mut child = child("crashing::child_types", &desk.folder.0).spawn().unwrap();
        let kept = turn * 7;
        wait_for(&mut child, &format!("kept {kept}."));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut vault = open(&desk.folder.0, &desk.clock).unwrap();
        let drafts = vault.drafts().unwrap();
        let [draft] = drafts.as_slice() else {
            panic!("{drafts:?}")
        };
        let length = draft.value.chars().count() as u64;
        assert!(length >= kept, "{length} of {kept}");
        assert_eq!(
            vault.summary().unwrap().last_op,
            operations,
            "no operation tells of it"
        );
        assert_eq!(vault.verify(&mut |_| true).unwrap(), []);
        let raw = std::fs::read(desk.folder.0.join("vault.db")).unwrap();
        let clear = "字字字字".as_bytes();
        assert!(
            !raw.windows(clear.len()).any(|window| window == clear),
            "nothing typed lies in the clear"
        );
        vault.keep_draft("form/1", None).unwrap();
        assert_eq!(vault.drafts().unwrap(), []);
    }
}

#[test]
fn killing_the_process_leaves_the_old_state_or_the_new_one() {
    let (mut old, mut new) = (0, 0);
    for turn in 0..8u64 {
        let mut desk = desk();
        three_people(&mut desk.vault);
        drop(desk.vault);
        let mut child = child("crashing::child_imports", &desk.folder.0).spawn().unwrap();
        wait_for(&mut child, if turn == 7 { "committed" } else { "busy" });
        std::thread::sleep(Duration::from_millis(turn * 60));
        child.kill().unwrap();
        child.wait().unwrap();
        let vault = open(&desk.folder.0, &desk.clock).unwrap();
        match vault.summary().unwrap().people {
            3 => old += 1,
            6_003 => new += 1,
            other => panic!("{other} people"),
        }
        assert_eq!(vault.verify(&mut |_| true).unwrap(), []);
    }
    assert!(old > 0 && new > 0, "both were seen: {old} old, {new} new");
}

#[test]
fn a_second_process_is_refused_until_the_first_is_gone() {
    let desk = desk();
    drop(desk.vault);
    let mut child = child("crashing::child_holds_the_vault", &desk.folder.0)
        .spawn()
        .unwrap();
    wait_for(&mut child, "opened");
    match open(&desk.folder.0, &desk.clock) {
        Err(StoreError::Held { who, pid, .. }) => assert_eq!((who.as_str(), pid), ("王干事", child.id())),
        other => panic!("{other:?}"),
    }
    child.kill().unwrap();
    child.wait().unwrap();
    open(&desk.folder.0, &desk.clock).unwrap();
}

/// A limit on the size of files stands for a full disk: writing fails in the same way and at any byte.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_leaves_the_vault_as_it_was() {
    for limit in [200, 900, 2_000, 4_000] {
        let mut desk = desk();
        three_people(&mut desk.vault);
        drop(desk.vault);
        let mut limited = Command::new("sh");
        // the signal of the limit is ignored, so that writing fails instead of the process being killed
        limited.args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" \"$@\""),
        ]);
        limited.arg(std::env::current_exe().unwrap());
        limited.args([
            "--exact",
            "crashing::child_meets_a_full_disk",
            "--ignored",
            "--nocapture",
        ]);
        let output = limited.env(FOLDER, &desk.folder.0).output().unwrap();
        let heard = String::from_utf8_lossy(&output.stdout);
        assert!(
            heard.contains("refused"),
            "{limit}: {heard} {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut vault = open(&desk.folder.0, &desk.clock).unwrap();
        assert_eq!(vault.summary().unwrap().people, 3);
        assert_eq!(vault.verify(&mut |_| true).unwrap(), []);
        three_people(&mut vault);
    }
}
