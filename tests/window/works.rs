//! The works of a year in the real window, on the demonstration bureau: each begun, one act done, and that act taken back.

use crate::driver::{CONTROL, ENTER, Window, patiently};

const TAB: &str = "\u{E004}";
const ESCAPE: &str = "\u{E00C}";

#[test]
#[ignore = "needs the built window: make test-window"]
fn each_work_of_the_year_is_done_and_taken_back() {
    let window = Window::open();
    window.click("=打开演示数据");
    lists(&window, ".roster");
    grades_are_entered_by_digits(&window);
    a_class_is_registered(&window);
    a_list_is_opened_and_printed(&window);
    the_form_itself_is_typed_on(&window);
    a_review_is_begun(&window);
    a_report_is_taken_in(&window);
    pledges_are_entered(&window);
}

#[test]
#[ignore = "needs the built window: make test-window"]
fn every_register_opens_and_every_number_opens_as_many_lines() {
    let window = Window::open();
    window.click("=打开演示数据");
    lists(&window, ".roster");
    window.go("/ledger");
    window.shows(".register");
    let registers = texts(
        &window,
        "return [...document.querySelectorAll('.register')].map((own) => own.id.replace('register-', ''))",
    );
    assert!(registers.len() > 25, "{registers:?}");
    for register in registers {
        window.go(&format!("/ledger/{register}"));
        patiently(&format!("{register} is counted"), || {
            let chosen = window.run("return document.querySelector('.register[aria-current]')?.id ?? ''");
            let counted = says(&window, ".filterbar .count").contains(" 条");
            (chosen == format!("register-{register}") && counted).then_some(())
        });
        assert_eq!(says(&window, ".notice.failed"), "", "{register}");
    }
    for screen in ["/follow-up", "/reviews/joint", "/matters/scope"] {
        window.go(screen);
        window.shows("main a[href*='/listing/']");
        let links = texts(
            &window,
            "return [...document.querySelectorAll(\"main a[href*='/listing/']\")].map((own) => own.innerText.replace(/\\D/g, '') + ' ' + own.getAttribute('href'))",
        );
        for link in links {
            let (number, place) = link.split_once(" #").expect("a number and where it leads");
            if number.is_empty() {
                continue;
            }
            window.go(place);
            patiently(&format!("{place} lists {number}"), || {
                let count = says(&window, ".listing .filterbar .count");
                let listed: String = count.split(' ').next().unwrap_or_default().replace(',', "");
                (listed == number).then_some(())
            });
        }
    }
}

fn texts(window: &Window, script: &str) -> Vec<String> {
    let found = window.run(script);
    let found = found.as_array().expect("several");
    found
        .iter()
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}

/// Something is listed, and nothing covers its first cell.
fn lists(window: &Window, screen: &str) {
    patiently(&format!("{screen} lists something"), || {
        let seen = window.run(&format!(
            "const cell = document.querySelector('{screen} [role=gridcell]'); if (!cell) return false; \
             const box = cell.getBoundingClientRect(); \
             const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); \
             return box.height > 0 && cell.contains(top) && cell.textContent.trim() !== ''"
        ));
        (seen == true).then_some(())
    });
}

fn says(window: &Window, selector: &str) -> String {
    let text = window.run(&format!(
        "return document.querySelector('{selector}')?.innerText ?? ''"
    ));
    text.as_str().unwrap_or_default().to_owned()
}

fn grades_are_entered_by_digits(window: &Window) {
    window.go("/assessment");
    lists(window, ".assess");
    // this year, for which nobody has a grade yet
    window.run(
        "const year = document.querySelector('.assess [aria-label=考核年度], .assess select'); \
         year.value = [...year.options].map((option) => option.value).sort().at(-1); \
         year.dispatchEvent(new Event('change'))",
    );
    patiently("the year is counted anew", || {
        says(window, ".assess-side").contains("未填等次").then_some(())
    });
    lists(window, ".assess");
    // who is in sight changes with the frame; the counts do not
    let open = || {
        let side = says(window, ".assess-side");
        let counts = side.lines().skip_while(|line| *line != "进度");
        counts.take_while(|line| *line != "优秀比例").collect::<String>()
    };
    let before = open();
    window.run("document.querySelector('.assess [role=grid]').focus()");
    window.press(&["2"]);
    patiently("the grade is counted", || (open() != before).then_some(()));
    window.screenshot("assessment");
    window.press(&[CONTROL, "z"]);
    patiently("and taken back", || (open() == before).then_some(()));
}

fn a_class_is_registered(window: &Window) {
    window.go("/training");
    lists(window, ".training");
    let name = says(window, ".training .vgrid-row [aria-colindex=\"2\"]");
    window.run("document.querySelector('.training [role=grid]').focus()");
    window.press(&[CONTROL, "n"]);
    window.fill("[role=dialog] [aria-label=班次]", "秋季专题培训班");
    window.fill("[role=dialog] [aria-label=开始时间]", "20261109");
    window.fill("[role=dialog] [aria-label=学时]", "40");
    window.fill("[role=dialog] [aria-label=人员]", &name);
    window.shows(".person-list .code-choice");
    window.press(&[ENTER]);
    patiently("somebody takes part", || {
        says(window, ".training-people legend")
            .contains("1 人")
            .then_some(())
    });
    window.screenshot("training-class");
    window.press(&[CONTROL, "s"]);
    window.sees("已为 1 人登记");
    window.press(&[CONTROL, "z"]);
    window.sees("已撤销");
}

fn a_list_is_opened_and_printed(window: &Window) {
    window.go("/listing/training_hours?only=short");
    lists(window, ".listing");
    let title = says(window, ".listing h1");
    assert!(title.contains("未达到学时的人员"), "{title}");
    window.screenshot("listing");
    window.press(&[CONTROL, "p"]);
    window.shows("img.print-page");
    let file = window.desktop.folder.join("名单.pdf");
    window.will_pick(&[&file]);
    window.click("=导出 PDF");
    window.sees("已生成");
    patiently("the PDF is there", || file.is_file().then_some(()));
    window.press(&[ESCAPE]);
}

fn the_form_itself_is_typed_on(window: &Window) {
    window.go("/people/3/form");
    window.shows("[aria-label=审批表] [aria-label=姓名]");
    patiently("the page is drawn", || {
        let width = window.run("return document.querySelector('.form-desk img')?.naturalWidth ?? 0");
        width.as_f64().is_some_and(|width| width > 0.0).then_some(())
    });
    // a cell is drawn by its page until the cursor is in it
    let cell = "[aria-label=审批表] [aria-label=籍贯]";
    window.run(&format!("document.querySelector('{cell}').focus()"));
    window.fill(cell, "江东安平");
    window.press(&[TAB]);
    window.screenshot("form-editor");
    window.press(&[CONTROL, "s"]);
    window.sees("已保存");
}

fn a_review_is_begun(window: &Window) {
    window.go("/reviews");
    lists(window, ".reviews");
    let name = says(window, ".reviews .vgrid-row [aria-colindex=\"2\"]");
    let count = || says(window, ".filterbar .count");
    let before = count();
    window.run("document.querySelector('.reviews [role=grid]').focus()");
    window.press(&[CONTROL, "n"]);
    window.fill("[role=dialog] [aria-label=审查类别]", "专项");
    window.press(&[ENTER]);
    window.fill("[role=dialog] [aria-label=开始时间]", "20261109");
    window.fill("[role=dialog] [aria-label=人员]", &name);
    window.shows(".person-list .code-choice");
    window.press(&[ENTER]);
    patiently("somebody is reviewed", || {
        says(window, "[role=dialog] .training-people legend")
            .contains("1 人")
            .then_some(())
    });
    window.screenshot("review");
    window.press(&[CONTROL, "s"]);
    window.sees("已为 1 人启动审查");
    patiently("one more is under way", || (count() != before).then_some(()));
    window.press(&[CONTROL, "z"]);
    patiently("and taken back", || (count() == before).then_some(()));
}

fn a_report_is_taken_in(window: &Window) {
    window.go("/matters");
    lists(window, ".matters");
    window.run(
        "[...document.querySelectorAll('.matters-count')].find((count) => count.innerText.includes('未交')).click()",
    );
    let count = || says(window, ".filterbar .count");
    patiently("who has not reported is listed", || {
        let counted = says(window, ".matters-count[aria-pressed=true] b");
        (count() == format!("{counted} 人")).then_some(())
    });
    lists(window, ".matters");
    let before = count();
    window.run("document.querySelector('.matters [role=grid]').focus()");
    window.press(&["="]);
    window.sees("已登记 1 人");
    window.screenshot("matters");
    patiently("one less is missing", || (count() != before).then_some(()));
    window.press(&[CONTROL, "z"]);
    patiently("and taken back", || (count() == before).then_some(()));
}

fn pledges_are_entered(window: &Window) {
    window.go("/follow-up");
    window.shows(".follow-table");
    let missing = "廉洁承诺缺项或不符";
    let number = || {
        window.run(&format!(
            "return document.querySelector('a[aria-label^=\"{missing}\"]')?.getAttribute('aria-label') ?? ''"
        ))
    };
    window.run("[...document.querySelectorAll('.follow-name')].find((name) => name.innerText.includes('廉洁承诺')).click()");
    let before = number();
    window.click(".follow-acts .button");
    window.shows(".follow-people label");
    window.screenshot("pledges");
    window.run("[...document.querySelectorAll('[role=dialog] .button.main')].find((button) => button.innerText.startsWith('登记')).click()");
    window.sees("廉洁自律承诺书。");
    patiently("nobody is missing", || (number() != before).then_some(()));
    window.press(&[CONTROL, "z"]);
    patiently("and taken back", || (number() == before).then_some(()));
}
