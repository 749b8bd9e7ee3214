//! Rules with the clause they come from, as the clerk reads them.

use antou_policy::Rule;

use crate::messages::CitedRule;

/// A rule as it is cited.
pub(crate) fn cited(rule: &Rule) -> CitedRule {
    CitedRule {
        id: rule.id.clone(),
        title: rule.title.clone(),
        effect: rule.effect.clone(),
        citation: rule.citation(),
        verify: rule.verify.clone(),
    }
}
