//! Detects legacy encodings of Chinese, Japanese and Korean text.
//!
//! Text in one of these encodings is nearly always valid in the others, too. If the text is decoded
//! with the right encoding, it contains many common characters. With a wrong encoding, it contains
//! mostly rare characters. So a model of each encoding assigns a cost in bits to each character:
//! the negative binary logarithm of the character's frequency. The best guess is the encoding in
//! which the whole text has the lowest cost. This encoding is returned under two conditions. The
//! cost in every other encoding must be clearly higher, and the text must contain as many common
//! characters as real text. These conditions exclude text in Latin or Cyrillic letters, truncated
//! UTF-8 and random bytes.
//!
//! For 40-byte samples of real text, the right encoding is detected in 95 % to 99 % of cases, and a
//! wrong encoding in at most 0.1 %. For 400-byte samples, the right encoding is detected in 98 % of
//! cases, and a wrong encoding never.

use std::ops::RangeInclusive;

use super::encoding::Encoding;

/// The minimum number of characters outside ASCII. If a text has fewer, no encoding is detected.
const MIN_CHARS: u32 = 4;
/// The minimum difference, in bits, between the lowest cost and the cost in any other encoding. If
/// a difference is smaller, no encoding is detected.
const MIN_MARGIN: u32 = 10;

/// The cost in bits of one of the most common characters of a language.
const COMMON: u32 = 7;
/// The cost in bits of an ASCII character.
const ASCII: u32 = 5;
/// The cost in bits of a four-byte character in GB18030. GBK has no four-byte characters.
const FOUR_BYTES: u32 = 30;
/// The cost in bits of a half-width katakana character in Shift_JIS and EUC-JP.
const HALF_WIDTH: u32 = 18;

/// The frequencies of the characters of one language or script, in one encoding.
struct Model {
    encoding: Encoding,
    /// The most common characters, two bytes each. At least a quarter of real text consists of
    /// these characters.
    common: &'static [u8],
    /// The ranges of the characters that are not in `common`, with their costs. If several regions
    /// contain a character, the first region determines its cost. A character that is in no region
    /// is invalid in this encoding.
    regions: &'static [Region],
    /// The maximum average cost of the characters that are not ASCII, in tenths of a bit. Real text
    /// is below this maximum, since many of its characters are in `common`. If the average is above
    /// the maximum, this encoding is not detected. So no encoding is detected for random bytes.
    max_average: u32,
}

/// A range of two-byte characters that have about the same frequency.
struct Region {
    lead: RangeInclusive<u8>,
    trail: &'static [RangeInclusive<u8>],
    bits: u32,
}

const fn region(
    lead: RangeInclusive<u8>,
    trail: &'static [RangeInclusive<u8>],
    bits: u32,
) -> Region {
    Region { lead, trail, bits }
}

/// The range of the second byte of a two-byte character in EUC-CN (GB 2312), EUC-KR and EUC-JP.
const HIGH: &[RangeInclusive<u8>] = &[0xa1..=0xfe];
const GBK: &[RangeInclusive<u8>] = &[0x40..=0x7e, 0x80..=0xfe];
const GBK_ONLY: &[RangeInclusive<u8>] = &[0x40..=0x7e, 0x80..=0xa0];
const BIG5: &[RangeInclusive<u8>] = &[0x40..=0x7e, 0xa1..=0xfe];
const SHIFT_JIS: &[RangeInclusive<u8>] = &[0x40..=0x7e, 0x80..=0xfc];
/// The ranges of the second byte of a Korean syllable that is in Windows code page 949, but not in
/// EUC-KR.
const WINDOWS_KR: &[RangeInclusive<u8>] = &[0x41..=0x5a, 0x61..=0x7a, 0x81..=0xfe];

const MODELS: [Model; 6] = [
    // Simplified characters.
    Model {
        encoding: Encoding::Gb18030,
        // ，的。是一不了在人有国、这我“”中大上为个他们来到时会以对说地年
        common: b"\xa3\xac\xb5\xc4\xa1\xa3\xca\xc7\xd2\xbb\xb2\xbb\xc1\xcb\xd4\xda\xc8\xcb\xd3\xd0\
            \xb9\xfa\xa1\xa2\xd5\xe2\xce\xd2\xa1\xb0\xa1\xb1\xd6\xd0\xb4\xf3\xc9\xcf\xce\xaa\
            \xb8\xf6\xcb\xfb\xc3\xc7\xc0\xb4\xb5\xbd\xca\xb1\xbb\xe1\xd2\xd4\xb6\xd4\xcb\xb5\
            \xb5\xd8\xc4\xea",
        regions: &[
            // In this order: level 1 of GB 2312, symbols, level 2, GBK.
            region(0xb0..=0xd7, HIGH, 13),
            region(0xa1..=0xa3, HIGH, 13),
            region(0xd8..=0xf7, HIGH, 18),
            region(0x81..=0xfe, GBK, 23),
        ],
        max_average: 126,
    },
    // Traditional characters: most are not in GB 2312.
    Model {
        encoding: Encoding::Gb18030,
        // ，的。是一不了在人有國、這我「」中大上為個他們來到時會以對說學過還沒後年
        common: b"\xa3\xac\xb5\xc4\xa1\xa3\xca\xc7\xd2\xbb\xb2\xbb\xc1\xcb\xd4\xda\xc8\xcb\xd3\xd0\
            \x87\xf8\xa1\xa2\xdf\x40\xce\xd2\xa1\xb8\xa1\xb9\xd6\xd0\xb4\xf3\xc9\xcf\x9e\xe9\
            \x82\x80\xcb\xfb\x82\x83\x81\xed\xb5\xbd\x95\x72\x95\xfe\xd2\xd4\x8c\xa6\xd5\x66\
            \x8c\x57\xdf\x5e\xdf\x80\x9b\x5d\xe1\xe1\xc4\xea",
        regions: &[
            // As in the model above, but characters of GBK/3 and GBK/4 are frequent.
            region(0xb0..=0xd7, HIGH, 13),
            region(0xa1..=0xa3, HIGH, 13),
            region(0xd8..=0xf7, HIGH, 18),
            region(0x81..=0xa0, GBK, 15),
            region(0xaa..=0xfe, GBK_ONLY, 16),
            region(0x81..=0xfe, GBK, 23),
        ],
        max_average: 134,
    },
    Model {
        encoding: Encoding::Big5,
        // The same characters as in the model above.
        common: b"\xa1\x41\xaa\xba\xa1\x43\xac\x4f\xa4\x40\xa4\xa3\xa4\x46\xa6\x62\xa4\x48\xa6\xb3\
            \xb0\xea\xa1\x42\xb3\x6f\xa7\xda\xa1\x75\xa1\x76\xa4\xa4\xa4\x6a\xa4\x57\xac\xb0\
            \xad\xd3\xa5\x4c\xad\xcc\xa8\xd3\xa8\xec\xae\xc9\xb7\x7c\xa5\x48\xb9\xef\xbb\xa1\
            \xbe\xc7\xb9\x4c\xc1\xd9\xa8\x53\xab\xe1\xa6\x7e",
        regions: &[
            // In this order: level 1, symbols, level 2.
            region(0xa4..=0xc6, BIG5, 13),
            region(0xa1..=0xa3, BIG5, 12),
            region(0xc9..=0xf9, BIG5, 19),
        ],
        max_average: 126,
    },
    Model {
        encoding: Encoding::EucKr,
        // 이다는에의을가하고지은한를로사기서도인대자시정나리어아그일해수있
        common: b"\xc0\xcc\xb4\xd9\xb4\xc2\xbf\xa1\xc0\xc7\xc0\xbb\xb0\xa1\xc7\xcf\xb0\xed\xc1\xf6\
            \xc0\xba\xc7\xd1\xb8\xa6\xb7\xce\xbb\xe7\xb1\xe2\xbc\xad\xb5\xb5\xc0\xce\xb4\xeb\
            \xc0\xda\xbd\xc3\xc1\xa4\xb3\xaa\xb8\xae\xbe\xee\xbe\xc6\xb1\xd7\xc0\xcf\xc7\xd8\
            \xbc\xf6\xc0\xd6",
        regions: &[
            // In this order: syllables, symbols, Chinese characters, more syllables.
            region(0xb0..=0xc8, HIGH, 12),
            region(0xa1..=0xa3, HIGH, 16),
            region(0xa4..=0xfd, HIGH, 20),
            region(0x81..=0xc6, WINDOWS_KR, 22),
        ],
        max_average: 115,
    },
    Model {
        encoding: Encoding::EucJp,
        // のにはをたがでとしてれるいなからこす。、ー
        common: b"\xa4\xce\xa4\xcb\xa4\xcf\xa4\xf2\xa4\xbf\xa4\xac\xa4\xc7\xa4\xc8\xa4\xb7\xa4\xc6\
            \xa4\xec\xa4\xeb\xa4\xa4\xa4\xca\xa4\xab\xa4\xe9\xa4\xb3\xa4\xb9\xa1\xa3\xa1\xa2\
            \xa1\xbc",
        regions: &[
            // In this order: hiragana, katakana, symbols, level 1, the rest, half-width katakana.
            region(0xa4..=0xa4, &[0xa1..=0xf3], 8),
            region(0xa5..=0xa5, &[0xa1..=0xf6], 9),
            region(0xa1..=0xa3, HIGH, 12),
            region(0xb0..=0xcf, HIGH, 13),
            region(0xa6..=0xf4, HIGH, 18),
            region(0x8e..=0x8e, &[0xa1..=0xdf], HALF_WIDTH),
        ],
        max_average: 115,
    },
    Model {
        encoding: Encoding::ShiftJis,
        // The same characters as in the model above.
        common: b"\x82\xcc\x82\xc9\x82\xcd\x82\xf0\x82\xbd\x82\xaa\x82\xc5\x82\xc6\x82\xb5\x82\xc4\
            \x82\xea\x82\xe9\x82\xa2\x82\xc8\x82\xa9\x82\xe7\x82\xb1\x82\xb7\x81\x42\x81\x41\
            \x81\x5b",
        regions: &[
            // In this order: hiragana, katakana, symbols, level 1, the rest.
            region(0x82..=0x82, &[0x9f..=0xf1], 8),
            region(0x83..=0x83, &[0x40..=0x7e, 0x80..=0x96], 9),
            region(0x81..=0x82, SHIFT_JIS, 12),
            region(0x88..=0x97, SHIFT_JIS, 13),
            region(0x81..=0x9f, SHIFT_JIS, 18),
            region(0xe0..=0xfc, SHIFT_JIS, 18),
        ],
        max_average: 115,
    },
];

/// Returns the encoding of `bytes`, or `None` if no encoding is clearly the right one. `bytes` must start
/// with a character that is not ASCII.
pub(super) fn guess(bytes: &[u8]) -> Option<Encoding> {
    let measured = MODELS
        .iter()
        .filter_map(|model| Some((model, measure(model, bytes)?)));
    let mut measured: Vec<_> = measured.collect();
    measured.sort_by_key(|(_, size)| size.bits + size.ascii * ASCII);
    let mut measured = measured.into_iter();
    let (model, size) = measured.next()?;
    let total = |size: &Size| size.bits + size.ascii * ASCII;
    let mut others = measured.filter(|(other, _)| other.encoding != model.encoding);
    let is_best = others
        .next()
        .is_none_or(|(_, other)| total(&other) >= total(&size) + MIN_MARGIN);
    let is_real = size.chars >= MIN_CHARS && size.bits * 10 <= size.chars * model.max_average;
    (is_best && is_real).then_some(model.encoding)
}

/// The cost of a text in one encoding.
#[derive(Default)]
struct Size {
    /// The number of characters that are not ASCII.
    chars: u32,
    /// The total cost of the characters that are not ASCII, in bits.
    bits: u32,
    /// The number of ASCII characters. The cost of ASCII characters is not included in `bits`.
    ascii: u32,
}

/// Returns the cost of a text in the encoding of `model`, or `None` if the text is not valid in
/// this encoding. A valid text may end within a character.
fn measure(model: &Model, bytes: &[u8]) -> Option<Size> {
    let mut size = Size::default();
    let mut rest = bytes;
    loop {
        let bits;
        (bits, rest) = match (model.encoding, rest) {
            (_, []) => return Some(size),
            (_, [0..=0x7f, after @ ..]) => {
                size.ascii += 1;
                rest = after;
                continue;
            }
            (Encoding::ShiftJis, [0xa1..=0xdf, after @ ..]) => (HALF_WIDTH, after),
            (
                Encoding::Gb18030,
                [
                    0x81..=0xfe,
                    0x30..=0x39,
                    0x81..=0xfe,
                    0x30..=0x39,
                    after @ ..,
                ],
            ) => (FOUR_BYTES, after),
            (_, [_]) | (Encoding::Gb18030, [_, 0x30..=0x39] | [_, 0x30..=0x39, _]) => {
                return Some(size);
            }
            (_, [lead, trail, after @ ..]) => (model.bits(*lead, *trail)?, after),
        };
        size.chars += 1;
        size.bits += bits;
    }
}

impl Model {
    /// Returns the cost in bits of a two-byte character, or `None` if the two bytes are not a valid
    /// character.
    fn bits(&self, lead: u8, trail: u8) -> Option<u32> {
        if self
            .common
            .chunks_exact(2)
            .any(|common| common == [lead, trail])
        {
            return Some(COMMON);
        }
        let has = |region: &&Region| {
            region.lead.contains(&lead) && region.trail.iter().any(|range| range.contains(&trail))
        };
        Some(self.regions.iter().find(has)?.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_of_a_sentence_of_forty_bytes_is_detected() {
        for (encoding, bytes) in SENTENCES {
            assert_eq!(guess(bytes), Some(*encoding), "{bytes:?}");
        }
    }

    #[test]
    fn a_character_may_be_cut() {
        for (encoding, bytes) in SENTENCES {
            let half = &bytes[..bytes.len() - 1];
            assert_eq!(guess(half), Some(*encoding), "{half:?}");
        }
        // The first one to four bytes of a four-byte character.
        let gb = SENTENCES[0].1.repeat(3);
        for end in [
            &b"\x81"[..],
            b"\x81\x30",
            b"\x81\x30\x81",
            b"\x81\x30\x81\x30",
        ] {
            assert_eq!(guess(&[&gb, end].concat()), Some(Encoding::Gb18030));
        }
    }

    #[test]
    fn no_encoding_is_detected_in_other_scripts() {
        for bytes in OTHERS {
            assert_eq!(guess(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn no_encoding_is_detected_in_few_characters() {
        assert_eq!(guess(b""), None);
        assert_eq!(guess(b"\xb5\xc4\xca\xc7\xb2\xbb"), None);
    }

    #[test]
    fn common_characters_are_valid() {
        for model in &MODELS {
            for pair in model.common.chunks(2) {
                let [lead, trail] = pair else {
                    panic!("half a character")
                };
                let has = |region: &Region| {
                    let trails = &mut region.trail.iter();
                    region.lead.contains(lead) && trails.any(|range| range.contains(trail))
                };
                assert!(model.regions.iter().any(has), "{pair:x?}");
            }
        }
    }

    const SENTENCES: &[(Encoding, &[u8])] = &[
        // 港口公司说，新的渡轮明天开始夜航。
        (Encoding::Gb18030, b"\xb8\xdb\xbf\xda\xb9\xab\xcb\xbe\xcb\xb5\xa3\xac\xd0\xc2\xb5\xc4\xb6\xc9\xc2\xd6\xc3\xf7\xcc\xec\xbf\xaa\xca\xbc\xd2\xb9\xba\xbd\xa1\xa3"),
        // 港口公司說，這個新的渡輪明天開始夜航。
        (Encoding::Gb18030, b"\xb8\xdb\xbf\xda\xb9\xab\xcb\xbe\xd5f\xa3\xac\xdf@\x82\x80\xd0\xc2\xb5\xc4\xb6\xc9\xdd\x86\xc3\xf7\xcc\xec\xe9_\xca\xbc\xd2\xb9\xba\xbd\xa1\xa3"),
        // 港口公司說，這個新的渡輪明天開始夜航。
        (Encoding::Big5, b"\xb4\xe4\xa4f\xa4\xbd\xa5q\xbb\xa1\xa1A\xb3o\xad\xd3\xb7s\xaa\xba\xb4\xe7\xbd\xfc\xa9\xfa\xa4\xd1\xb6}\xa9l\xa9]\xaf\xe8\xa1C"),
        // 항만 회사는 내일부터 밤 배를 띄운다
        (Encoding::EucKr, b"\xc7\xd7\xb8\xb8 \xc8\xb8\xbb\xe7\xb4\xc2 \xb3\xbb\xc0\xcf\xba\xce\xc5\xcd \xb9\xe3 \xb9\xe8\xb8\xa6 \xb6\xe7\xbf\xee\xb4\xd9"),
        // 港の会社は明日から夜の便を出します。
        (Encoding::EucJp, b"\xb9\xc1\xa4\xce\xb2\xf1\xbc\xd2\xa4\xcf\xcc\xc0\xc6\xfc\xa4\xab\xa4\xe9\xcc\xeb\xa4\xce\xca\xd8\xa4\xf2\xbd\xd0\xa4\xb7\xa4\xde\xa4\xb9\xa1\xa3"),
        // 港の会社は明日から夜の便を出します。
        (Encoding::ShiftJis, b"\x8d`\x82\xcc\x89\xef\x8e\xd0\x82\xcd\x96\xbe\x93\xfa\x82\xa9\x82\xe7\x96\xe9\x82\xcc\x95\xd6\x82\xf0\x8fo\x82\xb5\x82\xdc\x82\xb7\x81B"),
    ];

    const OTHERS: &[&[u8]] = &[
        // cp1252: Le départ du ferry à été retardé, déclare la société; l’équipage, très fatigué, a refusé.
        b"Le d\xe9part du ferry \xe0 \xe9t\xe9 retard\xe9, d\xe9clare la soci\xe9t\xe9; l\x92\xe9quipage, tr\xe8s fatigu\xe9, a refus\xe9.",
        // koi8_r: Ночной паром отправился вчера вечером в первый рейс
        b"\xee\xcf\xde\xce\xcf\xca \xd0\xc1\xd2\xcf\xcd \xcf\xd4\xd0\xd2\xc1\xd7\xc9\xcc\xd3\xd1 \xd7\xde\xc5\xd2\xc1 \xd7\xc5\xde\xc5\xd2\xcf\xcd \xd7 \xd0\xc5\xd2\xd7\xd9\xca \xd2\xc5\xca\xd3",
        // cp1251: Ночной паром отправился вчера вечером в первый рейс
        b"\xcd\xee\xf7\xed\xee\xe9 \xef\xe0\xf0\xee\xec \xee\xf2\xef\xf0\xe0\xe2\xe8\xeb\xf1\xff \xe2\xf7\xe5\xf0\xe0 \xe2\xe5\xf7\xe5\xf0\xee\xec \xe2 \xef\xe5\xf0\xe2\xfb\xe9 \xf0\xe5\xe9\xf1",
        // cp1253: Το νυχτερινό πλοίο ξεκίνησε χθες
        b"\xd4\xef \xed\xf5\xf7\xf4\xe5\xf1\xe9\xed\xfc \xf0\xeb\xef\xdf\xef \xee\xe5\xea\xdf\xed\xe7\xf3\xe5 \xf7\xe8\xe5\xf2",
        // cp1256: انطلقت العبارة الليلية مساء أمس
        b"\xc7\xe4\xd8\xe1\xde\xca \xc7\xe1\xda\xc8\xc7\xd1\xc9 \xc7\xe1\xe1\xed\xe1\xed\xc9 \xe3\xd3\xc7\xc1 \xc3\xe3\xd3",
        // tis_620: เรือเฟอร์รี่กลางคืนออกเดินทางเมื่อวานนี้
        b"\xe0\xc3\xd7\xcd\xe0\xbf\xcd\xc3\xec\xc3\xd5\xe8\xa1\xc5\xd2\xa7\xa4\xd7\xb9\xcd\xcd\xa1\xe0\xb4\xd4\xb9\xb7\xd2\xa7\xe0\xc1\xd7\xe8\xcd\xc7\xd2\xb9\xb9\xd5\xe9",
        // mac_roman: Die Fähre läuft über Nacht, für größere Gruppen öfter
        b"Die F\x8ahre l\x8auft \x9fber Nacht, f\x9fr gr\x9a\xa7ere Gruppen \x9after",
    ];
}
