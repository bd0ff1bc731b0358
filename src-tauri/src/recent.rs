//! Keeps what is chosen in the file dialog out of the desktop's list of recent files.
//!
//! On Linux the toolkit's own dialog puts each chosen file on that list, by its full path, where any
//! program of the same person reads it and every menu shows it. What nobody but this program has put
//! there is taken away as soon as it appears.

#![cfg(target_os = "linux")]

use gtk::RecentManager;
use gtk::prelude::RecentManagerExt as _;

/// Watches the list from now on; to be called once, on the thread of the window.
pub fn keep_out() {
    let Some(manager) = RecentManager::default() else {
        return;
    };
    manager.connect_changed(forget_ours);
    // What an earlier program that ended suddenly had left.
    forget_ours(&manager);
}

fn forget_ours(manager: &RecentManager) {
    let Some(ours) = gtk::glib::application_name() else {
        return;
    };
    for item in manager.items() {
        let by = item.applications();
        let is_ours = !by.is_empty() && by.iter().all(|name| *name == ours);
        if let Some(uri) = item.uri().filter(|_| is_ours) {
            // An entry that cannot be removed is tried again with the next change.
            drop(manager.remove_item(&uri));
        }
    }
}
