//! Who gets in, who does not, and what they are told.

use antou_store::{RecoveryCode, StoreError, Vault};

use crate::common::{Folder, PASSWORD, desk, edit, new_vault, open, row, three_people};

#[test]
fn a_wrong_password_is_told_apart_from_anything_else() {
    let desk = desk();
    let folder = &desk.folder.0;
    drop(desk.vault);
    let wrong = Vault::open(folder, None, "不是这个口令吧", desk.clock.environment());
    assert!(
        matches!(wrong, Err(StoreError::WrongPassword { left: 4 })),
        "{wrong:?}"
    );
    let unknown = Vault::open(folder, Some("李干事"), PASSWORD, desk.clock.environment());
    assert!(matches!(unknown, Err(StoreError::UnknownOperator(_))));
    open(folder, &desk.clock).unwrap();
    let elsewhere = Folder::new();
    let nothing = open(&elsewhere.0, &desk.clock);
    assert!(matches!(nothing, Err(StoreError::NotAVault(_))));
}

#[test]
fn five_wrong_passwords_begin_a_waiting_time_that_a_restart_does_not_end() {
    let desk = desk();
    let folder = &desk.folder.0;
    drop(desk.vault);
    let wrong = || Vault::open(folder, None, "不是这个口令吧", desk.clock.environment());
    for _ in 0..4 {
        assert!(matches!(wrong(), Err(StoreError::WrongPassword { .. })));
    }
    assert!(matches!(wrong(), Err(StoreError::TooManyAttempts { .. })));
    let early = open(folder, &desk.clock);
    assert!(
        matches!(early, Err(StoreError::TooManyAttempts { .. })),
        "the right password waits too"
    );
    assert!(Vault::peek(folder).unwrap().locked_until.is_some());
    desk.clock.forward(-10_000);
    assert!(
        open(folder, &desk.clock).is_err(),
        "a clock set back does not help"
    );
    desk.clock.forward(10_000 + 15 * 60);
    open(folder, &desk.clock).unwrap();
    assert!(
        matches!(wrong(), Err(StoreError::WrongPassword { left: 4 })),
        "and the count begins again"
    );
}

#[test]
fn the_recovery_code_opens_and_sets_a_password() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let folder = &desk.folder.0;
    let printed = desk.code.printed();
    drop(desk.vault);
    let code = RecoveryCode::read(&printed).unwrap();
    let environment = || desk.clock.environment();
    let vault = Vault::open_with_recovery(folder, &code, None, "新的口令一二三四", environment()).unwrap();
    assert_eq!(vault.dossier(zhang).unwrap().person.shown("name"), "张三");
    drop(vault);
    assert!(open(folder, &desk.clock).is_err(), "the old password is gone");
    Vault::open(folder, Some("王干事"), "新的口令一二三四", environment()).unwrap();
    let other = crate::common::desk();
    let wrong = Vault::open_with_recovery(folder, &other.code, None, "新的口令一二三四", environment());
    assert!(matches!(wrong, Err(StoreError::WrongRecoveryCode)));
    let mistyped = RecoveryCode::read(&printed.replacen(['A', 'B', 'C', 'D', 'E'], "F", 1));
    assert!(mistyped.is_err() || !printed.contains(['A', 'B', 'C', 'D', 'E']));
}

#[test]
fn a_password_is_changed_without_touching_the_data() {
    let mut desk = desk();
    three_people(&mut desk.vault);
    assert!(matches!(
        desk.vault.change_password("不是这个口令吧", "新的口令一二三四"),
        Err(StoreError::WrongPassword { .. })
    ));
    assert!(matches!(
        desk.vault.change_password(PASSWORD, "短"),
        Err(StoreError::WeakPassword { .. })
    ));
    desk.vault.change_password(PASSWORD, "新的口令一二三四").unwrap();
    desk.vault.set_operator("李干事", "李干事的口令啊啊").unwrap();
    drop(desk.vault);
    let folder = &desk.folder.0;
    let nobody = open(folder, &desk.clock);
    assert!(matches!(nobody, Err(StoreError::OperatorNeeded(_))));
    Vault::open(
        folder,
        Some("王干事"),
        "新的口令一二三四",
        desk.clock.environment(),
    )
    .unwrap();
    let li = Vault::open(
        folder,
        Some("李干事"),
        "李干事的口令啊啊",
        desk.clock.environment(),
    )
    .unwrap();
    assert_eq!((li.summary().unwrap().people, li.operator()), (3, "李干事"));
}

#[test]
fn a_folder_with_something_in_it_is_not_taken() {
    let folder = Folder::new();
    std::fs::write(folder.0.join("别的文件.txt"), "x").unwrap();
    let desk = desk();
    let taken = Vault::create(&folder.0, &new_vault(), desk.clock.environment());
    assert!(matches!(taken, Err(StoreError::FolderTaken(_))));
}

#[test]
fn a_second_opening_is_refused_with_who_holds_it() {
    let desk = desk();
    let refused = open(&desk.folder.0, &desk.clock);
    match refused {
        Err(StoreError::Held { who, since, pid }) => {
            assert_eq!(
                (who.as_str(), since, pid),
                ("王干事", crate::common::NOW, std::process::id())
            );
        }
        other => panic!("{other:?}"),
    }
    drop(desk.vault);
    open(&desk.folder.0, &desk.clock).unwrap();
}

#[test]
fn nothing_personal_stands_in_any_file() {
    let mut desk = desk();
    three_people(&mut desk.vault);
    edit(&mut desk.vault, |tx| {
        tx.insert(None, &row("person", &[("name", "金丝雀之名")]))?;
        tx.put_blob("金丝雀之名".as_bytes())
    });
    desk.vault.backup("测试").unwrap();
    let mut files = 0;
    let mut folders = vec![desk.folder.0.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).unwrap();
            for secret in ["金丝雀之名", "张三", "990101197506010013", "SQLite format"] {
                let found = bytes
                    .windows(secret.len())
                    .any(|window| window == secret.as_bytes());
                assert!(!found, "{secret} in {}", path.display());
            }
        }
    }
    assert!(files > 6, "database, log, keys, backup were looked at");
}

/// Who opens the vault every day does not thereby see what is protected.
#[test]
fn what_is_protected_has_a_password_of_its_own_when_the_unit_wants_it() {
    let mut desk = desk();
    let vault = &mut desk.vault;
    let wrong = |answer: Result<(), StoreError>| matches!(answer, Err(StoreError::WrongPassword { .. }));
    vault.check_protection_password(PASSWORD).unwrap();
    assert!(wrong(
        vault.set_protection_password("猜一个猜一个猜", Some("查阅口令一二三四"))
    ));
    let same = vault.set_protection_password(PASSWORD, Some(PASSWORD));
    assert!(matches!(same, Err(StoreError::SamePassword)));
    vault
        .set_protection_password(PASSWORD, Some("查阅口令一二三四"))
        .unwrap();
    assert!(vault.has_protection_password());
    assert!(
        wrong(vault.check_protection_password(PASSWORD)),
        "not the operator's"
    );
    vault.check_protection_password("查阅口令一二三四").unwrap();
    let same = vault.change_password(PASSWORD, "查阅口令一二三四");
    assert!(matches!(same, Err(StoreError::SamePassword)));
    // whoever knows only the one cannot change or remove the other
    assert!(wrong(vault.set_protection_password(PASSWORD, None)));
    vault
        .set_protection_password("查阅口令一二三四", Some("另一个查阅口令啊"))
        .unwrap();
    assert!(wrong(vault.check_protection_password("查阅口令一二三四")));
    // forgotten: the printed code is the last word
    vault.set_protection_password(&desk.code.printed(), None).unwrap();
    vault.check_protection_password(PASSWORD).unwrap();
}

#[test]
fn guessing_at_what_is_protected_keeps_nobody_from_opening_the_vault() {
    let mut desk = desk();
    desk.vault
        .set_protection_password(PASSWORD, Some("查阅口令一二三四"))
        .unwrap();
    for _ in 0..5 {
        desk.vault
            .check_protection_password("猜一个猜一个猜")
            .unwrap_err();
    }
    let waiting = desk.vault.check_protection_password("查阅口令一二三四");
    assert!(
        matches!(waiting, Err(StoreError::TooManyAttempts { .. })),
        "{waiting:?}"
    );
    desk.vault.check_password(PASSWORD).unwrap();
    let folder = desk.folder.0.clone();
    drop(desk.vault);
    let mut vault = open(&folder, &desk.clock).unwrap();
    let waiting = vault.check_protection_password("查阅口令一二三四");
    assert!(
        matches!(waiting, Err(StoreError::TooManyAttempts { .. })),
        "a restart does not clear it"
    );
}
