//! The finished file: what printpdf made, with tags, outline, links, metadata and a fixed identity.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId, Stream, dictionary};
use printpdf::{Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem};
use sha2::{Digest as _, Sha256};

use crate::{
    RenderError, Watch,
    document::{Document, LinkTarget},
    draw::Drawing,
    fonts::{EmbeddedFace, Face},
    metadata, outline,
    scene::{Scene, TargetId},
    tags::{self, integer, text},
    watch::stage,
};

/// Writes the file.
pub(crate) fn finish(
    document: &Document,
    scene: &Scene,
    mut drawing: Drawing,
    embedded: BTreeMap<Face, EmbeddedFace>,
    watch: Watch<'_>,
) -> Result<Vec<u8>, RenderError> {
    watch.at(stage::WRITTEN, 0, 3)?;
    let mut file = printed(document, &mut drawing, embedded)?;
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    if pages.len() != drawing.numbers.len() {
        return Err(RenderError::Write("a page got lost".to_owned()));
    }
    watch.at(stage::WRITTEN, 1, 3)?;
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

    watch.at(stage::WRITTEN, 2, 3)?;
    let bytes = crate::write::write(file)?;
    watch.at(stage::WRITTEN, 3, 3)?;
    Ok(bytes)
}

/// What printpdf makes of the pages. It embeds the glyphs that its own operations show, so a last page shows
/// them all, and is taken out again.
fn printed(
    document: &Document,
    drawing: &mut Drawing,
    embedded: BTreeMap<Face, EmbeddedFace>,
) -> Result<lopdf::Document, RenderError> {
    let mut printed = PdfDocument::new(&document.title);
    let mut specimen = vec![Op::StartTextSection];
    for face in embedded.into_values() {
        specimen.push(Op::SetFont {
            font: PdfFontHandle::External(face.id.clone()),
            size: Pt(1.0),
        });
        specimen.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(face.codes)],
        });
        printed.resources.fonts.map.insert(face.id, face.font);
    }
    specimen.push(Op::EndTextSection);
    printed.pages = std::mem::take(&mut drawing.pages);
    let sheet = Pt(1.0);
    printed
        .pages
        .push(PdfPage::new(sheet.into(), sheet.into(), specimen));
    let mut warnings = Vec::new();
    let options = PdfSaveOptions {
        optimize: false,
        // Lets operations through that printpdf does not know: lines of text, which we write ourselves.
        secure: false,
        ..PdfSaveOptions::default()
    };
    let mut file = printed.to_lopdf_document(&options, &mut warnings);
    if let Some((_, page)) = file.get_pages().into_iter().next_back() {
        remove_page(&mut file, page).map_err(write)?;
    }
    match warnings.first() {
        Some(warning) => Err(RenderError::Write(format!(
            "printpdf warns: {}",
            warning.msg
        ))),
        None => Ok(file),
    }
}

/// Takes a page out, with its content.
fn remove_page(file: &mut lopdf::Document, page: ObjectId) -> Result<(), lopdf::Error> {
    let entry = file.get_dictionary(page)?;
    let parent = entry.get(b"Parent")?.as_reference()?;
    let parts = [b"Contents".as_slice(), b"Resources"].map(|key| entry.get(key).cloned());
    for part in parts {
        file.objects.remove(&part?.as_reference()?);
    }
    file.objects.remove(&page);
    let parent = file.get_dictionary_mut(parent)?;
    let kids = parent.get_mut(b"Kids")?.as_array_mut()?;
    kids.retain(|kid| kid.as_reference().ok() != Some(page));
    let left = integer(kids.len());
    parent.set("Count", left);
    Ok(())
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
