//! What JSON from anybody may be at most, held against its bytes before they are parsed: depth of nesting, entries
//! of one list, values in all, length of one text. A parser alone bounds the depth and nothing else.

/// The bounds of one kind of file.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// How deep lists and objects may be nested.
    pub depth: usize,
    /// Entries of one list or one object.
    pub entries: usize,
    /// Values in all.
    pub values: usize,
    /// The longest text, in bytes as written in the file.
    pub text: usize,
}

/// Which bound was passed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Line of the file, from 1.
    pub line: usize,
    /// Which bound, as the middle of a sentence.
    pub problem: String,
}

impl Bounds {
    /// Looks for the first bound that bytes go past. Bytes that are no JSON pass or not: the parser says what is
    /// wrong with them.
    ///
    /// # Errors
    /// The bound.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Passed> {
        let mut line = 1;
        let mut values = 0;
        let mut entries: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let refused = |problem: String| Err(Passed { line, problem });
            match byte {
                b'"' => {
                    let length = text_length(&bytes[at + 1..]);
                    if length > self.text {
                        return refused(format!("a text has more than {} bytes", self.text));
                    }
                    at += length + 1;
                }
                b'[' | b'{' => {
                    entries.push(1);
                    if entries.len() > self.depth {
                        return refused(format!("values are nested more than {} deep", self.depth));
                    }
                }
                b']' | b'}' => {
                    entries.pop();
                }
                b',' => {
                    values += 1;
                    if let Some(count) = entries.last_mut() {
                        *count += 1;
                        if *count > self.entries {
                            return refused(format!(
                                "a list has more than {} entries",
                                self.entries
                            ));
                        }
                    }
                    if values > self.values {
                        return refused(format!("there are more than {} values", self.values));
                    }
                }
                b'\n' => line += 1,
                _ => {}
            }
            at += 1;
        }
        Ok(())
    }
}

/// Counts the bytes up to the quotation mark that ends a text, or to the end.
fn text_length(bytes: &[u8]) -> usize {
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at,
            _ => {}
        }
    }
    bytes.len()
}
