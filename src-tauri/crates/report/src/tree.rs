//! The structure tree: what a screen reader walks.
//!
//! Layout grows it in reading order, before anything is drawn: a node's children are nodes, links and
//! *contents*. A content is a piece of the page that belongs to the node; where its marks fall (page and
//! number within the page) is known only once pages are drawn, and a paragraph that runs over two pages
//! has two marks in one content. So the order of reading never depends on the order of drawing.

/// What a node is, in PDF's standard structure types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    Sect,
    Div,
    Heading(u8),
    Paragraph,
    BlockQuote,
    Note,
    Caption,
    List,
    Item,
    Label,
    ItemBody,
    Table,
    TableHead,
    TableBody,
    Row,
    HeaderCell(Scope),
    Cell,
    Figure,
    Link,
    Span,
}

/// What a header cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Column,
    Row,
}

impl Role {
    /// The name in the file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Sect => "Sect",
            Self::Div => "Div",
            Self::Heading(1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(3) => "H3",
            Self::Heading(4) => "H4",
            Self::Heading(5) => "H5",
            Self::Heading(_) => "H6",
            Self::Paragraph => "P",
            Self::BlockQuote => "BlockQuote",
            Self::Note => "Note",
            Self::Caption => "Caption",
            Self::List => "L",
            Self::Item => "LI",
            Self::Label => "Lbl",
            Self::ItemBody => "LBody",
            Self::Table => "Table",
            Self::TableHead => "THead",
            Self::TableBody => "TBody",
            Self::Row => "TR",
            Self::HeaderCell(_) => "TH",
            Self::Cell => "TD",
            Self::Figure => "Figure",
            Self::Link => "Link",
            Self::Span => "Span",
        }
    }
}

/// Which node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(crate) usize);

/// Which content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ContentId(pub(crate) usize);

/// Where a part of a content stands: the page, from 0, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MarkAt {
    pub(crate) page: usize,
    pub(crate) number: usize,
}

/// A child of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kid {
    Node(NodeId),
    Content(ContentId),
}

/// What is said of a node beyond its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decoration {
    Underline,
    LineThrough,
}

/// How the items of a list are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbering {
    Disc,
    Decimal,
    Other,
}

/// An element of the structure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: Option<NodeId>,
    pub(crate) kids: Vec<Kid>,
    /// Stands for a drawing.
    pub(crate) alt: Option<String>,
    /// Stands for drawn signs, as the text they are.
    pub(crate) actual: Option<String>,
    pub(crate) decoration: Option<Decoration>,
    pub(crate) numbering: Option<Numbering>,
    /// What is said of a table before it is read.
    pub(crate) summary: Option<String>,
    /// Columns that a cell covers.
    pub(crate) span: usize,
}

/// The tree with its contents.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// The node of each content.
    pub(crate) owners: Vec<NodeId>,
    /// Where the parts of each content stand; filled in by drawing.
    pub(crate) marks: Vec<Vec<MarkAt>>,
}

impl Tree {
    /// The root of every tree.
    pub(crate) const ROOT: NodeId = NodeId(0);

    pub(crate) fn new() -> Self {
        let mut tree = Self {
            nodes: Vec::new(),
            owners: Vec::new(),
            marks: Vec::new(),
        };
        tree.push(Role::Document, None);
        tree
    }

    fn push(&mut self, role: Role, parent: Option<NodeId>) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node {
            role,
            parent,
            kids: Vec::new(),
            alt: None,
            actual: None,
            decoration: None,
            numbering: None,
            summary: None,
            span: 1,
        });
        id
    }

    /// Adds a node as the last child of another.
    pub(crate) fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = self.push(role, Some(parent));
        self.nodes[parent.0].kids.push(Kid::Node(id));
        id
    }

    /// Adds a content as the last child of a node.
    pub(crate) fn content(&mut self, node: NodeId) -> ContentId {
        let id = ContentId(self.owners.len());
        self.owners.push(node);
        self.marks.push(Vec::new());
        self.nodes[node.0].kids.push(Kid::Content(id));
        id
    }

    pub(crate) fn get(&self, node: NodeId) -> &Node {
        &self.nodes[node.0]
    }

    pub(crate) fn get_mut(&mut self, node: NodeId) -> &mut Node {
        &mut self.nodes[node.0]
    }

    /// The node that a content belongs to.
    pub(crate) fn owner(&self, content: ContentId) -> NodeId {
        self.owners[content.0]
    }
}
