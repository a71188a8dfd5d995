//! Tables for what drawing alone decides.
