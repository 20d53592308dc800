//! Reads arbitrary text as a policy: no panic, no overflow, every place that is named lies in the text, and the same
//! text gives the same answer.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tollgate::source::span::FileId;
use tollgate::syntax::parser::parse;

fuzz_target!(|text: &str| {
    let (file, diagnostics) = parse(FileId(0), text);
    for diagnostic in &diagnostics {
        for label in &diagnostic.labels {
            let range = label.span.start as usize..label.span.end as usize;
            assert!(text.get(range).is_some(), "{diagnostic:?}");
        }
    }
    let (again, same) = parse(FileId(0), text);
    assert_eq!(diagnostics, same);
    assert_eq!(file.items.len(), again.items.len());
});
