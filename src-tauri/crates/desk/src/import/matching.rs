//! Who a row is about: by identity number, else by name and month of birth, else the clerk decides. Never by name alone.

use antou_record::{HashMap, PartialDate, ProblemCode};

/// What tells a person apart, of somebody in the vault or of a row in a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Identity {
    /// Name, cleaned.
    pub name: Option<String>,
    /// Birth, where it could be read.
    pub birth: Option<PartialDate>,
    /// Eighteen-character identity number.
    pub id_number: Option<String>,
    /// Whether the birth and sex written beside the number fit it; `None` when there is nothing to compare.
    pub number_fits: Option<bool>,
    /// The person the hidden number of a sheet we sent out names.
    pub sent_as: Option<i64>,
}

/// Somebody in the vault.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The person.
    pub person: i64,
    /// What tells the person apart.
    pub identity: Identity,
}

/// Who a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Somebody new.
    New,
    /// Somebody in the vault.
    Person(i64),
    /// The same person as an earlier row of the batch.
    SameAs(usize),
    /// The clerk decides; why.
    Held(Reason),
}

/// Why a row is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The class of problem.
    pub code: ProblemCode,
    /// A sentence for the clerk.
    pub message: String,
    /// People it may be.
    pub candidates: Vec<i64>,
}

impl Reason {
    pub(crate) fn new(code: ProblemCode, message: impl Into<String>, candidates: Vec<i64>) -> Self {
        Self {
            code,
            message: message.into(),
            candidates,
        }
    }
}

/// Everybody in the vault, found by number and by name.
#[derive(Debug, Default)]
pub struct Identities {
    known: Vec<Known>,
    by_person: HashMap<i64, usize>,
    by_number: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl FromIterator<Known> for Identities {
    fn from_iter<T: IntoIterator<Item = Known>>(people: T) -> Self {
        let mut all = Self::default();
        for person in people {
            let index = all.known.len();
            all.by_person.insert(person.person, index);
            if let Some(number) = &person.identity.id_number {
                all.by_number.insert(number.clone(), index);
            }
            if let Some(name) = &person.identity.name {
                all.by_name.entry(name.clone()).or_default().push(index);
            }
            all.known.push(person);
        }
        all
    }
}

impl Identities {
    /// Whom the vault knows by this number.
    pub(crate) fn numbered(&self, number: &str) -> Option<&Known> {
        self.by_number
            .get(number)
            .and_then(|index| self.known.get(*index))
    }

    /// Whether the vault knows nobody.
    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether the vault knows this person.
    pub(crate) fn knows(&self, person: i64) -> bool {
        self.by_person.contains_key(&person)
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Known> {
        self.by_name
            .get(name)
            .into_iter()
            .flatten()
            .filter_map(|index| self.known.get(*index))
    }

    /// People of this name whose birth agrees.
    fn alike(&self, name: &str, birth: PartialDate) -> Vec<&Known> {
        self.named(name)
            .filter(|known| known.identity.birth.is_some_and(|other| same_month(other, birth)))
            .collect()
    }
}

/// Decides for every row of a batch.
pub fn decide(vault: &Identities, rows: &[Identity]) -> Vec<Decision> {
    let batch = Batch::new(rows);
    rows.iter()
        .enumerate()
        .map(|(index, row)| batch.decide(vault, index, row))
        .collect()
}

/// The rows of a batch by number and by name.
struct Batch<'a> {
    rows: &'a [Identity],
    by_number: HashMap<&'a str, Vec<usize>>,
    by_name: HashMap<&'a str, Vec<usize>>,
    /// The first row sent out as a person.
    first_sent: HashMap<i64, usize>,
}

impl<'a> Batch<'a> {
    fn new(rows: &'a [Identity]) -> Self {
        let mut batch = Self {
            rows,
            by_number: HashMap::default(),
            by_name: HashMap::default(),
            first_sent: HashMap::default(),
        };
        for (index, row) in rows.iter().enumerate() {
            if let Some(person) = row.sent_as {
                batch.first_sent.entry(person).or_insert(index);
            }
            if let Some(number) = &row.id_number {
                batch.by_number.entry(number).or_default().push(index);
            }
            if let Some(name) = &row.name {
                batch.by_name.entry(name).or_default().push(index);
            }
        }
        batch
    }

    fn decide(&self, vault: &Identities, index: usize, row: &Identity) -> Decision {
        if let Some(decision) = self.by_sheet_id(vault, index, row) {
            return decision;
        }
        let Some(name) = &row.name else {
            return nameless(vault, row);
        };
        match &row.id_number {
            Some(number) => self.by_number(vault, index, row, name, number),
            None => self.by_name_and_birth(vault, index, row, name),
        }
    }

    /// A row of a sheet we sent out is about whom it was sent as, unless its name or number says somebody else.
    fn by_sheet_id(&self, vault: &Identities, index: usize, row: &Identity) -> Option<Decision> {
        let person = row.sent_as?;
        let known = vault.known.get(*vault.by_person.get(&person)?)?;
        let other = known.identity.name.as_deref().unwrap_or_default();
        if let Some(name) = row.name.as_deref().filter(|name| *name != other) {
            let message = format!("这一行对应的是“{other}”，写的姓名却是“{name}”，请核对是改名还是串行");
            let reason = Reason::new(ProblemCode::MatchNameDiffers, message, vec![person]);
            return Some(Decision::Held(reason));
        }
        let numbers = row.id_number.as_ref().zip(known.identity.id_number.as_ref());
        if numbers.is_some_and(|(one, two)| one != two) {
            let message = format!("这一行对应的是“{other}”，身份证号却与库中的不同，请核对号码");
            let reason = Reason::new(ProblemCode::MatchSuspected, message, vec![person]);
            return Some(Decision::Held(reason));
        }
        let first = self.first_sent.get(&person).copied();
        Some(match first.filter(|first| *first < index) {
            Some(first) => Decision::SameAs(first),
            None => Decision::Person(person),
        })
    }

    fn by_number(
        &self,
        vault: &Identities,
        index: usize,
        row: &Identity,
        name: &str,
        number: &str,
    ) -> Decision {
        if let Some(reason) = self.disputed(index, name, number) {
            return Decision::Held(reason);
        }
        if let Some(first) = self
            .by_number
            .get(number)
            .and_then(|same| same.iter().find(|other| self.is_named(**other, name)))
            && *first < index
        {
            return Decision::SameAs(*first);
        }
        if let Some(known) = vault.numbered(number) {
            let other = known.identity.name.as_deref().unwrap_or_default();
            if other == name {
                return Decision::Person(known.person);
            }
            let message = format!("身份证号与库中“{other}”相同，姓名却是“{name}”，请核对是改名还是号码有误");
            return Decision::Held(Reason::new(
                ProblemCode::MatchNameDiffers,
                message,
                vec![known.person],
            ));
        }
        self.without_known_number(vault, row, name, number)
    }

    /// The number is new to the vault: somebody new, or somebody whose number was not known.
    fn without_known_number(&self, vault: &Identities, row: &Identity, name: &str, number: &str) -> Decision {
        let alike = row
            .birth
            .map(|birth| vault.alike(name, birth))
            .unwrap_or_default();
        let close: Vec<i64> = alike
            .iter()
            .filter(|known| {
                known
                    .identity
                    .id_number
                    .as_deref()
                    .is_some_and(|other| differing(other, number) <= 2)
            })
            .map(|known| known.person)
            .collect();
        if !close.is_empty() {
            let message =
                format!("库中有同名同出生年月的“{name}”，身份证号只差一两位，疑似同一人，请核对号码");
            return Decision::Held(Reason::new(ProblemCode::MatchSuspected, message, close));
        }
        let unnumbered: Vec<i64> = alike
            .iter()
            .filter(|known| known.identity.id_number.is_none())
            .map(|known| known.person)
            .collect();
        match unnumbered.as_slice() {
            [] => Decision::New,
            [person] => Decision::Person(*person),
            _ => Decision::Held(Reason::new(
                ProblemCode::MatchAmbiguous,
                format!(
                    "库中有 {} 位同名同出生年月、没有身份证号的“{name}”，无法确定是哪一位",
                    unnumbered.len()
                ),
                unnumbered,
            )),
        }
    }

    fn by_name_and_birth(&self, vault: &Identities, index: usize, row: &Identity, name: &str) -> Decision {
        let Some(birth) = row.birth.filter(|birth| birth.month().is_some()) else {
            let candidates = vault.named(name).map(|known| known.person).collect();
            let message = "没有可用的身份证号和出生年月，只凭姓名不能确定是谁，请补充后再导入";
            return Decision::Held(Reason::new(ProblemCode::MatchAmbiguous, message, candidates));
        };
        let twins = self.by_name.get(name).into_iter().flatten().filter(|other| {
            **other != index
                && self
                    .rows
                    .get(**other)
                    .and_then(|row| row.birth)
                    .is_some_and(|other| same_month(other, birth))
        });
        if twins.count() > 0 {
            let message = format!("表中还有同名同出生年月的“{name}”，这一行没有身份证号，无法确定是否同一人");
            return Decision::Held(Reason::new(ProblemCode::MatchAmbiguous, message, Vec::new()));
        }
        let alike = vault.alike(name, birth);
        match alike.as_slice() {
            [known] => Decision::Person(known.person),
            [] => self.perhaps_undated(vault, name),
            _ => Decision::Held(Reason::new(
                ProblemCode::MatchAmbiguous,
                format!(
                    "库中有 {} 位同名同出生年月的“{name}”，请补上身份证号",
                    alike.len()
                ),
                alike.iter().map(|known| known.person).collect(),
            )),
        }
    }

    /// Somebody of the name is in the vault without a birth: it may be the same person.
    fn perhaps_undated(&self, vault: &Identities, name: &str) -> Decision {
        let undated: Vec<i64> = vault
            .named(name)
            .filter(|known| known.identity.birth.is_none())
            .map(|known| known.person)
            .collect();
        if undated.is_empty() {
            return Decision::New;
        }
        let message = format!("库中有同名的“{name}”，但没有出生年月，疑似同一人，请先补全库中的出生年月");
        Decision::Held(Reason::new(ProblemCode::MatchSuspected, message, undated))
    }

    fn is_named(&self, index: usize, name: &str) -> bool {
        self.rows.get(index).and_then(|row| row.name.as_deref()) == Some(name)
    }

    /// Rows of different names claim one number: it stays with the one row its birth and sex speak for, if there is one.
    fn disputed(&self, index: usize, name: &str, number: &str) -> Option<Reason> {
        let claims = self.by_number.get(number)?;
        if claims.iter().all(|other| self.is_named(*other, name)) {
            return None;
        }
        let fitting = |wanted: &dyn Fn(Option<bool>) -> bool| -> Vec<&str> {
            let rows = claims.iter().filter_map(|claim| self.rows.get(*claim));
            let mut names: Vec<&str> = rows
                .filter(|row| wanted(row.number_fits))
                .filter_map(|row| row.name.as_deref())
                .collect();
            names.dedup();
            names
        };
        let proved = fitting(&|fits| fits == Some(true));
        let possible = fitting(&|fits| fits != Some(false));
        let owner = match (proved.as_slice(), possible.as_slice()) {
            ([owner], _) | ([], [owner]) => Some(*owner),
            _ => None,
        };
        if owner == Some(name) {
            return None;
        }
        let others: Vec<&str> = claims
            .iter()
            .filter(|claim| **claim != index)
            .filter_map(|claim| self.rows.get(*claim)?.name.as_deref())
            .collect();
        let message = format!(
            "身份证号与表中“{}”的相同，姓名不同，请核对是谁的号码",
            others.join("、")
        );
        Some(Reason::new(ProblemCode::IdDuplicate, message, Vec::new()))
    }
}

/// A row without a name is about somebody the vault knows by number, or nobody can say about whom.
fn nameless(vault: &Identities, row: &Identity) -> Decision {
    let known = row.id_number.as_deref().and_then(|number| vault.numbered(number));
    known.map_or_else(
        || {
            Decision::Held(Reason::new(
                ProblemCode::NameMissing,
                "姓名为空，库中也没有这个身份证号，请补上姓名后再导入",
                Vec::new(),
            ))
        },
        |known| Decision::Person(known.person),
    )
}

/// Births agree and both know the month.
fn same_month(one: PartialDate, two: PartialDate) -> bool {
    one.month().is_some() && two.month().is_some() && one.agrees_with(two)
}

/// At how many places two numbers differ.
fn differing(one: &str, two: &str) -> usize {
    one.bytes().zip(two.bytes()).filter(|(a, b)| a != b).count() + one.len().abs_diff(two.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(name: &str, birth: &str, number: &str, fits: Option<bool>) -> Identity {
        Identity {
            name: (!name.is_empty()).then(|| name.to_owned()),
            birth: PartialDate::from_iso(birth),
            id_number: (!number.is_empty()).then(|| number.to_owned()),
            number_fits: fits,
            sent_as: None,
        }
    }

    fn vault(people: &[(i64, &str, &str, &str)]) -> Identities {
        people
            .iter()
            .map(|(person, name, birth, number)| Known {
                person: *person,
                identity: identity(name, birth, number, None),
            })
            .collect()
    }

    fn code(decision: &Decision) -> Option<ProblemCode> {
        match decision {
            Decision::Held(reason) => Some(reason.code),
            _ => None,
        }
    }

    const ONE: &str = "990101198503120012";
    const TWO: &str = "990101197911230034";

    #[test]
    fn the_number_decides_before_anything_else() {
        let vault = vault(&[(7, "张三", "1985-03", ONE)]);
        let rows = [
            identity("张三", "1986-01", ONE, Some(false)),
            identity("李四", "1985-03", ONE, None),
            identity("张三", "1985-03", TWO, None),
        ];
        assert_eq!(decide(&vault, &rows[..1])[0], Decision::Person(7));
        assert_eq!(
            code(&decide(&vault, &rows[1..2])[0]),
            Some(ProblemCode::MatchNameDiffers)
        );
        assert_eq!(
            decide(&vault, &rows[2..])[0],
            Decision::New,
            "same name and birth, quite another number: somebody else"
        );
    }

    #[test]
    fn a_number_one_digit_off_is_suspected() {
        let vault = vault(&[(7, "张三", "1985-03", ONE)]);
        let row = identity("张三", "1985-03", "990101198503120015", None);
        assert_eq!(
            code(&decide(&vault, &[row])[0]),
            Some(ProblemCode::MatchSuspected)
        );
    }

    #[test]
    fn without_a_number_name_and_month_of_birth_decide() {
        let vault = vault(&[
            (7, "张三", "1985-03-12", ""),
            (8, "李四", "1979-11", TWO),
            (9, "王五", "", ""),
        ]);
        let row = |name, birth| decide(&vault, &[identity(name, birth, "", None)]).remove(0);
        assert_eq!(row("张三", "1985-03"), Decision::Person(7));
        assert_eq!(row("李四", "1979-11-23"), Decision::Person(8));
        assert_eq!(row("张三", "1986-03"), Decision::New);
        assert_eq!(code(&row("张三", "")), Some(ProblemCode::MatchAmbiguous));
        assert_eq!(code(&row("张三", "1985")), Some(ProblemCode::MatchAmbiguous));
        assert_eq!(code(&row("王五", "1985-03")), Some(ProblemCode::MatchSuspected));
        assert_eq!(code(&row("", "1985-03")), Some(ProblemCode::NameMissing));
        let nameless = |number| decide(&vault, &[identity("", "", number, None)]).remove(0);
        assert_eq!(
            (nameless(TWO), code(&nameless(ONE))),
            (Decision::Person(8), Some(ProblemCode::NameMissing))
        );
    }

    #[test]
    fn a_number_learned_later_finds_the_person() {
        let vault = vault(&[(7, "张三", "1985-03", "")]);
        assert_eq!(
            decide(&vault, &[identity("张三", "1985-03", ONE, Some(true))])[0],
            Decision::Person(7)
        );
    }

    #[test]
    fn one_number_claimed_by_two_names_stays_with_whom_it_fits() {
        let none = vault(&[]);
        let rows = [
            identity("张三", "1985-03", ONE, Some(true)),
            identity("李四", "1979-11", ONE, Some(false)),
        ];
        let decisions = decide(&none, &rows);
        assert_eq!(decisions[0], Decision::New);
        assert_eq!(code(&decisions[1]), Some(ProblemCode::IdDuplicate));
        let turned = [rows[1].clone(), rows[0].clone()];
        let decisions = decide(&none, &turned);
        assert_eq!(
            (code(&decisions[0]), &decisions[1]),
            (Some(ProblemCode::IdDuplicate), &Decision::New)
        );
        let both = [
            identity("张三", "1985-03", ONE, Some(true)),
            identity("张珊", "1985-03", ONE, Some(true)),
        ];
        assert!(
            decide(&none, &both)
                .iter()
                .all(|decision| code(decision) == Some(ProblemCode::IdDuplicate))
        );
    }

    #[test]
    fn rows_of_one_person_belong_together() {
        let none = vault(&[]);
        let rows = [
            identity("张三", "1985-03", ONE, Some(true)),
            identity("李四", "1979-11", TWO, None),
            identity("张三", "1985-03", ONE, Some(true)),
        ];
        assert_eq!(
            decide(&none, &rows),
            [Decision::New, Decision::New, Decision::SameAs(0)]
        );
    }

    #[test]
    fn a_row_sent_out_comes_back_to_whom_it_was_sent_as() {
        let vault = vault(&[(7, "张三", "", ONE), (8, "张三", "", "")]);
        let sent = |name: &str, number: &str| Identity {
            sent_as: Some(8),
            ..identity(name, "", number, None)
        };
        assert_eq!(decide(&vault, &[sent("张三", "")])[0], Decision::Person(8));
        assert_eq!(decide(&vault, &[sent("", "")])[0], Decision::Person(8));
        assert_eq!(
            decide(&vault, &[sent("张三", TWO)])[0],
            Decision::Person(8),
            "a number learned"
        );
        assert_eq!(
            code(&decide(&vault, &[sent("李四", "")])[0]),
            Some(ProblemCode::MatchNameDiffers)
        );
        let seven = Identity {
            sent_as: Some(7),
            ..identity("张三", "", TWO, None)
        };
        assert_eq!(
            code(&decide(&vault, &[seven])[0]),
            Some(ProblemCode::MatchSuspected)
        );
        assert_eq!(
            decide(&vault, &[sent("张三", ""), sent("张三", "")])[1],
            Decision::SameAs(0)
        );
    }

    #[test]
    fn twins_by_name_and_birth_are_not_merged() {
        let rows = [
            identity("张三", "1985-03", ONE, None),
            identity("张三", "1985-03", TWO, None),
            identity("张三", "1985-03", "", None),
        ];
        let decisions = decide(&vault(&[]), &rows);
        assert_eq!(decisions[..2], [Decision::New, Decision::New]);
        assert_eq!(code(&decisions[2]), Some(ProblemCode::MatchAmbiguous));
    }
}
