//! How the document is laid out: what people look at first on lines of their own, each derivation on one line.

use std::io;

use serde_json::ser::Formatter;

/// Objects down to findings and lists down to clauses have a line for each member; whatever is deeper has none.
/// Indenting a derivation to its depth would make the document five times as long.
#[derive(Debug)]
pub struct Layout {
    depth: usize,
    objects: usize,
    lists: usize,
    filled: bool,
}

impl Layout {
    /// For a decision, or for a list of them, which lies two levels further out.
    pub fn new(is_list: bool) -> Layout {
        let further = if is_list { 2 } else { 0 };
        Layout {
            depth: 0,
            objects: 3 + further,
            lists: 4 + further,
            filled: false,
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
        self.close(out, b"]", self.lists)
    }

    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.next(out, first, self.lists)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}", self.objects)
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.next(out, first, self.objects)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        let spread = self.depth <= self.objects;
        out.write_all(if spread { b": " } else { b":" })
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}
