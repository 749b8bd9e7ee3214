//! The elements of .lrmx in their fixed order, and the label of the form each of them stands under.

use super::card::{DEGREE, FULL_TIME, IN_SERVICE, LEVEL, SCHOOL};

/// The element of the relatives.
pub(crate) const FAMILY_ELEMENT: &str = "JiaTingChengYuan";
/// Elements of one relative, in the order of [`super::card::KIN`].
pub(crate) const KIN_ELEMENTS: [&str; 5] = [
    "ChengWei",
    "XingMing",
    "ChuShengRiQi",
    "ZhengZhiMianMao",
    "GongZuoDanWeiJiZhiWu",
];
/// The element of the photo, in Base64.
pub(crate) const PHOTO_ELEMENT: &str = "ZhaoPian";
/// The element that says which editor wrote the file. What we write says our own.
pub(crate) const VERSION_ELEMENT: &str = "Version";

/// An element of 4.0 without an item of ours: what stands in it is kept like that of an element nobody knows.
pub(crate) const SINCE_V4: &str = "GaiGeQianRenZhiNianLingJieXian";

/// Label under which elements that this program has no item for are kept, word for word.
pub(crate) const EXTRA: &str = "任免审批表附加内容";

/// Elements with a text of their own and the labels they stand under, in the order of the file.
pub(crate) const ELEMENTS: [(&str, &[&str]); 34] = [
    ("XingMing", &["姓名"]),
    ("XingBie", &["性别"]),
    ("ChuShengNianYue", &["出生年月"]),
    ("MinZu", &["民族"]),
    ("JiGuan", &["籍贯"]),
    ("ChuShengDi", &["出生地"]),
    ("RuDangShiJian", &["入党时间"]),
    ("ZhengZhiMianMao", &["政治面貌"]),
    ("CanJiaGongZuoShiJian", &["参加工作时间"]),
    ("DaoLingNianYue", &["到龄年月"]),
    ("JianKangZhuangKuang", &["健康状况"]),
    ("ZhuanYeJiShuZhiWu", &["专业技术职务"]),
    ("ShuXiZhuanYeYouHeZhuanChang", &["熟悉专业有何专长"]),
    ("QuanRiZhiJiaoYu_XueLi", &[FULL_TIME, LEVEL]),
    ("QuanRiZhiJiaoYu_XueWei", &[FULL_TIME, DEGREE]),
    ("QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", &[FULL_TIME, SCHOOL]),
    ("QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", &[FULL_TIME, SCHOOL]),
    ("ZaiZhiJiaoYu_XueLi", &[IN_SERVICE, LEVEL]),
    ("ZaiZhiJiaoYu_XueWei", &[IN_SERVICE, DEGREE]),
    ("ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", &[IN_SERVICE, SCHOOL]),
    ("ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", &[IN_SERVICE, SCHOOL]),
    ("XianRenZhiWu", &["现任职务"]),
    ("NiRenZhiWu", &["拟任职务"]),
    ("NiMianZhiWu", &["拟免职务"]),
    ("JianLi", &["简历"]),
    ("JiangChengQingKuang", &["奖惩情况"]),
    ("NianDuKaoHeJieGuo", &["年度考核结果"]),
    ("RenMianLiYou", &["任免理由"]),
    // JiaTingChengYuan stands here
    ("ChengBaoDanWei", &["呈报单位"]),
    ("JiSuanNianLingShiJian", &["计算年龄时间"]),
    ("TianBiaoShiJian", &["任免审批表填表时间"]),
    ("TianBiaoRen", &["任免审批表填表人"]),
    ("ShenFenZheng", &["公民身份号码"]),
    (PHOTO_ELEMENT, &["照片"]),
];

/// Whether an element with a text of its own is called so.
pub(crate) fn known(name: &str) -> Option<&'static str> {
    ELEMENTS
        .iter()
        .map(|(element, _)| *element)
        .find(|element| *element == name)
}
