//! What an event is doing.

/// It waits for its time.
pub const WAITING: &str = "waiting";
/// A runner has it.
pub const RUNNING: &str = "running";
/// Its site, hook or queue is paused.
pub const PAUSED: &str = "paused";
/// As many of its kind run as may run at once, or ran in this minute.
pub const LIMITED: &str = "limited";
/// No runner knew its hook; the next version may.
pub const UNKNOWN: &str = "unknown";
/// Its runner died, and it said that it must not simply run again: a person decides.
pub const HELD: &str = "held";
/// It was tried as often as it may be: a dead letter.
pub const DEAD: &str = "dead";
