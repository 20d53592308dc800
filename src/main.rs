//! The command `tollgate`.

fn main() -> std::process::ExitCode {
    tollgate::cli::start::main()
}
