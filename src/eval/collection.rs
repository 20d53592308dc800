//! Lists, sets, maps and records: making them, looking into them, picking from them.

use crate::ir::op::{NodeId, Slot};
use crate::value::equality;
use crate::value::origin::{Origin, Segment};
use crate::value::unknown::{Reason, Unknown};
use crate::value::{List, Map, Record, RecordId, Value};

use super::machine::Machine;
use super::trace::Kleene;
use super::watch::Seen;

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    pub(super) fn made(&self, items: &[Value<'a>]) -> Value<'a> {
        let arena = self.context.arena;
        Value::List(arena.alloc(List::made(arena.alloc_slice_copy(items))))
    }

    /// A list with, for each item, why it may not belong.
    pub(super) fn made_with_doubts(
        &self,
        items: &[Value<'a>],
        doubts: &[Option<&'a Unknown<'a>>],
    ) -> Value<'a> {
        let arena = self.context.arena;
        let maybe = doubts
            .iter()
            .any(Option::is_some)
            .then(|| &*arena.alloc_slice_copy(doubts));
        Value::List(arena.alloc(List {
            origin: Origin::MADE,
            items: arena.alloc_slice_copy(items),
            maybe,
        }))
    }

    pub(super) fn list(&mut self, items: &'a [NodeId]) -> Value<'a> {
        let values: Vec<Value<'a>> = items.iter().map(|item| self.eval(*item)).collect();
        self.made(&values)
    }

    pub(super) fn map(&mut self, entries: &'a [(NodeId, NodeId)]) -> Value<'a> {
        let mut made: Vec<(Value<'a>, Value<'a>)> = Vec::with_capacity(entries.len());
        for (key, of) in entries {
            let key = self.eval(*key);
            let of = self.eval(*of);
            if let Value::Unknown(_) = key {
                return key;
            }
            made.push((key, of));
        }
        let arena = self.context.arena;
        Value::Map(arena.alloc(Map {
            origin: Origin::MADE,
            entries: arena.alloc_slice_copy(&made),
        }))
    }

    pub(super) fn record(&mut self, of: RecordId, fields: &'a [Option<NodeId>]) -> Value<'a> {
        let values: Vec<Value<'a>> = fields
            .iter()
            .map(|field| field.map_or(Value::Absent, |field| self.eval(field)))
            .collect();
        self.record_of(of, &values)
    }

    pub(super) fn record_of(&self, of: RecordId, fields: &[Value<'a>]) -> Value<'a> {
        let arena = self.context.arena;
        Value::Record(arena.alloc(Record {
            of,
            origin: Origin::MADE,
            fields: arena.alloc_slice_copy(fields),
        }))
    }

    /// Each value once, in order of first appearance. One that may equal an earlier one stays, in doubt.
    pub(super) fn distinct(&mut self, of: Value<'a>) -> Value<'a> {
        let Value::List(list) = of else { return of };
        if let Some(set) = self.distinct_simple(list) {
            return set;
        }
        let mut items: Vec<Value<'a>> = Vec::with_capacity(list.items.len());
        let mut doubts: Vec<Option<&'a Unknown<'a>>> = Vec::with_capacity(list.items.len());
        'next: for (index, item) in list.items.iter().enumerate() {
            let mut doubt = list.doubt(index);
            if !matches!(item, Value::Unknown(_)) {
                for earlier in 0..items.len() {
                    let (Some(other), Some(other_doubt)) =
                        (items.get(earlier), doubts.get(earlier))
                    else {
                        continue;
                    };
                    if matches!(other, Value::Unknown(_)) {
                        continue;
                    }
                    match equality::equal(self.context.arena, *other, *item) {
                        // Sure of the earlier one, or as unsure of both: this one adds nothing.
                        Value::Bool(true) if other_doubt.is_none() => continue 'next,
                        Value::Bool(true) => {
                            if doubt.is_none()
                                && let Some(slot) = doubts.get_mut(earlier)
                            {
                                *slot = None;
                            }
                            continue 'next;
                        }
                        Value::Unknown(why) => doubt = Some(self.join(doubt, why)),
                        _ => {}
                    }
                }
            }
            items.push(*item);
            doubts.push(doubt);
        }
        self.made_with_doubts(&items, &doubts)
    }

    /// Lists whose values are all known and plainly comparable are sorted to find what repeats.
    fn distinct_simple(&self, list: &List<'a>) -> Option<Value<'a>> {
        let simple = |value: &Value<'a>| {
            matches!(
                value,
                Value::Text(_)
                    | Value::Number(_)
                    | Value::Bool(_)
                    | Value::Date(_)
                    | Value::Instant(_)
                    | Value::Percentage(_)
                    | Value::Enum(_)
            )
        };
        if list.maybe.is_some() || list.items.len() < 8 || !list.items.iter().all(simple) {
            return None;
        }
        let mut order: Vec<usize> = (0..list.items.len()).collect();
        order.sort_by(|left, right| {
            match (list.items.get(*left), list.items.get(*right)) {
                (Some(left), Some(right)) => equality::sort_key_cmp(*left, *right),
                _ => std::cmp::Ordering::Equal,
            }
            .then(left.cmp(right))
        });
        let mut keep = vec![true; list.items.len()];
        for pair in order.windows(2) {
            if let [earlier, later] = pair
                && let (Some(left), Some(right)) =
                    (list.items.get(*earlier), list.items.get(*later))
                && equality::sort_key_cmp(*left, *right).is_eq()
                && let Some(slot) = keep.get_mut(*later)
            {
                *slot = false;
            }
        }
        let items: Vec<Value<'a>> = list
            .items
            .iter()
            .zip(keep)
            .filter(|(_, keep)| *keep)
            .map(|(item, _)| *item)
            .collect();
        Some(self.made(&items))
    }

    pub(super) fn contains(&mut self, subject: Value<'a>, collection: Value<'a>) -> Value<'a> {
        match collection {
            Value::List(list) => self.in_list(subject, list),
            Value::Map(map) => {
                let keys: Vec<Value<'a>> = map.entries.iter().map(|(key, _)| *key).collect();
                let keys = List::made(self.context.arena.alloc_slice_copy(&keys));
                self.in_list(subject, &keys)
            }
            Value::Window(window) => match subject {
                Value::Instant(instant) => Value::Bool(window.contains(instant)),
                Value::Unknown(_) => subject,
                _ => self.unknown(Reason::Invalid("not an instant")),
            },
            Value::Unknown(why) => match subject {
                Value::Unknown(other) => Value::Unknown(self.join(Some(other), why)),
                _ => collection,
            },
            _ => self.unknown(Reason::Invalid("not a list")),
        }
    }

    /// True if a known element equals it; else unknown if it or an element is; else false. Nothing is in an empty
    /// list, whatever it is.
    fn in_list(&mut self, subject: Value<'a>, list: &List<'a>) -> Value<'a> {
        let mut unknown: Option<&'a Unknown<'a>> = None;
        for (index, item) in list.items.iter().enumerate() {
            match equality::equal(self.context.arena, subject, *item) {
                Value::Bool(true) => match list.doubt(index) {
                    None => return Value::Bool(true),
                    Some(why) => unknown = Some(self.join(unknown, why)),
                },
                Value::Unknown(why) => unknown = Some(self.join(unknown, why)),
                _ => {}
            }
        }
        unknown.map_or(Value::Bool(false), Value::Unknown)
    }

    pub(super) fn is_empty(&mut self, of: Value<'a>) -> Value<'a> {
        match of {
            Value::List(list) => {
                let mut doubt: Option<&'a Unknown<'a>> = None;
                for index in 0..list.items.len() {
                    match list.doubt(index) {
                        None => return Value::Bool(false),
                        Some(why) => doubt = Some(self.join(doubt, why)),
                    }
                }
                doubt.map_or(Value::Bool(true), Value::Unknown)
            }
            Value::Map(map) => Value::Bool(map.entries.is_empty()),
            Value::Unknown(_) => of,
            _ => self.unknown(Reason::Invalid("not a list")),
        }
    }

    pub(super) fn index(&mut self, base: Value<'a>, index: Value<'a>) -> Value<'a> {
        match (base, index) {
            (Value::Unknown(left), Value::Unknown(right)) => {
                Value::Unknown(self.join(Some(left), right))
            }
            (Value::Unknown(_), _) => base,
            (_, Value::Unknown(_)) => index,
            (Value::List(list), Value::Number(place)) => {
                if let Some(why) = list.maybe.and_then(|maybe| maybe.iter().flatten().next()) {
                    return Value::Unknown(why);
                }
                let item = place
                    .to_i64()
                    .and_then(|place| usize::try_from(place).ok())
                    .and_then(|place| list.items.get(place).map(|item| (place, *item)));
                match item {
                    Some((place, item)) => {
                        if EXPLAIN && list.origin.0.is_some() {
                            let place = u32::try_from(place).unwrap_or(u32::MAX);
                            self.read =
                                Some(list.origin.step(self.context.arena, Segment::Index(place)));
                        }
                        item
                    }
                    None => self.unknown(Reason::Absent {
                        what: "an element at that place",
                    }),
                }
            }
            (Value::Map(map), key) => self.entry(map, key),
            _ => self.unknown(Reason::Invalid("nothing to pick from")),
        }
    }

    /// A map's entry; a key that is not there is missing.
    fn entry(&mut self, map: &Map<'a>, key: Value<'a>) -> Value<'a> {
        for (other, of) in map.entries {
            match equality::equal(self.context.arena, *other, key) {
                Value::Bool(true) => {
                    if EXPLAIN && let Some(segment) = self.key_segment(key) {
                        let origin = map.origin.step(self.context.arena, segment);
                        self.read = origin.0.is_some().then_some(origin);
                    }
                    return match of {
                        Value::Absent => self.missing_entry(map, key),
                        of => *of,
                    };
                }
                Value::Unknown(why) => return Value::Unknown(why),
                _ => {}
            }
        }
        self.missing_entry(map, key)
    }

    fn missing_entry(&mut self, map: &Map<'a>, key: Value<'a>) -> Value<'a> {
        let origin = self.key_segment(key).map_or(Origin::MADE, |segment| {
            map.origin.step(self.context.arena, segment)
        });
        match origin.0 {
            Some(at) => {
                if EXPLAIN {
                    self.read = Some(origin);
                }
                self.unknown(Reason::Missing { at })
            }
            None => self.unknown(Reason::Absent {
                what: "an entry of that key",
            }),
        }
    }

    fn key_segment(&self, key: Value<'a>) -> Option<Segment<'a>> {
        let arena = self.context.arena;
        Some(match key {
            Value::Text(text) => Segment::Key(text),
            Value::Date(date) => Segment::Key(arena.alloc_str(&date.to_string())),
            Value::Enum(member) => Segment::Key(
                self.context
                    .program
                    .types
                    .enum_type(member.of)?
                    .members
                    .get(member.index as usize)?,
            ),
            _ => return None,
        })
    }

    /// Exactly one element, or unknown.
    pub(super) fn the(
        &mut self,
        slot: Slot,
        source: NodeId,
        filter: NodeId,
        what: &'a str,
    ) -> Value<'a> {
        let source = self.eval(source);
        let Value::List(list) = source else {
            return source;
        };
        let mut found: Vec<Value<'a>> = Vec::new();
        let mut doubts: Option<&'a Unknown<'a>> = None;
        for (index, item) in list.items.iter().enumerate() {
            self.bind_item(slot, list, index, *item);
            let belongs = self.quietly(|machine| machine.truth(filter));
            let belongs = self.doubted(belongs, list.doubt(index));
            match belongs {
                Kleene::True => found.push(*item),
                Kleene::False => {}
                Kleene::Unknown(why) => doubts = Some(self.join(doubts, why)),
            }
        }
        match (found.as_slice(), doubts) {
            ([only], None) => {
                if EXPLAIN && let Value::Record(record) = only {
                    self.read = record.origin.0.is_some().then_some(record.origin);
                }
                *only
            }
            ([] | [_], Some(why)) => Value::Unknown(why),
            (several, _) => self.unknown(Reason::NotOne {
                what,
                matches: several.len(),
            }),
        }
    }

    /// What a condition says of an element that is itself in doubt.
    pub(super) fn doubted(
        &self,
        belongs: Kleene<'a>,
        doubt: Option<&'a Unknown<'a>>,
    ) -> Kleene<'a> {
        match (belongs, doubt) {
            (belongs, None) => belongs,
            (Kleene::False, _) => Kleene::False,
            (Kleene::True, Some(why)) => Kleene::Unknown(why),
            (Kleene::Unknown(left), Some(why)) => Kleene::Unknown(self.join(Some(left), why)),
        }
    }

    pub(super) fn bind_item(&mut self, slot: Slot, list: &List<'a>, index: usize, item: Value<'a>) {
        let origin = self.item_origin(list, index, item);
        self.bind(slot, item, origin);
    }

    /// Where an element was read: records know it themselves, others by their place in the list.
    pub(super) fn item_origin(&self, list: &List<'a>, index: usize, item: Value<'a>) -> Origin<'a> {
        if !EXPLAIN {
            return Origin::MADE;
        }
        match item {
            Value::Record(record) => record.origin,
            _ => list.origin.step(
                self.context.arena,
                Segment::Index(u32::try_from(index).unwrap_or(u32::MAX)),
            ),
        }
    }

    /// List of `{key, items}` in order of the key. Every key must be known.
    pub(super) fn group(
        &mut self,
        slot: Slot,
        source: NodeId,
        filter: Option<NodeId>,
        by: NodeId,
        record: RecordId,
    ) -> Value<'a> {
        let source = self.eval(source);
        let Value::List(list) = source else {
            return source;
        };
        let mut groups: Vec<(Value<'a>, Vec<Value<'a>>)> = Vec::new();
        let mut unknown: Option<&'a Unknown<'a>> = None;
        for (index, item) in list.items.iter().enumerate() {
            self.bind_item(slot, list, index, *item);
            let belongs = match filter {
                Some(filter) => self.quietly(|machine| machine.truth(filter)),
                None => Kleene::True,
            };
            match self.doubted(belongs, list.doubt(index)) {
                Kleene::False => continue,
                Kleene::Unknown(why) => {
                    unknown = Some(self.join(unknown, why));
                    continue;
                }
                Kleene::True => {}
            }
            let key = self.quietly(|machine| machine.eval(by));
            if let Value::Unknown(why) = key {
                unknown = Some(self.join(unknown, why));
                continue;
            }
            let mut place = None;
            for (at, (other, _)) in groups.iter().enumerate() {
                match equality::equal(self.context.arena, *other, key) {
                    Value::Bool(true) => place = Some(at),
                    Value::Unknown(why) => unknown = Some(self.join(unknown, why)),
                    _ => {}
                }
            }
            match place.and_then(|at| groups.get_mut(at)) {
                Some((_, items)) => items.push(*item),
                None => groups.push((key, vec![*item])),
            }
        }
        if let Some(why) = unknown {
            return Value::Unknown(why);
        }
        self.see(|| Seen::Sorted(groups.iter().map(|(key, _)| *key).collect()));
        groups.sort_by(|(left, _), (right, _)| equality::sort_key_cmp(*left, *right));
        let made: Vec<Value<'a>> = groups
            .iter()
            .map(|(key, items)| self.record_of(record, &[*key, self.made(items)]))
            .collect();
        self.made(&made)
    }
}
