//! Reads the licence expressions of packages: is there a way to use this under the licences that
//! are allowed?

use std::fmt;

/// An expression that is neither SPDX nor the older form with a slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadExpression(String);

impl fmt::Display for BadExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is no licence expression", self.0)
    }
}

impl std::error::Error for BadExpression {}

/// A licence expression, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// One licence, with its exception where it has one: "Apache-2.0 WITH LLVM-exception".
    One(String),
    /// All of them bind.
    All(Vec<Self>),
    /// One of them can be chosen.
    Any(Vec<Self>),
}

impl Expression {
    /// Reads "A OR B", "A AND (B OR C)", "A WITH X", and the older "A/B", which meant OR.
    ///
    /// # Errors
    /// The text is none of these.
    pub fn read(text: &str) -> Result<Self, BadExpression> {
        let spaced = text
            .replace('(', " ( ")
            .replace(')', " ) ")
            .replace('/', " OR ");
        let mut words = spaced.split_whitespace().peekable();
        let bad = || BadExpression(text.to_owned());
        let read = any(&mut words).ok_or_else(bad)?;
        match words.next() {
            None => Ok(read),
            Some(_) => Err(bad()),
        }
    }

    /// Returns whether the licences in `allowed` are enough.
    pub fn allowed_by(&self, allowed: &[String]) -> bool {
        match self {
            Self::One(licence) => allowed.contains(licence),
            Self::All(parts) => parts.iter().all(|part| part.allowed_by(allowed)),
            Self::Any(parts) => parts.iter().any(|part| part.allowed_by(allowed)),
        }
    }
}

type Words<'a, I> = std::iter::Peekable<I>;

fn any<'a, I: Iterator<Item = &'a str>>(words: &mut Words<'a, I>) -> Option<Expression> {
    let mut parts = vec![all(words)?];
    while words.next_if_eq(&"OR").is_some() {
        parts.push(all(words)?);
    }
    Some(single_or(parts, Expression::Any))
}

fn all<'a, I: Iterator<Item = &'a str>>(words: &mut Words<'a, I>) -> Option<Expression> {
    let mut parts = vec![one(words)?];
    while words.next_if_eq(&"AND").is_some() {
        parts.push(one(words)?);
    }
    Some(single_or(parts, Expression::All))
}

fn one<'a, I: Iterator<Item = &'a str>>(words: &mut Words<'a, I>) -> Option<Expression> {
    match words.next()? {
        "(" => {
            let inner = any(words)?;
            words.next_if_eq(&")")?;
            Some(inner)
        }
        ")" | "OR" | "AND" | "WITH" => None,
        licence => {
            if words.next_if_eq(&"WITH").is_none() {
                return Some(Expression::One(licence.to_owned()));
            }
            let exception = words.next()?;
            Some(Expression::One(format!("{licence} WITH {exception}")))
        }
    }
}

fn single_or(
    mut parts: Vec<Expression>,
    several: impl FnOnce(Vec<Expression>) -> Expression,
) -> Expression {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            several(parts)
        }
        None => several(parts),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    fn allowed(text: &str) -> bool {
        let list = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        Expression::read(text).unwrap().allowed_by(&list)
    }

    #[test]
    fn a_choice_needs_one_and_a_sum_needs_all() {
        assert!(allowed("GPL-3.0-only OR MIT"), "MIT can be chosen");
        assert!(
            allowed("Apache-2.0/MIT"),
            "the slash of older manifests is a choice"
        );
        assert!(!allowed("MIT AND Apache-2.0"), "both bind");
        assert!(
            allowed("(Apache-2.0 OR MIT) AND Unicode-3.0"),
            "brackets bind first"
        );
        assert!(
            !allowed("MIT AND ISC OR Apache-2.0"),
            "AND binds closer than OR"
        );
    }

    #[test]
    fn an_exception_belongs_to_its_licence() {
        assert!(
            allowed("Apache-2.0 WITH LLVM-exception"),
            "it is on the list as a whole"
        );
        assert!(
            !allowed("Apache-2.0"),
            "without the exception it is another licence"
        );
    }

    #[test]
    fn what_is_no_expression_is_said_to_be_none() {
        for text in ["", "MIT OR", "(MIT", "MIT)", "MIT Apache-2.0", "MIT WITH"] {
            let why = Expression::read(text).unwrap_err().to_string();
            assert!(why.contains(text), "the message quotes {text:?}");
        }
    }
}
