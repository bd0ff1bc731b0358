//! Takes a finished file apart.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, content::Content};

/// A file, parsed.
pub(crate) struct File(pub(crate) Document);

/// A piece of marked content, in the order of the stream.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Marked {
    pub(crate) page: usize,
    pub(crate) tag: String,
    pub(crate) number: Option<i64>,
    pub(crate) text: String,
}

/// An element of the structure tree.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) id: ObjectId,
    pub(crate) role: String,
    pub(crate) entry: Dictionary,
    pub(crate) children: Vec<Self>,
    /// Page and number of each mark.
    pub(crate) marks: Vec<(ObjectId, i64)>,
    /// For each child in order, whether it is a mark.
    order: Vec<bool>,
    /// Annotations that it holds.
    pub(crate) annotations: Vec<ObjectId>,
}

impl Element {
    /// Roles in reading order, as a nested expression.
    pub(crate) fn outline(&self) -> String {
        let children: Vec<String> = self.children.iter().map(Self::outline).collect();
        if children.is_empty() {
            self.role.clone()
        } else {
            format!("{}({})", self.role, children.join(" "))
        }
    }

    /// This and all below it, in reading order.
    pub(crate) fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        all.extend(self.children.iter().flat_map(Self::all));
        all
    }
}

impl File {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self(Document::load_mem(bytes).expect("lopdf reads the file"))
    }

    pub(crate) fn pages(&self) -> Vec<ObjectId> {
        self.0.get_pages().into_values().collect()
    }

    pub(crate) fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.0.dereference(object).expect("nothing dangles").1
    }

    pub(crate) fn get<'a>(&'a self, entry: &'a Dictionary, key: &str) -> &'a Object {
        self.resolve(
            entry
                .get(key.as_bytes())
                .unwrap_or_else(|_| panic!("{key} is there")),
        )
    }

    pub(crate) fn catalog(&self) -> &Dictionary {
        self.0.catalog().unwrap()
    }

    /// A string for readers, decoded.
    pub(crate) fn string(&self, object: &Object) -> String {
        lopdf::decode_text_string(self.resolve(object)).unwrap()
    }

    pub(crate) fn tree(&self) -> Element {
        let root = self
            .get(self.catalog(), "StructTreeRoot")
            .as_dict()
            .unwrap();
        self.element(root.get(b"K").unwrap().as_reference().unwrap())
    }

    fn element(&self, id: ObjectId) -> Element {
        let entry = self.0.get_dictionary(id).unwrap().clone();
        let page = entry.get(b"Pg").and_then(Object::as_reference).ok();
        let role = String::from_utf8(entry.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap();
        let mut element = Element {
            id,
            role,
            entry: entry.clone(),
            children: Vec::new(),
            marks: Vec::new(),
            order: Vec::new(),
            annotations: Vec::new(),
        };
        let kids = match entry.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(one) => vec![one.clone()],
            Err(_) => Vec::new(),
        };
        for kid in kids {
            match kid {
                Object::Integer(number) => {
                    element.order.push(true);
                    element.marks.push((page.expect("a page"), number));
                }
                Object::Reference(id) => {
                    let child = self.element(id);
                    assert_eq!(
                        child.entry.get(b"P").unwrap().as_reference().unwrap(),
                        element.id,
                        "an element knows its parent"
                    );
                    element.order.push(false);
                    element.children.push(child);
                }
                Object::Dictionary(kid) => match kid.get(b"Type").unwrap().as_name().unwrap() {
                    b"MCR" => {
                        element.order.push(true);
                        element.marks.push((
                            kid.get(b"Pg").unwrap().as_reference().unwrap(),
                            kid.get(b"MCID").unwrap().as_i64().unwrap(),
                        ));
                    }
                    b"OBJR" => {
                        let annotation = kid.get(b"Obj").unwrap().as_reference().unwrap();
                        element.annotations.push(annotation);
                    }
                    other => panic!("an unknown child {other:?}"),
                },
                other => panic!("an unknown child {other:?}"),
            }
        }
        element
    }

    /// The text of an element and all below it, in reading order.
    pub(crate) fn said(&self, element: &Element) -> String {
        let pages = self.pages();
        let texts = self
            .marked()
            .into_iter()
            .filter_map(|marked| Some(((pages[marked.page], marked.number?), marked.text)))
            .collect();
        said(element, &texts)
    }

    /// Entries of the parent tree by key.
    pub(crate) fn parents(&self) -> BTreeMap<i64, Object> {
        let root = self
            .get(self.catalog(), "StructTreeRoot")
            .as_dict()
            .unwrap();
        let numbers = self.get(root, "ParentTree").as_dict().unwrap();
        let numbers = self.get(numbers, "Nums").as_array().unwrap();
        numbers
            .chunks(2)
            .map(|pair| (pair[0].as_i64().unwrap(), self.resolve(&pair[1]).clone()))
            .collect()
    }

    /// All marked contents with the text that is read back from them. Fails on anything drawn outside.
    pub(crate) fn marked(&self) -> Vec<Marked> {
        let mut all = Vec::new();
        for (index, page) in self.pages().into_iter().enumerate() {
            self.marked_on(index, page, &mut all);
        }
        all
    }

    fn marked_on(&self, index: usize, page: ObjectId, all: &mut Vec<Marked>) {
        let fonts = self.meanings(page);
        let content = self.0.get_page_content(page);
        let content = Content::decode(&content).unwrap();
        let mut font = Vec::new();
        // Depth within the outer content, and where `ActualText` replaces what is shown.
        let mut depth = 0;
        let mut hidden_at: Option<usize> = None;
        for operation in &content.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "BDC" => {
                    let tag = String::from_utf8(operands[0].as_name().unwrap().to_vec()).unwrap();
                    let properties = operands[1].as_dict().unwrap();
                    depth += 1;
                    if depth == 1 {
                        all.push(Marked {
                            page: index,
                            tag,
                            number: properties.get(b"MCID").and_then(Object::as_i64).ok(),
                            text: String::new(),
                        });
                    }
                    if let Ok(actual) = properties.get(b"ActualText") {
                        assert_eq!(hidden_at, None, "no text stands for text");
                        hidden_at = Some(depth);
                        all.last_mut().unwrap().text.push_str(&self.string(actual));
                    }
                }
                "EMC" => {
                    if hidden_at == Some(depth) {
                        hidden_at = None;
                    }
                    depth -= 1;
                }
                "Tf" => font = operands[0].as_name().unwrap().to_vec(),
                "Tj" | "TJ" => {
                    assert!(depth > 0, "text stands within a marked content");
                    let mut text = String::new();
                    let pieces = match &operands[0] {
                        Object::Array(pieces) => pieces.clone(),
                        one => vec![one.clone()],
                    };
                    for piece in pieces {
                        let Object::String(bytes, _) = piece else {
                            continue;
                        };
                        for code in bytes.chunks(2) {
                            let code = u16::from_be_bytes([code[0], code[1]]);
                            assert_ne!(code, 0, "the glyph for nothing is never shown");
                            text.push_str(&fonts[&font][&code]);
                        }
                    }
                    if hidden_at.is_none() {
                        all.last_mut().unwrap().text.push_str(&text);
                    }
                }
                "f" | "f*" | "S" | "s" | "B" | "b" | "sh" | "Do" => {
                    assert!(depth > 0, "drawings stand within a marked content");
                }
                _ => {}
            }
        }
        assert_eq!(depth, 0, "every marked content ends");
    }

    /// What the codes of each font of a page are read back as.
    fn meanings(&self, page: ObjectId) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
        let page = self.0.get_dictionary(page).unwrap();
        let resources = self.get(page, "Resources").as_dict().unwrap();
        let fonts = self.get(resources, "Font").as_dict().unwrap();
        fonts
            .iter()
            .map(|(name, font)| {
                let font = self.resolve(font).as_dict().unwrap();
                let map = self.get(font, "ToUnicode").as_stream().unwrap();
                let map = map
                    .decompressed_content()
                    .unwrap_or_else(|_| map.content.clone());
                (name.clone(), meanings(&String::from_utf8(map).unwrap()))
            })
            .collect()
    }
}

fn said(element: &Element, texts: &BTreeMap<(ObjectId, i64), String>) -> String {
    let mut marks = element.marks.iter();
    let mut children = element.children.iter();
    let parts = element.order.iter().map(|&mark| {
        if mark {
            texts[marks.next().unwrap()].clone()
        } else {
            said(children.next().unwrap(), texts)
        }
    });
    parts.collect()
}

fn meanings(map: &str) -> BTreeMap<u16, String> {
    map.lines()
        .filter_map(|line| {
            let (code, text) = line.strip_prefix('<')?.split_once("> <")?;
            let code = u16::from_str_radix(code, 16).ok()?;
            let text = text.strip_suffix('>')?;
            if code == 0 && text == "FFFF" {
                return None; // the code space
            }
            let units: Vec<u16> = (0..text.len())
                .step_by(4)
                .map(|at| u16::from_str_radix(&text[at..at + 4], 16).unwrap())
                .collect();
            Some((code, String::from_utf16(&units).unwrap()))
        })
        .collect()
}
