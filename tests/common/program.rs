//! A folder of its own for each test, and the program run in it. A failure shows all that is needed to see why.

use std::fmt;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::de::DeserializeOwned;

/// A temporary folder that goes when the test ends.
pub struct Dir(tempfile::TempDir);

impl Dir {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}")))
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, content));
        written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self
    }

    /// The text of a file.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}; the folder holds {:?}", self.files()))
    }

    /// The path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// All files below the folder, hidden ones too, in order.
    pub fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    folders.push(entry.path());
                } else {
                    let path = entry.path();
                    files.push(path.strip_prefix(self.0.path()).unwrap_or(&path).display().to_string());
                }
            }
        }
        files.sort();
        files
    }

    /// Runs the program in the folder.
    pub fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, b"")
    }

    /// Runs the program in a folder below it.
    pub fn run_in(&self, folder: &str, words: &[&str]) -> Ran {
        let output = self.command(words).current_dir(self.path(folder)).stdin(Stdio::null()).output();
        let output = output.unwrap_or_else(|error| panic!("{words:?}: {error}"));
        self.ran(words, output.status.code(), output.stdout, &output.stderr)
    }

    /// Runs the program in the folder, with this folder for temporary files.
    pub fn run_with_temporary(&self, folder: &str, words: &[&str]) -> Ran {
        let mut command = self.command(words);
        for name in ["TMPDIR", "TMP", "TEMP"] {
            command.env(name, self.path(folder));
        }
        let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{words:?}: {error}"));
        self.ran(words, output.status.code(), output.stdout, &output.stderr)
    }

    /// Runs the program in the folder with this on standard input.
    pub fn run_with(&self, words: &[&str], input: &[u8]) -> Ran {
        let mut child = self.command(words).spawn().unwrap_or_else(|error| panic!("{words:?}: {error}"));
        let mut stdin = child.stdin.take();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || {
            if let Some(stdin) = &mut stdin {
                // A program that does not read its input closes it early.
                let _ = stdin.write_all(&input);
            }
        });
        let output = child.wait_with_output().unwrap_or_else(|error| panic!("{words:?}: {error}"));
        let _ = writer.join();
        self.ran(words, output.status.code(), output.stdout, &output.stderr)
    }

    /// Runs the program and stops reading after so many bytes of standard output, as `head` does.
    pub fn run_and_read(&self, words: &[&str], bytes: usize) -> Ran {
        let mut child = self.command(words).spawn().unwrap_or_else(|error| panic!("{words:?}: {error}"));
        let mut stdout = vec![0; bytes];
        let read = child.stdout.take().map(|mut out| out.read_exact(&mut stdout));
        assert!(matches!(read, Some(Ok(()))), "{words:?} wrote fewer than {bytes} bytes");
        let output = child.wait_with_output().unwrap_or_else(|error| panic!("{words:?}: {error}"));
        self.ran(words, output.status.code(), stdout, &output.stderr)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_actorgraph"));
        command.args(words).current_dir(self.0.path());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn ran(&self, words: &[&str], code: Option<i32>, stdout: Vec<u8>, stderr: &[u8]) -> Ran {
        Ran {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            folder: self.path(""),
            files: self.files(),
            code,
            stdout: String::from_utf8_lossy(&stdout).into_owned(),
            stderr: String::from_utf8_lossy(stderr).into_owned(),
        }
    }
}

/// A run of the program that has ended.
pub struct Ran {
    words: Vec<String>,
    folder: PathBuf,
    files: Vec<String>,
    /// Its exit status, where it was not killed.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
}

impl Ran {
    /// The exit status must be this.
    #[track_caller]
    pub fn code(&self, code: i32) -> &Self {
        self.must(self.code == Some(code), &format!("the status is not {code}"))
    }

    /// Standard error must hold this.
    #[track_caller]
    pub fn tells(&self, text: &str) -> &Self {
        self.must(self.stderr.contains(text), &format!("standard error lacks {text:?}"))
    }

    /// Standard error must be empty.
    #[track_caller]
    pub fn silent(&self) -> &Self {
        self.must(self.stderr.is_empty(), "standard error is not empty")
    }

    /// Standard output must hold this.
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        self.must(self.stdout.contains(text), &format!("standard output lacks {text:?}"))
    }

    /// Shows the run and fails unless `fine`.
    #[track_caller]
    pub fn must(&self, fine: bool, what: &str) -> &Self {
        assert!(fine, "{what}{self}");
        self
    }

    /// Standard output as one JSON value.
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("standard output has another shape: {error}{self}"))
    }

    /// Standard output as a JSON value a line.
    #[track_caller]
    pub fn lines<T: DeserializeOwned>(&self) -> Vec<T> {
        let read = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line} has another shape: {error}{self}"));
        self.stdout.lines().map(read).collect()
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 4000;
        let shorten = |text: &str| text.chars().take(MOST).collect::<String>();
        let Self { words, folder, files, code, stdout, stderr, .. } = self;
        let line = "\n==========\n";
        write!(f, "{line}command: actorgraph {words:?}\nfolder:  {}\nfiles:   {files:?}\nstatus:  {code:?}", folder.display())?;
        write!(f, "\nstandard output:\n{}\nstandard error:\n{}{line}", shorten(stdout), shorten(stderr))
    }
}
