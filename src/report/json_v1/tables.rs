//! The steps of all derivations of a decision, each written once however many findings rest on it.

use std::collections::BTreeMap;

use crate::decision::explanation::Node;

use super::wire::{DocumentPlace, Question, Step};
use super::write;

/// The tables of a decision that is being written.
#[derive(Debug)]
pub struct Tables<'d> {
    questions: Table<Question<'d>>,
    evidence: Table<DocumentPlace<'d>>,
    steps: Table<Step<'d>>,
}

/// The rows in which the steps refer to each other and to what they ask and read.
#[derive(Debug)]
pub struct Rows<'d> {
    pub questions: Vec<Question<'d>>,
    pub evidence: Vec<DocumentPlace<'d>>,
    pub steps: Vec<Step<'d>>,
}

impl<'d> Tables<'d> {
    pub fn new() -> Tables<'d> {
        Tables {
            questions: Table::new(),
            evidence: Table::new(),
            steps: Table::new(),
        }
    }

    /// Takes in a derivation; gives the row of its first step. What a step rests on has rows before its own.
    pub fn take(&mut self, node: &'d Node) -> u32 {
        let children = node.children.iter().map(|child| self.take(child)).collect();
        let question = self.questions.put(Question {
            asked: write::text(&node.asked),
            role: write::role(node.role).into(),
            place: write::policy_place(&node.place),
        });
        let read = node
            .read
            .as_ref()
            .map(|place| self.evidence.put(write::document_place(place)));
        self.steps.put(Step {
            question,
            value: write::text(&node.value),
            truth: node.truth.map(|truth| write::truth(truth).into()),
            read,
            note: node.note.as_deref().map(write::text),
            children,
            left_out: node.left_out,
        })
    }

    pub fn rows(self) -> Rows<'d> {
        Rows {
            questions: self.questions.rows,
            evidence: self.evidence.rows,
            steps: self.steps.rows,
        }
    }
}

/// Rows in the order in which they came, each once.
#[derive(Debug)]
struct Table<T> {
    rows: Vec<T>,
    at: BTreeMap<T, u32>,
}

impl<T: Ord + Clone> Table<T> {
    fn new() -> Table<T> {
        Table {
            rows: Vec::new(),
            at: BTreeMap::new(),
        }
    }

    fn put(&mut self, row: T) -> u32 {
        if let Some(place) = self.at.get(&row) {
            return *place;
        }
        let place = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.rows.push(row.clone());
        self.at.insert(row, place);
        place
    }
}
