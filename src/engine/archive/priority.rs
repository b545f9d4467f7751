//! Reading gives way: while it keeps every core busy, the window's own thread must still have one at once.

/// Lowers the priority of this thread, and of those that it starts.
pub(super) fn yield_to_window() {
    // Where that is refused, or another system has no such thing for a single thread, the work goes on as before.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}
