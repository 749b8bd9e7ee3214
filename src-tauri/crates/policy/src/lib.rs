//! What the rules REQUIRE. Facts go in, findings with the clause cited come out; nothing here scores a person.
//! The numbers live in assets/policy, with document, article and dates in force; rules move, so they are data.

pub mod admission;
pub mod archive;
pub mod assessment;
pub mod follow_up;
pub mod influence;
pub mod matters;
mod pack;
pub mod reserve;
pub mod retirement;
pub mod review;
pub mod training;
pub mod workdays;

pub use pack::{Editable, Overrides, Pack, Rule, pack, packs};
