//! 任免审批表 files come in as they are and go out so that they come in again: nothing is guessed, nothing is lost.

use std::path::{Path, PathBuf};

use antou_desk::Unwatched;
use antou_desk::messages::*;
use encoding_rs::GB18030;

use crate::clerk::Clerk;

/// A picture of one pixel, and the same in Base64.
const DOT: &str = "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=";

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
  <ZhaoPian>{DOT}</ZhaoPian>{more}
  <Version>3.2.1.16</Version>
</Person>"
    )
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
    let text = lrmx("甘为霖", "990101198103120010", "").replace("198204", "198213");
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
    file(&clerk, "表/二科/柳知远.pic", b"\xff\xd8\xff\xe0 an invented face");
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
    assert_eq!(
        liu.photo.as_deref(),
        Some(b"\xff\xd8\xff\xe0 an invented face".as_slice())
    );
    clerk.undoes(imported.op);
    assert_eq!(clerk.total(), 0, "one step back");
}

#[test]
fn a_new_photo_is_a_change_like_any_other_and_the_old_one_is_kept() {
    let clerk = Clerk::with_new_vault();
    clerk.imports(&file(&clerk, "a.lrmx", lrmx("甘为霖", NUMBER, "").as_bytes()));
    let newer = lrmx("甘为霖", NUMBER, "").replace(DOT, "/9j/4CBhbiBpbnZlbnRlZCBmYWNl");
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
    assert_eq!(photo(&clerk), b"\xff\xd8\xff\xe0 an invented face");
    clerk.undoes(op);
    assert!(
        photo(&clerk).starts_with(b"\xff\xd8\xff\xe0\0\x10JFIF"),
        "the old one is back"
    );
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

#[allow(dead_code, reason = "used by the export journeys")]
fn exported(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
