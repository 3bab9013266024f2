//! Appends to vectors. A full vector grows by half of its length, instead of doubling as with
//! `Vec::push`. This saves memory for hostile bodies, which need very long vectors.

/// Appends `value` to `values`.
#[inline]
pub(crate) fn push<T>(values: &mut Vec<T>, value: T) {
    let len = values.len();
    if len == values.capacity() {
        values.reserve_exact(len / 2 + 4);
    }
    values.push(value);
}
