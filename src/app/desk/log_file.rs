//! The log: what the program and its libraries note for developers. It lies in the person's state folder and never shows
//! in the terminal, unless a developer asks for that.

use std::{
    fs::File,
    io::{self, Write},
    path::PathBuf,
};

use super::clock;
use crate::text::shortened;

/// What a developer asks for, in the terminal: a level such as `debug`, or `sayso=debug,ureq=trace`.
const ASKED: &str = "SAYSO_LOG";

/// The log, in the state folder, and the one before it.
const FILE: &str = "log.txt";
const FORMER: &str = "log-former.txt";
/// A longer log is put away at the start, and no program writes more than this, in bytes: a damaged file may give its
/// reader much to say.
const LARGEST: u64 = 512 << 10;
/// The longest message, in characters.
const LONGEST: usize = 400;

/// From now on what is logged goes to the file in the state folder; to the terminal where a developer asks.
pub fn start_log(state: Option<PathBuf>) {
    let mut log = env_logger::Builder::new();
    match (std::env::var(ASKED), state) {
        (Ok(asked), _) => log.parse_filters(&asked).init(),
        (Err(_), Some(state)) => {
            let file = LogFile { folder: state, open: None, left: LARGEST };
            log.parse_filters("warn").target(env_logger::Target::Pipe(Box::new(file)));
            log.format(|line, record| {
                let message = record.args().to_string().replace(char::is_control, " ");
                let (now, level, place) = (clock::now(), record.level(), record.target());
                writeln!(line, "{now} {level} {place}: {}", shortened(&message, LONGEST))
            });
            log.init();
        }
        (Err(_), None) => {}
    }
}

/// The file, which is opened with the first message.
struct LogFile {
    folder: PathBuf,
    open: Option<File>,
    /// How many bytes may still be written.
    left: u64,
}

impl LogFile {
    fn opened(&mut self) -> io::Result<&mut File> {
        let file = match self.open.take() {
            Some(file) => file,
            None => {
                fs_err::create_dir_all(&self.folder)?;
                let path = self.folder.join(FILE);
                if fs_err::metadata(&path).is_ok_and(|meta| meta.len() > LARGEST) {
                    fs_err::rename(&path, self.folder.join(FORMER))?;
                }
                File::options().append(true).create(true).open(path)?
            }
        };
        Ok(self.open.insert(file))
    }
}

impl Write for LogFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(left) = self.left.checked_sub(bytes.len() as u64) {
            self.left = left;
            self.opened()?.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_stays_small() {
        let folder = tempfile::tempdir().unwrap();
        let log = || LogFile { folder: folder.path().join("state"), open: None, left: LARGEST };
        let size = |name: &str| std::fs::metadata(folder.path().join("state").join(name)).map_or(0, |meta| meta.len());
        let line = [b'x'; 1000];
        for _ in 0..4 {
            let mut log = log();
            (0..LARGEST / 500).for_each(|_| log.write_all(&line).unwrap());
        }
        assert!(size(FILE) > LARGEST / 2 && size(FILE) <= 2 * LARGEST, "{}", size(FILE));
        assert!(size(FORMER) > LARGEST / 2 && size(FORMER) <= 2 * LARGEST, "{}", size(FORMER));
    }
}
