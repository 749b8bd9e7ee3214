//! Acts on the catalogue of a dossier.

use antou_policy::archive::PACK;
use antou_record::{Value, dictionary};
use antou_store::{Op, OpKind, StoreError};

use super::material::Catalogue;
use super::pointing;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::parameters::overrides;
use crate::progress::Progress;

impl Desk {
    /// Numbers the materials of a dossier anew: within each class in the order that is asked for, from 1 without gaps.
    pub fn renumber_materials(&self, request: PersonId, _: &dyn Progress) -> Result<Renumbered, Failure> {
        let as_of = self.as_of()?;
        let seq = dictionary().set("material").and_then(|set| set.item("seq"));
        let seq = seq.ok_or_else(|| Failure::not_found("没有档案材料目录这个信息集"))?;
        self.with_vault(|vault| {
            let catalogue = Catalogue::new(as_of, &overrides(vault, PACK)?);
            let dossier = vault.dossiers().with_sets(request.person, &pointing::SETS)?;
            let changes = catalogue.renumbered(&dossier);
            if changes.is_empty() {
                return Ok(Renumbered { op: None, changed: 0 });
            }
            let records = dossier.rows("material").iter();
            let after = records.filter_map(|record| {
                let (_, number) = changes.iter().find(|(row, _)| *row == record.id)?;
                let mut row = record.row.clone();
                row.put_at(seq.index, Some(Value::Int(*number)));
                Some((record.id, Some(row)))
            });
            let facts = pointing::followed(&dossier, &after.collect())?;
            let label = format!("重排 {} 的档案材料目录", dossier.person.shown("name"));
            let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
                for (row, number) in &changes {
                    tx.update("material", *row, &[(seq.index, Some(Value::Int(*number)))])?;
                }
                for (row, number) in facts {
                    if let Some(change) = pointing::put(number) {
                        tx.update("certified", row, &[change])?;
                    }
                }
                Ok::<_, StoreError>(())
            })?;
            Ok(Renumbered {
                op: output.op,
                changed: changes.len() as u64,
            })
        })
    }
}
