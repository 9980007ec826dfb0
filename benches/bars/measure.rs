//! Timing in pairs, and the lines that tell of it.

use std::time::Duration;

/// CPU time of this thread so far.
pub(crate) fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// CPU seconds that `work` takes.
pub(crate) fn secs(work: impl FnOnce()) -> f64 {
    let before = cpu();
    work();
    cpu().checked_sub(before).unwrap().as_secs_f64()
}

/// Seconds by the clock on the wall that `work` takes.
pub(crate) fn wall_secs(work: impl FnOnce()) -> f64 {
    let begun = std::time::Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Prints a row that has a bar: the median of the ratios `ours / other`, which should be at most `limit`.
pub(crate) fn ratio(name: &str, pairs: &[(f64, f64)], limit: f64) {
    let value = median(pairs.iter().map(|(ours, other)| ours / other).collect());
    line(name, value, limit, value <= limit);
    let each = |pick: fn(&(f64, f64)) -> f64| median(pairs.iter().map(pick).collect()) * 1000.0;
    println!("    {:.3} ms against {:.3} ms, {} pairs", each(|p| p.0), each(|p| p.1), pairs.len());
}

pub(crate) fn line(name: &str, value: f64, limit: f64, holds: bool) {
    println!("bar {name} {value:.3} {limit} {}", if holds { "holds" } else { "short" });
}

/// Prints a row that only reports.
pub(crate) fn report(name: &str, value: f64, unit: &str) {
    println!("bar {name} {value:.3} - holds");
    println!("    in {unit}");
}
