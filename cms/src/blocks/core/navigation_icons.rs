//! Icons of navigation blocks.

/// A small arrow down.
pub const SUBMENU: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"12\" height=\"12\" viewBox=\"0 0 12 12\" \
    fill=\"none\" aria-hidden=\"true\" focusable=\"false\"><path d=\"m2 4 4 4 4-4\" stroke-width=\"1.5\"></path></svg>";

/// Two lines.
pub const OPEN: &str = "<svg width=\"24\" height=\"24\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" \
    aria-hidden=\"true\" focusable=\"false\"><path d=\"M4 8h16v1.5H4zM4 15h16v1.5H4z\"></path></svg>";

/// Three lines.
pub const OPEN_WITH_THREE_LINES: &str = "<svg width=\"24\" height=\"24\" xmlns=\"http://www.w3.org/2000/svg\" \
    viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M5 5h14v1.5H5zM5 11.25h14v1.5H5zM5 17.5h14V19H5z\"></path></svg>";

/// A cross.
pub const CLOSE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" \
    aria-hidden=\"true\" focusable=\"false\"><path d=\"m5.5 4.5 6.5 6.5 6.5-6.5 1 1-6.5 6.5 6.5 6.5-1 1-6.5-6.5-6.5 6.5-1-1 6.5-6.5-6.5-6.5z\"></path></svg>";
