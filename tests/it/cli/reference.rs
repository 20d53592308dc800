use crate::deciding::here;

/// `docs/cli.md` is what the program says of itself. With `TOLLGATE_WRITE_DOCS` set the page is written anew.
#[test]
fn cli_reference_is_up_to_date() {
    let path = here("docs/cli.md");
    let wanted = tollgate::cli::reference::reference();
    if std::env::var_os("TOLLGATE_WRITE_DOCS").is_some() {
        std::fs::write(&path, &wanted).expect("the page is written");
    }
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        page, wanted,
        "docs/cli.md is not what the program says: run this test with TOLLGATE_WRITE_DOCS=1"
    );
}
