//! Namespaces, and the attribute names whose case the HTML standard adjusts in SVG and MathML (13.2.6.1).

/// The namespace of an element. The parser creates elements only in these three namespaces.
///
/// ```
/// use newsprint::{Body, Namespace};
///
/// let body = Body::parse("<svg></svg>")?;
/// assert_eq!(body.children().next().unwrap().namespace(), Namespace::Svg);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Namespace {
    /// `http://www.w3.org/1999/xhtml`
    Html,
    /// `http://www.w3.org/2000/svg`
    Svg,
    /// `http://www.w3.org/1998/Math/MathML`
    MathMl,
}

/// Returns the form with upper-case letters that the standard gives to an attribute name, such as
/// `viewBox` for `viewbox` in SVG. `name` must be in lower case. Returns `None` if the standard
/// does not change the name.
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

/// The SVG attribute names that contain upper-case letters.
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
