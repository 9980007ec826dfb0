//! The two things the core does not invent: chance and the time of day.

use crate::model::{Id, Time};

/// 80 random bits as an id.
pub fn random_id() -> Id {
    let mut bits = [0u8; 10];
    if let Err(error) = getrandom::fill(&mut bits) {
        // Without a random source two records must still differ: time and a counter are the best there is.
        log::error!("no random source: {error}");
        use std::sync::atomic::{AtomicU64, Ordering};
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let nanos = jiff::Timestamp::now().as_nanosecond();
        let mixed = nanos.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(i128::from(count));
        for (bit, byte) in bits.iter_mut().zip(mixed.to_le_bytes()) {
            *bit = byte;
        }
    }
    Id::from_bits(bits)
}

/// Now, to the second.
pub fn now() -> Time {
    Time(jiff::Timestamp::now().as_second())
}
