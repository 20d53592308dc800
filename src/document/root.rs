use super::read::Document;
use super::tree::{Tree, What};

impl Document {
    /// Whether the document is a list, rather than a record or a single value.
    pub fn is_list(&self) -> bool {
        self.tree().what(Tree::ROOT) == What::List
    }
}
