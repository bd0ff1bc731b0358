//! LibreOffice between the form and its reader: it opens, fills and saves a form, and the same is read.
//!
//! LibreOffice is part of the set-up. It fills the form through a macro of a profile of its own, by what stands in
//! the label beside each field, as a person does.

use std::path::{Path, PathBuf};
use std::process::Command;

use proviso_core::answer::{BasisKind, Verdict};
use proviso_core::date::Date;
use proviso_core::request::Asks;
use proviso_report::request::read_word;

use crate::edit::{Edited, filled, reply};
use crate::made::{in_order, twelve, word_form};

struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) {
        let profile = format!(
            "-env:UserInstallation=file://{}",
            self.path("profile").display()
        );
        let out = Command::new("soffice")
            .arg(profile)
            .args(["--headless", "--norestore"])
            .args(arguments)
            .output()
            .expect("soffice runs (install libreoffice-writer-nogui)");
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
    }

    /// Opens a file and saves it as Word.
    fn saved(&self, bytes: &[u8]) -> Vec<u8> {
        std::fs::write(self.path("in.docx"), bytes).unwrap();
        let (out, file) = (self.path("out"), self.path("in.docx"));
        self.run(&[
            "--convert-to",
            "docx",
            "--outdir",
            &text(&out),
            &text(&file),
        ]);
        std::fs::read(out.join("in.docx")).unwrap()
    }

    /// Runs a macro of the profile, which an earlier run has made.
    fn macro_of(&self, code: &str) {
        let library = self.path("profile/user/basic/Standard");
        let names =
            ["Module1", "Fill"].map(|name| format!("<library:element library:name=\"{name}\"/>"));
        let list = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE library:library PUBLIC \
             \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"library.dtd\">\n<library:library \
             xmlns:library=\"http://openoffice.org/2000/library\" library:name=\"Standard\" \
             library:readonly=\"false\" library:passwordprotected=\"false\">{}</library:library>",
            names.concat()
        );
        std::fs::write(library.join("script.xlb"), list).unwrap();
        let module = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE script:module PUBLIC \
             \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"module.dtd\">\n<script:module \
             xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Fill\" \
             script:language=\"StarBasic\">{}</script:module>",
            code.replace('&', "&amp;").replace('<', "&lt;")
        );
        std::fs::write(library.join("Fill.xba"), module).unwrap();
        self.run(&["macro:///Standard.Fill.Main"]);
    }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn what_libreoffice_opens_and_saves_reads_the_same() {
    let office = Office::new();
    let request = twelve();
    let blank = word_form(&request).unwrap();
    let read = read_word(&office.saved(&blank)).unwrap();
    assert_eq!(
        read.reply.answers,
        Vec::new(),
        "a blank form states nothing"
    );
    assert_eq!(
        read.findings,
        Vec::<String>::new(),
        "and nothing is lost of it"
    );
    let expected = reply(&request);
    let saved = office.saved(&filled(&blank, &request, &expected).bytes());
    let tags = Edited::open(&saved).main().matches("<w:tag ").count();
    let read = read_word(&saved).unwrap();
    assert_eq!(
        read.reply, expected,
        "every statement, though LibreOffice kept {tags} tags"
    );
    assert_eq!(read.findings, Vec::<String>::new(), "nothing to say");
    let again = read_word(&office.saved(&saved)).unwrap();
    assert_eq!(again.reply, expected, "and once more");
}

/// Fills every field in LibreOffice: what is written depends on the label in the cell before.
const FILL: &str = r#"
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim d : d = StarDesktop.loadComponentFromURL("FROM", "_blank", 0, hidden())
  Dim i, k, t, names, cell, label, paragraphs, p, portions, q
  For i = 0 To d.TextTables.Count - 1
    t = d.TextTables.getByIndex(i)
    names = t.getCellNames()
    label = ""
    For k = 0 To UBound(names)
      cell = t.getCellByName(names(k))
      paragraphs = cell.createEnumeration()
      Do While paragraphs.hasMoreElements()
        p = paragraphs.nextElement()
        If p.supportsService("com.sun.star.text.Paragraph") Then
          portions = p.createEnumeration()
          Do While portions.hasMoreElements()
            q = portions.nextElement()
            If q.TextPortionType = "ContentControl" Then Fill(q.ContentControl, label)
          Loop
        End If
      Loop
      label = cell.String
    Next
  Next
  Dim word(0) As New com.sun.star.beans.PropertyValue
  word(0).Name = "FilterName" : word(0).Value = "MS Word 2007 XML"
  d.storeToURL("TO", word())
  d.close(True)
End Sub

Sub Fill(control, label)
  Dim what
  what = ""
  If InStr(label, "How does it stand?") = 1 Then what = "Partly"
  If InStr(label, "Which one fits?") = 1 Then what = "None yet"
  If InStr(label, "How do you know?") = 1 Then what = "Tested"
  If InStr(label, "Facts") = 1 Then what = "We log each action." + Chr(10) + "Since May."
  If InStr(label, "Business facts") = 1 Then what = "It helps sales."
  If InStr(label, "Evidence") = 1 Then what = "Runbook 7, on the wiki"
  If InStr(label, "As of") = 1 Then what = "December 3, 2026"
  If label = "Answer" Then what = "Two systems"
  If label = "Date" Then what = "July 1, 2026"
  If label = "Number" Then what = "42"
  If label = "Your name" Then what = "Ada Lindqvist"
  If label = "Date of this reply" Then what = "December 4, 2026"
  If what = "" Then Exit Sub
  control.ShowingPlaceHolder = False
  Dim inner, portion, first
  first = True
  inner = control.createEnumeration()
  Do While inner.hasMoreElements()
    portion = inner.nextElement()
    If portion.TextPortionType = "Text" And portion.String <> "" Then
      If first Then
        portion.String = what
        first = False
      Else
        portion.String = ""
      End If
    End If
  Loop
End Sub
"#;

#[test]
fn what_is_filled_in_libreoffice_is_read() {
    let office = Office::new();
    let request = twelve();
    let blank = word_form(&request).unwrap();
    // The first run makes the profile.
    office.saved(&blank);
    let (from, to) = (office.path("in.docx"), office.path("filled.docx"));
    let url = |path: &Path| format!("file://{}", path.display());
    office.macro_of(&FILL.replace("FROM", &url(&from)).replace("TO", &url(&to)));
    let saved = std::fs::read(&to).expect("LibreOffice has saved the form");
    if let Some(folder) = std::env::var_os("PROVISO_KEEP") {
        std::fs::write(
            Path::new(&folder).join("filled-in-libreoffice.docx"),
            &saved,
        )
        .unwrap();
    }
    let read = read_word(&saved).unwrap();
    assert_eq!(read.findings, Vec::<String>::new(), "nothing was left out");
    assert_eq!(read.reply.by.name, "Ada Lindqvist", "who answers");
    assert_eq!(read.reply.by.role, "", "what was left open is open");
    assert_eq!(read.reply.on, Date::from_ymd(2026, 12, 4), "and when");
    let asked = in_order(&request);
    assert_eq!(
        read.reply.answers.len(),
        asked.len(),
        "every item is answered"
    );
    for (stated, asked) in read.reply.answers.iter().zip(asked) {
        let title = &asked.title;
        assert_eq!(stated.item, asked.item, "in the order of the form");
        assert_eq!(stated.item_hash, asked.item_hash.0, "bound to the wording");
        assert_eq!(stated.basis, Some(BasisKind::Tested), "{title}");
        assert_eq!(
            stated.evidence.as_deref(),
            Some("Runbook 7, on the wiki"),
            "{title}"
        );
        assert_eq!(stated.on, Date::from_ymd(2026, 12, 3), "{title}");
        let (verdict, choice, value, facts) = match &asked.asks {
            Asks::Practice { .. } => (
                Some(Verdict::Partly),
                None,
                None,
                "We log each action.\nSince May.",
            ),
            Asks::Choice { .. } => (None, Some("none-yet"), None, ""),
            Asks::Text => (None, None, Some("Two systems"), ""),
            Asks::Date => (None, None, Some("2026-07-01"), ""),
            Asks::Number => (None, None, Some("42"), ""),
            Asks::Grounds => (None, None, None, "It helps sales."),
        };
        assert_eq!(stated.verdict, verdict, "{title}");
        assert_eq!(stated.choice.as_deref(), choice, "{title}");
        assert_eq!(stated.value.as_deref(), value, "{title}");
        assert_eq!(
            stated.facts.as_deref().unwrap_or_default(),
            facts,
            "{title}"
        );
    }
}
