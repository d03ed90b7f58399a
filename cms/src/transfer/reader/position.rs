//! Where in a file something stands.

use std::fmt;
use std::io::{self, BufRead, Read};

/// A place in the text of a file, as an editor counts it: lines and columns (in characters) from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
}

impl Position {
    /// The first character of a file.
    pub const START: Position = Position { line: 1, column: 1 };

    fn advance(&mut self, passed: &[u8]) {
        let lines = memchr::memchr_iter(b'\n', passed).count() as u64;
        let last_line = match memchr::memrchr(b'\n', passed) {
            Some(newline) => {
                self.line += lines;
                self.column = 1;
                &passed[newline + 1..]
            }
            None => passed,
        };
        self.column += last_line.iter().filter(|&&byte| !is_continuation(byte)).count() as u64;
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// The error of a [`Tracked`] source whose consumer took more than its allowance without a pause.
#[derive(Debug, thiserror::Error)]
#[error("a single piece of markup or text is larger than {} MiB", .limit / 1_048_576)]
pub struct AllowanceSpent {
    limit: usize,
}

/// A UTF-8 source that knows its place, and gives out no more than an allowance at a time: the XML reader above it
/// collects a whole tag or text before it returns, so without this a hostile file could fill the memory.
pub struct Tracked<R> {
    inner: R,
    position: Position,
    limit: usize,
    left: usize,
}

impl<R> Tracked<R> {
    /// Follows `inner`; at most `limit` bytes may be taken between two calls of [`Tracked::renew`].
    pub fn new(inner: R, limit: usize) -> Self {
        Self { inner, position: Position::START, limit, left: limit }
    }

    /// Everything before this place has been taken.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Grants a new allowance.
    pub fn renew(&mut self) {
        self.left = self.limit;
    }
}

impl<R: BufRead> Read for Tracked<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(target.len());
        target[..taken].copy_from_slice(&available[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: BufRead> BufRead for Tracked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(AllowanceSpent { limit: self.limit }));
        }
        let available = self.inner.fill_buf()?;
        Ok(&available[..available.len().min(self.left)])
    }

    fn consume(&mut self, amount: usize) {
        // The inner buffer is only borrowed once more here; a BufRead returns the same bytes until they are consumed.
        if let Ok(available) = self.inner.fill_buf() {
            self.position.advance(&available[..amount.min(available.len())]);
        }
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_not_bytes() {
        let mut source = Tracked::new("aé\nüüx".as_bytes(), 100);
        source.consume(3);
        assert_eq!(source.position(), Position { line: 1, column: 3 });
        source.consume(5);
        assert_eq!(source.position(), Position { line: 2, column: 3 });
    }

    #[test]
    fn more_than_the_allowance_is_refused_until_it_is_renewed() {
        let mut source = Tracked::new(&b"0123456789"[..], 4);
        let mut taken = [0; 8];
        assert_eq!(source.read(&mut taken).unwrap(), 4);
        assert!(source.read(&mut taken).is_err());
        source.renew();
        assert_eq!(source.read(&mut taken).unwrap(), 4);
    }
}
