//! Profiles: what was settled for the files of a source unit, kept for its next file.

use super::messages;

messages! {
    /// The profile of the source unit in this import.
    pub struct ImportProfileView {
        /// The profile that is used.
        pub used: Option<String>,
        /// How it was found: unit, file, headings or chosen.
        pub found_by: Option<String>,
        /// The profile the answers will be kept in when the import is written.
        pub remember: Option<String>,
        /// A name for a new profile: the unit the sheet names, else the file.
        pub suggested: String,
        /// All profiles.
        pub names: Vec<String>,
    }

    /// Uses a profile for a waiting import, or sets it aside.
    pub struct ImportUseProfile {
        /// The waiting import.
        pub import: u32,
        /// The profile; nothing sets the present one aside.
        #[serde(default)]
        pub name: Option<String>,
    }

    /// Keeps the answers in a profile when the import is written.
    pub struct ImportRemember {
        /// The waiting import.
        pub import: u32,
        /// The profile, known or new; nothing keeps no answers.
        #[serde(default)]
        pub name: Option<String>,
    }

    /// A profile: what was settled for the files of a source unit.
    pub struct ProfileView {
        /// Its name.
        pub name: String,
        /// Units it was used for, as their sheets name them.
        pub units: Vec<String>,
        /// Files it is known by.
        pub files: Vec<String>,
        /// How many columns it settles.
        pub columns: u32,
        /// How many spellings it knows.
        pub spellings: u32,
    }

    /// Names a profile.
    pub struct ProfileName {
        /// The profile.
        pub name: String,
    }

    /// Renames a profile.
    pub struct RenameProfile {
        /// Its name.
        pub name: String,
        /// Its new name.
        pub to: String,
    }
}
