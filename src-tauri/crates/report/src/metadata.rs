//! What the file says of itself: the information dictionary, the XMP packet that repeats it and claims
//! conformance, and the output intent.

use lopdf::{Dictionary, Object, dictionary};

use crate::{
    document::{Document, Timestamp},
    tags::text,
};

/// Who wrote the bytes.
const PRODUCER: &str = concat!("Proviso report ", env!("CARGO_PKG_VERSION"));

/// The sRGB profile of the output intent; `tests/render/color.rs` says how its bytes are made.
pub(crate) const SRGB: &[u8] = include_bytes!("../../../../assets/color/srgb.icc");

/// The information dictionary.
pub(crate) fn info(document: &Document) -> Dictionary {
    let date = Object::string_literal(pdf_date(document.created));
    let mut info = dictionary! {
        "Title" => text(&clean(&document.title)),
        "Producer" => text(PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    for (key, value) in [
        ("Author", &document.author),
        ("Subject", &document.subject),
        ("Creator", &document.creator),
    ] {
        if !value.is_empty() {
            info.set(key, text(&clean(value)));
        }
    }
    info
}

/// The XMP packet. All extension schemas stand in one bag: a second one breaks the packet.
pub(crate) fn xmp(document: &Document) -> String {
    let date = iso_date(document.created);
    let title = escape(&document.title);
    let mut optional = String::new();
    if !document.author.is_empty() {
        optional.push_str(&format!(
            "   <dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n",
            escape(&document.author)
        ));
    }
    if !document.subject.is_empty() {
        optional.push_str(&format!(
            "   <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description>\n",
            escape(&document.subject)
        ));
    }
    if !document.creator.is_empty() {
        optional.push_str(&format!(
            "   <xmp:CreatorTool>{}</xmp:CreatorTool>\n",
            escape(&document.creator)
        ));
    }
    let language = escape(&document.language);
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{optional}   <xmp:CreateDate>{date}</xmp:CreateDate>
   <xmp:ModifyDate>{date}</xmp:ModifyDate>
   <xmp:MetadataDate>{date}</xmp:MetadataDate>
   <pdf:Producer>{producer}</pdf:Producer>
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"#,
        bom = '\u{feff}',
        producer = PRODUCER,
    )
}

fn pdf_date(at: Timestamp) -> String {
    let Timestamp {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = at;
    format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z")
}

fn iso_date(at: Timestamp) -> String {
    let Timestamp {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = at;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Text without what neither XML nor a title bar can hold.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

fn escape(text: &str) -> String {
    clean(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
