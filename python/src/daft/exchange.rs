//! Passes arrays to and from Daft through the Arrow C data interface. This module contains the only
//! unsafe code of the package.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::{Array, ArrayRef, StructArray, make_array};
use arrow_schema::Field;
use daft_ext::prelude::{ArrowArray, ArrowData, ArrowSchema, DaftResult};

/// Converts an array that Daft passes to a function.
pub fn import_array(data: ArrowData) -> DaftResult<ArrayRef> {
    // SAFETY: on both sides, the types are the structs of the C data interface. Daft transfers
    // their ownership.
    let (array, schema): (FFI_ArrowArray, FFI_ArrowSchema) =
        unsafe { (data.array.into_owned(), data.schema.into_owned()) };
    // SAFETY: Daft guarantees that the pointers in its structs are valid.
    Ok(make_array(unsafe { from_ffi(array, &schema) }?))
}

/// Converts an array that is returned to Daft.
pub fn export_array(array: &StructArray) -> DaftResult<ArrowData> {
    let (array, schema) = to_ffi(&array.to_data())?;
    // SAFETY: on both sides, the types are the structs of the C data interface. Their ownership is
    // transferred.
    Ok(unsafe {
        ArrowData {
            schema: ArrowSchema::from_owned(schema),
            array: ArrowArray::from_owned(array),
        }
    })
}

/// Converts a field that is returned to Daft.
pub fn export_field(field: &Field) -> DaftResult<ArrowSchema> {
    let schema = FFI_ArrowSchema::try_from(field)?;
    // SAFETY: on both sides, the type is the struct of the C data interface. Its ownership is
    // transferred.
    Ok(unsafe { ArrowSchema::from_owned(schema) })
}
