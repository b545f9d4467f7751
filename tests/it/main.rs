//! What is tested from outside, by room.

mod search;
