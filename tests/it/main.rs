//! What is tested from outside, in one binary: the rooms' doors, the files, the pages, and the window.

mod blocks;
mod doors;
mod window;
