use bumpalo::Bump;

use super::person::Person;

/// Who is who: the ids, names and addresses under which people and bots go.
#[derive(Debug, Clone, Default)]
pub struct IdentityMap {
    people: Vec<Identity>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub id: String,
    pub names: Vec<String>,
    pub emails: Vec<String>,
    pub bot: bool,
}

impl IdentityMap {
    /// # Errors
    /// One sentence: one name or address claimed by two ids.
    pub fn new(_people: Vec<Identity>) -> Result<IdentityMap, String> {
        todo!()
    }
}

/// Case, blanks, a leading `@`, `mailto:` and `Name <address>` forms folded away; NFKC.
pub fn normalise(_written: &str) -> String {
    todo!()
}

/// Names by which bots go without a map: `dependabot[bot]`, `renovate-bot`, `github-actions[bot]`.
pub fn looks_like_bot(_normalised: &str) -> bool {
    todo!()
}

/// The person that a text names, through the map if there is one.
pub fn person<'a>(_arena: &'a Bump, _written: &'a str, _map: Option<&IdentityMap>) -> Person<'a> {
    todo!()
}
