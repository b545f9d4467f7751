//! Reading a mapped file that another program has truncated raises SIGBUS, which would end this program. The
//! handler here maps a page of zeros instead, and the owner of the mapping can see that this has happened.

#![expect(unsafe_code, reason = "there is no other way to outlive a file that is cut off under its mapping")]

use libc::{c_int, c_void, siginfo_t};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A guarded mapping.
struct Slot {
    /// Its start address; 0 if the slot is free.
    start: AtomicUsize,
    end: AtomicUsize,
    /// Whether one of its pages has disappeared.
    is_hit: AtomicBool,
}

/// More slots than files are ever mapped at once. A fixed table, because a signal handler must not take locks.
static SLOTS: [Slot; 4096] =
    [const { Slot { start: AtomicUsize::new(0), end: AtomicUsize::new(0), is_hit: AtomicBool::new(false) } };
        4096];

/// The previous handler of the signal.
static PREVIOUS: OnceLock<libc::sigaction> = OnceLock::new();

static PAGE: AtomicUsize = AtomicUsize::new(4096);

/// Marks a slot as claimed while its end is not yet known.
const CLAIMED: usize = usize::MAX;

/// Guards a mapping until it is dropped.
#[derive(Debug)]
pub(super) struct Guard {
    slot: usize,
}

impl Guard {
    /// Guards a mapping; `None` if all slots are taken.
    pub(super) fn over(map: &[u8]) -> Option<Self> {
        install();
        let range = map.as_ptr_range();
        let claim = |slot: &Slot| {
            slot.start.compare_exchange(0, CLAIMED, Ordering::AcqRel, Ordering::Relaxed).is_ok()
        };
        let at = SLOTS.iter().position(claim)?;
        let slot = SLOTS.get(at)?;
        slot.is_hit.store(false, Ordering::Release);
        slot.end.store(range.end as usize, Ordering::Release);
        slot.start.store(range.start as usize, Ordering::Release);
        Some(Self { slot: at })
    }

    /// Whether a page of the mapping has disappeared.
    pub(super) fn is_hit(&self) -> bool {
        SLOTS.get(self.slot).is_some_and(|slot| slot.is_hit.load(Ordering::Acquire))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(slot) = SLOTS.get(self.slot) {
            slot.end.store(0, Ordering::Release);
            slot.start.store(0, Ordering::Release);
        }
    }
}

/// Installs the handler, once.
fn install() {
    PREVIOUS.get_or_init(|| {
        // SAFETY: both structures are plain values that the calls fill in or read, and the handler only does
        // what a signal handler may do.
        unsafe {
            PAGE.store(libc::sysconf(libc::_SC_PAGESIZE).max(4096) as usize, Ordering::Release);
            let mut previous: libc::sigaction = std::mem::zeroed();
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = on_fault as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESTART;
            libc::sigemptyset(&raw mut action.sa_mask);
            libc::sigaction(libc::SIGBUS, &raw const action, &raw mut previous);
            previous
        }
    });
}

extern "C" fn on_fault(_: c_int, info: *mut siginfo_t, _: *mut c_void) {
    // SAFETY: the system passes a valid pointer.
    let address = unsafe { (*info).si_addr() } as usize;
    let is_in = |slot: &&Slot| {
        let (start, end) = (slot.start.load(Ordering::Acquire), slot.end.load(Ordering::Acquire));
        start != 0 && start != CLAIMED && (start..end).contains(&address)
    };
    if let Some(slot) = SLOTS.iter().find(is_in) {
        slot.is_hit.store(true, Ordering::Release);
        let page = PAGE.load(Ordering::Acquire);
        let start = address & !(page - 1);
        // SAFETY: the page belongs to one of our mappings, which still exists because its guard does, and it
        // can't be read any other way.
        let zeros = unsafe {
            libc::mmap(
                start as *mut c_void,
                page,
                libc::PROT_READ,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED,
                -1,
                0,
            )
        };
        if zeros != libc::MAP_FAILED {
            return;
        }
    }
    // Not one of our mappings: restore the previous handler, which gets the signal when the access is repeated.
    // SAFETY: both are plain values.
    unsafe {
        let default: libc::sigaction = std::mem::zeroed();
        libc::sigaction(libc::SIGBUS, PREVIOUS.get().unwrap_or(&default), std::ptr::null_mut());
    }
}
