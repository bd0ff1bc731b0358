//! Files dropped onto the window. Where they are stays here; the page is told only that there are
//! some, and asks for them to be taken.
//!
//! Tauri also emits events of its own for a drop, with the paths in them. They reach only a page that
//! listens for events, and ours has no permission to: `src-tauri/capabilities` names our own commands
//! and nothing else.

use std::path::PathBuf;
use std::sync::Mutex;

use tauri::DragDropEvent;
use tauri::ipc::Channel;

use crate::wire::DropNotice;

/// What was dropped and not yet taken, and the page that wants to know.
#[derive(Default)]
pub struct Drops {
    paths: Mutex<Vec<PathBuf>>,
    page: Mutex<Option<Channel<DropNotice>>>,
}

impl std::fmt::Debug for Drops {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Drops")
    }
}

impl Drops {
    /// Tells this page from now on; a page that was told before is told no longer.
    pub fn watch(&self, page: Channel<DropNotice>) {
        if let Ok(mut known) = self.page.lock() {
            *known = Some(page);
        }
    }

    /// Takes over what happened to the window.
    pub fn happened(&self, event: &DragDropEvent) {
        match event {
            DragDropEvent::Enter { paths, .. } if !paths.is_empty() => self.tell(DropNotice::Over),
            DragDropEvent::Leave => self.tell(DropNotice::Left),
            DragDropEvent::Drop { paths, .. } => self.dropped(paths.clone()),
            _ => {}
        }
    }

    /// Keeps what was dropped until it is asked for, in place of what was dropped before.
    pub fn dropped(&self, paths: Vec<PathBuf>) {
        let files = u32::try_from(paths.len()).unwrap_or(u32::MAX);
        if let Ok(mut kept) = self.paths.lock() {
            *kept = paths;
        }
        // Text that is dragged comes without a file.
        let notice = match files {
            0 => DropNotice::Left,
            files => DropNotice::Dropped { files },
        };
        self.tell(notice);
    }

    /// Returns what was dropped, once.
    pub fn take(&self) -> Vec<PathBuf> {
        let kept = self.paths.lock();
        kept.map(|mut kept| std::mem::take(&mut *kept))
            .unwrap_or_default()
    }

    fn tell(&self, notice: DropNotice) {
        if let Ok(page) = self.page.lock()
            && let Some(page) = page.as_ref()
        {
            // A page that is gone needs no notice.
            drop(page.send(notice));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use std::sync::Arc;

    use super::*;
    use tauri::PhysicalPosition;
    use tauri::ipc::InvokeResponseBody;

    #[test]
    fn the_page_learns_how_many_files_there_are_and_never_where() {
        let told: Arc<Mutex<Vec<String>>> = Arc::default();
        let page = Arc::clone(&told);
        let drops = Drops::default();
        drops.watch(Channel::new(move |body| {
            if let InvokeResponseBody::Json(text) = body {
                page.lock().unwrap().push(text);
            }
            Ok(())
        }));
        let position = PhysicalPosition { x: 1.0, y: 1.0 };
        let paths = vec![PathBuf::from("/home/counsel/secret/minutes.pdf")];
        let none = Vec::new;
        drops.happened(&DragDropEvent::Enter {
            paths: paths.clone(),
            position,
        });
        drops.happened(&DragDropEvent::Over { position });
        drops.happened(&DragDropEvent::Drop {
            paths: paths.clone(),
            position,
        });
        drops.happened(&DragDropEvent::Drop {
            paths: none(),
            position,
        });
        drops.happened(&DragDropEvent::Leave);
        let told = told.lock().unwrap();
        assert_eq!(
            *told,
            [
                r#"{"is":"over"}"#,
                r#"{"is":"dropped","files":1}"#,
                r#"{"is":"left"}"#,
                r#"{"is":"left"}"#
            ],
            "that they hover, that they fell, and no more"
        );
    }

    #[test]
    fn what_was_dropped_is_taken_once() {
        let drops = Drops::default();
        drops.dropped(vec![PathBuf::from("a.pdf"), PathBuf::from("b.pdf")]);
        assert_eq!(drops.take().len(), 2, "both files");
        assert_eq!(drops.take(), Vec::<PathBuf>::new(), "and not a second time");
    }
}
