//! Reports which tests were skipped and why, in one line after all tests have run.

use std::collections::BTreeMap;
use std::sync::{Mutex, Once, PoisonError};

/// The number of skipped tests by reason.
static SKIPPED: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

/// Notes that a test, or part of one, can't run here.
pub(crate) fn skip(reason: impl Into<String>) {
    static AT_EXIT: Once = Once::new();
    let reason = reason.into();
    println!("skipped: {reason}");
    *SKIPPED.lock().unwrap_or_else(PoisonError::into_inner).entry(reason).or_default() += 1;
    AT_EXIT.call_once(|| {
        #[cfg(unix)]
        #[expect(unsafe_code, reason = "the test harness says nothing of its own end")]
        // SAFETY: the function may be called at any time and never unwinds.
        unsafe {
            libc::atexit(say_skipped);
        }
    });
}

#[cfg(unix)]
extern "C" fn say_skipped() {
    let skipped = SKIPPED.lock().unwrap_or_else(PoisonError::into_inner);
    let reasons = skipped.iter().map(|(reason, count)| format!("{count} × {reason}"));
    println!("skipped: {} ({})\n", skipped.values().sum::<usize>(), reasons.collect::<Vec<_>>().join("; "));
}
