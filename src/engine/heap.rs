//! What threads free goes back to the system at once: by itself the allocator keeps it until the same thread frees
//! something again, which one that waits for work does not, and of 40,000 articles it would keep 100 MB.

use std::sync::Once;

/// The number of `mi_option_purge_delay` in mimalloc.h, which its Rust declarations leave out.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// Has the allocator wait no more before it gives freed memory back.
pub(super) fn give_back_at_once() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        #[expect(unsafe_code, reason = "no safe function does this")]
        // SAFETY: it takes two numbers, and is called once.
        unsafe {
            libmimalloc_sys::mi_option_set(PURGE_DELAY, 0);
        }
    });
}
