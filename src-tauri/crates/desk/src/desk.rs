//! The desk: an open vault, 基准日, the imports that wait, the press. Shared among threads; one of them writes at a time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use antou_form::{FontSources, Press};
use antou_record::PartialDate;
use antou_store::Vault;

use crate::environment::Environment;
use crate::failure::Failure;
use crate::import::Imports;
use crate::kept::Kept;
use crate::photos::Photos;
use crate::protection::Revealed;

/// Everything a clerk does goes through here.
pub struct Desk {
    pub(crate) environment: Environment,
    pub(crate) press: Press,
    state: Mutex<State>,
    imports: Mutex<Imports>,
    photos: Mutex<Photos>,
}

/// What changes while the desk stands.
#[derive(Default)]
pub(crate) struct State {
    /// The open vault.
    pub(crate) vault: Option<Vault>,
    /// Moment of opening, as it is shown.
    pub(crate) opened_at: String,
    /// 基准日 when it was set; today otherwise.
    pub(crate) as_of: Option<PartialDate>,
    /// Whether a vault was open and was locked.
    pub(crate) locked: bool,
    /// What was computed from the vault as it stands.
    pub(crate) kept: Kept,
    /// What is protected and open for a while.
    pub(crate) revealed: Revealed,
}

impl Desk {
    /// A desk with nothing on it.
    pub fn new(environment: Environment) -> Self {
        Self::with_fonts(
            environment,
            FontSources {
                bundled: true,
                system: true,
            },
        )
    }

    /// A desk that prints with the fonts of these sources: tests use the bundled ones alone.
    pub fn with_fonts(environment: Environment, fonts: FontSources) -> Self {
        Self {
            environment,
            press: Press::new(fonts),
            state: Mutex::default(),
            imports: Mutex::default(),
            photos: Mutex::default(),
        }
    }

    /// A desk on this computer, with its clock and folders.
    pub fn on_this_computer() -> Result<Self, Failure> {
        Ok(Self::new(Environment::system()?))
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn imports(&self) -> MutexGuard<'_, Imports> {
        self.imports.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn photos(&self) -> MutexGuard<'_, Photos> {
        self.photos.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the open vault.
    pub(crate) fn with_vault<T>(
        &self,
        work: impl FnOnce(&mut Vault) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        work(self.state().vault.as_mut().ok_or_else(Failure::no_vault)?)
    }

    /// 基准日.
    pub fn as_of(&self) -> Result<PartialDate, Failure> {
        let set = self.state().as_of;
        set.or_else(|| self.environment.today())
            .ok_or_else(|| Failure::new("clock", "读不到电脑的日期", "请检查系统时间"))
    }

    /// The day behind which everything lies in the future: today, or 基准日 where that is later. A list made for a day gone
    /// by makes no date of since then a wrong one.
    pub(crate) fn latest(&self) -> Result<PartialDate, Failure> {
        let as_of = self.as_of()?;
        let today = self.environment.today().unwrap_or(as_of);
        Ok(if today.compare(as_of).is_gt() {
            today
        } else {
            as_of
        })
    }
}
