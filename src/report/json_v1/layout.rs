//! How the document is laid out: what people look at first on lines of their own, each step of a derivation
//! on one line.

use std::io;

use serde_json::ser::Formatter;

/// Objects down to findings and lists down to clauses have a line for each member; whatever is deeper has none. A row of
/// a table is one line.
#[derive(Debug)]
pub struct Layout {
    depth: usize,
    objects: usize,
    lists: usize,
    filled: bool,
    /// The depth of a decision, and whether one of its tables is being written, or the name of a member.
    decision: usize,
    in_table: bool,
    in_name: bool,
}

/// The members of a decision that are tables: a line for each row.
const TABLES: [&str; 5] = ["questions", "evidence", "steps", "sources", "documents"];

impl Layout {
    /// For a decision, or for a list of them, which lies two levels further out.
    pub fn new(is_list: bool) -> Layout {
        let further = if is_list { 2 } else { 0 };
        Layout {
            depth: 0,
            objects: 3 + further,
            lists: 4 + further,
            filled: false,
            decision: 1 + further,
            in_table: false,
            in_name: false,
        }
    }

    /// How deep objects and lists may lie and still have a line for each member.
    fn spread_objects(&self) -> usize {
        if self.in_table {
            self.decision
        } else {
            self.objects
        }
    }

    fn spread_lists(&self) -> usize {
        if self.in_table {
            self.decision + 1
        } else {
            self.lists
        }
    }

    fn open<W: ?Sized + io::Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        bracket: &[u8],
        most: usize,
    ) -> io::Result<()> {
        let spread = self.filled && self.depth <= most;
        self.depth = self.depth.saturating_sub(1);
        if spread {
            self.line(out)?;
        }
        out.write_all(bracket)
    }

    fn next<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
        most: usize,
    ) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        if self.depth <= most {
            self.line(out)?;
        }
        Ok(())
    }

    fn line<W: ?Sized + io::Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]", self.spread_lists())
    }

    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.next(out, first, self.spread_lists())
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}", self.spread_objects())
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if self.depth == self.decision {
            self.in_table = false;
            self.in_name = true;
        }
        self.next(out, first, self.spread_objects())
    }

    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if self.in_name {
            self.in_table = TABLES.contains(&fragment);
        }
        out.write_all(fragment.as_bytes())
    }

    fn end_object_key<W: ?Sized + io::Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.in_name = false;
        Ok(())
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        let spread = self.depth <= self.spread_objects();
        out.write_all(if spread { b": " } else { b":" })
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}
