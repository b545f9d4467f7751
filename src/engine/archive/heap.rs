//! What was freed goes back to the system: by itself the allocator keeps what a thread has freed until that thread frees
//! more, which those that have ended or wait for work do not.

/// Gives freed memory back to the system, but what belongs to other threads that live.
pub(super) fn give_back_memory() {
    #[expect(unsafe_code, reason = "no safe function does this")]
    // SAFETY: it takes no pointer, and may be called by any thread at any time.
    unsafe {
        libmimalloc_sys::mi_collect(true);
    }
}
