//! What was computed over many people is kept as long as nothing has changed: a list is computed once for all its pages.

use std::any::Any;
use std::sync::Arc;

use antou_record::PartialDate;
use antou_store::Vault;

use crate::desk::Desk;
use crate::failure::Failure;

/// Results kept at a time; the one asked for longest ago goes first.
const MOST: usize = 8;

/// Results that are true for one state of the vault and one 基准日. They leave memory when the vault is locked.
#[derive(Default)]
pub(crate) struct Kept {
    state: Option<(i64, PartialDate)>,
    results: Vec<(String, Arc<dyn Any + Send + Sync>)>,
}

impl Kept {
    /// Forgets what belongs to another state.
    fn turn_to(&mut self, state: (i64, PartialDate)) {
        if self.state != Some(state) {
            self.results.clear();
            self.state = Some(state);
        }
    }

    fn find<T: Any + Send + Sync>(&mut self, what: &str) -> Option<Arc<T>> {
        let place = self.results.iter().position(|(known, _)| known == what)?;
        let found = self.results.remove(place);
        let result = found.1.clone();
        self.results.push(found);
        result.downcast().ok()
    }

    fn keep(&mut self, what: String, result: Arc<dyn Any + Send + Sync>) {
        self.results.retain(|(known, _)| *known != what);
        if self.results.len() >= MOST {
            self.results.remove(0);
        }
        self.results.push((what, result));
    }
}

impl Desk {
    /// What `make` computes from the vault at 基准日, computed anew only when something has changed since. `what` names it with
    /// everything it was asked for.
    pub(crate) fn kept<T: Any + Send + Sync>(
        &self,
        what: String,
        make: impl FnOnce(&Vault, PartialDate) -> Result<T, Failure>,
    ) -> Result<Arc<T>, Failure> {
        let as_of = self.as_of()?;
        let mut state = self.state();
        let state = &mut *state;
        let vault = state.vault.as_ref().ok_or_else(Failure::no_vault)?;
        state.kept.turn_to((vault.mark()?, as_of));
        if let Some(found) = state.kept.find(&what) {
            return Ok(found);
        }
        let made = Arc::new(make(vault, as_of)?);
        state.kept.keep(what, made.clone());
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_state_forgets_and_the_oldest_goes_first() {
        let day = PartialDate::day(2026, 1, 1).expect("a day");
        let mut kept = Kept::default();
        kept.turn_to((1, day));
        for number in 0..MOST {
            kept.keep(number.to_string(), Arc::new(number));
        }
        assert_eq!(
            kept.find::<usize>("0").as_deref(),
            Some(&0),
            "asked for again, so it is the newest"
        );
        kept.keep("new".into(), Arc::new(99_usize));
        assert!(kept.find::<usize>("1").is_none(), "the oldest has gone");
        assert!(
            kept.find::<String>("0").is_none(),
            "another type is another thing"
        );
        assert_eq!(kept.find::<usize>("0").as_deref(), Some(&0));
        kept.turn_to((2, day));
        assert!(kept.find::<usize>("0").is_none(), "something was written since");
    }
}
