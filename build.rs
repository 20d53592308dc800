fn main() {
    println!("cargo::rustc-link-arg-bin=tollgate=-no-pie");
}
