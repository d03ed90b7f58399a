//! The themes are part of the binary: a new file in their folder must reach it.

fn main() {
    println!("cargo::rerun-if-changed=../themes");
    println!("cargo::rerun-if-changed=build.rs");
}
