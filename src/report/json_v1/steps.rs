//! From the table of steps back to derivations.

use crate::decision::explanation::{DocumentPlace, Node, Role};

use super::{read, wire, write};

/// The most steps of all derivations together that are read: a small table can stand for any number of them.
const MOST: usize = 1_000_000;

/// The longest way down a derivation that is read.
const DEEPEST: usize = 1_000;

/// The tables of a decision that is being read, every reference held to lead to something before it.
#[derive(Debug)]
pub struct Steps {
    steps: Vec<Step>,
    left: usize,
}

#[derive(Debug)]
struct Step {
    /// Without its children.
    node: Node,
    children: Vec<usize>,
    /// Steps of its whole derivation, and of the longest way down it.
    size: usize,
    depth: usize,
}

impl Steps {
    /// Reads the tables.
    ///
    /// # Errors
    /// One sentence: that a reference leads nowhere, or a derivation is too deep.
    pub fn new(
        questions: Vec<wire::Question<'_>>,
        evidence: Vec<wire::DocumentPlace<'_>>,
        steps: Vec<wire::Step<'_>>,
    ) -> Result<Steps, String> {
        let questions = read::each(questions, question)?;
        let evidence: Vec<DocumentPlace> = evidence.into_iter().map(read::document_place).collect();
        let mut known: Vec<Step> = Vec::with_capacity(steps.len());
        for step in steps {
            let step = self::step(step, &questions, &evidence, &known)?;
            known.push(step);
        }
        Ok(Steps {
            steps: known,
            left: MOST,
        })
    }

    /// The derivation whose first step is in that row.
    ///
    /// # Errors
    /// One sentence: there is no such row, or the derivations together hold too many steps.
    pub fn derivation(&mut self, row: u32) -> Result<Node, String> {
        let first = find(&self.steps, row, "step")?;
        let left = self.left.checked_sub(first.size);
        self.left = left.ok_or_else(|| format!("the derivations hold more than {MOST} steps"))?;
        Ok(self.node(first))
    }

    /// Every reference was looked up before, so nothing is left out.
    fn node(&self, step: &Step) -> Node {
        let children = step.children.iter();
        Node {
            children: children
                .filter_map(|child| self.steps.get(*child))
                .map(|child| self.node(child))
                .collect(),
            ..step.node.clone()
        }
    }
}

fn question(question: wire::Question<'_>) -> Result<Node, String> {
    Ok(Node {
        role: read::word(&question.role, "role", Role::ALL, write::role)?,
        asked: read::text(question.asked),
        place: read::policy_place(question.place),
        value: String::new(),
        truth: None,
        read: None,
        note: None,
        children: Vec::new(),
        left_out: 0,
    })
}

fn step(
    step: wire::Step<'_>,
    questions: &[Node],
    evidence: &[DocumentPlace],
    known: &[Step],
) -> Result<Step, String> {
    let mut size = 1_usize;
    let mut depth = 0;
    let mut children = Vec::with_capacity(step.children.len());
    for child in step.children {
        // Only what stands before: steps never go round in a circle.
        let below = find(known, child, "step before its own")?;
        size = size.saturating_add(below.size);
        depth = depth.max(below.depth);
        children.push(child as usize);
    }
    depth += 1;
    if depth > DEEPEST {
        return Err(format!("a derivation is more than {DEEPEST} steps deep"));
    }
    let read = step
        .read
        .map(|place| find(evidence, place, "evidence"))
        .transpose()?;
    Ok(Step {
        node: Node {
            value: read::text(step.value),
            truth: step.truth.as_deref().map(read::truth).transpose()?,
            read: read.cloned(),
            note: step.note.map(read::text),
            left_out: step.left_out,
            ..find(questions, step.question, "question")?.clone()
        },
        children,
        size,
        depth,
    })
}

fn find<'t, T>(rows: &'t [T], row: u32, member: &str) -> Result<&'t T, String> {
    let found = rows.get(row as usize);
    found.ok_or_else(|| read::unfit(&row.to_string(), member))
}
