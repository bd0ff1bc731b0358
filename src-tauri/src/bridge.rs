//! The commands on Tauri's mock runtime: the same handlers without a window, for tests.

#![cfg(feature = "e2e")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use proviso_core::date::Moment;
use serde_json::Value;
use tauri::Manager as _;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{
    INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets,
};
use tauri::webview::InvokeRequest;

use crate::clock::{Clock, SystemClock};
use crate::drops::Drops;
use crate::lock::Lock;
use crate::picker::ScriptedPicker;
use crate::reveal::NoOpener;
use crate::session::{SessionError, can_be_read};
use crate::window::{Desk, builder, opened, opened_to_read};
use crate::work::Works;

/// The window's content security policy, where the page is served by the bridge itself.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// The commands on an open data folder. As from the window, several can be under way at once.
pub struct Bridge {
    app: tauri::AppHandle<MockRuntime>,
    webview: tauri::WebviewWindow<MockRuntime>,
    ahead: Ahead,
    /// Kept, because the webview lives no longer than it.
    #[expect(dead_code, reason = "it is held and not used")]
    runtime: Mutex<tauri::App<MockRuntime>>,
}

impl std::fmt::Debug for Bridge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bridge")
    }
}

/// The machine's clock, as far ahead as a test has let pass, in milliseconds.
#[derive(Debug, Clone, Default)]
struct Ahead(Arc<AtomicI64>);

impl Clock for Ahead {
    fn now(&self) -> Moment {
        let now = SystemClock.now();
        Moment {
            unix_millis: now.unix_millis + self.0.load(Ordering::Relaxed),
            ..now
        }
    }
}

/// Why the bridge cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum BridgeError {
    /// The data folder cannot be opened.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The mock runtime cannot be started.
    #[error(transparent)]
    Tauri(#[from] tauri::Error),
    /// The page's address cannot be read.
    #[error("The page's address cannot be read")]
    Address,
}

impl Bridge {
    /// Opens a data folder; one that cannot be written is opened to be read, as when that is agreed to in
    /// the window. Dialogs answer as `picker` says.
    pub fn open(folder: &Path, picker: ScriptedPicker) -> Result<Self, BridgeError> {
        let ahead = Ahead::default();
        let clock: Arc<dyn Clock + Sync> = Arc::new(ahead.clone());
        let lock = Lock::new(folder, clock);
        let session = match opened(&lock) {
            Err(refusal) if can_be_read(folder, &refusal) => opened_to_read(&lock)?,
            opened => opened?,
        };
        let app = builder(mock_builder()).build(mock_context(noop_assets()))?;
        app.manage(Desk {
            session: Mutex::new(session),
            lock,
            picker: Box::new(picker),
            opener: Box::new(NoOpener),
            drops: Drops::default(),
            exported: Mutex::new(None),
            works: Works::default(),
        });
        let webview =
            tauri::WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build()?;
        Ok(Self {
            app: app.handle().clone(),
            webview,
            ahead,
            runtime: Mutex::new(app),
        })
    }

    /// Drops files onto the window, as the system does.
    pub fn drop_files(&self, paths: Vec<PathBuf>) {
        self.app.state::<Desk>().drops.dropped(paths);
    }

    /// Lets minutes pass on the clock of the commands.
    pub fn pass(&self, minutes: i64) {
        self.ahead.0.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// Calls a command with its arguments; a refusal is `{code, message}`.
    pub fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let refused = |message: &str| serde_json::json!({"code": "badCall", "message": message});
        let url = "tauri://localhost"
            .parse()
            .map_err(|_| refused("no address"))?;
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url,
            body: InvokeBody::Json(arguments),
            headers: tauri::http::HeaderMap::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        let answer = get_ipc_response(&self.webview, request).map_err(|error| match error {
            Value::String(message) => refused(&message),
            other => other,
        })?;
        answer
            .deserialize()
            .map_err(|error| refused(&error.to_string()))
    }
}

impl Drop for Bridge {
    /// Closes the data folder: the mock runtime itself is never taken down.
    fn drop(&mut self) {
        if let Ok(mut guard) = self.app.state::<Desk>().session.lock() {
            drop(guard.take());
        }
    }
}
