//! A check that says what is wrong, so that an input for which it fails can be made smaller.

/// Returns an error with a message unless a condition holds.
macro_rules! ensure {
    ($holds:expr, $($message:tt)+) => {
        if !$holds {
            return Err(format!($($message)+));
        }
    };
}
pub(crate) use ensure;
