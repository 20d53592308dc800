use std::path::{Path, PathBuf};

use crate::engine::facade::Engine;
use crate::engine::input::{Identities, InputDocument};

use super::ahead::Ahead;
use super::complaint::{Complaint, Stopped};
use super::console::Console;
use super::{descriptors, read};

/// The documents of one `--input` name, in the order of the arguments.
pub(super) type Named = (String, Vec<InputDocument>);

/// Reads every document that `--input` gives. All faults are said before the run stops: each decision needs them all.
pub(super) fn inputs(
    given: &[(String, PathBuf)],
    console: &Console,
) -> Result<Vec<Named>, Stopped> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in given {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let mut stopped = None;
    let mut inputs = Vec::new();
    for name in names {
        let paths: Vec<PathBuf> = given
            .iter()
            .filter(|(other, _)| other == name)
            .map(|(_, path)| path.clone())
            .collect();
        let mut documents = Vec::new();
        for item in descriptors::named(&paths) {
            match item.and_then(|file| read::documents(&file.name, &file.path)) {
                Ok(mut read) => documents.append(&mut read),
                Err(complaint) => stopped = Some(console.complain(&complaint)),
            }
        }
        inputs.push((name.to_owned(), documents));
    }
    match stopped {
        Some(stopped) => Err(stopped),
        None => Ok(inputs),
    }
}

/// As [`inputs`], held to what the policies take.
pub(super) fn fitting(
    given: &[(String, PathBuf)],
    engine: &Engine,
    console: &Console,
) -> Result<Vec<Named>, Stopped> {
    let inputs = inputs(given, console)?;
    let counts: Vec<(&str, usize)> = inputs
        .iter()
        .map(|(name, documents)| (name.as_str(), documents.len()))
        .collect();
    engine
        .inputs_fit(&counts)
        .map_err(|why| console.complain(&Complaint::usage(why, None)))?;
    Ok(inputs)
}

/// Reads the identity map.
pub(super) fn people(
    path: Option<&Path>,
    ahead: &mut Ahead,
    console: &Console,
) -> Result<Option<Identities>, Stopped> {
    path.map(|path| ahead.identities(path))
        .transpose()
        .map_err(|complaint| console.complain(&complaint))
}
