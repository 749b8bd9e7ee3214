//! What the reading process may use, set by itself before it looks at the file.
//!
//! On Unix: address space, processor time, no core file, no file written, few files open. Windows knows no such caps without
//! unsafe code (a job object); there the limits of the readers themselves hold, and the desk ends a silent process.

use crate::limits::Limits;

/// Takes rights away from this process.
#[cfg(unix)]
pub(crate) fn tighten(limits: &Limits) {
    use rlimit::Resource;
    let caps = [
        (Resource::AS, limits.memory.saturating_add(address_space())),
        (Resource::CPU, limits.cpu_seconds),
        (Resource::CORE, 0),
        (Resource::FSIZE, 0),
        (Resource::NOFILE, 64),
    ];
    for (resource, cap) in caps {
        // a cap the system does not know, or a stricter one that is set already, is no reason not to read
        let _ = resource.set(cap, cap);
    }
}

/// Bytes of addresses this process holds before it reads: allocators reserve addresses ahead without using memory.
/// Zero where the system does not tell, which only makes the cap stricter.
#[cfg(unix)]
fn address_space() -> u64 {
    const PAGE: u64 = 4096;
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = told.split(' ').next().and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or_default().saturating_mul(PAGE)
}

/// Takes rights away from this process.
#[cfg(not(unix))]
pub(crate) fn tighten(_limits: &Limits) {}
