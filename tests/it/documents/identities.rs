use bumpalo::Bump;
use tollgate::document::identities::read;
use tollgate::document::read::Syntax;
use tollgate::value::identity::person;

#[test]
fn a_map_is_read() {
    let yaml = "\
- id: alice
  names: [Alice A., \"@alice\"]
  emails: [alice@example.org]
- id: deployer
  bot: true
- {id: 4711}
";
    let json = r#"[{"id": "alice", "names": ["Alice A.", "@alice"], "emails": ["alice@example.org"]},
        {"id": "deployer", "bot": true}, {"id": 4711}]"#;
    for (text, syntax) in [(yaml, Syntax::Yaml), (json, Syntax::Json)] {
        let map = read(text.as_bytes(), syntax).unwrap();
        let arena = Bump::new();
        let known = |written| {
            let person = person(&arena, written, Some(&map));
            (person.canonical, person.mapped, person.bot)
        };
        assert_eq!(known("Alice A."), ("alice", true, false));
        assert_eq!(known("ALICE@example.org"), ("alice", true, false));
        assert_eq!(known("deployer"), ("deployer", true, true));
        assert_eq!(known("4711"), ("4711", true, false));
        assert_eq!(known("bob"), ("bob", false, false));
    }
    assert_eq!(read(b"[]", Syntax::Yaml).unwrap().people().len(), 0);
}

#[test]
fn a_map_that_is_not_one_is_refused() {
    for (text, code, position, message) in [
        (
            "- id: a\n- names: [b]\n",
            "TG0514",
            Some((2, 3)),
            "identities[1].id: `id` is required and missing",
        ),
        (
            "- id: a\n  bott: true\n",
            "TG0514",
            Some((2, 9)),
            "identities[0].bott: `bott` is no field of `identity`",
        ),
        (
            "- id: a\n  bot: yes\n",
            "TG0514",
            Some((2, 8)),
            "identities[0].bot: expected `true` or `false`, found `yes`",
        ),
        (
            "- id: a\n  emails: a@example.org\n",
            "TG0514",
            Some((2, 11)),
            "identities[0].emails: expected a list, found `a@example.org`",
        ),
        (
            "- id: a\n- bob\n",
            "TG0514",
            Some((2, 3)),
            "identities[1]: expected a record (identity), found `bob`",
        ),
        (
            "- id: a\n- ~\n",
            "TG0514",
            Some((2, 3)),
            "identities[1] is empty",
        ),
        (
            "id: a\n",
            "TG0514",
            Some((1, 1)),
            "identities: expected a list, found a record",
        ),
        (
            "~\n",
            "TG0514",
            Some((1, 1)),
            "an identity map is a list of people",
        ),
        (
            "[{id: a}]\n---\n[{id: b}]\n",
            "TG0514",
            None,
            "an identity map is one list, and this file holds several documents",
        ),
        (
            "- {id: a, emails: [x@example.org]}\n- {id: b, emails: [x@example.org]}\n",
            "TG0514",
            None,
            "`x@example.org` belongs to both `a` and `b`: leave it with one of them",
        ),
        (
            "- id: a\n  id: b\n",
            "TG0502",
            Some((2, 3)),
            "the key `id` stands twice, first on line 1",
        ),
        ("", "TG0513", Some((1, 1)), "this file holds no document"),
    ] {
        let refusal = read(text.as_bytes(), Syntax::Yaml).map(|_| ()).unwrap_err();
        assert_eq!(
            (refusal.code.id, refusal.position, refusal.message.as_str()),
            (code, position, message),
            "{text}"
        );
    }
}
