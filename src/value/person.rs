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

/// Whether two namings mean one person (see "People" in the language reference).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    Yes,
    No,
    /// There is an identity map and at least one of the two is not in it.
    Undecided,
}

impl Person<'_> {
    /// One canonical name is one person. Two are two where there is no map, or where the map knows both.
    pub fn same(&self, other: &Person<'_>) -> Same {
        let has_map = self.has_map || other.has_map;
        if self.canonical == other.canonical {
            Same::Yes
        } else if has_map && !(self.mapped && other.mapped) {
            Same::Undecided
        } else {
            Same::No
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(canonical: &'static str, has_map: bool, mapped: bool) -> Person<'static> {
        Person {
            written: canonical,
            canonical,
            mapped,
            has_map,
            bot: false,
        }
    }

    #[test]
    fn two_namings_are_one_person_or_two_or_undecided() {
        let plain = |canonical| person(canonical, false, false);
        assert_eq!(plain("alice").same(&plain("alice")), Same::Yes);
        assert_eq!(plain("alice").same(&plain("bob")), Same::No);
        let (alice, bob) = (person("alice", true, true), person("bob", true, true));
        assert_eq!(alice.same(&alice), Same::Yes);
        assert_eq!(alice.same(&bob), Same::No);
        let stranger = person("carol@example.org", true, false);
        assert_eq!(stranger.same(&stranger), Same::Yes);
        assert_eq!(stranger.same(&alice), Same::Undecided);
        assert_eq!(alice.same(&stranger), Same::Undecided);
        assert_eq!(
            stranger.same(&person("dave@example.org", true, false)),
            Same::Undecided
        );
    }
}
