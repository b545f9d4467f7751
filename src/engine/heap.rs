//! How glibc keeps freed memory: by itself, of 40,000 articles it would keep 80 MB that nobody uses any more.

/// Has all threads share two heaps. By itself each of the sixteen that read has one of its own, and what it frees is of
/// no use to the others; with two, loading on two cores is as fast.
pub(super) fn share_heaps() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(unsafe_code, reason = "no safe function does this")]
    // SAFETY: it takes two numbers, and may be called by any thread at any time.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 2);
    }
}

/// Gives freed memory back to the system, also that between what is in use.
pub(super) fn give_back_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(unsafe_code, reason = "no safe function does this")]
    // SAFETY: it takes no pointer, and may be called by any thread at any time.
    unsafe {
        libc::malloc_trim(0);
    }
}
