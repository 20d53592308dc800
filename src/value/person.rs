/// A person as named somewhere: what was written, and who that is.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// As the document wrote it.
    pub written: &'a str,
    /// The identity map's id, or the normalised text.
    pub canonical: &'a str,
    /// Whether the identity map knows this person. False where there is no map.
    pub mapped: bool,
    /// Whether there is an identity map at all.
    pub has_map: bool,
    pub bot: bool,
}

/// Whether two namings mean one person (S22 of the language reference).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    Yes,
    No,
    /// There is an identity map and at least one of the two is not in it.
    Undecided,
}

impl Person<'_> {
    pub fn same(&self, _other: &Person<'_>) -> Same {
        todo!()
    }
}
