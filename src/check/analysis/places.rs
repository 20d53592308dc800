/// A set of small numbers: places on an axis, or rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Places {
    words: Vec<u64>,
}

const WORD: usize = 64;

impl Places {
    /// None of the places `0..size`.
    pub fn none(size: usize) -> Places {
        Places {
            words: vec![0; size.div_ceil(WORD)],
        }
    }

    pub fn insert(&mut self, place: usize) {
        if let Some(word) = self.words.get_mut(place / WORD) {
            *word |= 1 << (place % WORD);
        }
    }

    pub fn contains(&self, place: usize) -> bool {
        self.words
            .get(place / WORD)
            .is_some_and(|word| word & (1 << (place % WORD)) != 0)
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub fn meets(&self, other: &Places) -> bool {
        self.words
            .iter()
            .zip(&other.words)
            .any(|(left, right)| left & right != 0)
    }

    pub fn and(&self, other: &Places) -> Places {
        self.merged(other, |left, right| left & right)
    }

    pub fn or(&self, other: &Places) -> Places {
        self.merged(other, |left, right| left | right)
    }

    /// Those of `self` that are not in `other`.
    pub fn without(&self, other: &Places) -> Places {
        self.merged(other, |left, right| left & !right)
    }

    pub fn is_within(&self, other: &Places) -> bool {
        self.without(other).is_empty()
    }

    /// From the least on.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.words.len() * WORD).filter(|place| self.contains(*place))
    }

    fn merged(&self, other: &Places, of: impl Fn(u64, u64) -> u64) -> Places {
        Places {
            words: self
                .words
                .iter()
                .zip(&other.words)
                .map(|(left, right)| of(*left, *right))
                .collect(),
        }
    }
}
