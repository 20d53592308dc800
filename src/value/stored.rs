//! How the values that stand for another library's types are stored in the checked standard library: as their text.

use std::io::{Error, ErrorKind, Read, Result, Write};

use borsh::{BorshDeserialize, BorshSerialize};

use super::date::Date;
use super::version::{Constraint, Version};
use super::zone::Zone;

impl BorshSerialize for Date {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        self.to_string().serialize(writer)
    }
}

impl BorshDeserialize for Date {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        read(reader, |text| Date::parse(text).ok())
    }
}

impl BorshSerialize for Version {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        self.text.serialize(writer)
    }
}

impl BorshDeserialize for Version {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        read(reader, Version::parse)
    }
}

impl BorshSerialize for Constraint {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        self.text.serialize(writer)
    }
}

impl BorshDeserialize for Constraint {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        read(reader, Constraint::parse)
    }
}

impl BorshSerialize for Zone {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        self.to_string().serialize(writer)
    }
}

impl BorshDeserialize for Zone {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        read(reader, Zone::parse)
    }
}

fn read<R: Read, T>(reader: &mut R, parse: impl FnOnce(&str) -> Option<T>) -> Result<T> {
    let text = String::deserialize_reader(reader)?;
    parse(&text).ok_or_else(|| Error::new(ErrorKind::InvalidData, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again<T: BorshSerialize + BorshDeserialize>(value: &T) -> T {
        borsh::from_slice(&borsh::to_vec(value).unwrap()).unwrap()
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let date = Date::parse("2026-11-23").unwrap();
        assert_eq!(again(&date), date);
        let version = Version::parse("v1.2.0-rc.1").unwrap();
        assert_eq!(again(&version), version);
        let constraint = Constraint::parse(">=1.2, <2").unwrap();
        assert_eq!(again(&constraint).requirement, constraint.requirement);
        for zone in ["Europe/London", "+02:00", "-03:30", "AoE", "UTC"] {
            let zone = Zone::parse(zone).unwrap();
            assert_eq!(again(&zone), zone);
        }
    }
}
