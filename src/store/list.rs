//! Lists of numbers as JSON: written and read as the store's rows hold them, without white space.

/// Writes a number.
pub(super) fn push(json: &mut String, number: impl itoa::Integer) {
    json.push_str(itoa::Buffer::new().format(number));
}

/// A number of so many digits fits a `u64`.
const SURE_DIGITS: usize = 19;

/// Reads a list from its beginning. What is asked for and does not come next is nothing.
#[derive(Clone, Debug)]
pub(super) struct Reader<'j> {
    json: &'j str,
    at: usize,
}

impl<'j> Reader<'j> {
    pub(super) const fn new(json: &'j str) -> Self {
        Self { json, at: 0 }
    }

    /// What has not been read yet; nothing off a character boundary.
    pub(super) fn rest(&self) -> &'j str {
        self.json.get(self.at..).unwrap_or_default()
    }

    /// Goes on after so many bytes.
    pub(super) fn skip(&mut self, bytes: usize) -> Option<()> {
        self.at = self.at.checked_add(bytes).filter(|at| *at <= self.json.len())?;
        Some(())
    }

    /// The next byte.
    pub(super) fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    /// Reads a bracket or comma.
    pub(super) fn mark(&mut self, mark: u8) -> Option<()> {
        (self.peek()? == mark).then(|| self.at += 1)
    }

    /// Reads a number that is not negative.
    pub(super) fn number<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let rest = self.json.as_bytes().get(self.at..)?;
        let (mut number, mut len) = (0_u64, 0);
        while let Some(digit) = rest.get(len).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            number = if len < SURE_DIGITS { 10 * number + u64::from(digit) } else { number.checked_mul(10)?.checked_add(digit.into())? };
            len += 1;
        }
        self.at += len;
        T::try_from(number).ok().filter(|_| len > 0)
    }

    /// Passes over a list of numbers without a look at them.
    pub(super) fn pass_list(&mut self) -> Option<()> {
        self.mark(b'[')?;
        let rest = self.json.as_bytes().get(self.at..)?;
        self.at += rest.iter().position(|byte| *byte == b']')? + 1;
        Some(())
    }

    /// Reads `[…]`, each item by `item`, to the end of it.
    pub(super) fn list(&mut self, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.mark(b'[')?;
        if self.mark(b']').is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.mark(b',').is_none() {
                return self.mark(b']');
            }
        }
    }

    /// Reads the end.
    pub(super) fn end(&self) -> Option<()> {
        (self.at == self.json.len()).then_some(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn numbers(json: &str) -> Option<Vec<u32>> {
        let (mut reader, mut numbers) = (Reader::new(json), Vec::new());
        reader.list(|reader| {
            numbers.push(reader.number()?);
            Some(())
        })?;
        reader.end().map(|()| numbers)
    }

    #[test]
    fn what_is_written_is_read_and_all_else_is_nothing() {
        for list in [vec![], vec![0], vec![7, 0, u32::MAX, 10]] {
            assert_eq!(numbers(&serde_json::to_string(&list).unwrap()), Some(list));
        }
        for broken in [
            "",
            "[",
            "[]]",
            "[1",
            "[1,",
            "[1,]",
            "[,1]",
            "[-1]",
            "[1.5]",
            "[4294967296]",
            "[99999999999999999999]",
            "[1 ,2]",
            "[\"1\"]",
            "é",
        ] {
            assert_eq!(numbers(broken), None, "{broken}");
        }
        let number = |json: &str| Reader::new(json).number::<u64>();
        assert_eq!(
            (number(&u64::MAX.to_string()), number("18446744073709551616"), number("00000000000000000000007")),
            (Some(u64::MAX), None, Some(7))
        );
    }

    #[test]
    fn a_list_is_passed_over() {
        let mut reader = Reader::new("[[1,22],[],7");
        assert_eq!((reader.mark(b'['), reader.pass_list(), reader.rest()), (Some(()), Some(()), ",[],7"));
        assert_eq!((reader.mark(b','), reader.pass_list(), reader.rest(), reader.pass_list()), (Some(()), Some(()), ",7", None));
    }
}
