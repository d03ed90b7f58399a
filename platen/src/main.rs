//! The platen binary. Everything it does stands in the library, one file a command.

fn main() -> std::process::ExitCode {
    platen::run()
}
