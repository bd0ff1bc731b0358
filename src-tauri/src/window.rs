//! The window: one webview that shows the built page and can reach nothing but our own commands.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proviso_store::{KEY_FILE, OpenError};
use tauri::webview::NewWindowResponse;
use tauri::{Manager as _, Runtime, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogButtons, MessageDialogKind};

use crate::clock::SystemClock;
use crate::commands;
use crate::drops::Drops;
use crate::folder;
use crate::lock::Lock;
use crate::picker::{FilePicker, NativePicker};
use crate::reveal::{FileOpener, SystemOpener};
use crate::session::{self, Session, SessionError};
use crate::work::Works;

/// What the commands work on.
pub struct Desk {
    /// The open data folder; `None` once it was closed.
    pub session: Mutex<Option<Session>>,
    /// Which data folder it is, and whether it is locked.
    pub lock: Lock,
    /// Asks where to save.
    pub picker: Box<dyn FilePicker>,
    /// Shows documents.
    pub opener: Box<dyn FileOpener>,
    /// Files dropped onto the window.
    pub drops: Drops,
    /// The file exported last, for “show the file”.
    pub exported: Mutex<Option<PathBuf>>,
    /// What takes long, and can be stopped.
    pub works: Works,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

impl Desk {
    /// Returns why there is no open session.
    pub fn not_open(&self) -> SessionError {
        if self.lock.is_locked() {
            SessionError::Locked
        } else {
            SessionError::Closed
        }
    }

    /// Closes the data folder and wipes its key, until it is unlocked. What was exported last is
    /// shown no more.
    pub fn close_and_lock(&self) -> Result<(), SessionError> {
        let mut guard = self.session.lock().map_err(|_| SessionError::Poisoned)?;
        match guard.as_ref() {
            None if self.lock.is_locked() => return Ok(()),
            None => return Err(SessionError::Closed),
            Some(session) if !session.is_encrypted() => return Err(SessionError::NothingToLock),
            Some(_) => {}
        }
        self.lock.close();
        drop(guard.take());
        if let Ok(mut exported) = self.exported.lock() {
            drop(exported.take());
        }
        Ok(())
    }
}

/// Opens the data folder of a lock; none where it is encrypted, which locks it.
pub fn opened(lock: &Lock) -> Result<Option<Session>, SessionError> {
    match Session::open(lock.folder(), lock.clock()) {
        Ok(mut session) => {
            session.check_beside();
            lock.open(session.idle_minutes(), false);
            Ok(Some(session))
        }
        Err(SessionError::Open(OpenError::Locked { .. })) => {
            lock.close();
            Ok(None)
        }
        // Its backups open with what is in the key file, which has to be unlocked first.
        Err(SessionError::Open(OpenError::FileMissing { .. }))
            if lock.folder().join(KEY_FILE).is_file() =>
        {
            lock.close();
            Ok(None)
        }
        Err(refusal) => Err(refusal),
    }
}

/// Opens the data folder of a lock to be read alone; none where it is encrypted, which locks it.
pub fn opened_to_read(lock: &Lock) -> Result<Option<Session>, SessionError> {
    match Session::read(lock.folder(), lock.clock(), None) {
        Ok(mut session) => {
            session.check_beside();
            lock.open(session.idle_minutes(), false);
            Ok(Some(session))
        }
        Err(SessionError::Open(OpenError::Locked { .. })) => {
            lock.close();
            Ok(None)
        }
        Err(refusal) => Err(refusal),
    }
}

/// Returns Tauri's builder with every command of the shell: the same for the window and the tests.
pub fn builder<R: Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
    builder.invoke_handler(commands::handler())
}

/// Opens the window on a data folder and runs until it is closed.
pub fn open(data: Option<PathBuf>) -> ExitCode {
    if !has_display() {
        eprintln!(
            "proviso: there is no display to open a window on. Start it in a desktop session, or use \
             a command: proviso --help"
        );
        return ExitCode::from(1);
    }
    let context = tauri::generate_context!();
    let folder = match folder::chosen(data) {
        Ok(folder) => folder,
        Err(error) => {
            eprintln!("proviso: {error}");
            return ExitCode::from(1);
        }
    };
    let app = builder(tauri::Builder::default().plugin(tauri_plugin_dialog::init()))
        .setup(move |app| {
            #[cfg(target_os = "linux")]
            crate::recent::keep_out();
            let lock = Lock::new(&folder, Arc::new(SystemClock));
            match opened(&lock) {
                Ok(session) => show(app.handle(), session, lock)?,
                Err(refusal) if session::can_be_read(&folder, &refusal) => {
                    offer_reading(app.handle(), &refusal, lock);
                }
                Err(refusal) => say_and_end(app.handle(), &refusal, &folder),
            }
            Ok(())
        })
        .build(context);
    match app {
        Ok(app) => {
            app.run(|app, event| match event {
                tauri::RunEvent::WindowEvent {
                    event: tauri::WindowEvent::CloseRequested { .. },
                    ..
                }
                | tauri::RunEvent::ExitRequested { .. } => remember_place(app),
                tauri::RunEvent::WindowEvent {
                    event: tauri::WindowEvent::Resized(_) | tauri::WindowEvent::Moved(_),
                    ..
                } => remember_place_soon(app),
                tauri::RunEvent::WindowEvent {
                    event: tauri::WindowEvent::DragDrop(event),
                    ..
                } => {
                    if let Some(desk) = app.try_state::<Desk>() {
                        desk.drops.happened(&event);
                    }
                }
                // The process ends without taking anything down by itself.
                tauri::RunEvent::Exit => close_session(app),
                _ => {}
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("proviso: the window cannot be opened: {error}");
            ExitCode::from(1)
        }
    }
}

/// Closes the data folder, and takes away what was laid out in it to be looked at.
fn close_session(app: &tauri::AppHandle) {
    if let Some(desk) = app.try_state::<Desk>()
        && let Ok(mut guard) = desk.session.lock()
    {
        drop(guard.take());
    }
}

/// Whether a window can be opened at all; asked first, because the toolkit stops the program.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

fn show(app: &tauri::AppHandle, session: Option<Session>, lock: Lock) -> tauri::Result<()> {
    let place = session.as_ref().and_then(Session::window_place);
    let folder = lock.folder().to_owned();
    let picker = picker(app);
    app.manage(Desk {
        session: Mutex::new(session),
        lock,
        picker,
        opener: opener(),
        drops: Drops::default(),
        exported: Mutex::new(None),
        works: Works::default(),
    });
    let mut window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Proviso")
        .min_inner_size(900.0, 600.0)
        .data_directory(webview_folder(&folder))
        // Nothing of the page is kept on disk: no cache, no storage, no list of what was shown.
        .incognito(!is_driven())
        .on_document_title_changed(|window, title| {
            // A title that cannot be set is no reason to stop.
            drop(window.set_title(&title));
        })
        .on_navigation(own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    window = match place {
        Some(place) => window
            .inner_size(place.width, place.height)
            .position(place.x, place.y),
        None => window.inner_size(1280.0, 860.0).center(),
    };
    window.build()?;
    lock_without_the_page(app);
    Ok(())
}

/// Whether a test drives the webview: one that keeps nothing cannot be driven, so a program that is built
/// for tests has one that does, for as long as a driver has started it, and else has what a release has.
fn is_driven() -> bool {
    cfg!(feature = "e2e") && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

/// Returns where the webview puts what it cannot do without: in the data folder, or among temporary files
/// where that takes none.
fn webview_folder(folder: &std::path::Path) -> PathBuf {
    let place = folder.join("webview");
    match std::fs::create_dir_all(&place) {
        Ok(()) => place,
        Err(_) => std::env::temp_dir().join(format!("proviso-webview-{}", std::process::id())),
    }
}

/// Milliseconds between two looks at whether nobody is there.
const LOOK_EVERY: u64 = 5_000;

/// Locks what the page has not locked in time: it may hang, or be held still by the system.
fn lock_without_the_page(app: &tauri::AppHandle) {
    let app = app.clone();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(LOOK_EVERY));
            let Some(desk) = app.try_state::<Desk>() else {
                return;
            };
            if desk.lock.is_overdue() {
                // What cannot be locked is closed already.
                drop(desk.close_and_lock());
            }
        }
    });
}

/// Only the program's own page may be shown.
fn own_page(url: &tauri::Url) -> bool {
    match url.scheme() {
        "tauri" => true,
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(not(feature = "e2e"))]
fn picker(app: &tauri::AppHandle) -> Box<dyn FilePicker> {
    Box::new(NativePicker::new(app.clone()))
}

#[cfg(feature = "e2e")]
fn picker(app: &tauri::AppHandle) -> Box<dyn FilePicker> {
    if std::env::var_os("PROVISO_PICK").is_some() {
        Box::new(crate::picker::ScriptedPicker::from_environment())
    } else {
        Box::new(NativePicker::new(app.clone()))
    }
}

#[cfg(not(feature = "e2e"))]
fn opener() -> Box<dyn FileOpener> {
    Box::new(SystemOpener)
}

#[cfg(feature = "e2e")]
fn opener() -> Box<dyn FileOpener> {
    if std::env::var_os("PROVISO_PICK").is_some() {
        Box::new(crate::reveal::NoOpener)
    } else {
        Box::new(SystemOpener)
    }
}

/// Where the window stood, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct WindowPlace {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
}

/// Milliseconds for which a window that is dragged or resized is left alone.
const PLACE_AFTER: u64 = 400;

/// Whether the place is about to be kept: while a window is dragged, it is kept a few times a
/// second and not at each step, so that it survives the program's sudden end.
static IS_PLACE_DUE: AtomicBool = AtomicBool::new(false);

fn remember_place_soon(app: &tauri::AppHandle) {
    if IS_PLACE_DUE.swap(true, Ordering::AcqRel) {
        return;
    }
    let app = app.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(PLACE_AFTER));
        IS_PLACE_DUE.store(false, Ordering::Release);
        remember_place(&app);
    });
}

fn remember_place(app: &tauri::AppHandle) {
    let (Some(window), Some(desk)) = (app.get_webview_window("main"), app.try_state::<Desk>())
    else {
        return;
    };
    let Ok(scale) = window.scale_factor() else {
        return;
    };
    let (Ok(position), Ok(size)) = (window.outer_position(), window.inner_size()) else {
        return;
    };
    let position = position.to_logical::<f64>(scale);
    let size = size.to_logical::<f64>(scale);
    let place = WindowPlace {
        x: position.x,
        y: position.y,
        width: size.width,
        height: size.height,
    };
    if let Ok(mut guard) = desk.session.lock()
        && let Some(session) = guard.as_mut()
    {
        // Where the window stood is a comfort: it is not worth a word when it cannot be kept.
        drop(session.keep_window_place(place));
    }
}

/// Says why the program cannot start, in a native message where there is a display, and ends. Where the
/// data file is broken and a good backup is there, it offers to go back to that first.
fn say_and_end(app: &tauri::AppHandle, refusal: &SessionError, folder: &std::path::Path) {
    eprintln!("proviso: {refusal}");
    let handle = app.clone();
    let Some(backup) = session::way_back(folder, refusal) else {
        dialog_of(app, &refusal.to_string()).show(move |_| handle.exit(1));
        return;
    };
    let folder = folder.to_owned();
    let offer = format!(
        "{refusal}.\n\nThe last good backup is of {}, UTC. Restoring it keeps the broken file among the \
         backups.",
        backup.at.long()
    );
    let buttons = MessageDialogButtons::OkCancelCustom(
        String::from("Restore the backup"),
        String::from("Leave it as it is"),
    );
    let dialog = dialog_of(app, &offer).buttons(buttons);
    dialog.show(move |restores| {
        if !restores {
            handle.exit(1);
            return;
        }
        let (told, code) = match session::rescue(&folder, &backup.path, None) {
            Ok(kept) => (
                format!("The backup is restored. The broken file is kept as {kept}. Start Proviso again."),
                0,
            ),
            Err(refusal) => (refusal.to_string(), 1),
        };
        let ended = handle.clone();
        dialog_of(&handle, &told).show(move |_| ended.exit(code));
    });
}

/// Says that nothing can be written in the data folder, and offers to open it to be read alone.
fn offer_reading(app: &tauri::AppHandle, refusal: &SessionError, lock: Lock) {
    eprintln!("proviso: {refusal}");
    let handle = app.clone();
    let offer = format!(
        "{refusal}.\n\nIt can be opened to be read: no change is taken then, and copies can be exported \
         to other folders."
    );
    let buttons = MessageDialogButtons::OkCancelCustom(
        String::from("Open it to be read"),
        String::from("Leave it closed"),
    );
    let dialog = dialog_of(app, &offer).buttons(buttons);
    dialog.show(move |reads| {
        if !reads {
            handle.exit(1);
            return;
        }
        let shown = opened_to_read(&lock).map(|session| show(&handle, session, lock));
        let told = match shown {
            Ok(Ok(())) => return,
            Ok(Err(error)) => format!("The window cannot be opened: {error}"),
            Err(refusal) => refusal.to_string(),
        };
        let ended = handle.clone();
        dialog_of(&handle, &told).show(move |_| ended.exit(1));
    });
}

fn dialog_of(
    app: &tauri::AppHandle,
    told: &str,
) -> tauri_plugin_dialog::MessageDialogBuilder<tauri::Wry> {
    let dialog = app.dialog().message(told);
    dialog
        .title("Proviso cannot open its data")
        .kind(MessageDialogKind::Warning)
}
