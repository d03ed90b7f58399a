//! The platen binary. Everything it does stands in the library, one file a command.

/// Fronts make and drop many small texts on many threads: under load they answer a third more lists of the API with it
/// than with the system's allocator.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    platen::run()
}
