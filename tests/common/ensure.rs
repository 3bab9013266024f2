//! A check that returns an error and does not panic, so that a failing input can be minimized.

/// Returns an error with the message if the condition is false.
macro_rules! ensure {
    ($holds:expr, $($message:tt)+) => {
        if !$holds {
            return Err(format!($($message)+));
        }
    };
}
pub(crate) use ensure;
