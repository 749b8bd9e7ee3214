//! Numbers of rules that a unit sets otherwise.

use super::{CitedRule, messages};

messages! {
    /// A pack of rules by its name.
    pub struct RulePack {
        /// Its name.
        pub pack: String,
    }

    /// A rule with the numbers a unit may set otherwise.
    pub struct RuleParameters {
        /// The rule.
        pub rule: CitedRule,
        /// The numbers.
        pub parameters: Vec<ParameterView>,
    }

    /// A number of a rule.
    pub struct ParameterView {
        /// Its name.
        pub name: String,
        /// What the clerk reads.
        pub label: String,
        /// Shown after it.
        pub unit: String,
        /// The code table its codes are of; empty when it is no list of codes.
        pub table: String,
        /// The number in use; codes are separated by commas.
        pub value: String,
        /// The number of the file.
        pub usual: String,
    }

    /// Sets a number of a rule.
    pub struct SaveParameter {
        /// The pack.
        pub pack: String,
        /// The rule.
        pub rule: String,
        /// Which of its numbers.
        pub name: String,
        /// The number as it is typed, codes separated by commas; the number of the file again when empty.
        pub value: String,
    }
}
