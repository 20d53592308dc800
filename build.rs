#![expect(
    clippy::disallowed_methods,
    reason = "a build script is told what it builds for by the environment"
)]

//! How the command is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // At a fixed address nothing has to be relocated when the command starts: the tables of time zones alone have tens
    // of thousands of addresses in them, and going through them would take as long as all else before `main` together.
    // Libraries, stacks and memory stay where the system's chance puts them.
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bin=tollgate=-no-pie");
    }
}
