use crate::check::typed::Const;
use crate::types::ty::TypeTable;
use crate::value::zone::Zone;

/// A constant as a policy writes it; an instant in the given zone.
pub fn show_const(constant: &Const, types: &TypeTable, zone: Zone) -> String {
    match constant {
        Const::Bool(value) => value.to_string(),
        Const::Number(number) => number.to_string(),
        Const::Percentage(fraction) => format!("{}%", fraction.times_hundred()),
        Const::Text(text) | Const::Person(text) => format!("\"{text}\""),
        Const::Date(date) => date.to_string(),
        Const::Time(time) => time.to_string(),
        Const::Instant(instant) => instant.show_in(zone),
        Const::Duration(duration) => duration.to_string(),
        Const::Window(window) => window.to_string(),
        Const::Zone(zone) => format!("\"{zone}\""),
        Const::Version(version) => format!("\"{version}\""),
        Const::Constraint(constraint) => format!("\"{constraint}\""),
        Const::Enum(member) => types
            .enum_type(member.of)
            .and_then(|found| found.members.get(usize::from(member.index)))
            .cloned()
            .unwrap_or_default(),
    }
}
