//! The operators of the language, named by the tree, the checked program and the compiled one alike.

use borsh::{BorshDeserialize, BorshSerialize};

/// The comparisons.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum CompareOp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What numbers, lengths and times are calculated with.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum ArithmeticOp {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// How a number of elements is asked about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Count {
    AtLeast,
    AtMost,
    Exactly,
}

/// How the outputs of a `hit collect` table become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Collect {
    Sum,
    Min,
    Max,
    Count,
}

/// Which rows of a table count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Hit {
    Unique,
    First,
    Any,
    Collect(Option<Collect>),
}
