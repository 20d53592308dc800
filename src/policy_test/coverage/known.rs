//! Paths that are known wherever an expression is evaluated, because a condition before it would not have held without
//! them: `when release.risk is present` leaves no demand of its rule without a risk.

use crate::check::typed::{Expr, Kind};

/// What is known at a place.
#[derive(Debug, Clone, Default)]
pub struct Known {
    paths: Vec<String>,
}

impl Known {
    pub fn holds(&self, expr: &Expr) -> bool {
        if self.paths.is_empty() {
            return false;
        }
        key(expr).is_some_and(|key| {
            self.paths.iter().any(|path| {
                // What a known path goes through is known too.
                path.strip_prefix(&key)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        })
    }

    /// With what a condition needs to be true. Where it is unknown, what follows is not evaluated.
    #[must_use]
    pub fn with_sure(&self, condition: Option<&Expr>) -> Known {
        let mut known = self.clone();
        if let Some(condition) = condition {
            known.add(condition, true);
        }
        known
    }

    /// With what a condition says is present. What follows is evaluated where the condition is unknown too, and so
    /// without what it only compares.
    #[must_use]
    pub fn with_present(&self, condition: Option<&Expr>) -> Known {
        let mut known = self.clone();
        if let Some(condition) = condition {
            known.add(condition, false);
        }
        known
    }

    fn add(&mut self, condition: &Expr, sure: bool) {
        match &condition.kind {
            Kind::And(parts) => {
                for part in parts {
                    self.add(part, sure);
                }
            }
            Kind::IsPresent(of) => self.paths.extend(key(of)),
            Kind::Not(of) => match &of.kind {
                Kind::IsMissing(path) => self.paths.extend(key(path)),
                // `x not in xs`, `not x == y`: false only where both are known.
                Kind::Compare(_, left, right) if sure => {
                    self.paths.extend(key(left));
                    self.paths.extend(key(right));
                }
                Kind::InRange { subject, .. } if sure => self.paths.extend(key(subject)),
                _ => {}
            },
            Kind::Compare(_, left, right)
            | Kind::Satisfies(left, right)
            | Kind::Within(left, right)
                if sure =>
            {
                self.paths.extend(key(left));
                self.paths.extend(key(right));
            }
            Kind::InRange { subject, .. }
            | Kind::InCollection(subject, _)
            | Kind::Matches(subject, _)
                if sure =>
            {
                self.paths.extend(key(subject));
            }
            Kind::Field(..) | Kind::Local(_) if sure => self.paths.extend(key(condition)),
            _ => {}
        }
    }
}

/// A path as a text: equal texts are equal paths.
fn key(expr: &Expr) -> Option<String> {
    match &expr.kind {
        Kind::Input(id) => Some(format!("i{}", id.0)),
        Kind::Local(id) => Some(format!("l{}", id.0)),
        Kind::Field(base, index) => Some(format!("{}.{index}", key(base)?)),
        _ => None,
    }
}
