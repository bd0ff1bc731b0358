//! What the system says of a file, in plain words: its own sentences end in numbers and take the
//! form of the system they come from.

use std::io;

/// Says why the system refused a file, as the part of a sentence that follows a colon.
pub fn system_says(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    if error.get_ref().is_some() {
        // Our own words, or those of a library.
        return error.to_string();
    }
    let words = match error.kind() {
        Kind::NotFound => "there is no such file or folder",
        Kind::PermissionDenied => "permission denied",
        Kind::AlreadyExists => "something of that name is there already",
        Kind::IsADirectory => "it is a folder and no file",
        Kind::NotADirectory => "part of the path is a file and no folder",
        Kind::ReadOnlyFilesystem => "the drive is read-only",
        Kind::StorageFull | Kind::QuotaExceeded => "the disk is full",
        Kind::FileTooLarge => "the drive cannot hold a file of that size",
        Kind::ResourceBusy | Kind::ExecutableFileBusy => "another program holds it",
        Kind::InvalidFilename => "the drive does not take a file of that name",
        Kind::UnexpectedEof => "it ends too early",
        Kind::TimedOut | Kind::StaleNetworkFileHandle => "the drive does not answer",
        _ => return without_number(&error.to_string()),
    };
    String::from(words)
}

/// Takes the system's number off its sentence.
fn without_number(said: &str) -> String {
    let words = said.split(" (os error").next().unwrap_or(said);
    let mut words = String::from(words.trim_end_matches('.'));
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    words
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_the_system_reaches_a_reader() {
        let missing = std::fs::read("/no/such/file").unwrap_err();
        assert_eq!(
            system_says(&missing),
            "there is no such file or folder",
            "the usual reason has words of ours"
        );
        for number in 1..140 {
            let error = io::Error::from_raw_os_error(number);
            let says = system_says(&error);
            assert!(!says.contains("os error"), "{number}: {says}");
            assert!(!says.ends_with('.'), "it stands inside a sentence: {says}");
        }
        let own = io::Error::new(io::ErrorKind::InvalidInput, "it is no plain file");
        assert_eq!(
            system_says(&own),
            "it is no plain file",
            "what is in words already stays"
        );
    }
}
