//! 任免审批表 files come in as they are and go out so that they come in again: nothing is guessed, nothing is lost.

use std::path::{Path, PathBuf};

use antou_desk::Unwatched;
use antou_desk::messages::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::GB18030;

use crate::clerk::Clerk;

/// Two small grey pictures in Base64.
const FACE: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/wAALCABUADwBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQG/8QAFxABAQEBAAAAAAAAAAAAAAAAABMBEf/aAAgBAQAAPwDX0KFChQoUKJaFChQoUKFEtChQoUKFCiWhQoUKFChRLQoUKFChQoloUKFChQoUS0KFChQoUKJqFChQoUKFEtChQoUKFCiWhQoUKFChRP3TundO6d07p3Tuv//Z";
const OTHER_FACE: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/wAALCABUADwBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAAMG/8QAFhABAQEAAAAAAAAAAAAAAAAAABIR/9oACAEBAAA/AMdJJJJJJJKskkkkkkkqySSSSSSSrJJJJJJJKskkkkkkkqSSSSSSSSrJJJJJJJKskkkkkkkqySSSSSSSrJJJJJJJKmGGGGGGGP/Z";

/// An .lrmx as an editor of 3.2 saves it, with an element of a future one.
fn lrmx(name: &str, number: &str, more: &str) -> String {
    format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>
<Person>
  <XingMing>{name}</XingMing>
  <XingBie>男</XingBie>
  <ChuShengNianYue>198103</ChuShengNianYue>
  <MinZu>汉族</MinZu>
  <JiGuan>江苏东台</JiGuan>
  <ChuShengDi>江苏东台</ChuShengDi>
  <RuDangShiJian>2003.06</RuDangShiJian>
  <CanJiaGongZuoShiJian>200408</CanJiaGongZuoShiJian>
  <JianKangZhuangKuang>健康</JianKangZhuangKuang>
  <ZhuanYeJiShuZhiWu>高级工程师</ZhuanYeJiShuZhiWu>
  <ShuXiZhuanYeYouHeZhuanChang>信息系统建设管理</ShuXiZhuanYeYouHeZhuanChang>
  <QuanRiZhiJiaoYu_XueLi>大学</QuanRiZhiJiaoYu_XueLi>
  <QuanRiZhiJiaoYu_XueWei>工学学士</QuanRiZhiJiaoYu_XueWei>
  <QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>云州大学计算机专业</QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>
  <QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>云州大学计算机专业</QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>
  <ZaiZhiJiaoYu_XueLi>研究生</ZaiZhiJiaoYu_XueLi>
  <ZaiZhiJiaoYu_XueWei>公共管理硕士</ZaiZhiJiaoYu_XueWei>
  <ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>中共云州省委党校经济学专业</ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>
  <ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>云州大学公共管理学院</ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>
  <XianRenZhiWu>云岭区机关事务管理局信息科科长</XianRenZhiWu>
  <NiRenZhiWu>云岭区机关事务管理局副局长</NiRenZhiWu>
  <NiMianZhiWu>云岭区机关事务管理局信息科科长</NiMianZhiWu>
  <JianLi>2000.09--2004.08  云州大学计算机专业学习
2004.08--2017.11  云岭区政府办公室科员
                  （其间：2011.03--2012.03  挂职任白石镇副镇长）
2017.11--         云岭区机关事务管理局信息科科长</JianLi>
  <JiangChengQingKuang>2016年5月，经云州市人民政府批准，授予“云州市先进工作者”称号。</JiangChengQingKuang>
  <NianDuKaoHeJieGuo>2021年、2022年年度考核均为称职，2023年年度考核优秀</NianDuKaoHeJieGuo>
  <RenMianLiYou>工作需要，该同志 &lt;熟悉&gt; 业务 &amp; 群众基础好。</RenMianLiYou>
  <JiaTingChengYuan>
    <Item>
      <ChengWei>妻子</ChengWei>
      <XingMing>纪晓芸</XingMing>
      <ChuShengRiQi>198204</ChuShengRiQi>
      <ZhengZhiMianMao>群众</ZhengZhiMianMao>
      <GongZuoDanWeiJiZhiWu>云岭区实验小学教师</GongZuoDanWeiJiZhiWu>
    </Item>
    <Item>
      <ChengWei>父亲</ChengWei>
      <XingMing>甘守田</XingMing>
      <ChuShengRiQi>195301</ChuShengRiQi>
      <ZhengZhiMianMao>中共党员</ZhengZhiMianMao>
      <GongZuoDanWeiJiZhiWu>白石镇农民（已去世）</GongZuoDanWeiJiZhiWu>
      <LianXiFangShi a=\"1\">不详</LianXiFangShi>
    </Item>
  </JiaTingChengYuan>
  <ChengBaoDanWei>中共云岭区委组织部</ChengBaoDanWei>
  <JiSuanNianLingShiJian>202611</JiSuanNianLingShiJian>
  <TianBiaoShiJian>20261110</TianBiaoShiJian>
  <TianBiaoRen>柳知远</TianBiaoRen>
  <ShenFenZheng>{number}</ShenFenZheng>
  <ZhaoPian>{FACE}</ZhaoPian>{more}
  <Version>3.2.1.16</Version>
</Person>"
    )
}

fn face(encoded: &str) -> Vec<u8> {
    STANDARD.decode(encoded).expect("a picture")
}

const NUMBER: &str = "990101198103120011";
const FUTURE: &str = "\n  <WeiLaiLanMu bianHao=\"7\"><Nei>未来的 &amp; 栏目</Nei>\n  </WeiLaiLanMu>";

fn file(clerk: &Clerk, name: &str, bytes: &[u8]) -> PathBuf {
    let path = clerk.path(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(&path, bytes).expect("a file");
    path
}

fn changes(clerk: &Clerk, view: &ImportView) -> Vec<String> {
    let rows = clerk.rows(view.import, None);
    let changes = rows.into_iter().flat_map(|row| row.changes);
    changes
        .map(|change| format!("{}：{} → {}", change.label, change.old, change.new))
        .collect()
}

#[test]
fn a_form_that_proposes_somebody_who_has_failed_a_review_is_held() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "甘为霖"), ("id_number", NUMBER)]);
    let review = [
        ("kind", "任前"),
        ("started", "2026.03.01"),
        ("conclusion", "不合格"),
        ("concluded", "2026.03.20"),
    ];
    let failed = clerk.types(person, "review", None, &review);
    assert!(failed.row.is_some(), "{:?}", failed.problems);
    let proposing = lrmx("甘为霖", NUMBER, "");
    let view = clerk.opens(&file(&clerk, "拟任.lrmx", proposing.as_bytes()));
    let row = clerk.rows(view.import, None).remove(0);
    assert_eq!(row.outcome, "held");
    assert!(row.reasons.join("").contains("一票否决"), "{:?}", row.reasons);
    clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("nothing to write");
    assert_eq!(clerk.shows(person, "proposal.proposed"), "");

    let proposed = "<NiRenZhiWu>云岭区机关事务管理局副局长</NiRenZhiWu>";
    assert!(proposing.contains(proposed));
    let without = proposing.replace(proposed, "<NiRenZhiWu></NiRenZhiWu>");
    let report = clerk.imports(&file(&clerk, "不拟任.lrmx", without.as_bytes()));
    assert_eq!(report["rows"]["updated"], 1, "{report}");
    assert_eq!(clerk.shows(person, "review.conclusion"), "不合格");
}

#[test]
fn an_lrmx_becomes_a_person_with_everything_on_the_form() {
    let clerk = Clerk::with_new_vault();
    let form = file(&clerk, "甘为霖.lrmx", lrmx("甘 为霖", NUMBER, FUTURE).as_bytes());
    let view = clerk.opens(&form);
    assert_eq!(view.counts.added, 1, "{:?}", clerk.rows(view.import, None));
    let report = clerk.imports(&form);
    let serious: Vec<_> = report["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter(|problem| problem["severity"] != "info")
        .collect();
    assert!(serious.is_empty(), "{serious:#?}");
    let person = clerk.person("甘为霖");
    for (path, text) in [
        ("sex", "男"),
        ("birth", "1981.03"),
        ("id_number", NUMBER),
        ("health", "健康"),
        ("post.title", "云岭区机关事务管理局信息科科长"),
        ("proposal.proposed", "云岭区机关事务管理局副局长"),
        ("proposal.reason", "工作需要，该同志 <熟悉> 业务 & 群众基础好。"),
        ("proposal.reporting_unit", "中共云岭区委组织部"),
        ("qualification.name", "高级工程师"),
        ("family.name", "纪晓芸"),
    ] {
        assert_eq!(clerk.shows(person, path), text, "{path}");
    }
    let dossier = clerk.desk.whole_dossier(person).expect("a dossier");
    assert!(
        dossier
            .photo
            .as_ref()
            .is_some_and(|photo| photo.starts_with(b"\xff\xd8\xff"))
    );
    let rows = |set: &str| dossier.rows(set).len();
    assert_eq!((rows("family"), rows("education"), rows("resume")), (2, 3, 4));

    let again = clerk.opens(&form);
    assert_eq!(again.counts.unchanged, 1, "{:#?}", changes(&clerk, &again));
}

#[test]
fn what_cannot_be_read_names_the_file_and_the_place_on_the_form() {
    let clerk = Clerk::with_new_vault();
    let text = lrmx("甘为霖", "99010119810312001", "").replace("198204", "198213");
    let form = file(&clerk, "甘为霖.lrmx", text.as_bytes());
    let report = clerk.imports(&form);
    let places: Vec<&str> = report["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter(|problem| problem["severity"] == "error")
        .filter_map(|problem| problem["place"].as_str())
        .collect();
    assert_eq!(
        places,
        [
            "甘为霖.lrmx!公民身份号码",
            "甘为霖.lrmx!家庭成员·出生年月（第 1 人）"
        ],
        "{report:#}"
    );
    assert_eq!(report["problems"][0]["file"], "甘为霖.lrmx");
}

#[test]
fn a_folder_of_forms_of_every_kind_is_one_import() {
    let clerk = Clerk::with_new_vault();
    file(&clerk, "表/01甘为霖.lrmx", lrmx("甘为霖", NUMBER, "").as_bytes());
    let mut fields = vec![String::new(); 33];
    for (at, text) in [
        (0, "柳知远"),
        (1, "女"),
        (2, "197911"),
        (
            17,
            "1998.09--2002.07  云州大学中文系学生\r\n2002.07--         云州市司法局科员",
        ),
        (20, "丈夫@@@"),
        (21, "洪一@@@"),
        (25, "云州市司法局副局长"),
    ] {
        fields[at] = text.to_owned();
    }
    let record = format!("\"{}\"", fields.join("\",\""));
    file(&clerk, "表/二科/柳知远.lrm", &GB18030.encode(&record).0);
    file(&clerk, "表/二科/柳知远.pic", &face(OTHER_FACE));
    file(&clerk, "表/坏.lrmx", b"<Person><XingMing>");
    file(&clerk, "表/说明.pdf", b"%PDF-1.7");
    file(
        &clerk,
        "表/花名册.csv",
        "姓名,性别,出生年月\n张三,男,1985.03\n".as_bytes(),
    );
    let view = clerk.opens(&clerk.path("表"));
    let told: Vec<(&str, &str)> = view
        .unread
        .iter()
        .map(|file| (file.file.as_str(), file.code.as_str()))
        .collect();
    assert_eq!(told, [("说明.pdf", "file.skipped"), ("坏.lrmx", "file.damaged")]);
    assert_eq!((view.counts.added, view.counts.held), (3, 0));
    let places: Vec<String> = clerk
        .rows(view.import, Some("added"))
        .into_iter()
        .map(|row| row.place)
        .collect();
    assert_eq!(places, ["文本!2", "01甘为霖.lrmx", "柳知远.lrm"]);
    let imported = clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    let liu = clerk
        .desk
        .whole_dossier(clerk.person("柳知远"))
        .expect("a dossier");
    assert_eq!(liu.photo.as_deref(), Some(face(OTHER_FACE).as_slice()));
    clerk.undoes(imported.op);
    assert_eq!(clerk.total(), 0, "one step back");
}

#[test]
fn a_new_photo_is_a_change_like_any_other_and_the_old_one_is_kept() {
    let clerk = Clerk::with_new_vault();
    clerk.imports(&file(&clerk, "a.lrmx", lrmx("甘为霖", NUMBER, "").as_bytes()));
    let newer = lrmx("甘为霖", NUMBER, "").replace(FACE, OTHER_FACE);
    let form = file(&clerk, "b.lrmx", newer.as_bytes());
    let view = clerk.opens(&form);
    assert_eq!(changes(&clerk, &view).len(), 1, "{:?}", changes(&clerk, &view));
    assert!(
        changes(&clerk, &view)[0].starts_with("照片：现有照片"),
        "{:?}",
        changes(&clerk, &view)
    );
    let op = clerk.imports(&form)["op"].as_i64();
    let person = clerk.person("甘为霖");
    let photo = |clerk: &Clerk| {
        clerk
            .desk
            .whole_dossier(person)
            .expect("a dossier")
            .photo
            .expect("a photo")
    };
    assert_eq!(photo(&clerk), face(OTHER_FACE));
    clerk.undoes(op);
    assert!(photo(&clerk) == face(FACE), "the old one is back");
}

#[test]
fn hostile_forms_are_refused_in_words_and_nothing_is_written() {
    let clerk = Clerk::with_new_vault();
    for (name, bytes) in [
        ("a.lrmx", "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Person><XingMing>&a;</XingMing></Person>".as_bytes()),
        ("b.lrmx", b"<Person><XingMing>".as_slice()),
        ("c.lrm", b"\"a\""),
        ("d.docx", b"PK\x03\x04"),
        ("e.zip", b"PK\x03\x04"),
    ] {
        let refused = clerk.tries_to_open(&file(&clerk, name, bytes)).expect_err(name);
        assert!(refused.to_string().starts_with(name), "{refused}");
        assert!(refused.code.starts_with("file."), "{}", refused.code);
    }
    assert_eq!(clerk.total(), 0);
}

fn exports(clerk: &Clerk, people: &[i64], to: &Path, layout: &str, names: &str) -> FormsWritten {
    let request = FormExport {
        form: "appointment".into(),
        people: people.to_vec(),
        rows: Vec::new(),
        options: FormOptions {
            layout: layout.into(),
            ..FormOptions::default()
        },
        to: to.display().to_string(),
        kind: "lrmx".into(),
        names: names.into(),
    };
    clerk.desk.form_export(request, &Unwatched).expect("written")
}

#[test]
fn what_came_in_goes_out_and_comes_in_again_unchanged() {
    let clerk = Clerk::with_new_vault();
    clerk.imports(&file(
        &clerk,
        "甘为霖.lrmx",
        lrmx("甘为霖", NUMBER, FUTURE).as_bytes(),
    ));
    let person = clerk.person("甘为霖");
    for layout in ["v3", "v4"] {
        let to = clerk.path(&format!("出/{layout}.lrmx"));
        exports(&clerk, &[person], &to, layout, "");
        let text = std::fs::read_to_string(&to).expect("a file");
        assert!(text.starts_with("\u{feff}<?xml"), "the mark an editor expects");
        for part in [
            "<XingMing>甘为霖</XingMing>\r\n",
            "<ChuShengNianYue>198103</ChuShengNianYue>",
            "<RenMianLiYou>工作需要，该同志 &lt;熟悉&gt; 业务 &amp; 群众基础好。</RenMianLiYou>",
            "<ChuShengRiQi>195301</ChuShengRiQi>",
            "<LianXiFangShi a=\"1\">不详</LianXiFangShi>\r\n    </Item>",
            &format!("<ZhaoPian>{FACE}</ZhaoPian>\r\n  {}", FUTURE.trim_start()),
            &format!("<ShenFenZheng>{NUMBER}</ShenFenZheng>"),
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(
            text.contains("<DaoLingNianYue>204403</DaoLingNianYue>"),
            layout == "v4"
        );
        let view = clerk.opens(&to);
        assert_eq!(
            view.counts.unchanged,
            1,
            "{layout}: {:#?} {text}",
            changes(&clerk, &view)
        );
        let other = Clerk::with_new_vault();
        other.imports(&to);
        let (one, two) = (
            clerk.desk.whole_dossier(person).expect("a dossier"),
            other
                .desk
                .whole_dossier(other.person("甘为霖"))
                .expect("a dossier"),
        );
        assert_eq!(one.to_json()["sets"], two.to_json()["sets"], "{layout}");
        assert_eq!(one.photo, two.photo);
    }
}

#[test]
fn what_was_typed_goes_out_and_comes_in_again_unchanged() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[
        ("name", "柳知远"),
        ("sex", "女"),
        ("birth", "1985-03-12"),
        ("id_number", "990101198503120029"),
        ("political_status", "中共预备党员"),
        ("party_joined", "2026-05-20"),
        ("health", "良好"),
    ]);
    for (set, values) in [
        (
            "education",
            vec![
                ("mode", "全日制"),
                ("level", "大学"),
                ("degree", "经济学学士"),
                ("school", "江东大学"),
                ("major", "会计学"),
                ("graduated", "2007-07"),
            ],
        ),
        (
            "education",
            vec![
                ("mode", "在职"),
                ("level", "研究生"),
                ("school", "云州省委党校"),
                ("major", "法学"),
            ],
        ),
        (
            "education",
            vec![
                ("mode", "在职"),
                ("degree", "公共管理硕士"),
                ("school", "云州大学"),
            ],
        ),
        (
            "post",
            vec![
                ("unit", "云岭区财政局"),
                ("title", "党组成员"),
                ("started", "2020-01"),
                ("main", "是"),
            ],
        ),
        (
            "post",
            vec![
                ("unit", "云岭区财政局"),
                ("title", "副局长"),
                ("started", "2020-01"),
            ],
        ),
        ("rank", vec![("rank", "四级调研员"), ("started", "2022-01")]),
        (
            "qualification",
            vec![
                ("kind", "职称"),
                ("name", "高级会计师"),
                ("grade", "副高"),
                ("obtained", "2018-12"),
            ],
        ),
        (
            "resume",
            vec![
                ("started", "2003-09"),
                ("ended", "2007-07"),
                ("text", "江东大学会计学专业学习"),
            ],
        ),
        (
            "resume",
            vec![("started", "2007-07"), ("text", "云岭区财政局工作")],
        ),
        (
            "resume",
            vec![
                ("started", "2011-03"),
                ("ended", "2012-03"),
                ("text", "挂职任白石镇副镇长"),
                ("within", "是"),
            ],
        ),
        (
            "award",
            vec![
                ("kind", "奖励"),
                ("name", "先进工作者"),
                ("decided", "2016-05-10"),
                ("authority", "云州市人民政府"),
            ],
        ),
        ("assessment", vec![("year", "2023"), ("conclusion", "称职")]),
        ("assessment", vec![("year", "2024"), ("conclusion", "称职")]),
        ("assessment", vec![("year", "2025"), ("conclusion", "优秀")]),
        (
            "family",
            vec![
                ("relation", "丈夫"),
                ("name", "洪一"),
                ("birth", "1984-01-02"),
                ("political_status", "群众"),
                ("work", "云州一中教师"),
            ],
        ),
        (
            "family",
            vec![
                ("relation", "父亲"),
                ("name", "柳大"),
                ("work", "白石镇农民"),
                ("deceased", "是"),
            ],
        ),
    ] {
        let saved = clerk.types(person, set, None, &values);
        assert!(saved.row.is_some(), "{set} {values:?}: {:?}", saved.problems);
    }
    let to = clerk.path("柳知远.lrmx");
    exports(&clerk, &[person], &to, "v4", "");
    let text = std::fs::read_to_string(&to).expect("a file");
    let view = clerk.opens(&to);
    assert_eq!(view.counts.unchanged, 1, "{:#?}\n{text}", changes(&clerk, &view));
    assert!(
        text.contains("<XianRenZhiWu>云岭区财政局党组成员、副局长、四级调研员</XianRenZhiWu>"),
        "{text}"
    );
}

#[test]
fn a_folder_of_files_is_named_by_a_pattern_and_nothing_is_written_over() {
    let clerk = Clerk::with_new_vault();
    let twins: Vec<i64> = [
        ("990101198503120029", "1985-03"),
        ("99010119791123002X", "1979-11"),
    ]
    .iter()
    .map(|(number, birth)| {
        clerk.adds(&[
            ("name", "张三"),
            ("sex", "女"),
            ("birth", birth),
            ("id_number", number),
        ])
    })
    .collect();
    let folder = clerk.path("出");
    let first = exports(&clerk, &twins, &folder, "v3", "");
    assert_eq!((first.people, first.files.len()), (2, 2));
    exports(&clerk, &twins[..1], &folder, "v3", "");
    exports(&clerk, &twins, &folder, "v3", "{序号}{姓名}+{身份证号}");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "01张三+990101198503120029.lrmx",
            "02张三+99010119791123002X.lrmx",
            "张三(2).lrmx",
            "张三(3).lrmx",
            "张三.lrmx",
        ]
    );
    let request = FormExport {
        form: "appointment".into(),
        people: twins,
        rows: Vec::new(),
        options: FormOptions::default(),
        to: clerk.path("两人.lrmx").display().to_string(),
        kind: String::new(),
        names: String::new(),
    };
    let refused = clerk
        .desk
        .form_export(request, &Unwatched)
        .expect_err("two people in one file");
    assert_eq!(refused.code, "form.several");
}
