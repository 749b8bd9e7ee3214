//! Entering by hand: what is typed is read like a cell, and nothing wrong gets in.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;

#[test]
fn a_month_may_be_typed_in_any_way() {
    let clerk = Clerk::with_new_vault();
    for (typed, shown) in [
        ("198503", "1985.03"),
        ("1985年3月", "1985.03"),
        ("85.3", "1985.03"),
        ("１９８５．３", "1985.03"),
        ("1985", "1985"),
    ] {
        let read = clerk
            .desk
            .read_value(
                ReadValue {
                    item: "person.birth".into(),
                    text: typed.into(),
                    person: None,
                },
                &Unwatched,
            )
            .expect("read");
        assert_eq!(read.text, shown, "{typed}");
    }
    let wrong = clerk
        .desk
        .read_value(
            ReadValue {
                item: "person.birth".into(),
                text: "1985.13".into(),
                person: None,
            },
            &Unwatched,
        )
        .expect("read");
    assert!(
        wrong.text.is_empty() && wrong.problems[0].message.contains("13"),
        "{:?}",
        wrong.problems
    );
}

#[test]
fn nothing_wrong_gets_in_and_nothing_is_half_saved() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1985.03")]);
    let saved = clerk.types(
        person,
        "person",
        None,
        &[("native_place", "江东安平"), ("work_started", "2008.13")],
    );
    assert!(
        saved.row.is_none() && saved.op.is_none(),
        "one wrong field keeps all fields out"
    );
    assert_eq!(clerk.shows(person, "native_place"), "");
    let unknown = clerk.types(person, "person", None, &[("ethnicity", "火星族")]);
    assert_eq!(unknown.problems[0].code, "code.unknown");
}

#[test]
fn an_identity_number_belongs_to_one_person() {
    let clerk = Clerk::with_new_vault();
    clerk.adds(&[
        ("name", "张三"),
        ("sex", "男"),
        ("birth", "1985.03"),
        ("id_number", "990101198503120010"),
    ]);
    let values = [("name", "李四"), ("id_number", "990101198503120010")];
    let request = AddPerson {
        values: values
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
    };
    let saved = clerk.desk.add_person(request, &Unwatched).expect("answered");
    assert!(saved.row.is_none());
    assert!(
        saved
            .problems
            .iter()
            .any(|problem| problem.code == "id.duplicate" && problem.message.contains("张三")),
        "{:?}",
        saved.problems
    );
    let mistyped = clerk.desk.read_value(
        ReadValue {
            item: "person.id_number".into(),
            text: "990101198503120011".into(),
            person: None,
        },
        &Unwatched,
    );
    assert_eq!(
        mistyped.expect("read").problems[0].code,
        "id.check_digit",
        "at the keyboard a wrong check digit is refused"
    );
}

#[test]
fn rare_characters_are_kept_exactly() {
    let clerk = Clerk::with_new_vault();
    for name in ["王䶮", "赵㛃", "李𬸣", "孙𠅤", "周喆堃", "吴𣲗", "郑𬭚"] {
        let person = clerk.adds(&[("name", name), ("sex", "女"), ("birth", "1985.03")]);
        assert_eq!(clerk.shows(person, "name"), name);
        assert_eq!(clerk.finds(name), [name]);
    }
}

#[test]
fn a_person_must_have_a_name_and_the_rest_may_follow() {
    let clerk = Clerk::with_new_vault();
    let nobody = clerk
        .desk
        .add_person(
            AddPerson {
                values: [("sex".to_owned(), "男".to_owned())].into(),
            },
            &Unwatched,
        )
        .expect("answered");
    assert!(nobody.row.is_none());
    let person = clerk.adds(&[("name", "张三")]);
    let view = clerk
        .desk
        .dossier(PersonId { person }, &Unwatched)
        .expect("dossier");
    assert!(
        view.findings.iter().any(|finding| finding.item == "person.birth"),
        "what is missing is said"
    );
}

#[test]
fn nothing_to_enter_is_confirmed_apart_from_blank() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1985.03")]);
    let attested = || {
        let view = clerk
            .desk
            .dossier(PersonId { person }, &Unwatched)
            .expect("dossier");
        view.sections
            .iter()
            .find(|section| section.set == "award")
            .expect("award")
            .attested
    };
    assert!(!attested());
    clerk
        .desk
        .attest(
            Attest {
                person,
                set: "award".into(),
                on: true,
            },
            &Unwatched,
        )
        .expect("confirmed");
    assert!(attested());
    clerk
        .desk
        .attest(
            Attest {
                person,
                set: "award".into(),
                on: false,
            },
            &Unwatched,
        )
        .expect("taken back");
    assert!(!attested());
}
