//! Lowers the priority of reading: even when it keeps all cores busy, the window's thread must get one at once.

/// Lowers the priority of this thread, and of those it starts.
pub(super) fn yield_to_window() {
    // If this is refused or not supported for single threads, the work goes on as before.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}
