//! Embeds the browser bundle anew when it was built anew.

fn main() {
    println!("cargo::rerun-if-changed=../admin/dist");
}
