//! Tables for what the model derives.
