//! Decides documents against policies through the library, the way the command line does.

use std::path::{Path, PathBuf};

use tollgate::decision::run::{Decision, InstantSource};
use tollgate::document::read::Limits;
use tollgate::engine::facade::Engine;
use tollgate::engine::input::{self, Identities, InputDocument, syntax_of};
use tollgate::engine::run::{Depth, Request};
use tollgate::source::loader::Loader;
use tollgate::value::instant::Instant;

/// A path below the repository.
pub fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Real data kept beside the repository on some machines. `None`, and a printed reason, elsewhere.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("skipped: the data set `{path}` is not on this machine");
    None
}

struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(path).map_err(|error| format!("`{path}` cannot be read: {error}"))
    }
}

/// An engine with one policy, which must load without an error.
pub fn engine(policy: &Path) -> Engine {
    let mut engine = Engine::default();
    let path = policy.to_str().expect("a path in UTF-8");
    let outcome = engine.add(&Disk, path, &[]).expect("a readable policy");
    let shown: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|one| {
            let place = one.span().map(|span| outcome.sources.position(span));
            format!("{} {place:?} {} {:?}", one.code.id, one.message, one.help)
        })
        .collect();
    assert!(outcome.ready, "{path} does not load:\n{}", shown.join("\n"));
    engine
}

/// The one document of a text.
pub fn document(name: &str, text: &str) -> InputDocument {
    let mut documents = input::scan(name, text.as_bytes(), syntax_of(name), Limits::default())
        .unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
    assert_eq!(documents.len(), 1, "{name} holds one document");
    documents.remove(0)
}

pub fn identities(path: &Path) -> Identities {
    let text = std::fs::read(path).expect("an identity map");
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name");
    input::identities(name, &text, syntax_of(name)).expect("a readable identity map")
}

/// A request for a decision about a document at an instant.
pub fn request<'r>(
    descriptor: &'r InputDocument,
    at: &str,
    identities: Option<&'r Identities>,
) -> Request<'r> {
    Request {
        descriptor,
        named: &[],
        now: Instant::parse(at).expect("an instant"),
        now_source: InstantSource::Given,
        phase: None,
        identities,
        strict: false,
        depth: Depth::All,
    }
}

/// The whole decision.
pub fn decide(engine: &Engine, request: &Request<'_>) -> Decision {
    engine
        .explain(request)
        .unwrap_or_else(|failure| panic!("no decision: {failure:?}"))
}
