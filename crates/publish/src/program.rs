//! Shrinks the program and its glue for the download.
//!
//! wasm-bindgen names each of some 180 imports with 16 digits of a hash, in the program and in its glue. Hashes do
//! not compress. Short names save 5 kB of 140 after Brotli.

use std::collections::HashMap;
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Parser, Payload};

/// Shortens the names of the program's imports in the glue and in the program.
///
/// # Errors
/// The program is not a WebAssembly module that we can read, or the glue lacks an import.
pub(crate) fn packed(glue: &str, program: &[u8]) -> Result<(String, Vec<u8>), String> {
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
}
