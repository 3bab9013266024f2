//! Vectors with little room to spare: of hostile bodies, content has many.

/// Appends a value. Where there is no room, makes that for half as many, not for twice as many.
pub(super) fn push<T>(values: &mut Vec<T>, value: T) {
    let len = values.len();
    if len == values.capacity() {
        values.reserve_exact(len / 2 + 1);
    }
    values.push(value);
}
