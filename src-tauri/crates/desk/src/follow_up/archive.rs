//! Acts on the catalogue of a dossier.

use antou_policy::archive::PACK;
use antou_record::{Value, dictionary};
use antou_store::{Op, OpKind, StoreError};

use super::material::Catalogue;
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
            let dossier = vault.dossiers().with_sets(request.person, &["material"])?;
            let changes = catalogue.renumbered(&dossier);
            if changes.is_empty() {
                return Ok(Renumbered { op: None, changed: 0 });
            }
            let label = format!("重排 {} 的档案材料目录", dossier.person.shown("name"));
            let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
                for (row, number) in &changes {
                    tx.update("material", *row, &[(seq.index, Some(Value::Int(*number)))])?;
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
