//! What binding many forms costs: `cargo run --release -p antou-form --example bound -- 500 [out.pdf]`.
//! Prints people, pages, CPU seconds of setting and of writing, and the highest memory (Linux).
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "an example for a terminal"
)]

use antou_form::{
    Appointment, AppointmentOptions, FontSources, Moment, Press, Relative, ResumeLine, Schooling,
};

fn person(number: usize) -> Appointment {
    let period = |year: usize| {
        format!(
            "{}.{:02}--{}.{:02}",
            1998 + year * 2,
            number % 12 + 1,
            2000 + year * 2,
            number % 12 + 1
        )
    };
    Appointment {
        name: format!("甲{number}乙"),
        sex: "女".into(),
        birth: "1981.03".into(),
        age: "43岁".into(),
        ethnicity: "汉族".into(),
        native_place: "江苏东台".into(),
        birthplace: "江苏东台".into(),
        party_joined: "2003.06".into(),
        work_started: "2004.08".into(),
        health: "健康".into(),
        due_age: "2041.09\n（60岁6个月）".into(),
        title_professional: "高级工程师".into(),
        speciality: "信息系统建设管理".into(),
        full_time: Schooling {
            level: "大学".into(),
            degree: "工学学士".into(),
            school_level: format!("云州大学计算机科学与技术学院第{number}专业"),
            school_degree: String::new(),
        },
        post_now: format!("云州市青川区机关事务管理局第{number}科科长、四级调研员"),
        resume: (0..14)
            .map(|year| ResumeLine {
                period: period(year),
                text: format!(
                    "云州市青川区人民政府办公室信息科第{number}组副组长（其间曾在白石镇人民政府挂职锻炼）"
                ),
                within: Vec::new(),
            })
            .collect(),
        awards: format!("2016年5月，经云州市人民政府批准，记三等功一次（第{number}号）。"),
        assessments: "2021年、2022年年度考核均为称职，2023年年度考核优秀。".into(),
        reason: "工作需要。".into(),
        relatives: (0..5)
            .map(|row| Relative {
                relation: "哥哥".into(),
                name: format!("丙{row}"),
                age: "45".into(),
                political_status: "中共党员".into(),
                work: format!("云州市青川区白石镇卫生院第{number}科退休医生"),
                ..Relative::default()
            })
            .collect(),
        ..Appointment::default()
    }
}

/// CPU seconds of this process so far.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = |field: usize| {
        stat.split(' ')
            .nth(field)
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or_default()
    };
    (ticks(13) + ticks(14)) / 100.0
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or_default()
        .replace('\t', " ")
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(500);
    let people: Vec<_> = (0..count).map(person).collect();
    let press = Press::new(FontSources::BUNDLED);
    let options = AppointmentOptions::default();
    let moment = Moment {
        year: 2024,
        month: 5,
        day: 10,
        hour: 12,
        minute: 0,
        second: 0,
    };
    let start = cpu();
    press.appointment(&people[..1], &options).expect("prints");
    let cold = cpu();
    const WARM: usize = 20;
    for number in 0..WARM {
        let printed = press
            .appointment(&[person(count + number)], &options)
            .expect("prints");
        printed.pdf(moment).expect("a PDF");
    }
    let warm = cpu();
    let printed = press.appointment(&people, &options).expect("prints");
    let (set, memory_set) = (cpu(), memory());
    let pdf = printed.pdf(moment).expect("a PDF");
    let written = cpu();
    println!(
        "cold {:.3} s, one warm {:.1} ms",
        cold - start,
        (warm - cold) * 1000.0 / WARM as f64
    );
    println!(
        "people {count}, pages {}, failed {}, warnings {}",
        printed.pages(),
        printed.failed().count(),
        printed.warnings().len()
    );
    println!(
        "set {:.2} s ({memory_set}), written {:.2} s ({}), {} KB",
        set - warm,
        written - set,
        memory(),
        pdf.len() / 1024
    );
    if let Some(path) = arguments.next() {
        std::fs::write(path, pdf).expect("written");
    }
}
