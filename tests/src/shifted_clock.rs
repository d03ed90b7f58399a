//! A wall clock that jumps: a library which a program loads first moves what it is told by as many seconds as a file
//! says, at every call. Monotonic clocks stay as they are, as on a machine whose time somebody sets.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Files are read by system calls alone, since a program may ask for the time in the middle of a signal.
const SOURCE: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static long shift(void) {
  char digits[32] = {0};
  const char *name = getenv("CLOCK_SHIFT_FILE");
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return 0;
  long length = read(file, digits, sizeof digits - 1);
  close(file);
  return length > 0 ? strtol(digits, NULL, 10) : 0;
}
int clock_gettime(clockid_t id, struct timespec *time) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(id, time);
  if (result == 0 && id == CLOCK_REALTIME) time->tv_sec += shift();
  return result;
}
int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  static int (*real)(struct timeval *, void *);
  if (!real) real = (int (*)(struct timeval *, void *))dlsym(RTLD_NEXT, "gettimeofday");
  int result = real(time, zone);
  if (result == 0) time->tv_sec += shift();
  return result;
}
"#;

/// The clock of the programs that are started with its [`ShiftedClock::environment`].
pub struct ShiftedClock {
    folder: TempDir,
}

impl ShiftedClock {
    /// A clock that is right.
    pub fn new() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        // A database server runs as somebody else.
        let for_all = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), for_all).expect("the folder is ours");
        compile(folder.path());
        let clock = Self { folder };
        clock.set(0);
        clock
    }

    /// Moves the clock to so many seconds after the right time; before it, if negative.
    pub fn set(&self, seconds: i64) {
        let unfinished = self.folder.path().join("unfinished");
        std::fs::write(&unfinished, seconds.to_string()).expect("the file is written");
        // Nobody reads half a number.
        std::fs::rename(&unfinished, self.file()).expect("the file is moved");
    }

    /// What a program is started with to go by this clock.
    pub fn environment(&self) -> [(&'static str, String); 2] {
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        [("LD_PRELOAD", text(library(self.folder.path()))), ("CLOCK_SHIFT_FILE", text(self.file()))]
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("seconds")
    }
}

impl Default for ShiftedClock {
    fn default() -> Self {
        Self::new()
    }
}

fn library(folder: &Path) -> PathBuf {
    folder.join("shifted_clock.so")
}

fn compile(folder: &Path) {
    let source = folder.join("shifted_clock.c");
    std::fs::write(&source, SOURCE).expect("the source is written");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]).arg(library(folder)).arg(&source).arg("-ldl");
    assert!(compiler.status().is_ok_and(|status| status.success()), "a C compiler is part of what a build needs");
}
