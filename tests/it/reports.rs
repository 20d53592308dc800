//! Every format on every decision of the fixture.

mod json;
mod text;

use tollgate::decision::run::Decision;
use tollgate::report::{Options, list};

/// What a format makes of some decisions.
pub fn rendered(format: &str, decisions: &[Decision], options: &Options) -> String {
    let mut out = Vec::new();
    list::find(format)
        .unwrap_or_else(|| panic!("no format `{format}`"))
        .render(decisions, options, &mut out)
        .expect("a vector takes every byte");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// Holds a report to its snapshot in `tests/corpus/reports`.
pub fn assert_snapshot(name: &str, report: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/reports"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, report));
}
