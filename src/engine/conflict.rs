use crate::diagnostic::did_you_mean;
use crate::ir::program::Input;
use crate::types::ty::{EnumType, RecordType, Ty, TypeTable};
use crate::value::RecordId;

use super::facade::{Engine, Policy};

impl Engine {
    /// What keeps the policies from deciding together: one name for two policies, or one input of two types.
    ///
    /// # Errors
    /// The first such thing, in one sentence.
    pub fn together(&self) -> Result<(), String> {
        let mut before: Vec<&Policy> = Vec::new();
        for policy in &self.policies {
            for other in &before {
                apart(other, policy)?;
            }
            before.push(policy);
        }
        Ok(())
    }

    /// Whether the inputs given by name, each with how many documents, leave the descriptor a place in every policy.
    ///
    /// # Errors
    /// One sentence: no policy has such an input, it takes one document only, or the descriptor could be none of the
    /// inputs that are left, or several.
    pub fn inputs_fit(&self, given: &[(&str, usize)]) -> Result<(), String> {
        for (name, documents) in given {
            let declared: Vec<&Input> = self
                .policies
                .iter()
                .flat_map(|policy| &policy.program.inputs)
                .filter(|input| input.name == *name)
                .collect();
            if declared.is_empty() {
                return Err(self.no_such_input(name));
            }
            if *documents != 1
                && declared
                    .iter()
                    .any(|input| !matches!(input.ty, Ty::List(_)))
            {
                return Err(format!(
                    "input `{name}` is one document, and {documents} are given"
                ));
            }
        }
        let is_given = |name: &str| given.iter().any(|(given, _)| *given == name);
        for policy in &self.policies {
            policy.primary(&is_given)?;
        }
        Ok(())
    }

    fn no_such_input(&self, name: &str) -> String {
        let mut names: Vec<&str> = self
            .policies
            .iter()
            .flat_map(|policy| &policy.program.inputs)
            .map(|input| input.name.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        match did_you_mean(name, names.iter().copied()) {
            Some(near) => format!("no policy has an input `{name}`: did you mean `{near}`?"),
            None if names.is_empty() => format!("no policy has an input `{name}`, or any other"),
            None => format!(
                "no policy has an input `{name}`: there are {}",
                names
                    .iter()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        }
    }
}

fn apart(one: &Policy, other: &Policy) -> Result<(), String> {
    let (left, right) = (&one.program, &other.program);
    if left.policy.name == right.policy.name {
        return Err(format!(
            "two policies are called `{}`: {} and {}",
            left.policy.name,
            file(one),
            file(other)
        ));
    }
    for input in &left.inputs {
        let Some(same) = right.inputs.iter().find(|same| same.name == input.name) else {
            continue;
        };
        let mut comparison = Comparison {
            left: &left.types,
            right: &right.types,
            met: Vec::new(),
        };
        if !comparison.same(&input.ty, &same.ty) {
            return Err(format!(
                "input `{}` is of one type in policy `{}` and of another in `{}`",
                input.name, left.policy.name, right.policy.name
            ));
        }
    }
    Ok(())
}

fn file(policy: &Policy) -> String {
    policy
        .sources
        .get(policy.program.policy.span.file)
        .map_or_else(String::new, |file| format!("`{}`", file.name))
}

/// Types of two programs held beside each other by what they say, not by their places in the tables.
struct Comparison<'t> {
    left: &'t TypeTable,
    right: &'t TypeTable,
    /// Records that are being compared or were: a type may contain itself.
    met: Vec<(RecordId, RecordId)>,
}

impl Comparison<'_> {
    fn same(&mut self, left: &Ty, right: &Ty) -> bool {
        match (left, right) {
            (Ty::Enum(one), Ty::Enum(other)) => {
                match (self.left.enum_type(*one), self.right.enum_type(*other)) {
                    (Some(one), Some(other)) => same_enum(one, other),
                    _ => false,
                }
            }
            (Ty::Record(one), Ty::Record(other)) => {
                if self.met.contains(&(*one, *other)) {
                    return true;
                }
                self.met.push((*one, *other));
                match (self.left.record_type(*one), self.right.record_type(*other)) {
                    (Some(one), Some(other)) => self.same_record(one, other),
                    _ => false,
                }
            }
            (Ty::List(one), Ty::List(other))
            | (Ty::Set(one), Ty::Set(other))
            | (Ty::Secret(one), Ty::Secret(other)) => self.same(one, other),
            (Ty::Map(key, one), Ty::Map(other_key, other)) => {
                self.same(key, other_key) && self.same(one, other)
            }
            (
                Ty::Enum(_)
                | Ty::Record(_)
                | Ty::List(_)
                | Ty::Set(_)
                | Ty::Secret(_)
                | Ty::Map(..),
                _,
            ) => false,
            (left, right) => left == right,
        }
    }

    fn same_record(&mut self, left: &RecordType, right: &RecordType) -> bool {
        left.name == right.name
            && left.open == right.open
            && left.pair == right.pair
            && left.fields.len() == right.fields.len()
            && left.fields.iter().zip(&right.fields).all(|(one, other)| {
                one.name == other.name
                    && one.wire == other.wire
                    && one.required == other.required
                    && one.derived == other.derived
                    && one.format == other.format
                    && self.same(&one.ty, &other.ty)
            })
    }
}

fn same_enum(left: &EnumType, right: &EnumType) -> bool {
    left.name == right.name && left.ordered == right.ordered && left.members == right.members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::ty::{Field, Format};

    /// A record that holds a list of itself and one more field of that type.
    fn table(other: Ty) -> TypeTable {
        let field = |name: &str, ty: Ty| Field {
            name: name.into(),
            wire: name.into(),
            required: false,
            derived: false,
            format: Format::Plain,
            ty,
            span: None,
        };
        TypeTable {
            enums: vec![EnumType {
                name: "Risk".into(),
                ordered: true,
                members: vec!["low".into(), "high".into()],
                span: None,
            }],
            records: vec![RecordType {
                name: "Part".into(),
                open: false,
                pair: false,
                extends: None,
                fields: vec![
                    field("parts", Ty::list(Ty::Record(RecordId(0)))),
                    field("other", other),
                ],
                span: None,
            }],
        }
    }

    fn same(left: &TypeTable, right: &TypeTable) -> bool {
        Comparison {
            left,
            right,
            met: Vec::new(),
        }
        .same(&Ty::Record(RecordId(0)), &Ty::Record(RecordId(0)))
    }

    #[test]
    fn types_are_compared_by_what_they_say() {
        let risk = || Ty::Enum(crate::value::EnumId(0));
        assert!(same(&table(risk()), &table(risk())));
        assert!(!same(&table(risk()), &table(Ty::Text)));
        assert!(!same(&table(Ty::Text), &table(Ty::list(Ty::Text))));
        let mut turned = table(risk());
        turned.enums[0].members.reverse();
        assert!(!same(&table(risk()), &turned));
        let mut renamed = table(risk());
        renamed.records[0].fields[1].wire = "OTHER".into();
        assert!(!same(&table(risk()), &renamed));
    }
}
