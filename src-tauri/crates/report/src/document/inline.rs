//! Inlines: what stands within a line of text.

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text in one manner. A line feed in it begins a new line; a tab prints as a space.
    Text(Text),
    /// Text that leads somewhere.
    Link(Link),
    /// A small drawn sign that stands for a verdict or a state, with the words it stands for.
    Status(Status, String),
    /// Begins a new line.
    Break,
}

/// A sequence of inlines. Made from a string, it is that string in the plain manner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inlines(pub Vec<Inline>);

/// Text in one manner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The characters. What the faces do not cover prints as `U+XXXX`.
    pub text: String,
    /// Heavier than what is around it.
    pub bold: bool,
    /// Italic, in the serif. The sans has no italic here and stays upright.
    pub italic: bool,
    /// In gray: said, but not first.
    pub muted: bool,
    /// What became of the words, where two wordings are compared.
    pub mark: Option<Mark>,
}

/// What became of some words between two wordings. Shown by a line and told to screen readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The words are new: underlined.
    Added,
    /// The words are gone: struck through.
    Removed,
    /// The words are pointed out: on a light ground.
    Noted,
}

/// Text that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where to.
    pub target: LinkTarget,
    /// The words that are pressed.
    pub text: Text,
    /// What a screen reader says the link is for; empty takes the words themselves.
    pub describe: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address outside the file. It is written as it is given.
    Uri(String),
    /// The heading, table or row with this anchor. An anchor that no block carries is an error.
    Anchor(String),
}

/// The signs, each of its own shape, so that none is told by color alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// A filled disc: in place.
    Full,
    /// A half-filled disc: partly.
    Half,
    /// A ring: not in place.
    Empty,
    /// A filled diamond: alternative measure.
    Diamond,
    /// A slashed ring: not applicable.
    Slashed,
    /// A question mark in a ring: not sure.
    Question,
    /// A small dot: unanswered.
    Dot,
}

impl Text {
    /// Text in the plain manner.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// The same text, bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// The same text, italic.
    #[must_use]
    pub fn italic(mut self) -> Self {
        self.italic = true;
        self
    }

    /// The same text, in gray.
    #[must_use]
    pub fn muted(mut self) -> Self {
        self.muted = true;
        self
    }

    /// The same text, marked.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }
}

impl Inlines {
    /// Nothing yet; add with [`Self::text`], [`Self::push`] and the others.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds plain text.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.push(Inline::Text(Text::plain(text)))
    }

    /// Adds bold text.
    #[must_use]
    pub fn bold(self, text: impl Into<String>) -> Self {
        self.push(Inline::Text(Text::plain(text).bold()))
    }

    /// Adds italic text.
    #[must_use]
    pub fn italic(self, text: impl Into<String>) -> Self {
        self.push(Inline::Text(Text::plain(text).italic()))
    }

    /// Adds text in gray.
    #[must_use]
    pub fn muted(self, text: impl Into<String>) -> Self {
        self.push(Inline::Text(Text::plain(text).muted()))
    }

    /// Adds marked text.
    #[must_use]
    pub fn marked(self, mark: Mark, text: impl Into<String>) -> Self {
        self.push(Inline::Text(Text::plain(text).marked(mark)))
    }

    /// Adds a link to an address outside the file.
    #[must_use]
    pub fn uri(self, address: impl Into<String>, text: impl Into<String>) -> Self {
        self.push(Inline::Link(Link {
            target: LinkTarget::Uri(address.into()),
            text: Text::plain(text),
            describe: String::new(),
        }))
    }

    /// Adds a link to an anchor in the file.
    #[must_use]
    pub fn anchor(self, anchor: impl Into<String>, text: impl Into<String>) -> Self {
        self.push(Inline::Link(Link {
            target: LinkTarget::Anchor(anchor.into()),
            text: Text::plain(text),
            describe: String::new(),
        }))
    }

    /// Adds a sign with the words it stands for. The words are not printed: add them as text too,
    /// unless a legend on the page explains the sign.
    #[must_use]
    pub fn status(self, status: Status, words: impl Into<String>) -> Self {
        self.push(Inline::Status(status, words.into()))
    }

    /// Adds a line break.
    #[must_use]
    pub fn line(self) -> Self {
        self.push(Inline::Break)
    }

    /// Adds any inline.
    #[must_use]
    pub fn push(mut self, inline: Inline) -> Self {
        self.0.push(inline);
        self
    }

    /// The words alone, in one line.
    pub fn to_plain(&self) -> String {
        let mut words = String::new();
        for inline in &self.0 {
            match inline {
                Inline::Text(text) => words.push_str(&text.text),
                Inline::Link(link) => words.push_str(&link.text.text),
                Inline::Status(..) => {}
                Inline::Break => words.push(' '),
            }
        }
        words.replace(['\n', '\r', '\t'], " ")
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|inline| match inline {
            Inline::Text(text) => text.text.is_empty(),
            Inline::Link(link) => link.text.text.is_empty(),
            Inline::Status(..) | Inline::Break => false,
        })
    }
}

impl From<&str> for Inlines {
    fn from(text: &str) -> Self {
        Self::new().text(text)
    }
}

impl From<String> for Inlines {
    fn from(text: String) -> Self {
        Self::new().text(text)
    }
}

impl From<Text> for Inlines {
    fn from(text: Text) -> Self {
        Self(vec![Inline::Text(text)])
    }
}

impl From<Link> for Inlines {
    fn from(link: Link) -> Self {
        Self(vec![Inline::Link(link)])
    }
}
