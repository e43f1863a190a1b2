//! Reads what postcard wrote, without an error path at each field.
//!
//! In postcard's own reader each of some 150 fields may fail, and each failure has to drop everything that was read
//! before it. That took a third of the code that reads a dataset (docs/performance.md). This reader remembers that
//! something was wrong and reads zeros and empty texts from there on; [`decode`] reports the failure at the end. The
//! format is postcard's, wire format 1: <https://postcard.jamesmunns.com/wire-format>.

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor};
use std::fmt;

/// Decodes a value from all of the bytes; `None` if they do not hold exactly one.
pub(super) fn decode<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Option<T> {
    let mut reader = Reader { rest: bytes, failed: false };
    let Ok(value) = T::deserialize(&mut reader);
    (!reader.failed && reader.rest.is_empty()).then_some(value)
}

/// An error that cannot occur, so the compiler removes every path that would handle it.
enum Never {}

impl fmt::Debug for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl serde::de::Error for Never {
    /// Called only for values that no encoder writes, such as a part of a model with neither a name nor a model.
    fn custom<T: fmt::Display>(_: T) -> Never {
        panic!("dataset.bin holds what no check lets pass")
    }
}

struct Reader<'de> {
    rest: &'de [u8],
    /// The bytes ended too soon, or postcard cannot have written them.
    failed: bool,
}

impl<'de> Reader<'de> {
    fn fail(&mut self) {
        self.failed = true;
        self.rest = &[];
    }

    #[inline(never)]
    fn take(&mut self, count: usize) -> &'de [u8] {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            self.fail();
            return &[];
        };
        self.rest = rest;
        taken
    }

    #[inline(never)]
    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    /// Seven bits per byte, lowest first; a set high bit means that more bytes follow.
    #[inline(never)]
    fn varint(&mut self) -> u64 {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return value;
            }
        }
        self.fail();
        0
    }

    /// A number that must fit into fewer bits.
    fn number<T: TryFrom<u64> + Default>(&mut self) -> T {
        let value = self.varint();
        T::try_from(value).unwrap_or_else(|_| {
            self.fail();
            T::default()
        })
    }

    /// A signed number in zigzag encoding: 0, -1, 1, -2 … are written as 0, 1, 2, 3 …
    #[inline(never)]
    fn signed(&mut self) -> i64 {
        let value = self.varint();
        (value >> 1) as i64 ^ -((value & 1) as i64)
    }

    #[inline(never)]
    fn text(&mut self) -> &'de str {
        let length = self.number();
        let bytes = self.take(length);
        std::str::from_utf8(bytes).unwrap_or_else(|_| {
            self.fail();
            ""
        })
    }

    /// A boolean, written as 0 or 1; any other byte is a failure.
    fn flag(&mut self) -> bool {
        let byte = self.byte();
        if byte > 1 {
            self.fail();
        }
        byte == 1
    }
}

/// The deserializer's methods for numbers, each with the function that reads the number.
macro_rules! numbers {
    ($($method:ident => $visit:ident($read:expr)),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
            let read: fn(&mut Reader<'de>) -> _ = $read;
            visitor.$visit(read(self))
        }
    )+};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Never;

    numbers! {
        deserialize_bool => visit_bool(Reader::flag),
        deserialize_u8 => visit_u8(Reader::byte),
        deserialize_u16 => visit_u16(Reader::number),
        deserialize_u32 => visit_u32(Reader::number),
        deserialize_u64 => visit_u64(Reader::varint),
        deserialize_i8 => visit_i8(|reader| reader.byte() as i8),
        deserialize_i16 => visit_i16(|reader| reader.signed() as i16),
        deserialize_i32 => visit_i32(|reader| reader.signed() as i32),
        deserialize_i64 => visit_i64(Reader::signed),
        deserialize_f64 => visit_f64(|reader| reader.take(8).try_into().map(f64::from_le_bytes).unwrap_or_default()),
        deserialize_char => visit_char(|reader| reader.text().chars().next().unwrap_or_default()),
        deserialize_str => visit_str(Reader::text),
        deserialize_string => visit_str(Reader::text),
    }

    // types that no field of the model uses
    serde::forward_to_deserialize_any! {
        i128 u128 f32 bytes byte_buf unit unit_struct map identifier ignored_any
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
        panic!("the bytes do not tell their type")
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        if self.flag() { visitor.visit_some(self) } else { visitor.visit_none() }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.number();
        visitor.visit_seq(List { reader: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        let mut variant: u32 = self.number();
        if variant as usize >= variants.len() {
            self.fail();
            variant = 0;
        }
        visitor.visit_enum(Variant { reader: self, variant })
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// The fields of a struct or tuple: always as many as the caller asks for.
struct Fields<'a, 'de>(&'a mut Reader<'de>);

impl<'de> SeqAccess<'de> for Fields<'_, 'de> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        seed.deserialize(&mut *self.0).map(Some)
    }
}

/// The entries of a list, which is preceded by its length.
struct List<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: usize,
}

impl<'de> SeqAccess<'de> for List<'_, 'de> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        // do not trust a length that exceeds the bytes
        if self.left == 0 || self.reader.failed {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.min(self.reader.rest.len()))
    }
}

/// A variant of an enum, by its index.
struct Variant<'a, 'de> {
    reader: &'a mut Reader<'de>,
    variant: u32,
}

impl<'a, 'de> EnumAccess<'de> for Variant<'a, 'de> {
    type Error = Never;
    type Variant = Fields<'a, 'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant), Never> {
        let deserializer: serde::de::value::U32Deserializer<Never> = self.variant.into_deserializer();
        Ok((seed.deserialize(deserializer)?, Fields(self.reader)))
    }
}

impl<'de> VariantAccess<'de> for Fields<'_, 'de> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self)
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Serialize;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    enum Member {
        Alone,
        One(i16),
        Two(u8, char),
        Named { text: String, list: Vec<(i16, u16)> },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct All {
        yes: bool,
        small: u8,
        large: u64,
        signed: i64,
        size: usize,
        real: f64,
        letter: char,
        text: String,
        some: Option<String>,
        members: Vec<Member>,
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(any::<char>(), 0..6).prop_map(String::from_iter)
    }

    fn all() -> impl Strategy<Value = All> {
        let member = prop_oneof![
            Just(Member::Alone),
            any::<i16>().prop_map(Member::One),
            any::<(u8, char)>().prop_map(|(number, letter)| Member::Two(number, letter)),
            (text(), any::<Vec<(i16, u16)>>()).prop_map(|(text, list)| Member::Named { text, list }),
        ];
        let numbers = any::<(bool, u8, u64, i64, u32)>();
        let texts = (any::<char>(), text(), prop::option::of(text()));
        let rest = (texts, prop::collection::vec(member, 0..4));
        (numbers, -1e9..1e9, rest).prop_map(
            |((yes, small, large, signed, size), real, ((letter, text, some), members))| All {
                yes,
                small,
                large,
                signed,
                size: size as usize,
                real,
                letter,
                text,
                some,
                members,
            },
        )
    }

    proptest! {
        #[test]
        fn it_reads_what_postcard_writes(value in all()) {
            let bytes = postcard::to_allocvec(&value).unwrap();
            prop_assert_eq!(decode(&bytes), Some(value));
        }

        #[test]
        fn it_refuses_what_is_cut_short_or_goes_on(value in all(), at in any::<prop::sample::Index>()) {
            let mut bytes = postcard::to_allocvec(&value).unwrap();
            prop_assert_eq!(decode::<All>(&bytes[..at.index(bytes.len())]), None);
            bytes.push(0);
            prop_assert_eq!(decode::<All>(&bytes), None);
        }

        #[test]
        fn no_bytes_break_it(bytes in any::<Vec<u8>>()) {
            let _refused_or_not = decode::<All>(&bytes);
        }
    }

    #[test]
    fn an_unknown_member_and_a_giant_length_are_refused() {
        assert_eq!(decode::<Member>(&[9]), None);
        assert_eq!(decode::<Vec<u8>>(&[0xff, 0xff, 0xff, 0xff, 0x0f]), None);
        assert_eq!(decode::<bool>(&[2]), None);
    }
}
