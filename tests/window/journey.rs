//! A clerk's first morning with the real window: from nothing to a printed form, and a mistake taken back.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::driver::{CONTROL, ENTER, F2, Window, patiently};

/// Somebody of the sample roster whose row holds nothing doubtful.
const SOMEBODY: &str = "郑丰勇";
const FORMER_NAME: &str = "郑小勇";
const PASSWORD: &str = "Antou#2026desk";

#[test]
#[ignore = "needs the built window: make test-window"]
fn from_an_empty_desk_to_a_printed_form() {
    let window = Window::open();
    make_a_vault(&window);
    import_the_roster(&window);
    open_somebody(&window);
    let person = window
        .url()
        .rsplit('/')
        .next()
        .expect("a dossier's place")
        .to_owned();
    change_and_take_back(&window);
    let form = print_the_form(&window, &person);
    assert!(text_of(&form).contains(SOMEBODY), "the form carries the name");
    nothing_lingers(&window, &form);
}

fn make_a_vault(window: &Window) {
    let vault = window.desktop.folder.join("档案库");
    fs::create_dir_all(&vault).expect("a folder for the vault");
    window.will_pick(&[&vault]);
    window.click("=新建档案库");
    window.type_into(".start-form label:nth-of-type(1) input", "安平市组织人事科");
    window.type_into(".start-form label:nth-of-type(2) input", "张三");
    window.click("=选择文件夹");
    window.sees("档案库");
    window.type_into(".start-form label:nth-of-type(3) input", PASSWORD);
    window.type_into(".start-form label:nth-of-type(4) input", PASSWORD);
    window.click("button[type=submit]");
    window.shows(".recovery-code");
    window.screenshot("recovery-code");
    window.click(".recovery input[type=checkbox]");
    window.click("=开始使用");
    window.sees("从 Excel 导入");
}

fn import_the_roster(window: &Window) {
    let roster = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/sample/roster.xlsx");
    window.will_pick(&[&roster.canonicalize().expect("the sample roster")]);
    window.click("=从 Excel 导入");
    window.click("=选择文件");
    window.click("=下一步");
    window.screenshot("import-preview");
    window.click("=确认写入");
    window.sees("导入完成");
    window.click("=回花名册");
    patiently("people are listed, and nothing covers them", || {
        // WebDriver calls no cell of the list shown, whose rows are moved into sight: what stands at a cell's middle tells
        let seen = window.run(
            "const cell = document.querySelector('[role=gridcell]'); if (!cell) return false; \
             const box = cell.getBoundingClientRect(); \
             const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); \
             return box.height > 0 && cell.contains(top) && cell.textContent.trim() !== ''",
        );
        (seen == true).then_some(())
    });
    window.screenshot("roster");
}

fn open_somebody(window: &Window) {
    window.fill(".filterbar-search", SOMEBODY);
    patiently("only that person is listed", || {
        let rows = window.run("return document.querySelectorAll('.vgrid-row').length");
        (rows == 1 && window.text().contains(SOMEBODY)).then_some(())
    });
    window.press(&[ENTER]); // from the search into the list
    window.press(&[ENTER]); // and into the dossier
    patiently("the dossier is open", || {
        window.url().contains("#/people/").then_some(())
    });
    window.shows(".dossier-head");
    window.screenshot("dossier");
}

fn change_and_take_back(window: &Window) {
    window.press(&[F2]);
    window.fill("[aria-label=曾用名]", FORMER_NAME);
    window.press(&[CONTROL, "s"]);
    window.sees("已保存");
    window.go("/history");
    window.click(".history button.small"); // the newest operation stands first
    window.sees("已撤销");
    window.screenshot("history");
}

fn print_the_form(window: &Window, person: &str) -> PathBuf {
    let form = window.desktop.folder.join("任免审批表.pdf");
    window.will_pick(&[&form]);
    window.go(&format!("/print?people={person}"));
    window.shows("img.print-page");
    patiently("the page is drawn", || {
        let width = window.run("return document.querySelector('img.print-page').naturalWidth");
        width.as_f64().is_some_and(|width| width > 0.0).then_some(())
    });
    window.screenshot("form-preview");
    window.click("=导出 PDF");
    window.sees("已生成 1 人");
    form
}

/// What a reader of the PDF can copy out of it.
fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .arg(pdf)
        .arg("-")
        .output()
        .expect("pdftotext (poppler-utils)");
    assert!(
        output.status.success(),
        "a sound PDF: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    // a form may set two-letter names apart
    String::from_utf8_lossy(&output.stdout)
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

/// No name is left readable anywhere on disk: not in the vault, not in the web view's caches or settings.
fn nothing_lingers(window: &Window, form: &Path) {
    let utf16: Vec<u8> = SOMEBODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut folders = vec![window.desktop.folder.clone()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let kind = entry.file_type().expect("its kind");
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && path != form {
                let bytes = fs::read(&path).unwrap_or_default();
                seen += 1;
                for name in [SOMEBODY.as_bytes(), &utf16] {
                    let found = bytes.windows(name.len()).any(|window| window == name);
                    assert!(!found, "{} holds a name in the clear", path.display());
                }
            }
        }
    }
    assert!(seen > 2, "files were really looked at");
}
