//! The command line as other programs rely on it: JSON on standard output, words on standard error, exit status 0, 1 or 2.

use std::process::{Command, Output};

use serde_json::Value as Json;
use tempfile::TempDir;

use crate::clerk::{PASSWORD, program};

/// Runs `antou` on a vault of its own with a password.
fn antou(home: &TempDir, password: &str, arguments: &[&str]) -> Output {
    let vault = home.path().join("vault");
    let mut command = Command::new(program());
    command
        .env("ANTOU_PASSWORD", password)
        .env("XDG_DATA_HOME", home.path());
    command
        .arg("--vault")
        .arg(vault)
        .args(arguments)
        .output()
        .expect("antou runs")
}

fn json(output: &Output) -> Json {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[test]
fn the_main_job_works_from_the_terminal() {
    let home = TempDir::new().expect("a folder");
    let roster = home.path().join("名册.csv");
    let text = "姓名,性别,出生年月,身份证号\n张三,男,1985.03,990101198503120010\n,女,1990.01,\n";
    std::fs::write(&roster, text).expect("a roster");
    let made = antou(&home, PASSWORD, &["--json", "init"]);
    assert!(json(&made)["recovery_code"].is_string());

    let tried = antou(
        &home,
        PASSWORD,
        &["--json", "import", "--dry-run", &roster.display().to_string()],
    );
    assert!(json(&tried)["op"].is_null(), "a dry run writes nothing");
    let imported = antou(
        &home,
        PASSWORD,
        &["--json", "import", &roster.display().to_string()],
    );
    assert_eq!(
        imported.status.code(),
        Some(1),
        "a held row is finished, not done"
    );
    let report = json(&imported);
    assert_eq!(
        (report["rows"]["added"].as_u64(), report["rows"]["held"].as_u64()),
        (Some(1), Some(1)),
        "{report}"
    );
    assert!(
        report["op"].is_i64() && report["files"][0]["sheets"][0]["columns"][0]["item"] == "person.name",
        "{report}"
    );

    let people = json(&antou(
        &home,
        PASSWORD,
        &["--json", "people", "zs", "--columns", "name,birth"],
    ));
    assert_eq!(
        (people[0]["name"].as_str(), people[0]["birth"].as_str()),
        (Some("张三"), Some("1985-03"))
    );
    let shown = json(&antou(&home, PASSWORD, &["--json", "show", "990101198503120010"]));
    assert_eq!(shown["person"]["sex"], "男", "codes are given as labels");
    let undone = antou(&home, PASSWORD, &["--json", "undo"]);
    assert_eq!(
        (undone.status.code(), json(&undone)["op"].as_i64()),
        (Some(0), report["op"].as_i64())
    );
}

#[test]
fn what_is_protected_is_shown_for_a_reason_confirmed_by_the_password_and_recorded() {
    let home = TempDir::new().expect("a folder");
    let roster = home.path().join("谈话.csv");
    let text = "谈话记录\n姓名,出生年月,谈话类型,谈话时间,谈话内容\n张三,1985.03,提醒,2026.05.06,金丝雀\n";
    std::fs::write(&roster, text).expect("a register");
    antou(&home, PASSWORD, &["init"]);
    let imported = antou(
        &home,
        PASSWORD,
        &["--json", "import", &roster.display().to_string()],
    );
    assert_eq!(json(&imported)["rows"]["added"], 1, "{imported:?}");

    let told = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let hidden = antou(&home, PASSWORD, &["show", "张三"]);
    assert!(
        told(&hidden).contains("●●●") && !told(&hidden).contains("金丝雀"),
        "{hidden:?}"
    );
    let silent = antou(&home, PASSWORD, &["show", "张三", "--reveal", "  "]);
    assert_eq!(silent.status.code(), Some(2), "{silent:?}");
    assert!(!told(&silent).contains("金丝雀"));
    let wrong = antou(
        &home,
        "cuode-1234-mima",
        &["show", "张三", "--reveal", "核对谈话"],
    );
    assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
    let reveals = || {
        let operations = json(&antou(&home, PASSWORD, &["--json", "history"]));
        let operations = operations.as_array().expect("operations").clone();
        let labels = operations.into_iter().filter(|one| one["kind"] == "reveal");
        labels
            .map(|one| one["label"].as_str().expect("a label").to_owned())
            .collect::<Vec<_>>()
    };
    assert!(reveals().is_empty(), "what was refused revealed nothing");
    let shown = antou(&home, PASSWORD, &["show", "张三", "--reveal", "核对谈话"]);
    assert!(told(&shown).contains("金丝雀"), "{shown:?}");
    let recorded = reveals();
    assert_eq!(recorded.len(), 1, "{recorded:?}");
    assert!(
        recorded[0].contains("张三") && recorded[0].contains("核对谈话"),
        "{recorded:?}"
    );
    let again = antou(&home, PASSWORD, &["show", "张三"]);
    assert!(
        !told(&again).contains("金丝雀"),
        "the next command hides it again"
    );
}

#[test]
fn refusals_end_with_status_two_and_a_sentence_in_chinese() {
    let home = TempDir::new().expect("a folder");
    antou(&home, PASSWORD, &["init"]);
    let refused: &[(&str, &[&str], &str)] = &[
        ("wrong-password", &["people"], "口令不对"),
        (PASSWORD, &["import", "没有这个文件.xlsx"], "找不到这个文件"),
        (PASSWORD, &["show", "无此人"], "没有找到"),
        (PASSWORD, &["people", "--where", "天上=1"], "没有“天上”这一栏"),
        (PASSWORD, &["升官"], "没有“升官”这个命令"),
        (PASSWORD, &["init"], "已经有内容"),
    ];
    for (password, arguments, sentence) in refused {
        let output = antou(&home, password, arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(sentence), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?} answered something");
    }
}

#[test]
fn a_profile_is_made_with_answers_and_used_by_its_name() {
    let home = TempDir::new().expect("a folder");
    let roster = home.path().join("名册.csv");
    let text = "姓名,出生年月,神秘栏,政治面貌\n张三,1985.03,篮球,群众\n";
    std::fs::write(&roster, text).expect("a roster");
    let roster = roster.display().to_string();
    antou(&home, PASSWORD, &["init"]);

    let missing = antou(&home, PASSWORD, &["import", "--profile", "水利局", &roster]);
    assert_eq!(
        missing.status.code(),
        Some(2),
        "no such profile, and no answers to make one"
    );
    let words = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert!(words.contains("没有名为“水利局”的导入方案"), "{words}");

    let without = antou(&home, PASSWORD, &["import", "--dry-run", &roster]);
    let words = String::from_utf8_lossy(&without.stdout).into_owned();
    assert!(words.contains("没有读取的栏目：神秘栏"), "{words}");

    let column = "神秘栏=person.remark";
    let made = antou(
        &home,
        PASSWORD,
        &["import", "--profile", "水利局", "--column", column, &roster],
    );
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    let again = antou(
        &home,
        PASSWORD,
        &["--json", "import", "--dry-run", "--profile", "水利局", &roster],
    );
    let report = json(&again);
    let columns = &report["files"][0]["sheets"][0]["columns"];
    assert_eq!(columns[2]["item"], "person.remark", "{report}");
    assert_eq!(report["rows"]["unchanged"], 1);
    let wrong = antou(
        &home,
        PASSWORD,
        &["import", "--column", "没有的栏=person.remark", &roster],
    );
    assert_eq!(wrong.status.code(), Some(2));
}
