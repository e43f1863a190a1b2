//! The program and its glue, packed for the way to the reader.
//!
//! wasm-bindgen names each of some 180 imports with 16 digits of a hash, in the program and in its glue; hashes do not
//! compress. Short names instead save 5 kB of 140 after brotli.

use std::collections::HashMap;
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ConstExpr, DataSection, ImportSection, Module};
use wasmparser::{DataKind, Operator, Parser, Payload};

/// The glue and the program, with the names of the program's imports made short in both.
///
/// # Errors
/// The program is no wasm module that we can read, or the glue lacks an import.
pub(super) fn packed(glue: &str, program: &[u8]) -> Result<(String, Vec<u8>), String> {
    let mut names = Names::default();
    for payload in Parser::new(0).parse_all(program) {
        if let Payload::ImportSection(imports) = payload.map_err(|error| error.to_string())? {
            for import in imports.into_imports() {
                let name = import.map_err(|error| error.to_string())?.name;
                let short = format!("_{:x}", names.short.len());
                names.short.entry(name.to_owned()).or_insert(short);
            }
        }
    }
    let mut module = Module::new();
    names.parse_core_module(&mut module, Parser::new(0), program).map_err(|error| error.to_string())?;
    let mut glue = glue.to_owned();
    for (long, short) in &names.short {
        let key = format!("{long}:");
        if glue.matches(&key).count() != 1 {
            return Err(format!("the glue does not hold the import {long} just once"));
        }
        glue = glue.replace(&key, &format!("{short}:"));
    }
    Ok((glue, module.finish()))
}

/// Gives imports short names.
#[derive(Default)]
struct Names {
    short: HashMap<String, String>,
}

impl Reencode for Names {
    type Error = std::convert::Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.short.get(import.name).cloned().unwrap_or_else(|| import.name.to_owned());
            imports.import(import.module, &name, self.entity_type(import.ty)?);
        }
        Ok(())
    }
}

/// Fewer bytes are not worth a request, and may stand in several places by chance.
const SMALL: usize = 64;

/// The program without some bytes of its memory, each of which must stand there just once, and their addresses. Small
/// parts stay, and have none.
///
/// # Errors
/// The program is no wasm module that we can read, or does not hold some bytes just once.
pub(super) fn without_parts(program: &[u8], parts: &[Vec<u8>]) -> Result<(Vec<u8>, Vec<Option<u32>>), String> {
    let mut segments: Vec<(u32, &[u8])> = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        if let Payload::DataSection(section) = payload.map_err(|error| error.to_string())? {
            for datum in section {
                let datum = datum.map_err(|error| error.to_string())?;
                segments.push((address_of(&datum.kind)?, datum.data));
            }
        }
    }
    let mut cut: Vec<(u32, u32)> = Vec::new();
    let mut addresses = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        if part.len() < SMALL {
            addresses.push(None);
            continue;
        }
        let places = |(address, data): &(u32, &[u8])| {
            let address = *address;
            memmem(data, part).into_iter().map(move |at| address + at as u32)
        };
        let places: Vec<u32> = segments.iter().flat_map(places).collect();
        match places[..] {
            [address] => {
                addresses.push(Some(address));
                cut.push((address, address + part.len() as u32));
            }
            _ => return Err(format!("part {index} of the tables stands in {} places, not in one", places.len())),
        }
    }
    cut.sort_unstable();
    let mut cutter = Cutter { pieces: Vec::new() };
    for (begin, data) in segments {
        let end = begin + data.len() as u32;
        let mut at = begin;
        let within = cut.iter().filter(|(from, to)| *from >= begin && *to <= end);
        for (from, to) in within.copied().chain([(end, end)]) {
            if from > at {
                cutter.pieces.push((at, &data[(at - begin) as usize..(from - begin) as usize]));
            }
            at = to;
        }
    }
    let mut module = Module::new();
    cutter.parse_core_module(&mut module, Parser::new(0), program).map_err(|error| error.to_string())?;
    Ok((module.finish(), addresses))
}

/// Where `needle` begins in `hay`, every time.
fn memmem(hay: &[u8], needle: &[u8]) -> Vec<usize> {
    hay.windows(needle.len()).enumerate().filter(|(_, window)| *window == needle).map(|(at, _)| at).collect()
}

/// The address of a segment that is copied into memory at the start.
fn address_of(kind: &DataKind<'_>) -> Result<u32, String> {
    let DataKind::Active { memory_index: 0, offset_expr } = kind else {
        return Err("a segment is not copied into memory at the start".to_owned());
    };
    match offset_expr.get_operators_reader().read() {
        Ok(Operator::I32Const { value }) => Ok(value.cast_unsigned()),
        _ => Err("the address of a segment is no plain number".to_owned()),
    }
}

/// Writes other pieces of memory in place of a module's own.
struct Cutter<'a> {
    pieces: Vec<(u32, &'a [u8])>,
}

impl Reencode for Cutter<'_> {
    type Error = std::convert::Infallible;

    fn data_count(&mut self, _: u32) -> Result<u32, reencode::Error<Self::Error>> {
        Ok(self.pieces.len() as u32)
    }

    fn parse_data_section(
        &mut self,
        data: &mut DataSection,
        _: wasmparser::DataSectionReader<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        for (address, bytes) in &self.pieces {
            data.active(0, &ConstExpr::i32_const(address.cast_signed()), bytes.iter().copied());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    fn program() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./glue.js", "__wbg_log_0123456789abcdef", EntityType::Function(0));
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn imports_become_short_in_both() {
        let glue = "const imports = {\n    __wbg_log_0123456789abcdef: function() {},\n};\n";
        let (glue, program) = packed(glue, &program()).unwrap();
        assert_eq!(glue, "const imports = {\n    _0: function() {},\n};\n");
        assert!(!program.windows(8).any(|bytes| bytes == b"01234567"));
        wasmparser::Validator::new().validate_all(&program).unwrap();
    }

    #[test]
    fn a_glue_that_does_not_match_is_refused() {
        assert!(packed("const imports = {};", &program()).unwrap_err().contains("__wbg_log"));
        assert!(packed("", b"no wasm").is_err());
    }

    #[test]
    fn parts_of_memory_are_cut_out_and_can_be_put_back() {
        let mut data = DataSection::new();
        let (mountains, sea, twice) = ([b'm'; SMALL], [b's'; SMALL + 1], [b't'; SMALL]);
        data.active(0, &ConstExpr::i32_const(100), [&b"ahead-"[..], &mountains, b"-behind"].concat());
        data.active(0, &ConstExpr::i32_const(300), sea);
        data.active(0, &ConstExpr::i32_const(500), [&twice[..], b"-", &twice].concat());
        let mut memories = wasm_encoder::MemorySection::new();
        memories.memory(wasm_encoder::MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut module = Module::new();
        module.section(&memories).section(&data);
        let program = module.finish();
        let parts = [mountains.to_vec(), Vec::new(), sea.to_vec(), b"small".to_vec()];
        let (cut, addresses) = without_parts(&program, &parts).unwrap();
        assert_eq!(addresses, [Some(106), None, Some(300), None]);
        wasmparser::Validator::new().validate_all(&cut).unwrap();
        for gone in [&mountains[..], &sea] {
            assert!(memmem(&cut, gone).is_empty());
        }
        assert!(!memmem(&cut, b"ahead-").is_empty() && !memmem(&cut, b"-behind").is_empty());
        assert!(without_parts(&program, &[twice.to_vec()]).unwrap_err().contains("2 places"));
        assert!(without_parts(&program, &[vec![b'r'; SMALL]]).unwrap_err().contains("0 places"));
    }
}
