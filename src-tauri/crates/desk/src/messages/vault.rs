//! Opening, closing and looking after the vault.

use super::messages;

messages! {
    /// Where the program stands.
    pub struct Status {
        /// Version of the program.
        pub version: String,
        /// The open vault.
        pub vault: Option<OpenVault>,
        /// Whether a vault was open and has been locked.
        pub locked: bool,
        /// 基准日: ages and terms are computed at this date.
        pub as_of: String,
        /// Today by the clock of the computer.
        pub today: String,
        /// Vaults opened on this computer, latest first.
        pub recent: Vec<RecentVault>,
        /// Password of the demonstration vault, which is no secret: its people are invented.
        pub demo_password: String,
    }

    /// The vault that is open.
    pub struct OpenVault {
        /// Folder.
        pub dir: String,
        /// Name of the unit the vault belongs to.
        pub unit: String,
        /// Who is working.
        pub operator: String,
        /// Number of people.
        pub people: u64,
        /// When the latest backup was made, ISO date and time.
        pub last_backup: Option<String>,
        /// When it was opened, ISO date and time.
        pub opened_at: String,
        /// Whether what is protected has a password of its own (查阅口令).
        pub has_protection_password: bool,
    }

    /// A vault opened before.
    pub struct RecentVault {
        /// Folder.
        pub dir: String,
        /// Name of the unit.
        pub unit: String,
    }

    /// Makes a vault.
    pub struct CreateVault {
        /// An empty or not yet existing folder.
        pub dir: String,
        /// Name of the unit.
        pub unit: String,
        /// Name of the first operator.
        pub operator: String,
        /// Password of the first operator.
        pub password: String,
    }

    /// A vault was made.
    pub struct CreatedVault {
        /// Opens the vault when the password is forgotten. It is shown once and kept nowhere.
        pub recovery_code: String,
    }

    /// Opens a vault with a password.
    pub struct OpenWithPassword {
        /// Folder.
        pub dir: String,
        /// Operator; may be left out when there is only one.
        #[serde(default)]
        pub operator: Option<String>,
        /// Password.
        pub password: String,
    }

    /// Opens a vault with the recovery code and sets a new password.
    pub struct OpenWithRecovery {
        /// Folder.
        pub dir: String,
        /// The printed code.
        pub code: String,
        /// Password from now on.
        pub new_password: String,
    }

    /// Makes (when it is missing) and opens the demonstration vault of invented people.
    pub struct OpenDemo {
        /// Folder; the program's own folder when left out.
        #[serde(default)]
        pub dir: Option<String>,
    }

    /// Changes the password of the operator who is working.
    pub struct ChangePassword {
        /// Password until now.
        pub old: String,
        /// Password from now on.
        pub new: String,
    }

    /// Sets 基准日.
    pub struct SetAsOf {
        /// A full date; today when left out.
        #[serde(default)]
        pub date: Option<String>,
    }

    /// A backup was made and verified.
    pub struct BackupMade {
        /// Folder of the backup.
        pub file: String,
    }

    /// Puts a backup in the place of the vault; the present state is kept aside.
    pub struct RestoreBackup {
        /// Folder of the backup.
        pub file: String,
    }

    /// What the verification found.
    pub struct Verified {
        /// Whether nothing was found.
        pub ok: bool,
        /// People whose digest was recomputed.
        pub people: u64,
        /// Rows read.
        pub rows: u64,
        /// Operations of the chain.
        pub operations: u64,
        /// What is wrong, in sentences.
        pub problems: Vec<String>,
    }
}
