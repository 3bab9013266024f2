//! Passes arrays to and from Daft through the Arrow C data interface. The only unsafe code of the package.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::{Array, ArrayRef, StructArray, make_array};
use arrow_schema::Field;
use daft_ext::prelude::{ArrowArray, ArrowData, ArrowSchema, DaftResult};

/// Returns an array that Daft passes.
pub fn import_array(data: ArrowData) -> DaftResult<ArrayRef> {
    // SAFETY: both sides are the structs of the C data interface, and Daft gives them away.
    let (array, schema): (FFI_ArrowArray, FFI_ArrowSchema) =
        unsafe { (data.array.into_owned(), data.schema.into_owned()) };
    // SAFETY: Daft guarantees that the pointers in its structs are valid.
    Ok(make_array(unsafe { from_ffi(array, &schema) }?))
}

/// Returns an array for Daft to take.
pub fn export_array(array: &StructArray) -> DaftResult<ArrowData> {
    let (array, schema) = to_ffi(&array.to_data())?;
    // SAFETY: both sides are the structs of the C data interface, and are given away.
    Ok(unsafe {
        ArrowData {
            schema: ArrowSchema::from_owned(schema),
            array: ArrowArray::from_owned(array),
        }
    })
}

/// Returns a field for Daft to take.
pub fn export_field(field: &Field) -> DaftResult<ArrowSchema> {
    let schema = FFI_ArrowSchema::try_from(field)?;
    // SAFETY: both sides are the struct of the C data interface, and it is given away.
    Ok(unsafe { ArrowSchema::from_owned(schema) })
}
