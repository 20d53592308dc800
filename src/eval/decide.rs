//! Bodies of definitions: expressions, classifications and decision tables.

use crate::ir::program::{Body, Cell, Class, Row, Table};
use crate::types::constant::Test;
use crate::types::operator::{Collect, CompareOp, Hit};
use crate::value::equality;
use crate::value::unknown::{Reason, Unknown};
use crate::value::{Member, Value};

use super::machine::Machine;
use super::trace::{Kleene, Subject, Trace};

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    pub(super) fn body(&mut self, body: &'a Body, args: &[Value<'a>]) -> Value<'a> {
        match body {
            Body::Expr(node) => self.eval(*node),
            Body::Classify(classes) => self.classify(classes),
            Body::Table(table) => self.table(table, args),
        }
    }

    /// The first class whose condition holds. An undecided condition leaves the answer known only if what follows
    /// gives the same class.
    fn classify(&mut self, classes: &'a [Class]) -> Value<'a> {
        let mut labels: Vec<Member> = Vec::new();
        let mut unknown: Option<&'a Unknown<'a>> = None;
        let mut settled = false;
        for class in classes {
            let from = self.pending.len();
            let holds = match class.when {
                Some(when) => self.truth(when),
                None => Kleene::True,
            };
            if EXPLAIN {
                self.close_choice(class.span, holds.value(), from);
            }
            match holds {
                Kleene::False => {}
                Kleene::True => {
                    push_once(&mut labels, class.label);
                    settled = true;
                }
                Kleene::Unknown(why) => {
                    push_once(&mut labels, class.label);
                    unknown = Some(self.join(unknown, why));
                }
            }
            if settled {
                break;
            }
        }
        match (labels.as_slice(), unknown) {
            ([only], _) if settled => Value::Enum(*only),
            (_, Some(why)) => {
                let names: Vec<&str> = labels
                    .iter()
                    .map(|label| self.member_name(*label))
                    .collect();
                let between = self.context.arena.alloc_str(&names.join(" or "));
                let undecided = Unknown::one(self.context.arena, Reason::Undecided { between });
                Value::Unknown(self.join(Some(undecided), why))
            }
            _ => self.unknown(Reason::Invalid("no class applies")),
        }
    }

    pub(super) fn member_name(&self, member: Member) -> &'a str {
        let program = self.context.program;
        program
            .types
            .enum_type(member.of)
            .and_then(|of| of.members.get(member.index as usize))
            .map_or("", String::as_str)
    }

    fn close_choice(&mut self, span: crate::source::span::Span, value: Value<'a>, from: usize) {
        let children = self
            .context
            .arena
            .alloc_slice_copy(self.pending.get(from..).unwrap_or(&[]));
        self.pending.truncate(from);
        self.read = None;
        self.note = None;
        let trace = self.context.arena.alloc(Trace {
            of: Subject::Choice { span },
            value,
            read: None,
            note: None,
            children,
        });
        self.pending.push(trace);
    }

    fn table(&mut self, table: &'a Table, args: &[Value<'a>]) -> Value<'a> {
        let mut sure: Vec<&'a Row> = Vec::new();
        let mut undecided: Vec<&'a Row> = Vec::new();
        let mut unknown: Option<&'a Unknown<'a>> = None;
        for row in &table.rows {
            let applies = self.row_applies(row, args);
            self.observe_row(row, applies);
            match applies {
                Kleene::True => {
                    sure.push(row);
                    if EXPLAIN {
                        let from = self.pending.len();
                        self.close_choice(row.span, applies.value(), from);
                    }
                }
                Kleene::False => continue,
                Kleene::Unknown(why) => {
                    undecided.push(row);
                    unknown = Some(self.join(unknown, why));
                }
            }
            // The first row that surely applies ends a `hit first` table.
            if table.hit == Hit::First && applies.is_true() {
                break;
            }
            if matches!(table.hit, Hit::Unique | Hit::Any) && applies.is_true() && !EXPLAIN {
                break;
            }
        }
        match table.hit {
            Hit::Unique | Hit::First | Hit::Any => self.single(table, &sure, &undecided, unknown),
            Hit::Collect(how) => match unknown {
                Some(why) => Value::Unknown(why),
                None => self.collected(table, &sure, how),
            },
        }
    }

    /// The output that every row gives that applies or may apply.
    fn single(
        &mut self,
        table: &'a Table,
        sure: &[&'a Row],
        undecided: &[&'a Row],
        unknown: Option<&'a Unknown<'a>>,
    ) -> Value<'a> {
        // In a complete table without overlaps a sure row rules every other out.
        let rows: Vec<&'a Row> = match (table.hit, sure) {
            (Hit::Unique, [row, ..]) => vec![*row],
            _ => undecided.iter().chain(sure).copied().collect(),
        };
        let Some((first, rest)) = rows.split_first() else {
            return self.unknown(Reason::Invalid("no row of the table applies"));
        };
        let output = self.output(table, first);
        for row in rest {
            let other = self.output(table, row);
            let same = matches!(
                equality::equal(self.context.arena, output, other),
                Value::Bool(true)
            );
            if !same {
                return match unknown {
                    Some(why) => Value::Unknown(why),
                    None => self.unknown(Reason::Invalid("rows of the table disagree")),
                };
            }
        }
        output
    }

    fn collected(&mut self, table: &'a Table, sure: &[&'a Row], how: Option<Collect>) -> Value<'a> {
        let outputs: Vec<Value<'a>> = sure.iter().map(|row| self.output(table, row)).collect();
        match how {
            None => self.made(&outputs),
            Some(Collect::Count) => super::operate::whole(outputs.len() as u64),
            Some(Collect::Sum) => {
                self.remark(|| "the rows that apply are added".to_owned());
                self.added(table, &outputs)
            }
            Some(Collect::Min) => self.extreme(&outputs, CompareOp::Less),
            Some(Collect::Max) => self.extreme(&outputs, CompareOp::Greater),
        }
    }

    fn added(&mut self, table: &'a Table, outputs: &[Value<'a>]) -> Value<'a> {
        let mut sum: Option<Value<'a>> = None;
        for output in outputs {
            sum = Some(match sum {
                None => *output,
                Some(sum) => {
                    self.arithmetic(crate::types::operator::ArithmeticOp::Add, sum, *output)
                }
            });
        }
        match (sum, &table.zero) {
            (Some(sum), _) => sum,
            (None, zero) => self.constant(zero),
        }
    }

    fn extreme(&mut self, outputs: &[Value<'a>], better: CompareOp) -> Value<'a> {
        let mut best: Option<Value<'a>> = None;
        for output in outputs {
            let wins = best.is_none_or(|best| {
                equality::compare(*output, best)
                    .is_some_and(|order| super::operate::holds(better, order))
            });
            if wins {
                best = Some(*output);
            }
        }
        best.unwrap_or_else(|| {
            self.unknown(Reason::Absent {
                what: "a row that applies",
            })
        })
    }

    fn output(&mut self, table: &'a Table, row: &'a Row) -> Value<'a> {
        let outputs: Vec<Value<'a>> = row
            .outputs
            .iter()
            .map(|output| self.constant(output))
            .collect();
        match (table.record, outputs.as_slice()) {
            (Some(record), outputs) => self.record_of(record, outputs),
            (None, [only]) => *only,
            (None, _) => self.unknown(Reason::Invalid("a row without an output")),
        }
    }

    fn row_applies(&mut self, row: &'a Row, args: &[Value<'a>]) -> Kleene<'a> {
        let mut unknown: Option<&'a Unknown<'a>> = None;
        for (cell, value) in row.cells.iter().zip(args) {
            match self.cell_holds(cell, *value) {
                Value::Bool(false) => return Kleene::False,
                Value::Unknown(why) => unknown = Some(self.join(unknown, why)),
                _ => {}
            }
        }
        unknown.map_or(Kleene::True, Kleene::Unknown)
    }

    fn cell_holds(&mut self, cell: &'a Cell, value: Value<'a>) -> Value<'a> {
        match cell {
            Cell::Any => Value::Bool(true),
            Cell::Missing => match value {
                Value::Unknown(why) if why.is_absence() => {
                    self.rested_on_absence = true;
                    Value::Bool(true)
                }
                Value::Unknown(_) => value,
                _ => Value::Bool(false),
            },
            Cell::Tests(tests) => {
                let mut unknown: Option<&'a Unknown<'a>> = None;
                for test in tests {
                    match self.test_holds(test, value) {
                        Value::Bool(true) => return Value::Bool(true),
                        Value::Unknown(why) => unknown = Some(self.join(unknown, why)),
                        _ => {}
                    }
                }
                unknown.map_or(Value::Bool(false), Value::Unknown)
            }
        }
    }

    fn test_holds(&mut self, test: &'a Test, value: Value<'a>) -> Value<'a> {
        match test {
            Test::Is(constant) => {
                let constant = self.constant(constant);
                self.compare(CompareOp::Equal, value, constant)
            }
            Test::Not(constant) => {
                let constant = self.constant(constant);
                self.compare(CompareOp::NotEqual, value, constant)
            }
            Test::Compare(op, constant) => {
                let constant = self.constant(constant);
                self.compare(*op, value, constant)
            }
            Test::Range {
                low,
                high,
                includes_high,
            } => {
                let low = low.as_ref().map(|low| self.constant(low));
                let high = high.as_ref().map(|high| self.constant(high));
                self.in_range(value, low, high, *includes_high)
            }
        }
    }
}

fn push_once(labels: &mut Vec<Member>, label: Member) {
    if !labels.contains(&label) {
        labels.push(label);
    }
}
