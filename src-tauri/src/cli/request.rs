//! `proviso request` and `proviso receive`: a request to a file, and a filled form from one.

use std::io::Write;
use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use proviso_core::request::Form;

use super::Refusal;
use super::lines::wrapped;
use crate::export::write_on_record;
use crate::forms;
use crate::session::{Session, SessionError, Sheet};
use crate::wire::{AskItem, RequestInput, RespondentView};

/// In which form a request goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RequestFormat {
    /// An interview sheet on paper.
    Pdf,
    /// A Word file with fields.
    Docx,
    /// A file for Proviso.
    Proviso,
}

impl From<RequestFormat> for Form {
    fn from(format: RequestFormat) -> Self {
        match format {
            RequestFormat::Pdf => Self::Paper,
            RequestFormat::Docx => Self::Word,
            RequestFormat::Proviso => Self::Proviso,
        }
    }
}

/// Which questions to ask, of whom, and where to write the request.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("which").required(true).multiple(true)
    .args(["items", "owner", "theme", "provision"])))]
pub struct Request {
    /// The assessment: its id, the first characters of it, or its name.
    assessment: String,
    /// The questions, by name.
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    items: Vec<String>,
    /// The questions in scope of one owner.
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// The questions in scope under one theme, by its name or label.
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
    /// The questions in scope under one provision, and those under it.
    #[arg(long, value_name = "PIN")]
    provision: Option<String>,
    /// Who is asked.
    #[arg(long, value_name = "NAME")]
    to: String,
    /// The role of whoever is asked.
    #[arg(long, value_name = "ROLE", default_value = "")]
    role: String,
    /// The day by which an answer is asked for.
    #[arg(long, value_name = "DATE", default_value = "")]
    due: String,
    /// A file with the cover note, as plain text.
    #[arg(long, value_name = "FILE")]
    cover: Option<PathBuf>,
    /// The form.
    #[arg(long, value_enum)]
    format: RequestFormat,
    /// The paper, for a PDF or a Word form.
    #[arg(long, value_enum, default_value_t)]
    paper: Sheet,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Replace a file that exists.
    #[arg(long)]
    force: bool,
}

/// Which filled form to receive.
#[derive(Debug, Args)]
pub struct Receive {
    /// The filled Word file, or the .proviso-reply file.
    file: PathBuf,
}

/// Writes a request and records it.
pub fn request(
    session: &mut Session,
    asked: &Request,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let run = session.latest_run(&asked.assessment)?;
    let items = chosen(session, &run, asked)?;
    let cover = match &asked.cover {
        None => String::new(),
        Some(path) => {
            let bytes = forms::read_file(path).map_err(SessionError::from)?;
            String::from_utf8(bytes).map_err(|_| {
                Refusal::Said(format!(
                    "{} is no plain text in UTF-8. Save the cover note as plain text; nothing was recorded",
                    path.display()
                ))
            })?
        }
    };
    let input = RequestInput {
        items,
        to: RespondentView {
            name: asked.to.clone(),
            role: asked.role.clone(),
        },
        due: asked.due.clone(),
        cover,
        notice: String::new(),
    };
    let request = session.put_together(&run, &input)?;
    let form = Form::from(asked.format);
    let bytes = forms::write(&request, form, asked.paper).map_err(SessionError::from)?;
    let departing = session.request_departing(&request, form, (&asked.out, &bytes))?;
    let record = |stage| session.on_record(stage, &departing);
    let hash = write_on_record(&asked.out, &bytes, asked.force, |_| Ok(()), record)?;
    let view = session.request(&run, &request.id)?;
    writeln!(
        out,
        "{}: {} to {}, {}, SHA-256 {hash}",
        asked.out.display(),
        view.row.form_label,
        view.row.to,
        questions(view.row.titles.len()),
    )?;
    for title in &view.row.titles {
        writeln!(out, "  {title}")?;
    }
    Ok(())
}

fn questions(many: usize) -> String {
    match many {
        1 => String::from("1 question"),
        many => format!("{many} questions"),
    }
}

/// Returns the items that the command line picks, together.
fn chosen(session: &Session, run: &str, asked: &Request) -> Result<Vec<String>, Refusal> {
    let choices = session.request_choices(run)?;
    let themes = session.theme_names(run)?;
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let of_theme = |item: &AskItem, wanted: &str| {
        let mut known = themes.iter().filter(|(id, _)| item.themes.contains(id));
        known.any(|(id, label)| same(id, wanted) || same(label, wanted))
    };
    let under = |pin: &str, wanted: &str| {
        pin == wanted
            || pin
                .strip_prefix(wanted)
                .is_some_and(|rest| rest.starts_with('('))
    };
    let mut items = asked.items.clone();
    let mut pick = |what: &str, wanted: &Option<String>, fits: &dyn Fn(&AskItem, &str) -> bool| {
        let Some(wanted) = wanted else { return Ok(()) };
        let found = choices.items.iter();
        let found: Vec<String> = found
            .filter(|item| item.in_scope && fits(item, wanted))
            .map(|item| item.item.clone())
            .collect();
        if found.is_empty() {
            return Err(Refusal::Said(format!(
                "No question in scope has the {what} “{wanted}”. Nothing was recorded"
            )));
        }
        items.extend(found);
        Ok(())
    };
    pick("owner", &asked.owner, &|item, wanted| {
        same(&item.owner, wanted)
    })?;
    pick("theme", &asked.theme, &of_theme)?;
    pick("provision", &asked.provision, &|item, wanted| {
        under(
            &item.provision,
            wanted.trim().trim_start_matches("§").trim(),
        )
    })?;
    Ok(items)
}

/// Receives a filled form.
pub fn receive(
    session: &mut Session,
    asked: &Receive,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let bytes = forms::read_file(&asked.file).map_err(SessionError::from)?;
    let filled = forms::read(&bytes).map_err(SessionError::from)?;
    let (returned, request) = session.receive(None, &bytes, &filled)?;
    writeln!(
        out,
        "{}: {} of {}",
        asked.file.display(),
        returned.form_label,
        returned.by
    )?;
    let mut proposals = request.proposals.iter();
    let own = proposals.by_ref().filter(|one| one.returned == returned.id);
    for proposal in own {
        let says = match (&proposal.stated_label, &proposal.stated.facts) {
            (Some(label), _) => label.clone(),
            (None, Some(_)) => String::from("facts"),
            (None, None) => String::from("other statements"),
        };
        writeln!(out, "  {}: {says}", proposal.title)?;
    }
    if !returned.findings.is_empty() {
        writeln!(out, "Worth knowing:")?;
        for finding in &returned.findings {
            wrapped(&format!("{}.", finding.trim_end_matches('.')), "  ", out)?;
        }
    }
    let waits = match returned.open {
        0 => String::from("No statement waits for counsel."),
        1 => String::from("1 statement waits for counsel; no answer was changed."),
        many => format!("{many} statements wait for counsel; no answer was changed."),
    };
    writeln!(out, "{waits}")?;
    Ok(())
}
