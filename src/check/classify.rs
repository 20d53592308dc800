use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::ast;
use crate::types::ty::Ty;

use super::program::Checker;
use super::typed::{Body, Clause, DefinitionId};

impl<'u> Checker<'u> {
    pub fn classify(&mut self, id: DefinitionId, written: &'u ast::Classify) {
        let params = self.bind_params(written.params.as_deref().unwrap_or(&[]));
        let result = self.resolve(&written.result);
        if !matches!(result, Ty::Enum(_) | Ty::Error) {
            let message = format!("`{}` sorts into {}", written.name.text, self.show(&result));
            self.report(
                Diagnostic::new(codes::TYPE_MISMATCH, written.result.span, message)
                    .help("classes are the members of an enum: `as ChangeType`, or `as {a, b}`"),
            );
        }
        // Known before the clauses are read, so that a clause may not lean on the class itself.
        self.set_definition(id, params.clone(), result.clone(), Body::Broken);
        let mut clauses = Vec::new();
        let last = written.clauses.len().saturating_sub(1);
        for (index, clause) in written.clauses.iter().enumerate() {
            let label = self.member_of(&result, &clause.label.text);
            if label.is_none() {
                self.unknown_member(&clause.label, &result);
            }
            if clause.when.is_none() && index != last {
                self.report(
                    Diagnostic::new(
                        codes::CLASS_OTHERWISE,
                        clause.span,
                        "`otherwise` takes everything, so nothing after it is reached",
                    )
                    .help("put it last"),
                );
            }
            let when = clause.when.as_ref().map(|when| self.condition(when));
            if let Some(label) = label {
                clauses.push(Clause {
                    label,
                    when,
                    span: clause.span,
                });
            }
        }
        if written
            .clauses
            .last()
            .is_none_or(|clause| clause.when.is_some())
        {
            self.report(
                Diagnostic::new(
                    codes::CLASS_OTHERWISE,
                    written.name.span,
                    format!(
                        "`{}` leaves some releases without a class",
                        written.name.text
                    ),
                )
                .help("end it with a class and the word `otherwise`"),
            );
        }
        self.set_definition(id, params, result, Body::Classify(clauses));
    }
}
