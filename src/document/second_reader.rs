use std::cell::RefCell;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::codes;

use super::decode::show;
use super::refusal::Refusal;
use super::text::Text;
use super::tree::{NodeId, Tree, What};

/// Has the text read again by serde_yaml and holds every scalar, list, map and alias of the two readings together.
///
/// Readers of YAML differ in corners (line breaks, reused anchors, what 1.1 and 1.2 allow). A value on which two of
/// them differ decides nothing, so what is decoded afterwards is what both have read.
///
/// # Errors
/// The first place where they differ.
pub(super) fn compare(source: &Text, trees: &[Tree]) -> Result<(), Refusal> {
    let mut documents = serde_yaml::Deserializer::from_str(source.as_str());
    for tree in trees {
        let Some(document) = documents.next() else {
            return Err(count(source, tree));
        };
        let difference = RefCell::new(None);
        let reading = Reading {
            tree,
            node: Tree::ROOT,
            inside_alias: false,
            difference: &difference,
        };
        if let Err(error) = reading.deserialize(document) {
            return Err(match difference.into_inner() {
                Some(found) => differs(source, tree, &found),
                None => refused(source, tree, &error),
            });
        }
    }
    match (documents.next(), trees.last()) {
        (Some(_), Some(last)) => Err(count(source, last)),
        _ => Ok(()),
    }
}

/// Where the second reader found something else, and what.
struct Difference {
    node: NodeId,
    found: Option<String>,
}

#[derive(Clone, Copy)]
struct Reading<'t> {
    tree: &'t Tree,
    node: NodeId,
    /// Inside what an alias stands for, further aliases are skipped: each is followed where it stands, so the work
    /// stays within the node budget and each alias is still checked.
    inside_alias: bool,
    difference: &'t RefCell<Option<Difference>>,
}

impl Reading<'_> {
    fn at(self, node: NodeId) -> Self {
        Reading { node, ..self }
    }

    fn differs<E: Error>(&self, found: Option<&str>) -> E {
        *self.difference.borrow_mut() = Some(Difference {
            node: self.node,
            found: found.map(str::to_owned),
        });
        E::custom("the two readers differ")
    }
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.tree.raw(self.node) {
            What::Alias(_) if self.inside_alias => {
                IgnoredAny::deserialize(deserializer).map(|IgnoredAny| ())
            }
            What::Alias(target) => Reading {
                node: target,
                inside_alias: true,
                ..self
            }
            .deserialize(deserializer),
            What::Plain(_) | What::Quoted(_) => deserializer.deserialize_str(self),
            // Asked for a list or map, serde_yaml takes a scalar of no characters for an empty one; asked for an
            // option, it tells them apart.
            What::List | What::Map => deserializer.deserialize_option(self),
        }
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what the first reader found")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.tree.text(self.node) == text {
            Ok(())
        } else {
            Err(self.differs(Some(text)))
        }
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Err(self.differs(Some("")))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.tree.raw(self.node) {
            What::List => deserializer.deserialize_seq(self),
            _ => deserializer.deserialize_map(self),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        for child in self.tree.children(self.node) {
            if elements.next_element_seed(self.at(child))?.is_none() {
                return Err(self.differs(None));
            }
        }
        match elements.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(self.differs(None)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        for (key, value) in self.tree.entries(self.node) {
            if entries.next_key_seed(self.at(key))?.is_none() {
                return Err(self.differs(None));
            }
            entries.next_value_seed(self.at(value))?;
        }
        match entries.next_key::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(self.differs(None)),
        }
    }
}

fn differs(source: &Text, tree: &Tree, difference: &Difference) -> Refusal {
    let message = match (&difference.found, tree.what(difference.node)) {
        (Some(found), What::Plain(_) | What::Quoted(_)) => format!(
            "YAML readers differ here: one reads {}, another {}",
            show::quoted(&tree.text(difference.node)),
            show::quoted(found)
        ),
        _ => "YAML readers differ about what stands here".into(),
    };
    Refusal::at(
        codes::DOC_DISAGREE,
        source,
        tree.offset(difference.node),
        message,
    )
    .help("write it in a plainer way: in quotes, on one line, without reusing an anchor")
}

fn refused(source: &Text, tree: &Tree, error: &serde_yaml::Error) -> Refusal {
    let told = error.to_string();
    let told = told.split(" at line ").next().unwrap_or_default();
    let mut refusal = Refusal::at(
        codes::DOC_DISAGREE,
        source,
        tree.offset(Tree::ROOT),
        format!("not every YAML reader takes this text: {told}"),
    )
    .help("write it in a plainer way");
    if let Some(place) = error.location() {
        let line = u32::try_from(place.line()).unwrap_or(u32::MAX);
        let column = u32::try_from(place.column()).unwrap_or(u32::MAX);
        refusal.position = Some((line, column));
    }
    refusal
}

fn count(source: &Text, tree: &Tree) -> Refusal {
    Refusal::at(
        codes::DOC_DISAGREE,
        source,
        tree.offset(Tree::ROOT),
        "YAML readers differ about where this document ends",
    )
    .help("separate documents by a line that holds only `---`")
}
