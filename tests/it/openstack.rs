//! The four rules of `examples/openstack` over the 1,960 deliverable files that OpenStack keeps, against answers that
//! were computed apart.

use std::collections::{BTreeMap, BTreeSet};

use tollgate::value::outcome::Outcome;

use crate::deciding::{decide, document, engine, here, request, shared};

#[test]
fn the_failing_findings_are_exactly_the_known_ones() {
    let Some(root) = shared("openstack-releases/deliverables") else {
        return;
    };
    let mut engine = engine(&here("examples/openstack/deliverable.gate"));
    let mut files = 0;
    let mut judged: BTreeMap<String, usize> = BTreeMap::new();
    let mut failing: BTreeSet<(String, String, String)> = BTreeSet::new();
    let mut undecided: BTreeSet<(String, String)> = BTreeSet::new();
    let mut series: Vec<_> = std::fs::read_dir(&root)
        .expect("the deliverables")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    series.sort();
    for folder in series {
        let name = folder
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name")
            .to_owned();
        engine.set("series", &name).expect("the param `series`");
        let mut paths: Vec<_> = std::fs::read_dir(&folder)
            .expect("a series")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
            .collect();
        paths.sort();
        for path in paths {
            files += 1;
            let text = std::fs::read_to_string(&path).expect("a deliverable");
            let file = path
                .file_name()
                .and_then(|name| name.to_str())
                .expect("a name");
            let file = format!("{name}/{file}");
            let document = document(&file, &text);
            let decision = decide(&engine, &request(&document, "2026-11-10T12:00:00Z", None));
            for finding in decision.findings {
                let key = finding.key.unwrap_or_default();
                match finding.outcome {
                    Outcome::Pass => *judged.entry(finding.rule).or_default() += 1,
                    Outcome::Fail => {
                        assert!(
                            !finding.witnesses.is_empty(),
                            "{file} {} names no witness",
                            finding.rule
                        );
                        *judged.entry(finding.rule.clone()).or_default() += 1;
                        failing.insert((finding.rule, file.clone(), key));
                    }
                    Outcome::Indeterminate => {
                        undecided.insert((finding.rule, format!("{file}: {}", finding.message)));
                    }
                    _ => {}
                }
            }
        }
    }
    assert_eq!(files, 1_960);
    let of = |rule: &str| -> Vec<(&str, &str)> {
        failing
            .iter()
            .filter(|(failed, _, _)| failed == rule)
            .map(|(_, file, key)| (file.as_str(), key.as_str()))
            .collect()
    };
    assert_eq!(
        of("OS-FINAL-SHA"),
        [
            ("_independent/gnocchi.yaml", "1.0.0"),
            ("havana/python-saharaclient.yaml", "0.3"),
            ("havana/python-saharaclient.yaml", "0.3a1"),
            ("newton/networking-hyperv.yaml", "3.0.0"),
            ("queens/tripleo-heat-templates.yaml", "8.0.0"),
            ("queens/tripleo-image-elements.yaml", "8.0.0"),
            ("queens/tripleo-puppet-elements.yaml", "8.0.0"),
        ]
    );
    assert_eq!(judged.get("OS-FINAL-SHA"), Some(&522));
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (file, _) in of("OS-FIRST-DOT-0") {
        *first
            .entry(file.split('/').next().unwrap_or_default())
            .or_default() += 1;
    }
    assert_eq!(
        first.into_iter().collect::<Vec<_>>(),
        [("havana", 17), ("newton", 13), ("queens", 1)]
    );
    assert_eq!(judged.get("OS-FIRST-DOT-0"), Some(&1_625));
    assert_eq!(of("OS-HASH-40-HEX"), []);
    assert_eq!(
        of("OS-BRANCH-PREFIX"),
        [("newton/cinder.yaml", ""), ("newton/manila.yaml", "")]
    );
    assert_eq!(undecided, BTreeSet::new(), "nothing lacks evidence");
}
