use std::collections::BTreeMap;

use bumpalo::Bump;
use unicode_normalization::UnicodeNormalization;

use super::person::Person;

/// Who is who: the ids, names and addresses under which people and bots go.
#[derive(Debug, Clone, Default)]
pub struct IdentityMap {
    people: Vec<Identity>,
    /// Every normalised id, name and address, and whose it is.
    index: BTreeMap<String, usize>,
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
    /// One sentence: one name or address claimed by two ids, an id listed twice, a name that is blank.
    pub fn new(people: Vec<Identity>) -> Result<IdentityMap, String> {
        let mut index = BTreeMap::new();
        for (place, person) in people.iter().enumerate() {
            let names = person.names.iter().chain(&person.emails);
            for name in [&person.id].into_iter().chain(names) {
                let normalised = normalise(name);
                if normalised.is_empty() {
                    return Err(blank(&person.id));
                }
                let Some(owner) = index.insert(normalised, place) else {
                    continue;
                };
                match people.get(owner) {
                    Some(other) if other.id == person.id && owner != place => {
                        return Err(format!(
                            "`{}` is listed twice: join the two entries",
                            person.id
                        ));
                    }
                    Some(other) if owner != place => {
                        return Err(format!(
                            "`{name}` belongs to both `{}` and `{}`: leave it with one of them",
                            other.id, person.id
                        ));
                    }
                    // A person may well go by the id, or by one name in two spellings.
                    _ => {}
                }
            }
        }
        Ok(IdentityMap { people, index })
    }

    /// The people, in the order in which they were given.
    pub fn people(&self) -> &[Identity] {
        &self.people
    }

    fn find(&self, normalised: &str) -> Option<&Identity> {
        self.index
            .get(normalised)
            .and_then(|place| self.people.get(*place))
    }
}

fn blank(id: &str) -> String {
    if normalise(id).is_empty() {
        "an id is blank: give each person an id".to_owned()
    } else {
        format!("`{id}` has a blank name or address: remove it")
    }
}

/// Case, blanks, a leading `@`, `mailto:` and `Name <address>` forms folded away; NFKC. Characters that nobody sees
/// (zero width, direction marks) are dropped, so that they make no second person. Normalising twice is normalising
/// once.
pub fn normalise(written: &str) -> String {
    let mut text = folded(written);
    loop {
        let bare = without_dress(&text);
        if bare.len() == text.len() {
            return text;
        }
        text = folded(bare);
    }
}

/// Names by which bots go without a map: `dependabot[bot]`, `renovate-bot`, `github-actions[bot]`; of an address the
/// part before the `@` counts.
pub fn looks_like_bot(normalised: &str) -> bool {
    const KNOWN: [&str; 6] = [
        "bot",
        "dependabot",
        "dependabot-preview",
        "github-actions",
        "mergify",
        "renovate",
    ];
    let name = match normalised.rsplit_once('@') {
        Some((local, _)) => local,
        None => normalised,
    };
    // Addresses of GitHub's own users carry their number in front: `49699333+dependabot[bot]@…`.
    let name = match name.split_once('+') {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => name,
    };
    KNOWN.contains(&name)
        || ["[bot]", "-bot", "_bot"]
            .iter()
            .any(|end| name.ends_with(end))
        || is_token_bot(name)
}

/// The person that a text names, through the map if there is one. A map says itself who is a bot; of those it does not
/// know the name decides.
pub fn person<'a>(arena: &'a Bump, written: &'a str, map: Option<&IdentityMap>) -> Person<'a> {
    let normalised = normalise(written);
    let known = map.and_then(|map| map.find(&normalised));
    let canonical = known.map_or(normalised.as_str(), |identity| identity.id.as_str());
    Person {
        written,
        canonical: if canonical == written {
            written
        } else {
            arena.alloc_str(canonical)
        },
        mapped: known.is_some(),
        has_map: map.is_some(),
        bot: known.map_or_else(|| looks_like_bot(&normalised), |identity| identity.bot),
    }
}

/// GitLab's access tokens act as `project_42_bot_6f1d…` and `group_7_bot_…`.
fn is_token_bot(name: &str) -> bool {
    ["project_", "group_"]
        .iter()
        .filter_map(|kind| name.strip_prefix(kind))
        .filter_map(|rest| rest.split_once("_bot"))
        .any(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// NFKC, lowercase, one blank between words and none around, nothing invisible.
fn folded(text: &str) -> String {
    let visible = |text: &str| -> String { text.nfkc().filter(|c| !is_invisible(*c)).collect() };
    // Lowercasing may leave letters that compose further.
    let lowered = visible(&visible(text).to_lowercase());
    let words: Vec<&str> = lowered.split_whitespace().collect();
    words.join(" ")
}

/// Without what a name or an address is dressed in: `@alice`, `mailto:a@example.org`, `Alice <a@example.org>`.
fn without_dress(text: &str) -> &str {
    if let Some((_, address)) = text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
        && address.contains('@')
    {
        return address;
    }
    let bare = text
        .strip_prefix('@')
        .or_else(|| text.strip_prefix("mailto:"));
    // A lone `@` stays: an empty name would be everybody's.
    bare.filter(|bare| !bare.trim().is_empty()).unwrap_or(text)
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::person::Same;
    use super::*;

    fn identity(id: &str, names: &[&str], emails: &[&str]) -> Identity {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Identity {
            id: id.to_owned(),
            names: owned(names),
            emails: owned(emails),
            bot: false,
        }
    }

    fn map() -> IdentityMap {
        let deployer = Identity {
            bot: true,
            ..identity("deployer", &["Deploy Robot"], &[])
        };
        IdentityMap::new(vec![
            identity(
                "Alice",
                &["Alice A.", "alice"],
                &["alice@example.org", "a.a@example.org"],
            ),
            identity("bob", &[], &["bob@example.org"]),
            identity("carol-bot", &[], &[]),
            deployer,
        ])
        .unwrap()
    }

    #[test]
    fn spellings_of_one_name_fold_together() {
        for (written, folded) in [
            ("@Alice", "alice"),
            ("Alice@Example.org", "alice@example.org"),
            ("mailto:alice@example.org", "alice@example.org"),
            ("MAILTO:@Alice", "alice"),
            ("Alice A. <alice@example.org>", "alice@example.org"),
            (
                "\"A, Alice\" <mailto:Alice@example.org>",
                "alice@example.org",
            ),
            ("  Alice \t  A.\u{a0}", "alice a."),
            ("Ａｌｉｃｅ", "alice"),
            ("al\u{200b}ice\u{202e}", "alice"),
            ("A\u{30a}sa", "åsa"),
            ("Åsa", "åsa"),
            ("<alice@example.org>", "alice@example.org"),
            ("alice <admin>", "alice <admin>"),
            ("@@alice", "alice"),
            ("@", "@"),
            ("", ""),
            (" \u{200b} ", ""),
        ] {
            assert_eq!(normalise(written), folded, "{written:?}");
        }
    }

    #[test]
    fn bots_are_known_by_their_names() {
        for name in [
            "dependabot[bot]",
            "renovate-bot",
            "github-actions[bot]",
            "Dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
            "29139614+renovate[bot]@users.noreply.github.com",
            "@renovate",
            "project_42_bot_6f1d0c",
            "group_7_bot@noreply.example.org",
            "release_bot@example.org",
        ] {
            assert!(looks_like_bot(&normalise(name)), "{name}");
        }
        for name in [
            "alice",
            "talbot",
            "abbot@example.org",
            "botany",
            "alice@bot.example.org",
            "robot",
            "project_x_bot_1",
            "",
        ] {
            assert!(!looks_like_bot(&normalise(name)), "{name}");
        }
    }

    #[test]
    fn a_map_knows_people_by_id_name_and_address() {
        let (arena, map) = (Bump::new(), map());
        for written in [
            "Alice",
            "@alice",
            "alice a.",
            "A.A@example.org",
            "Somebody <alice@example.org>",
        ] {
            let alice = person(&arena, written, Some(&map));
            assert_eq!(
                (alice.canonical, alice.mapped, alice.has_map, alice.written),
                ("Alice", true, true, written)
            );
        }
        let stranger = person(&arena, "Alice@example.com", Some(&map));
        assert_eq!(
            (stranger.canonical, stranger.mapped, stranger.has_map),
            ("alice@example.com", false, true)
        );
        let alice = person(&arena, "alice", Some(&map));
        assert_eq!(alice.same(&stranger), Same::Undecided);
        assert_eq!(alice.same(&person(&arena, "bob", Some(&map))), Same::No);
        assert_eq!(map.people().len(), 4);
    }

    #[test]
    fn without_a_map_spellings_of_one_address_are_one_person() {
        let arena = Bump::new();
        let plain = |written| person(&arena, written, None);
        assert_eq!(
            plain("Alice <alice@example.org>").same(&plain("mailto:ALICE@example.org")),
            Same::Yes
        );
        assert_eq!(plain("alice@example.org").same(&plain("alice")), Same::No);
        assert!(!plain("alice").has_map && !plain("alice").mapped);
    }

    #[test]
    fn a_map_says_who_is_a_bot() {
        let (arena, map) = (Bump::new(), map());
        let bot = |written, map| person(&arena, written, map).bot;
        assert!(bot("Deploy Robot", Some(&map)));
        assert!(!bot("carol-bot", Some(&map)));
        assert!(bot("carol-bot", None));
        assert!(bot("renovate[bot]", Some(&map)));
    }

    #[test]
    fn what_two_people_claim_is_an_error() {
        let wrong = |people| IdentityMap::new(people).map(|_| ()).unwrap_err();
        assert_eq!(
            wrong(vec![
                identity("alice", &[], &["team@example.org"]),
                identity("bob", &[], &["Team@example.org"])
            ]),
            "`Team@example.org` belongs to both `alice` and `bob`: leave it with one of them"
        );
        assert_eq!(
            wrong(vec![
                identity("alice", &[], &[]),
                identity("Alice", &[], &[])
            ]),
            "`Alice` belongs to both `alice` and `Alice`: leave it with one of them"
        );
        assert_eq!(
            wrong(vec![
                identity("alice", &["bob"], &[]),
                identity("bob", &[], &[])
            ]),
            "`bob` belongs to both `alice` and `bob`: leave it with one of them"
        );
        assert_eq!(
            wrong(vec![
                identity("alice", &[], &[]),
                identity("alice", &["al"], &[])
            ]),
            "`alice` is listed twice: join the two entries"
        );
        assert_eq!(
            wrong(vec![identity("alice", &[" "], &[])]),
            "`alice` has a blank name or address: remove it"
        );
        assert_eq!(
            wrong(vec![identity("", &[], &[])]),
            "an id is blank: give each person an id"
        );
        assert!(IdentityMap::new(vec![identity("alice", &["Alice", "@alice"], &[])]).is_ok());
    }

    proptest! {
        #[test]
        fn normalising_twice_is_normalising_once(text in "\\PC{0,24}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn what_nobody_sees_makes_no_difference(text in "[a-zéÅ\u{301}\u{200b}\u{202e}\u{feff} @]{0,12}") {
            let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
            prop_assert_eq!(normalise(&text), normalise(&seen));
        }

        #[test]
        fn dressed_names_normalise_twice_alike(text in "[@<> ]{0,3}(mailto:)?[a-zA-ZİßẞÅſ@ .]{0,8}[<>@]{0,2}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn a_person_is_the_same_as_oneself(text in "\\PC{0,12}") {
            let arena = Bump::new();
            let map = map();
            for map in [None, Some(&map)] {
                let one = person(&arena, &text, map);
                prop_assert_eq!(one.same(&one), Same::Yes);
            }
        }
    }
}
