//! Vectors that grow by half their size instead of doubling: hostile bodies make very long ones.

/// Appends a value.
#[inline]
pub(crate) fn push<T>(values: &mut Vec<T>, value: T) {
    let len = values.len();
    if len == values.capacity() {
        values.reserve_exact(len / 2 + 4);
    }
    values.push(value);
}
