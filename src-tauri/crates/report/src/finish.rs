//! The finished file: what printpdf made, with tags, outline, links, metadata and a fixed identity.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Object, ObjectId, Stream, dictionary};
use printpdf::{PdfDocument, PdfSaveOptions};
use sha2::{Digest as _, Sha256};

use crate::{
    RenderError,
    document::{Document, LinkTarget},
    draw::Drawing,
    fonts::{EmbeddedFace, Face},
    metadata, outline,
    scene::{Scene, TargetId},
    tags::{self, integer, text},
};

/// Writes the file.
pub(crate) fn finish(
    document: &Document,
    scene: &Scene,
    mut drawing: Drawing,
    embedded: BTreeMap<Face, EmbeddedFace>,
) -> Result<Vec<u8>, RenderError> {
    let mut file = printed(document, &mut drawing, embedded)?;
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    if pages.len() != drawing.numbers.len() {
        return Err(RenderError::Write("a page got lost".to_owned()));
    }
    let annotations = annotate(&mut file, &drawing, &pages)?;
    let root = tags::write(&mut file, &scene.tree, &drawing, &pages, &annotations);
    let outlines = outline::write(&mut file, &scene.outline, &drawing, &pages);

    let profile = Stream::new(
        dictionary! { "N" => 3, "Alternate" => "DeviceRGB" },
        metadata::SRGB.to_vec(),
    );
    let profile = file.add_object(profile);
    let intent = file.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    });
    // Readers that do not know PDF look for the packet in plain bytes.
    let packet = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        metadata::xmp(document).into_bytes(),
    )
    .with_compression(false);
    let packet = file.add_object(packet);
    let info = file.add_object(metadata::info(document));

    let catalog = file.catalog_mut().map_err(write)?;
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", text(&document.language));
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    catalog.set("StructTreeRoot", root);
    catalog.set("Metadata", packet);
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    catalog.set(
        "PageMode",
        if outlines.is_some() {
            "UseOutlines"
        } else {
            "UseNone"
        },
    );
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
    }

    if let Ok(&Object::Reference(old)) = file.trailer.get(b"Info") {
        file.objects.remove(&old);
    }
    file.trailer.set("Info", info);
    let digest = Sha256::digest(document.fingerprint.as_bytes());
    let id = Object::String(
        digest.iter().take(16).copied().collect(),
        lopdf::StringFormat::Hexadecimal,
    );
    file.trailer.set("ID", vec![id.clone(), id]);

    file.version = "1.7".to_owned();
    compress(&mut file)?;
    let mut bytes = Vec::new();
    file.save_modern(&mut bytes)
        .map_err(|error| RenderError::Write(error.to_string()))?;
    Ok(bytes)
}

/// Compresses what is not compressed yet, where that makes it shorter.
fn compress(file: &mut lopdf::Document) -> Result<(), RenderError> {
    for object in file.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        let packed = encoder
            .write_all(&stream.content)
            .and_then(|()| encoder.finish())
            .map_err(|error| RenderError::Write(error.to_string()))?;
        if packed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    Ok(())
}

/// What printpdf makes of the pages.
fn printed(
    document: &Document,
    drawing: &mut Drawing,
    embedded: BTreeMap<Face, EmbeddedFace>,
) -> Result<lopdf::Document, RenderError> {
    let mut printed = PdfDocument::new(&document.title);
    for face in embedded.into_values() {
        printed.resources.fonts.map.insert(face.id, face.font);
    }
    printed.pages = std::mem::take(&mut drawing.pages);
    let mut warnings = Vec::new();
    let options = PdfSaveOptions {
        optimize: false,
        ..PdfSaveOptions::default()
    };
    let file = printed.to_lopdf_document(&options, &mut warnings);
    match warnings.first() {
        Some(warning) => Err(RenderError::Write(format!(
            "printpdf warns: {}",
            warning.msg
        ))),
        None => Ok(file),
    }
}

/// Adds link annotations, and gives each page its keys for tags.
fn annotate(
    file: &mut lopdf::Document,
    drawing: &Drawing,
    pages: &[ObjectId],
) -> Result<Vec<ObjectId>, RenderError> {
    let mut of_page: Vec<Vec<Object>> = vec![Vec::new(); pages.len()];
    let mut annotations = Vec::with_capacity(drawing.links.len());
    for (index, link) in drawing.links.iter().enumerate() {
        let bounds: Vec<Object> = link
            .area
            .bounds
            .iter()
            .map(|&side| Object::Real(side))
            .collect();
        let mut annotation = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => bounds,
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "F" => 4,
            "Contents" => text(&link.place.describe),
            "StructParent" => integer(pages.len() + index),
        };
        if let Some(&page) = pages.get(link.area.page) {
            annotation.set("P", page);
        }
        match &link.place.target {
            LinkTarget::Uri(address) => annotation.set(
                "A",
                dictionary! {
                    "Type" => "Action",
                    "S" => "URI",
                    "URI" => Object::string_literal(ascii(address)),
                },
            ),
            LinkTarget::Anchor(anchor) => {
                let target = TargetId::Anchor(anchor.clone());
                let spot = drawing
                    .targets
                    .get(&target)
                    .ok_or_else(|| RenderError::Document {
                        place: format!("link to {anchor:?}"),
                        problem: "nothing that is printed carries this anchor".to_owned(),
                    })?;
                annotation.set("Dest", outline::destination(*spot, pages));
            }
        }
        let id = file.add_object(annotation);
        annotations.push(id);
        of_page[link.area.page].push(Object::Reference(id));
    }
    for (index, (&page, links)) in pages.iter().zip(of_page).enumerate() {
        let entry = file.get_dictionary_mut(page).map_err(write)?;
        entry.set("Tabs", "S");
        entry.set("StructParents", integer(index));
        if links.is_empty() {
            entry.remove(b"Annots");
        } else {
            entry.set("Annots", links);
        }
    }
    Ok(annotations)
}

/// An address in ASCII, as PDF wants it: other bytes are percent-encoded.
fn ascii(address: &str) -> String {
    address
        .bytes()
        .map(|byte| match byte {
            0x21..=0x7e => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn write(error: lopdf::Error) -> RenderError {
    RenderError::Write(error.to_string())
}
