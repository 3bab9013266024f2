//! The checks of the fuzz targets. The tests use the same checks.

#[path = "../../tests/common/choices.rs"]
mod choices;
#[path = "../../tests/common/content.rs"]
mod content;
#[path = "../../tests/common/decode.rs"]
mod decode;
#[path = "../../tests/common/edited.rs"]
mod edited;
#[path = "../../tests/common/ensure.rs"]
mod ensure;
#[path = "../../tests/common/found.rs"]
mod found;
#[path = "../../tests/common/html.rs"]
mod html;
#[path = "../../tests/common/invariants.rs"]
mod invariants;
#[path = "../../tests/common/lanes.rs"]
mod lanes;
#[path = "../../tests/common/markup.rs"]
mod markup;
#[path = "../../tests/common/names.rs"]
mod names;
#[path = "../../tests/common/outline.rs"]
mod outline;
#[path = "../../tests/common/rendered.rs"]
mod rendered;
#[path = "../../tests/common/round_trip.rs"]
mod round_trip;
#[path = "../../tests/common/shown/mod.rs"]
mod shown;
#[path = "../../tests/common/targets.rs"]
pub mod targets;
#[path = "../../tests/common/text_spans.rs"]
mod text_spans;
#[expect(dead_code, reason = "the targets only ask for all that content tells")]
#[path = "../../tests/common/told.rs"]
mod told;
