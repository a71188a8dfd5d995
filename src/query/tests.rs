//! The query language: tables, and the law that a print parses to the same tree.
