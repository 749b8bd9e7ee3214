//! What is protected: nowhere shown, listed, printed or sent out until the operator says why and confirms it with the
//! password, or with 查阅口令 where the unit has set one. Then it is open for one set of one person, for some minutes or until the vault is locked, or for one file.
//! Each time is an operation: who, whom, what, why.

use antou_record::{Dossier, Item, MASK, Set, Value, dictionary};
use antou_store::{Op, OpKind, StoreError, Vault};
use serde_json::{Value as Json, json};

use crate::desk::Desk;
use crate::dossier::row_view;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// How long what was revealed stays open.
const SECONDS: i64 = 600;

/// What is open at present.
#[derive(Debug, Clone, Default)]
pub(crate) struct Revealed(Vec<Opened>);

#[derive(Debug, Clone)]
struct Opened {
    person: i64,
    set: String,
    until: i64,
}

impl Revealed {
    /// Whether an item of a person may be seen.
    pub(crate) fn shows(&self, person: Option<i64>, item: &Item) -> bool {
        let open = || person.is_some_and(|person| self.until(person, &item.set).is_some());
        !item.is_protected() || open()
    }

    /// Until when a set of a person is open.
    fn until(&self, person: i64, set: &str) -> Option<i64> {
        let of_set = |opened: &&Opened| opened.person == person && opened.set == set;
        self.0.iter().find(of_set).map(|opened| opened.until)
    }

    /// Seconds for which a set of a person stays open.
    pub(crate) fn seconds(&self, person: i64, set: &str, now: i64) -> Option<u32> {
        u32::try_from(self.until(person, set)? - now).ok()
    }

    /// What may not be seen of a dossier gives way to the mask.
    pub(crate) fn mask(&self, dossier: &mut Dossier) {
        let person = Some(dossier.id);
        let rows = dossier.sets.values_mut().flatten().map(|record| &mut record.row);
        for row in std::iter::once(&mut dossier.person).chain(rows) {
            for item in &row.set().items {
                if !self.shows(person, item) && row.at(item.index).is_some() {
                    row.put_at(item.index, Some(Value::Text(MASK.to_owned())));
                }
            }
        }
    }
}

impl Desk {
    /// Shows what is protected of one set of a person for some minutes.
    pub fn reveal(&self, request: Reveal, _: &dyn Progress) -> Result<RevealedRows, Failure> {
        let set = dictionary()
            .set(&request.set)
            .ok_or_else(|| Failure::not_found(format!("没有“{}”这个信息集", request.set)))?;
        let items: Vec<&Item> = protected(set).collect();
        if items.is_empty() {
            return Err(Failure::new(
                "reveal.nothing",
                format!("{}没有受保护的内容", set.label),
                "",
            ));
        }
        let now = self.environment.clock.now();
        let rows = self.with_vault(|vault| {
            let reason = self.permit(vault, &request.why)?;
            let dossier = vault.dossier(request.person)?;
            let label = format!(
                "查看 {} 的{}（{}）：{reason}",
                dossier.person.shown("name"),
                set.label,
                labels(&items)
            );
            let detail = json!({ "person": request.person, "set": set.code, "items": codes(&items), "reason": reason });
            vault.transact(Op::new(OpKind::Reveal, label).with_detail(detail), |_| {
                Ok::<_, StoreError>(())
            })?;
            let records = dossier.rows(&set.code).iter();
            Ok(records
                .map(|record| row_view(record.id, &record.row, &|_| true))
                .collect())
        })?;
        let mut state = self.state();
        let open = &mut state.revealed.0;
        open.retain(|opened| opened.person != request.person || opened.set != set.code);
        open.push(Opened {
            person: request.person,
            set: set.code.clone(),
            until: now + SECONDS,
        });
        Ok(RevealedRows {
            rows,
            seconds: u32::try_from(SECONDS).unwrap_or_default(),
        })
    }

    /// Hides again whatever is open.
    pub fn hide_revealed(&self, _: Nothing, _: &dyn Progress) -> Result<Done, Failure> {
        self.state().revealed = Revealed::default();
        Ok(Done {})
    }

    /// What is open at present.
    pub(crate) fn revealed(&self) -> Revealed {
        let now = self.environment.clock.now();
        let mut state = self.state();
        state.revealed.0.retain(|opened| opened.until > now);
        state.revealed.clone()
    }

    /// Gives what is protected a password of its own, changes it or takes it away. What is open is hidden.
    pub fn set_protection_password(
        &self,
        request: SetProtectionPassword,
        _: &dyn Progress,
    ) -> Result<Done, Failure> {
        let new = request.new.as_deref();
        self.with_vault(|vault| {
            let set = vault.set_protection_password(&request.proof, new);
            set.map_err(|error| self.refused(error))
        })?;
        self.state().revealed = Revealed::default();
        Ok(Done {})
    }

    /// The one place where the right to see what is protected is given: for a reason, with 查阅口令, or where there is none
    /// with the password of whoever opened the vault. Answers the reason.
    fn permit(&self, vault: &mut Vault, why: &Why) -> Result<String, Failure> {
        let reason = why.reason.trim();
        if reason.is_empty() {
            return Err(Failure::new(
                "reason.missing",
                "查看受保护的内容要写明原因",
                "请填写原因，例如“查核组调阅”",
            ));
        }
        vault
            .check_protection_password(&why.password)
            .map_err(|error| self.refused(error))?;
        Ok(reason.to_owned())
    }

    /// Lets protected items go into one file, when the operator says why. Without a reason they are refused.
    pub(crate) fn permit_output(
        &self,
        vault: &mut Vault,
        items: &[&'static Item],
        title: &str,
        why: Option<&Why>,
        whom: impl FnOnce(&Vault) -> Result<Json, Failure>,
    ) -> Result<(), Failure> {
        if items.is_empty() {
            return Ok(());
        }
        let Some(why) = why else {
            return Err(Failure::new(
                "reveal.needed",
                format!("“{}”受保护，没有写进文件", labels(items)),
                "请去掉这些栏目；确需导出的，写明原因并核对口令",
            ));
        };
        let reason = self.permit(vault, why)?;
        let detail = json!({ "items": codes(items), "reason": reason, "whom": whom(vault)? });
        let op = Op::new(
            OpKind::Reveal,
            format!("导出受保护的内容 {title}（{}）：{reason}", labels(items)),
        );
        vault.transact(op.with_detail(detail), |_| Ok::<_, StoreError>(()))?;
        Ok(())
    }
}

/// Protected items of a set.
fn protected(set: &'static Set) -> impl Iterator<Item = &'static Item> {
    set.items.iter().filter(|item| item.is_protected())
}

fn labels(items: &[&Item]) -> String {
    let labels: Vec<&str> = items.iter().map(|item| item.label.as_str()).collect();
    labels.join("、")
}

fn codes(items: &[&Item]) -> Vec<String> {
    items.iter().map(|item| item.full_path()).collect()
}
