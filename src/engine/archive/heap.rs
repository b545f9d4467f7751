//! Returns freed memory to the system. By default, the allocator keeps what a thread has freed until that
//! thread frees more, which threads that have ended or wait for work don't do.

/// Returns freed memory to the system, except for that of other live threads.
pub(super) fn give_back_memory() {
    #[expect(unsafe_code, reason = "no safe function does this")]
    // SAFETY: the function takes no pointers and may be called by any thread at any time.
    unsafe {
        libmimalloc_sys::mi_collect(true);
    }
}
