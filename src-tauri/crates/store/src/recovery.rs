//! The recovery code: printed once, typed perhaps years later. Thirty letters without look-alikes (129 bits) in six groups,
//! and a seventh group that tells a typing mistake from a wrong code.

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::environment::Environment;
use crate::error::StoreError;

/// No I L O Q U V, which are taken for other letters on paper.
const LETTERS: &[u8; 20] = b"ABCDEFGHJKMNPRSTWXYZ";
const LENGTH: usize = 30;
const GROUP: usize = 5;

/// The code that opens a vault when every password is forgotten.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A new code.
    pub(crate) fn generate(environment: &Environment) -> Result<Self, StoreError> {
        let mut letters = String::with_capacity(LENGTH);
        while letters.len() < LENGTH {
            for byte in environment.random::<32>()? {
                // 240 is the largest multiple of 20 in a byte: no letter is likelier than another
                if byte < 240 && letters.len() < LENGTH {
                    letters.push(char::from(LETTERS[usize::from(byte % 20)]));
                }
            }
        }
        Ok(Self(letters))
    }

    /// Reads a typed code. Case, blanks and dashes do not matter; the check group must fit.
    pub fn read(typed: &str) -> Result<Self, StoreError> {
        let plain: String = typed
            .chars()
            .filter(char::is_ascii_alphabetic)
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        if plain.len() != LENGTH + GROUP {
            return Err(StoreError::RecoveryCodeMistyped);
        }
        let (letters, check) = plain.split_at(LENGTH);
        if check != check_group(letters) {
            return Err(StoreError::RecoveryCodeMistyped);
        }
        Ok(Self(letters.to_owned()))
    }

    /// The code as it is printed: seven groups of five letters.
    pub fn printed(&self) -> String {
        let whole = format!("{}{}", self.0, check_group(&self.0));
        let groups: Vec<&str> = (0..whole.len())
            .step_by(GROUP)
            .filter_map(|start| whole.get(start..start + GROUP))
            .collect();
        groups.join("-")
    }

    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RecoveryCode")
    }
}

fn check_group(letters: &str) -> String {
    let digest = crate::digest::sm3(&[letters.as_bytes()]);
    digest
        .iter()
        .take(GROUP)
        .map(|byte| char::from(LETTERS[usize::from(byte % 20)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_code_is_read_back_and_mistakes_are_noticed() {
        struct Noon;
        impl crate::Clock for Noon {
            fn now(&self) -> i64 {
                0
            }
        }
        let code = RecoveryCode::generate(&Environment::new(Noon)).unwrap();
        let printed = code.printed();
        assert_eq!(printed.len(), 41, "{printed}");
        assert_eq!(
            RecoveryCode::read(&printed.to_lowercase().replace('-', " "))
                .unwrap()
                .0,
            code.0
        );
        let mut missed = 0;
        for position in 0..LENGTH {
            let mut letters: Vec<u8> = printed.replace('-', "").into_bytes();
            letters[position] = if letters[position] == b'A' { b'B' } else { b'A' };
            missed += usize::from(RecoveryCode::read(std::str::from_utf8(&letters).unwrap()).is_ok());
        }
        assert_eq!(missed, 0, "every single wrong letter is noticed");
    }
}
