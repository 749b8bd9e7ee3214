//! 任免审批表 as .lrmx files: one per person, under names the clerk lays down, none ever written over another.

use std::path::{Path, PathBuf};

use antou_exchange::form_file::{Edition, Filled, lrmx_file};
use antou_form::{Appointment, Wording};
use antou_record::facts::{Person, Resume};
use antou_record::{Dossier, PartialDate, wording};

use crate::desk::Desk;
use crate::failure::Failure;
use crate::forms::{Form, register_output, write_whole};
use crate::messages::*;
use crate::progress::Progress;

impl Desk {
    /// One .lrmx of one person.
    pub(crate) fn lrmx(
        &self,
        request: &FormExport,
        to: &Path,
        progress: &dyn Progress,
    ) -> Result<FormsWritten, Failure> {
        let [person] = request.people.as_slice() else {
            return Err(Failure::new(
                "form.several",
                format!("选了 {} 个人，一个 lrmx 文件只能放一个人", request.people.len()),
                "请写到一个文件夹，每人一个文件",
            ));
        };
        let edition = edition(&request.options)?;
        let words = self.wording(&request.options)?;
        register_output(self, Form::find(&request.form)?, &request.people, to)?;
        write_whole(to, &self.lrmx_of(*person, edition, &words)?)?;
        progress.at("生成任免审批表", 1, 1);
        Ok(written(vec![to.display().to_string()]))
    }

    /// One .lrmx of each person in a folder.
    pub(crate) fn lrmx_each(
        &self,
        request: &FormExport,
        folder: &Path,
        progress: &dyn Progress,
    ) -> Result<FormsWritten, Failure> {
        let edition = edition(&request.options)?;
        let words = self.wording(&request.options)?;
        std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        register_output(self, Form::find(&request.form)?, &request.people, folder)?;
        let mut files = Vec::with_capacity(request.people.len());
        for (number, person) in (1..).zip(&request.people) {
            let bytes = self.lrmx_of(*person, edition, &words)?;
            let name = self.file_name(request, *person, number)?;
            let file = free_name(folder, &name, "lrmx");
            write_whole(&file, &bytes)?;
            files.push(file.display().to_string());
            progress.at("生成任免审批表", number as u64, request.people.len() as u64);
            if progress.is_cancelled() {
                return Err(Failure::cancelled());
            }
        }
        Ok(written(files))
    }

    /// The name of a person's file by the clerk's pattern.
    pub(crate) fn file_name(
        &self,
        request: &FormExport,
        person: i64,
        number: usize,
    ) -> Result<String, Failure> {
        let row = self.with_vault(|vault| Ok(vault.row("person", person)?))?;
        let pattern = match request.names.trim() {
            "" => "{姓名}",
            pattern => pattern,
        };
        let width = request.people.len().to_string().len().max(2);
        let name = pattern
            .replace("{姓名}", &row.shown("name"))
            .replace("{身份证号}", &row.shown("id_number"))
            .replace("{序号}", &format!("{number:0width$}"));
        Ok(match name.trim() {
            "" => format!("{number:0width$}"),
            name => name.to_owned(),
        })
    }

    fn lrmx_of(&self, person: i64, edition: Edition, words: &Wording) -> Result<Vec<u8>, Failure> {
        let dossier = self.whole_dossier(person)?;
        crate::veto::refuse_proposal(&dossier, &words.proposed)?;
        Ok(file_of(&dossier, edition, words))
    }
}

fn written(files: Vec<String>) -> FormsWritten {
    FormsWritten {
        people: files.len() as u64,
        files,
        pages: 0,
        warnings: Vec::new(),
    }
}

fn edition(options: &FormOptions) -> Result<Edition, Failure> {
    match options.layout.as_str() {
        "" | "v4" => Ok(Edition::V4),
        "v3" => Ok(Edition::V3),
        other => Err(Failure::new(
            "form.option",
            format!("没有“{other}”这种版式"),
            "版式为 v3 或 v4",
        )),
    }
}

/// The file of one person: the same words as on the printed form, dates in digits.
fn file_of(dossier: &Dossier, edition: Edition, words: &Wording) -> Vec<u8> {
    let person: Person = dossier.fact();
    let form = Appointment::assemble(dossier, words);
    let proposal = antou_form::proposal(dossier).unwrap_or_default();
    let resume = wording::resume_text(&wording::resume(&dossier.facts::<Resume>()));
    let (birth, work_started) = (digits(&form.birth), digits(&form.work_started));
    let due = digits(form.due_age.lines().next().unwrap_or_default());
    let (as_of, filled_on) = (
        digits(&wording::month(words.as_of)),
        proposal.filled_on.map(date).unwrap_or_default(),
    );
    let status = match edition {
        Edition::V4 => person.political_status.label.as_str(),
        Edition::V3 => "",
    };
    let births: Vec<String> = form
        .relatives
        .iter()
        .map(|relative| digits(&relative.birth))
        .collect();
    let kin = form.relatives.iter().zip(&births).map(|(relative, birth)| {
        [
            relative.relation.as_str(),
            relative.name.as_str(),
            birth.as_str(),
            relative.political_status.as_str(),
            relative.work.as_str(),
        ]
    });
    let (full_time, in_service) = (&form.full_time, &form.in_service);
    let filled = Filled {
        texts: vec![
            ("XingMing", &form.name),
            ("XingBie", &form.sex),
            ("ChuShengNianYue", &birth),
            ("MinZu", &form.ethnicity),
            ("JiGuan", &form.native_place),
            ("ChuShengDi", &form.birthplace),
            ("RuDangShiJian", &form.party_joined),
            ("ZhengZhiMianMao", status),
            ("CanJiaGongZuoShiJian", &work_started),
            ("DaoLingNianYue", &due),
            ("JianKangZhuangKuang", &form.health),
            ("ZhuanYeJiShuZhiWu", &form.title_professional),
            ("ShuXiZhuanYeYouHeZhuanChang", &form.speciality),
            ("QuanRiZhiJiaoYu_XueLi", &full_time.level),
            ("QuanRiZhiJiaoYu_XueWei", &full_time.degree),
            ("QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", &full_time.school_level),
            ("QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", &full_time.school_degree),
            ("ZaiZhiJiaoYu_XueLi", &in_service.level),
            ("ZaiZhiJiaoYu_XueWei", &in_service.degree),
            ("ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", &in_service.school_level),
            ("ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", &in_service.school_degree),
            ("XianRenZhiWu", &form.post_now),
            ("NiRenZhiWu", &form.post_proposed),
            ("NiMianZhiWu", &form.post_removed),
            ("JianLi", &resume),
            ("JiangChengQingKuang", &form.awards),
            ("NianDuKaoHeJieGuo", &form.assessments),
            ("RenMianLiYou", &form.reason),
            ("ChengBaoDanWei", &form.reporting_unit),
            ("JiSuanNianLingShiJian", &as_of),
            ("TianBiaoShiJian", &filled_on),
            ("TianBiaoRen", &form.filled_by),
            ("ShenFenZheng", &person.id_number),
        ],
        kin: kin.collect(),
        photo: dossier.photo.as_deref(),
        extra: &proposal.extra,
    };
    lrmx_file(edition, &filled)
}

/// `1981.03` → `198103`.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A date as far as it is known: `2024`, `202405`, `20240510`.
fn date(date: PartialDate) -> String {
    digits(&date.to_string())
}

/// `张三.lrmx`, `张三(2).lrmx` …: the first name that is free. Characters a file name cannot hold become a line.
pub(crate) fn free_name(folder: &Path, name: &str, ending: &str) -> PathBuf {
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_control() || "/\\:*?\"<>|".contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    let numbered = (2..).map(|number| format!("{safe}({number}).{ending}"));
    std::iter::once(format!("{safe}.{ending}"))
        .chain(numbered)
        .map(|file| folder.join(file))
        .find(|path| !path.exists())
        .unwrap_or_else(|| folder.join(&safe))
}
