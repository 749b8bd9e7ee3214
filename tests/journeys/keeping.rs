//! Keeping: passwords, the recovery code, two windows on one vault, history, undo, backup, verification.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::{Clerk, PASSWORD, desk_at};

fn open(clerk: &Clerk, password: &str) -> Result<Done, antou_desk::Failure> {
    clerk.desk.open_vault(
        OpenWithPassword {
            dir: clerk.vault_dir(),
            operator: None,
            password: password.into(),
        },
        &Unwatched,
    )
}

#[test]
fn a_wrong_password_is_refused_and_waiting_grows() {
    let clerk = Clerk::with_new_vault();
    clerk.desk.lock(Nothing {}, &Unwatched).expect("locked");
    for _ in 0..4 {
        assert_eq!(
            open(&clerk, "wrong-password-1").expect_err("wrong").code,
            "vault.wrong_password"
        );
    }
    assert_eq!(
        open(&clerk, "wrong-password-1").expect_err("the fifth").code,
        "vault.locked_out"
    );
    assert_eq!(
        open(&clerk, PASSWORD).expect_err("too many").code,
        "vault.locked_out",
        "even the right one waits"
    );
    clerk.passes(16 * 60);
    open(&clerk, PASSWORD).expect("after waiting the right password opens");
}

#[test]
fn the_recovery_code_opens_when_the_password_is_forgotten() {
    let clerk = Clerk::with_new_vault();
    clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1985.03")]);
    clerk.desk.lock(Nothing {}, &Unwatched).expect("locked");
    let request = OpenWithRecovery {
        dir: clerk.vault_dir(),
        code: clerk.recovery_code.to_lowercase(),
        new_password: "xin-mima-5678".into(),
    };
    clerk
        .desk
        .open_with_recovery(request, &Unwatched)
        .expect("opened");
    assert_eq!(clerk.finds("张三"), ["张三"]);
    clerk.desk.lock(Nothing {}, &Unwatched).expect("locked");
    assert!(open(&clerk, PASSWORD).is_err(), "the old password is gone");
    open(&clerk, "xin-mima-5678").expect("the new one opens");
}

#[test]
fn a_second_window_is_told_who_holds_the_vault() {
    let clerk = Clerk::with_new_vault();
    let second = desk_at(clerk.home.path(), &clerk.clock);
    let request = OpenWithPassword {
        dir: clerk.vault_dir(),
        operator: None,
        password: PASSWORD.into(),
    };
    let failure = second.open_vault(request, &Unwatched).expect_err("held");
    assert_eq!(failure.code, "vault.held");
    assert!(
        failure.message.contains("经办人") && failure.message.contains("2026-11-21"),
        "{failure}"
    );
}

#[test]
fn every_change_of_a_field_is_told_with_who_when_old_and_new() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1985.03")]);
    clerk.types(person, "person", None, &[("birth", "198504")]);
    let request = HistoryQuery {
        person: Some(person),
        item: Some("person.birth".into()),
        ..HistoryQuery::default()
    };
    let page = clerk.desk.history(request, &Unwatched).expect("history");
    let told: Vec<(&str, &str)> = page
        .operations
        .iter()
        .flat_map(|op| &op.changes)
        .map(|c| (c.old.as_str(), c.new.as_str()))
        .collect();
    assert_eq!(told, [("1985.03", "1985.04"), ("", "1985.03")]);
    assert_eq!(page.operations[0].operator, "经办人");
    assert!(
        page.operations[0].at.starts_with("2026-11-21 12:"),
        "{}",
        page.operations[0].at
    );
}

#[test]
fn undo_puts_back_and_refuses_by_name_what_was_changed_since() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1985.03")]);
    let first = clerk
        .types(person, "person", None, &[("native_place", "江东安平")])
        .op;
    clerk.types(person, "person", None, &[("native_place", "河西永宁")]);
    let refused = clerk
        .desk
        .undo(
            UndoRequest {
                op: first,
                ..UndoRequest::default()
            },
            &Unwatched,
        )
        .expect_err("changed since");
    assert_eq!(refused.code, "undo.changed_since");
    assert!(refused.message.contains("张三"), "{refused}");
    clerk.undoes(None);
    assert_eq!(clerk.shows(person, "native_place"), "江东安平");
    clerk.undoes(None);
    assert_eq!(clerk.shows(person, "native_place"), "");
}

#[test]
fn a_deleted_person_comes_back_whole() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1985.03")]);
    clerk.types(
        person,
        "assessment",
        None,
        &[("year", "2023"), ("conclusion", "优秀")],
    );
    let blank = clerk
        .desk
        .delete_person(
            DeletePerson {
                person,
                reason: " ".into(),
            },
            &Unwatched,
        )
        .expect_err("a reason is needed");
    assert_eq!(blank.code, "reason.missing");
    clerk
        .desk
        .delete_person(
            DeletePerson {
                person,
                reason: "重复录入".into(),
            },
            &Unwatched,
        )
        .expect("deleted");
    assert_eq!(clerk.total(), 0);
    clerk.undoes(None);
    assert_eq!(clerk.shows(person, "assessment.conclusion"), "优秀");
    assert_eq!(clerk.finds("zs"), ["张三"], "found again");
}

#[test]
fn a_backup_brings_back_what_was_there() {
    let clerk = Clerk::with_new_vault();
    clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1985.03")]);
    let backup = clerk.desk.backup(Nothing {}, &Unwatched).expect("a backup");
    clerk.adds(&[("name", "李四"), ("sex", "女"), ("birth", "1986.03")]);
    clerk
        .desk
        .restore(RestoreBackup { file: backup.file }, &Unwatched)
        .expect("restored");
    assert_eq!(clerk.total(), 1);
    assert!(clerk.finds("李四").is_empty());
}

#[test]
fn a_vault_nobody_touched_verifies() {
    let clerk = Clerk::with_new_vault();
    clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1985.03")]);
    let verified = clerk.desk.verify(Nothing {}, &Unwatched).expect("verified");
    assert!(verified.ok && verified.people == 1, "{verified:?}");
}
