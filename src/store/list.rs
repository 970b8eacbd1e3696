//! Lists of numbers as JSON: written and read as the store's rows hold them, without white space.

/// Writes a number.
pub(super) fn push(json: &mut String, number: impl itoa::Integer) {
    json.push_str(itoa::Buffer::new().format(number));
}

/// Reads a list from its beginning. What is asked for and does not come next is nothing.
#[derive(Clone, Debug)]
pub(super) struct Reader<'j> {
    rest: &'j str,
}

impl<'j> Reader<'j> {
    pub(super) const fn new(json: &'j str) -> Self {
        Self { rest: json }
    }

    /// What has not been read yet.
    pub(super) const fn rest(&self) -> &'j str {
        self.rest
    }

    /// Goes on after so many bytes.
    pub(super) fn skip(&mut self, bytes: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        Some(())
    }

    /// Reads a bracket or comma.
    pub(super) fn mark(&mut self, mark: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(mark)?;
        Some(())
    }

    /// Reads a number that is not negative.
    pub(super) fn number<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let bytes = self.rest.as_bytes();
        let (mut number, mut len) = (0_u64, 0);
        while let Some(digit) = bytes.get(len).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            number = number.checked_mul(10)?.checked_add(digit.into())?;
            len += 1;
        }
        self.skip(len).filter(|()| len > 0)?;
        T::try_from(number).ok()
    }

    /// Reads `[…]`, each item by `item`, to the end of it.
    pub(super) fn list(&mut self, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.mark('[')?;
        if self.mark(']').is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.mark(',').is_none() {
                return self.mark(']');
            }
        }
    }

    /// Reads the end.
    pub(super) fn end(&self) -> Option<()> {
        self.rest.is_empty().then_some(())
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
    }
}
