use crate::diagnostic::did_you_mean;
use crate::types::ty::{Format, Ty};
use crate::value::date::{Date, TimeOfDay};
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;
use crate::value::identity;
use crate::value::instant::Instant;
use crate::value::version::{Constraint, Version};
use crate::value::window::Window;
use crate::value::zone::Zone;
use crate::value::{EnumId, Member, Value};

use super::super::tree::{NodeId, What};
use super::kind;
use super::reader::{Complaint, Reader};

/// No value but text is written in so many bytes.
const LONGEST: usize = 1_000;

/// So many members of an enum are listed where another word was found.
const LISTED: usize = 8;

impl<'a, 'd> Reader<'a, 'd> {
    /// Reads a scalar that is not blank.
    pub(super) fn scalar(
        &mut self,
        node: NodeId,
        ty: &Ty,
        format: &Format,
    ) -> Result<Value<'a>, Complaint<'a>> {
        let tree = self.tree;
        let written = tree.text(node);
        if *ty == Ty::Text {
            return Ok(Value::Text(self.arena.alloc_str(&written)));
        }
        let expected = || Complaint::expected(self.expected(ty, format));
        if written.len() > LONGEST {
            return Err(expected().why("it is too long"));
        }
        let plain = matches!(tree.what(node), What::Plain(_));
        match ty {
            Ty::Bool => boolean(&written, plain).ok_or_else(|| match plain {
                false if kind::boolean(&written).is_some() => expected().help("remove the quotes"),
                _ => match meant(&written) {
                    Some(meant) => expected().help(format!("write `{meant}`")),
                    None => expected(),
                },
            }),
            Ty::Number => {
                let number = self.number(&written, plain, expected)?;
                match format {
                    Format::Between(low, high) if !within(number, low, high) => Err(expected()),
                    _ => Ok(Value::Number(number)),
                }
            }
            Ty::Percentage => {
                let fraction = self.percentage(&written, plain, format, expected)?;
                match format {
                    Format::Between(low, high) if !within(fraction, low, high) => Err(expected()),
                    _ => Ok(Value::Percentage(fraction)),
                }
            }
            Ty::Instant => Instant::parse(&written)
                .map(Value::Instant)
                .map_err(|wrong| {
                    let complaint = expected().why(wrong);
                    match Date::parse(&written) {
                        Ok(date) => complaint.help(format!(
                            "add the time of day and the offset: `{date}T00:00:00Z`"
                        )),
                        Err(_) => complaint,
                    }
                }),
            Ty::Date => Date::parse(&written)
                .map(Value::Date)
                .map_err(|wrong| expected().why(wrong)),
            Ty::Time => TimeOfDay::parse(&written)
                .map(Value::Time)
                .map_err(|wrong| expected().why(wrong)),
            Ty::Duration => Duration::parse(&written)
                .map(Value::Duration)
                .map_err(|wrong| {
                    let complaint = expected().why(wrong);
                    if kind::is_number(&written) {
                        complaint.help(format!("add the unit: `{written}h`, `{written} days`"))
                    } else {
                        complaint
                    }
                }),
            Ty::Window => Window::parse(&written)
                .map(|window| Value::Window(self.arena.alloc(window)))
                .map_err(|wrong| expected().why(wrong)),
            Ty::Version => Version::parse(&written)
                .map(|version| Value::Version(self.arena.alloc(version)))
                .ok_or_else(expected),
            Ty::Constraint => Constraint::parse(&written)
                .map(|constraint| Value::Constraint(self.arena.alloc(constraint)))
                .ok_or_else(expected),
            Ty::Person => {
                let kept = self.arena.alloc_str(&written);
                let person = identity::person(self.arena, kept, self.how.identities);
                // A name of invisible characters alone would be everybody's.
                if person.canonical.is_empty() {
                    return Err(expected());
                }
                Ok(Value::Person(self.arena.alloc(person)))
            }
            Ty::Zone => match Zone::parse(&written) {
                Some(zone) => Ok(Value::Zone(zone)),
                None => {
                    let complaint = expected();
                    let near = self.suggesting().then(|| Zone::nearest(&written)).flatten();
                    Err(match near {
                        Some(near) => complaint.help(format!("did you mean `{near}`?")),
                        None => complaint,
                    })
                }
            },
            Ty::Enum(id) => self.member(&written, *id),
            Ty::Text
            | Ty::Record(_)
            | Ty::List(_)
            | Ty::Set(_)
            | Ty::Map(..)
            | Ty::Calendar
            | Ty::Secret(_)
            | Ty::Nothing
            | Ty::Error => Err(expected()),
        }
    }

    /// What a type asks for, as in "expected …".
    pub(super) fn expected(&self, ty: &Ty, format: &Format) -> &'a str {
        match (ty, format) {
            (Ty::Number, Format::Between(low, high)) => self
                .arena
                .alloc_str(&format!("a number from {low} to {high}")),
            (Ty::Percentage, Format::Between(low, high)) => self
                .arena
                .alloc_str(&format!("a percentage from {low} to {high}")),
            (Ty::Number, _) => "a number",
            (Ty::Percentage, _) => "a percentage",
            (Ty::Text, _) => "text",
            (Ty::Bool, _) => "`true` or `false`",
            (Ty::Instant, _) => "an instant",
            (Ty::Date, _) => "a date",
            (Ty::Time, _) => "a time of day",
            (Ty::Duration, _) => "a duration",
            (Ty::Window, _) => "a window",
            (Ty::Version, _) => "a version such as `1.4.2`",
            (Ty::Constraint, _) => "a version constraint such as `>=1.2, <2`",
            (Ty::Person, _) => "a person",
            (Ty::Zone, _) => "a time zone such as `Europe/London`",
            (Ty::Enum(id), _) => self.expected_member(*id),
            (Ty::Record(_), _) => "a record",
            (Ty::List(_) | Ty::Set(_), _) => "a list",
            (Ty::Map(..), _) => "a map",
            (Ty::Secret(of), _) => self.expected(of, format),
            (Ty::Calendar | Ty::Nothing | Ty::Error, _) => "nothing",
        }
    }

    fn expected_member(&self, id: EnumId) -> &'a str {
        let members = self.how.shapes.members(id);
        let listed: Vec<String> = members
            .iter()
            .take(LISTED)
            .map(|member| format!("`{member}`"))
            .collect();
        let more = match members.len().checked_sub(LISTED) {
            Some(more) if more > 0 => format!(" or one of {more} more"),
            _ => String::new(),
        };
        self.arena
            .alloc_str(&format!("one of {}{more}", listed.join(", ")))
    }

    fn member(&mut self, written: &str, of: EnumId) -> Result<Value<'a>, Complaint<'a>> {
        let members = self.how.shapes.members(of);
        let index = members.iter().position(|member| member == written);
        if let Some(index) = index.and_then(|index| u16::try_from(index).ok()) {
            return Ok(Value::Enum(Member { of, index }));
        }
        let complaint = Complaint::expected(self.expected_member(of));
        let meant = self
            .suggesting()
            .then(|| did_you_mean(written, members.iter().map(String::as_str)))
            .flatten();
        Err(match meant {
            Some(meant) => complaint.help(format!("did you mean `{meant}`?")),
            None => complaint,
        })
    }

    /// A number is an unquoted scalar; `"12"` is text, in both syntaxes.
    fn number(
        &self,
        written: &str,
        plain: bool,
        expected: impl Fn() -> Complaint<'a>,
    ) -> Result<Decimal, Complaint<'a>> {
        if !kind::is_number(written) {
            return Err(match as_meant(written) {
                Some(meant) => expected().help(format!("write `{meant}`")),
                None => expected(),
            });
        }
        if !plain {
            return Err(expected().help("remove the quotes"));
        }
        Decimal::parse(written).ok_or_else(|| expected().why("it has more than 34 digits"))
    }

    /// `87.5%`, quoted or not; a bare number only where the declaration says what it counts in.
    fn percentage(
        &self,
        written: &str,
        plain: bool,
        format: &Format,
        expected: impl Fn() -> Complaint<'a>,
    ) -> Result<Decimal, Complaint<'a>> {
        if let Some(number) = written.strip_suffix('%') {
            return if kind::is_number(number) {
                Decimal::parse(number)
                    .map(Decimal::hundredth)
                    .ok_or_else(|| expected().why("it has more than 34 digits"))
            } else {
                Err(expected())
            };
        }
        match format {
            Format::PercentageOfOne => self.number(written, plain, expected),
            Format::PercentageOfHundred => self
                .number(written, plain, expected)
                .map(Decimal::hundredth),
            Format::Plain | Format::Between(..) if kind::is_number(written) => Err(expected()
                .why("a bare number may count in ones or in hundredths")
                .help(format!("write `{written}%` if it counts in hundredths"))),
            Format::Plain | Format::Between(..) => Err(expected()),
        }
    }
}

fn boolean<'a>(written: &str, plain: bool) -> Option<Value<'a>> {
    kind::boolean(written).filter(|_| plain).map(Value::Bool)
}

/// What another spelling of a boolean means.
fn meant(written: &str) -> Option<bool> {
    match written.to_ascii_lowercase().as_str() {
        "yes" | "y" | "on" | "true" | "1" => Some(true),
        "no" | "n" | "off" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// The number behind groups of digits: `1_000`, `1,000`.
fn as_meant(written: &str) -> Option<String> {
    let bare = written.replace(['_', ','], "");
    let grouped = bare.len() < written.len()
        && written.split(['_', ',']).skip(1).all(|group| {
            group
                .split('.')
                .next()
                .is_some_and(|group| group.len() == 3)
        });
    (grouped && kind::is_number(&bare)).then_some(bare)
}

fn within(value: Decimal, low: &str, high: &str) -> bool {
    let end = |text: &str| match text.strip_suffix('%') {
        Some(number) => Decimal::parse(number).map(Decimal::hundredth),
        None => Decimal::parse(text),
    };
    end(low).is_none_or(|low| low <= value) && end(high).is_none_or(|high| value <= high)
}
