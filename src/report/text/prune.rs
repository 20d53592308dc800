//! Which steps of a derivation a reader needs to see: those on which the answer turns.

use crate::decision::explanation::{Node, Role};
use crate::value::outcome::Truth;

/// A step that is shown, with the steps below it that are.
#[derive(Debug)]
pub struct Branch<'d> {
    pub node: &'d Node,
    pub children: Vec<Branch<'d>>,
    /// Further children that would be shown were there not so many.
    pub more: usize,
    /// Steps below this one, but not below a shown child, that are not shown.
    folded: usize,
}

/// How much of a derivation is shown.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Children of one step.
    pub children: usize,
    /// Steps of a value's derivation; a longer one is a calculation of its own.
    pub calculation: usize,
    /// Whether conditions that did not decide are shown too.
    pub undeciding: bool,
}

/// The steps that decide: of a condition its operands and the conditions that made it what it is; of a value that was
/// calculated only a short derivation, of one that was read none.
pub fn pruned(node: &Node, measure: Measure) -> Branch<'_> {
    below(None, node, measure)
}

fn below<'d>(parent: Option<&Node>, node: &'d Node, measure: Measure) -> Branch<'d> {
    let steps = size(node) - 1;
    let is_value = node.truth.is_none();
    if is_value && (node.read.is_some() || steps > measure.calculation) {
        return Branch {
            node,
            children: Vec::new(),
            more: 0,
            folded: steps,
        };
    }
    let mut children: Vec<&Node> = node
        .children
        .iter()
        .filter(|child| measure.undeciding || decides(parent, node, child))
        // Told above, and no operand.
        .filter(|child| !(is_value && child.role == Role::Told))
        .collect();
    if children.is_empty() && !is_value {
        children = node.children.iter().collect();
    }
    let more = children.len().saturating_sub(measure.children);
    children.truncate(measure.children);
    let shown: usize = children.iter().map(|child| size(child)).sum();
    Branch {
        node,
        folded: steps - shown,
        children: children
            .into_iter()
            .map(|child| below(Some(node), child, measure))
            .collect(),
        more,
    }
}

impl<'d> Branch<'d> {
    /// How many steps below this one are not shown.
    pub fn folded(&self) -> usize {
        self.folded + self.children.iter().map(Branch::folded).sum::<usize>()
    }

    /// Every shown step, in the order in which they are shown.
    pub fn visit(&self, see: &mut impl FnMut(&'d Node)) {
        see(self.node);
        for child in &self.children {
            child.visit(see);
        }
    }
}

/// Whether a child can be why its parent is what it is. On the way down to what is unknown, what is known beside it is
/// of interest only at the top.
fn decides(above: Option<&Node>, parent: &Node, child: &Node) -> bool {
    let open = |node: &Node| node.truth == Some(Truth::Unknown);
    let Some(below) = child.truth else {
        let on_the_way =
            open(parent) && above.is_some_and(open) && parent.children.iter().any(open);
        return child.role != Role::LeftOut && !on_the_way;
    };
    let Some(truth) = parent.truth else {
        return true;
    };
    match truth {
        Truth::Unknown => below == Truth::Unknown,
        _ if parent.role == Role::Count => true,
        _ if parent.role.negates() => below != truth,
        _ => below == truth,
    }
}

fn size(node: &Node) -> usize {
    1 + node.children.iter().map(size).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::explanation::PolicyPlace;

    fn node(asked: &str, truth: Option<Truth>, children: Vec<Node>) -> Node {
        Node {
            role: Role::Single,
            asked: asked.to_owned(),
            place: PolicyPlace {
                file: String::new(),
                line: 1,
                column: 1,
                end_line: 1,
                end_column: 1,
            },
            value: String::new(),
            truth,
            read: None,
            note: None,
            children,
            left_out: 0,
        }
    }

    fn shown(node: &Node) -> (Vec<String>, usize) {
        let branch = pruned(node, BRIEF);
        let mut names = Vec::new();
        branch.visit(&mut |node| names.push(node.asked.clone()));
        (names, branch.folded())
    }

    const BRIEF: Measure = Measure {
        children: 8,
        calculation: 4,
        undeciding: false,
    };

    const YES: Option<Truth> = Some(Truth::True);
    const NO: Option<Truth> = Some(Truth::False);
    const OPEN: Option<Truth> = Some(Truth::Unknown);

    fn mixed(role: Role, truth: Option<Truth>) -> Node {
        let below = vec![
            node("value", None, vec![]),
            node("yes", YES, vec![]),
            node("no", NO, vec![]),
            node("open", OPEN, vec![]),
        ];
        Node {
            role,
            ..node("mixed", truth, below)
        }
    }

    #[test]
    fn what_made_a_condition_so_is_shown() {
        let of = |role, truth| shown(&mixed(role, truth)).0.split_off(1).join(" ");
        assert_eq!(of(Role::All, NO), "value no");
        assert_eq!(of(Role::All, YES), "value yes");
        assert_eq!(of(Role::All, OPEN), "value open");
        assert_eq!(of(Role::Any, YES), "value yes");
        assert_eq!(of(Role::None, NO), "value yes open");
        assert_eq!(of(Role::None, YES), "value no open");
        assert_eq!(of(Role::Single, YES), "value yes");
        assert_eq!(of(Role::Count, NO), "value yes no open");
        assert_eq!(of(Role::Count, OPEN), "value open");
    }

    #[test]
    fn if_nothing_decides_all_is_shown() {
        let only = node("P", NO, vec![node("yes", YES, vec![])]);
        assert_eq!(shown(&only), (vec!["P".to_owned(), "yes".to_owned()], 0));
    }

    #[test]
    fn a_long_calculation_is_folded_and_counted() {
        let long = node("v", None, (0..5).map(|_| node("w", None, vec![])).collect());
        let short = node("s", None, (0..4).map(|_| node("t", None, vec![])).collect());
        let (names, folded) = shown(&node("P", NO, vec![long, short]));
        assert_eq!(names, ["P", "v", "s", "t", "t", "t", "t"]);
        assert_eq!(folded, 5);
        let mut left = node("x", None, vec![]);
        left.role = Role::LeftOut;
        let (names, folded) = shown(&node("P", NO, vec![left, node("v", NO, vec![])]));
        assert_eq!((names.join(" ").as_str(), folded), ("P v", 1));
    }

    #[test]
    fn what_was_read_or_told_above_is_not_derived() {
        let mut told = node("told", None, vec![]);
        told.role = Role::Told;
        let value = node("v", None, vec![told.clone(), node("w", None, vec![])]);
        let (names, folded) = shown(&node("P", NO, vec![value.clone(), told]));
        assert_eq!((names.join(" ").as_str(), folded), ("P v w told", 1));
        let mut read = value;
        read.read = Some(crate::decision::explanation::DocumentPlace {
            file: String::new(),
            path: String::new(),
            line: None,
            column: None,
            expected_here: false,
        });
        let (names, folded) = shown(&node("P", NO, vec![read]));
        assert_eq!((names.join(" ").as_str(), folded), ("P v", 2));
    }

    #[test]
    fn what_is_known_beside_the_unknown_is_shown_at_the_top_only() {
        let level =
            |name: &str, inner: Node| node(name, OPEN, vec![node("known", None, vec![]), inner]);
        let deep = level("a", level("b", level("c", node("gap", OPEN, vec![]))));
        assert_eq!(shown(&deep).0.join(" "), "a known b c gap");
        let last = node(
            "a",
            OPEN,
            vec![node("b", OPEN, vec![node("known", None, vec![])])],
        );
        assert_eq!(shown(&last).0.join(" "), "a b known");
    }

    #[test]
    fn conditions_that_did_not_decide_are_shown_on_demand() {
        let measure = Measure {
            undeciding: true,
            ..BRIEF
        };
        let mixed = mixed(Role::All, NO);
        let branch = pruned(&mixed, measure);
        assert_eq!((branch.children.len(), branch.folded()), (4, 0));
    }

    #[test]
    fn of_many_alike_the_first_are_shown() {
        let many = node(
            "every x in xs: P",
            NO,
            (0..20).map(|_| node("x", NO, vec![])).collect(),
        );
        let branch = pruned(&many, BRIEF);
        assert_eq!(
            (branch.children.len(), branch.more, branch.folded()),
            (8, 12, 12)
        );
    }
}
