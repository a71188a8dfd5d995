//! Tables of what the program does.
