//! The `andibox` program: everything is in [`andibox::cli`].
fn main() {}
