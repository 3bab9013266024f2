//! The names that the HTML standard adjusts in SVG and MathML (13.2.6.1, 13.2.6.5).

use crate::tree::arena::Namespace;

/// Returns the name that an attribute in lower case has in a namespace, if it is another.
pub(crate) fn adjusted_attribute(namespace: Namespace, name: &str) -> Option<&'static str> {
    match namespace {
        Namespace::Html => None,
        Namespace::MathMl => (name == "definitionurl").then_some("definitionURL"),
        Namespace::Svg => SVG_ATTRIBUTES
            .iter()
            .copied()
            .find(|adjusted| adjusted.eq_ignore_ascii_case(name) && *adjusted != name),
    }
}

/// The attributes of SVG that are not in lower case.
const SVG_ATTRIBUTES: [&str; 58] = [
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
];
