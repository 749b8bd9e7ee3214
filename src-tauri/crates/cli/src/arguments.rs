//! What can be typed. The commands are a contract: tests, benches and other programs rely on them.

use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

/// 案头：离线的干部人事档案台账。
#[derive(Debug, Parser)]
#[command(
    name = "antou",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    help_template = HELP,
    subcommand_help_heading = "命令",
    next_help_heading = "通用选项"
)]
pub struct Arguments {
    /// 档案库所在文件夹（缺省为环境变量 ANTOU_VAULT，再缺省为用户数据目录）
    #[arg(long, global = true, value_name = "文件夹")]
    pub vault: Option<PathBuf>,
    /// 操作员姓名；只有一位操作员时可省略
    #[arg(long, global = true, value_name = "姓名")]
    pub operator: Option<String>,
    /// 基准日：年龄、年限按这一天计算（缺省为今天）
    #[arg(long, global = true, value_name = "日期")]
    pub as_of: Option<String>,
    /// 在标准输出打印一个 JSON 文档
    #[arg(long, global = true)]
    pub json: bool,
    /// 看说明
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 看版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    /// 要做的事
    #[command(subcommand)]
    pub command: Command,
}

const HELP: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n\n口令取自环境变量 ANTOU_PASSWORD，没有时在终端询问；设了查阅口令的，取自 ANTOU_PROTECTION_PASSWORD。\n退出码：0 完成；1 完成但有待处理的行；2 拒绝执行，原因在标准错误。\n";

const HELP_OF_ONE: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";

impl Arguments {
    /// What was typed; help of each command speaks Chinese too.
    pub fn typed() -> Result<Self, clap::Error> {
        let commands = Self::command().mut_subcommands(|command| {
            command.help_template(HELP_OF_ONE).mut_args(|arg| {
                let heading = if arg.is_positional() { "参数" } else { "选项" };
                arg.help_heading(heading)
            })
        });
        Self::from_arg_matches(&commands.try_get_matches()?)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 新建空的档案库，打印一次恢复码
    Init {
        /// 单位名称
        #[arg(long, value_name = "名称", default_value = "")]
        unit: String,
    },
    /// 导入花名册、台账（xlsx xls et csv），任免审批表（lrmx lrm docx），装有它们的文件夹和 zip
    Import(Import),
    /// 撤销一次操作；不写编号时撤销最近一次
    Undo {
        /// 操作编号
        #[arg(value_name = "编号")]
        op: Option<i64>,
        /// 之后又改过的保留，其余撤销（缺省：有改过的就一处也不撤销，并指名）
        #[arg(long)]
        keep_edited: bool,
    },
    /// 操作记录；写明人员时只列此人的改动
    History {
        /// 只列导入的批次：文件、校验值、各种结果的行数、是否已撤销
        #[arg(long, conflicts_with = "person")]
        batches: bool,
        /// 列一个批次涉及的人和改动
        #[arg(long, value_name = "编号", conflicts_with_all = ["person", "batches"])]
        batch: Option<i64>,
        /// 身份证号、姓名或内部编号
        #[arg(value_name = "人员")]
        person: Option<String>,
        /// 最多列多少次操作
        #[arg(long, value_name = "个数", default_value_t = 100)]
        limit: u32,
    },
    /// 人员列表
    People {
        /// 列哪些人、哪些栏
        #[command(flatten)]
        list: List,
        /// 最多列多少人
        #[arg(long, value_name = "人数")]
        limit: Option<u32>,
    },
    /// 一个人的全部档案
    Show {
        /// 身份证号、姓名或内部编号
        #[arg(value_name = "人员")]
        person: String,
        /// 显示受保护的内容，写明原因；记入操作记录
        #[arg(long, value_name = "原因")]
        reveal: Option<String>,
    },
    /// 把人员列表写成 Excel 工作簿
    Export {
        /// 写到哪个 .xlsx 文件
        #[arg(long, value_name = "文件.xlsx")]
        to: PathBuf,
        /// 表的标题
        #[arg(long, value_name = "标题", default_value = "干部花名册")]
        title: String,
        /// 下发核对：保护工作表，只放开要核对的格子，每行带隐藏的核对编号；改好收回后用 import 合并
        #[arg(long)]
        check: bool,
        /// 导出受保护的栏目，写明原因；记入操作记录
        #[arg(long, value_name = "原因")]
        reveal: Option<String>,
        /// 列哪些人、哪些栏
        #[command(flatten)]
        list: List,
    },
    /// 按文件名（身份证号或姓名）导入照片；原有照片留在历史里
    Photos {
        /// 放照片的文件夹、zip 压缩包，或照片文件
        #[arg(value_name = "文件夹或文件", required = true)]
        files: Vec<PathBuf>,
        /// 只看会怎样，不写入
        #[arg(long)]
        dry_run: bool,
    },
    /// 录入、更换或删除一个人的照片
    Photo {
        /// 身份证号、姓名或内部编号
        #[arg(value_name = "人员")]
        person: String,
        /// 照片文件；不写则删除照片
        #[arg(
            long,
            value_name = "文件",
            required_unless_present = "remove",
            conflicts_with = "remove"
        )]
        file: Option<PathBuf>,
        /// 删除照片
        #[arg(long)]
        remove: bool,
    },
    /// 打印表格：干部任免审批表、考核登记表、政审结论表等
    Form(Form),
    /// 应办事项：逾期的、缺的、若干日内到期的，按日期排列
    Due {
        /// 多少日内到期的也列
        #[arg(long, value_name = "日数", default_value_t = 30)]
        within: u32,
    },
    /// 退休时间：按类别和出生年月计算
    Retire {
        /// 性别
        #[arg(long, value_name = "男|女")]
        sex: Option<String>,
        /// 退休类别：M60 F55 F50 F60；省略时按性别取通常的类别
        #[arg(long, value_name = "类别")]
        category: Option<String>,
        /// 出生年月，如 1976-09
        #[arg(long, value_name = "年-月")]
        birth: String,
    },
    /// 备份档案库并核对
    Backup,
    /// 用备份替换档案库，现有数据另存
    Restore {
        /// 备份
        #[arg(value_name = "备份")]
        file: String,
    },
    /// 校验：文件完整性、逐人摘要、操作链
    Verify,
    /// 建一个装有虚构人员的演示档案库
    Demo {
        /// 文件夹
        #[arg(value_name = "文件夹")]
        dir: PathBuf,
    },
}

/// What to import, and how.
#[derive(Debug, Args)]
pub struct Import {
    /// 要导入的文件、文件夹，可以有多个
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 表格属于哪个信息集（缺省自动识别）
    #[arg(long, value_name = "信息集")]
    pub into: Option<String>,
    /// 使用这个导入方案（填报单位以前答过的栏目对应和代码写法）；与 --column 同用时，没有的方案会新建
    #[arg(long, value_name = "方案")]
    pub profile: Option<String>,
    /// 指定一栏的含义，如 学历=education[全日制].level；“栏目=”表示不导入；可以有多个，有 --profile 时记入方案
    #[arg(long = "column", value_name = "栏目=信息项", value_parser = answer)]
    pub answers: Vec<(String, String)>,
    /// 只比对，不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 把待处理的行连同原因写到这个工作簿
    #[arg(long, value_name = "文件.xlsx")]
    pub held: Option<PathBuf>,
}

/// Which people, in which order, with which columns.
#[derive(Debug, Args)]
pub struct List {
    /// 查找：姓名、拼音首字母、身份证号、单位、职务，多个词用空格隔开
    #[arg(value_name = "查找")]
    pub query: Vec<String>,
    /// 条件，如 sex=女、birth>=1980-01、assessment[2023].conclusion=优秀；可以有多个
    #[arg(long = "where", value_name = "条件")]
    pub conditions: Vec<String>,
    /// 栏目，用逗号隔开，如 name,birth,post.title
    #[arg(long, value_name = "栏目", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// 排序，如 post.level 或 -birth；可以有多个
    #[arg(long, value_name = "栏目", value_delimiter = ',', allow_hyphen_values = true)]
    pub sort: Vec<String>,
}

/// Which form, for whom, how, and where to.
#[derive(Debug, Args)]
pub struct Form {
    /// 表格名称
    #[arg(value_name = "表格", help = format!("表格名称：{}", antou_desk::printed_forms()))]
    pub name: String,
    /// 写到哪里：一个 .pdf 文件（多人装订成一份）、.svg 文件（一页一幅）、.lrmx 文件（一个人），或文件夹（一人一份）
    #[arg(long, value_name = "文件或文件夹")]
    pub to: PathBuf,
    /// 写到文件夹时每人一个 pdf 还是 lrmx
    #[arg(long, value_name = "pdf|lrmx", default_value = "pdf")]
    pub kind: String,
    /// 写到文件夹时的文件名：{姓名}、{身份证号}、{序号}
    #[arg(long, value_name = "文件名", default_value = "{姓名}")]
    pub names: String,
    /// 版式：v3 或 v4
    #[arg(long, value_name = "v3|v4", default_value = "v4")]
    pub layout: String,
    /// 字体：song（宋体）或 fang（仿宋）
    #[arg(long, value_name = "song|fang", default_value = "song")]
    pub face: String,
    /// 家庭成员显示年龄 age 或出生年月 birth
    #[arg(long, value_name = "age|birth", default_value = "age")]
    pub relatives: String,
    /// 拟任职务
    #[arg(long, value_name = "职务", default_value = "")]
    pub proposed: String,
    /// 拟免职务
    #[arg(long, value_name = "职务", default_value = "")]
    pub removed: String,
    /// 任免理由
    #[arg(long, value_name = "理由", default_value = "")]
    pub reason: String,
    /// 印哪些人
    #[command(flatten)]
    pub list: List,
}

/// `学历=education[全日制].level`.
fn answer(text: &str) -> Result<(String, String), String> {
    let (heading, item) = text
        .split_once('=')
        .ok_or("应写作 栏目=信息项，如 学历=education.level")?;
    Ok((heading.trim().to_owned(), item.trim().to_owned()))
}
