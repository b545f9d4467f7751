//! Limits how much all readers together hold in memory: reading many huge files at once would use memory
//! without bound.

use std::sync::{Condvar, Mutex, PoisonError};

/// Files larger than this, in bytes, take a share of the budget. The few smaller ones being read at any time
/// don't matter, and cost no lock.
const COUNTED: u64 = 1 << 20;

/// How many bytes of files are read and parsed at once. A larger file waits until it is the only one.
static BUDGET: Budget = Budget::of(128 << 20);

/// A budget of bytes.
struct Budget {
    most: u64,
    taken: Mutex<u64>,
    returned: Condvar,
}

/// A share of the budget, returned when dropped.
#[derive(Debug, Default)]
pub(super) struct Share(#[expect(dead_code, reason = "dropping it is what it is for")] Option<BudgetShare>);

struct BudgetShare {
    from: &'static Budget,
    bytes: u64,
}

impl Share {
    /// Takes a share for a file of this size, waiting until there is one.
    pub(super) fn for_file(size: u64) -> Self {
        Self((size > COUNTED).then(|| BUDGET.take(size)))
    }
}

impl Budget {
    const fn of(most: u64) -> Self {
        Self { most, taken: Mutex::new(0), returned: Condvar::new() }
    }

    fn take(&'static self, bytes: u64) -> BudgetShare {
        let bytes = bytes.min(self.most);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken + bytes > self.most {
            taken = self.returned.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken += bytes;
        BudgetShare { from: self, bytes }
    }
}

impl Drop for BudgetShare {
    fn drop(&mut self) {
        *self.from.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.from.returned.notify_all();
    }
}

impl std::fmt::Debug for BudgetShare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("BudgetShare").field(&self.bytes).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn no_more_is_taken_at_once_than_there_is_and_what_is_larger_waits_until_it_is_alone() {
        static SMALL: Budget = Budget::of(100);
        static AT_ONCE: AtomicU64 = AtomicU64::new(0);
        static MOST: AtomicU64 = AtomicU64::new(0);
        std::thread::scope(|scope| {
            for reader in 0..16u64 {
                scope.spawn(move || {
                    for file in 0..50 {
                        let size = [30, 70, 100, 500][((reader + file) % 4) as usize];
                        let share = SMALL.take(size);
                        let now = AT_ONCE.fetch_add(size.min(100), Ordering::SeqCst) + size.min(100);
                        MOST.fetch_max(now, Ordering::SeqCst);
                        std::thread::yield_now();
                        AT_ONCE.fetch_sub(size.min(100), Ordering::SeqCst);
                        drop(share);
                    }
                });
            }
        });
        assert_eq!(MOST.load(Ordering::SeqCst), 100);
        assert_eq!(*SMALL.taken.lock().unwrap(), 0);
    }
}
