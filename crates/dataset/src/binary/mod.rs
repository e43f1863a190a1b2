//! The binary form of a dataset, `dataset.bin`, which the graphic reads instead of JSON.
//!
//! It has a header, then the dataset and what was compiled from it, both written by postcard. Only a dataset that has
//! passed every check is encoded, so a reader only has to check that the bytes arrived intact.

mod decoder;

use crate::model::*;
use crate::reference::ById;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The first bytes of the file.
const MAGIC: [u8; 8] = *b"shanhai\0";
/// Changes with every change of the model: a program reads only its own version.
pub const VERSION: u16 = 4;
/// Magic, version, checksum.
const HEADER: usize = MAGIC.len() + 2 + 8;

/// What is compiled from a dataset and stored with it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Compiled {
    pub geometry: Geometry,
    /// In the order of the regions.
    pub regions: Vec<RegionGeometry>,
    /// In the order of `derived`.
    pub figures: Vec<Figure>,
    /// In the order of `derived`, too.
    pub formulas: Vec<Vec<Term>>,
    pub hash: String,
}

/// Why this program cannot read the bytes as a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// They begin with something else.
    NotADataset,
    /// They were written for another version of the program.
    OtherVersion(u16),
    /// They were changed in transit.
    Damaged,
    /// An entry refers to one that does not exist.
    Unlinked(String),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::NotADataset => formatter.write_str("not a dataset.bin"),
            DecodeError::OtherVersion(found) => {
                write!(
                    formatter,
                    "dataset.bin of version {found}, but this release reads version {VERSION}: publish anew"
                )
            }
            DecodeError::Damaged => formatter.write_str("dataset.bin is damaged or incomplete"),
            DecodeError::Unlinked(id) => write!(formatter, "dataset.bin refers to `{id}`, which it does not hold"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// 64-bit FNV-1a: detects accidental damage, but not a deliberate change.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Encodes a dataset in its binary form.
#[cfg(feature = "authoring")]
pub(crate) fn encode(dataset: &Dataset, compiled: &Compiled) -> Vec<u8> {
    let payload = postcard::to_allocvec(&(dataset, compiled)).expect("plain structs are written to memory");
    let header = MAGIC.iter().copied().chain(VERSION.to_le_bytes()).chain(checksum(&payload).to_le_bytes());
    header.chain(payload.iter().copied()).collect()
}

impl Dataset {
    /// Reads the binary form. The dataset lives as long as the process: it is leaked, once per dataset, so that the
    /// whole graphic can refer to its entries.
    ///
    /// # Errors
    /// The bytes are not a dataset, are of another version, or are damaged or incomplete.
    pub fn decode(bytes: &[u8]) -> Result<&'static Dataset, DecodeError> {
        Dataset::read(bytes)?.leak()
    }

    /// Reads the binary form into a dataset that can still be changed, because its references are not linked.
    ///
    /// # Errors
    /// The bytes are not a dataset, are of another version, or are damaged or incomplete.
    pub fn read(bytes: &[u8]) -> Result<Dataset, DecodeError> {
        let (mut dataset, compiled) = read(bytes)?;
        dataset.fill(compiled);
        Ok(dataset)
    }

    /// Moves the compiled parts into their places.
    fn fill(&mut self, compiled: Compiled) {
        self.map.geometry = compiled.geometry;
        for (region, geometry) in self.map.regions.iter_mut().zip(compiled.regions) {
            region.geometry = geometry;
        }
        self.derived_figures = compiled.figures;
        for (figure, formula) in self.derived_figures.iter_mut().zip(compiled.formulas) {
            figure.formula = formula;
        }
        self.hash = compiled.hash;
    }

    /// Numbers the entries, leaks the dataset and links its references.
    ///
    /// # Errors
    /// An entry refers to one that does not exist.
    pub fn leak(mut self) -> Result<&'static Dataset, DecodeError> {
        self.themes.iter_mut().enumerate().for_each(|(index, theme)| theme.index = index);
        self.projects.iter_mut().enumerate().for_each(|(index, project)| project.index = index);
        let dataset: &'static Dataset = Box::leak(Box::new(self));
        link(dataset).map_err(DecodeError::Unlinked)?;
        Ok(dataset)
    }
}

fn read(bytes: &[u8]) -> Result<(Dataset, Compiled), DecodeError> {
    let (header, payload) = bytes.split_at_checked(HEADER).ok_or(DecodeError::NotADataset)?;
    let (magic, rest) = header.split_at(MAGIC.len());
    let (version, sum) = rest.split_at(2);
    if magic != MAGIC {
        return Err(DecodeError::NotADataset);
    }
    let version = u16::from_le_bytes([version[0], version[1]]);
    if version != VERSION {
        return Err(DecodeError::OtherVersion(version));
    }
    if checksum(payload).to_le_bytes() != sum {
        return Err(DecodeError::Damaged);
    }
    decoder::decode(payload).ok_or(DecodeError::Damaged)
}

/// Links every reference. Fails with the id that no entry has. Every field of type [`crate::Ref`] must be listed
/// here: the test `every_reference_is_linked` finds one that is missing.
fn link(dataset: &'static Dataset) -> Result<(), String> {
    let (units, periods) = (ById::new(&dataset.units), ById::new(&dataset.periods));
    let (themes, partners) = (ById::new(&dataset.themes), ById::new(&dataset.partners));
    let (regions, places) = (ById::new(&dataset.map.regions), ById::new(&dataset.places));
    let (figures, models) = (ById::new(dataset.all_figures()), ById::new(&dataset.models));
    let projects = ById::new(&dataset.projects);
    for figure in dataset.all_figures() {
        units.link([&figure.unit])?;
        themes.link(&figure.theme)?;
        places.link(&figure.place)?;
        periods.link(figure.observations.iter().map(|observation| &observation.period))?;
        figures.link(figure.part_of.iter().chain(&figure.growth_of))?;
        figures.link(figure.formula.iter().filter_map(|term| match term {
            Term::Figure(figure, _) => Some(figure),
            Term::Number(_) | Term::Sign(_) => None,
        }))?;
    }
    for figure in &dataset.derived {
        units.link([&figure.unit])?;
        themes.link(&figure.theme)?;
        periods.link([&figure.period])?;
    }
    regions.link(dataset.places.iter().map(|place| &place.region))?;
    for project in &dataset.projects {
        themes.link([&project.theme])?;
        places.link([&project.place])?;
        regions.link(&project.region)?;
        partners.link(&project.partners)?;
        places.link(&project.route)?;
        figures.link(&project.figures)?;
        models.link(&project.models)?;
    }
    themes.link(dataset.models.iter().filter_map(|model| model.theme.as_ref()))?;
    for event in &dataset.timeline {
        themes.link(&event.theme)?;
        figures.link(&event.figures)?;
        projects.link(&event.projects)?;
    }
    for chart in &dataset.charts {
        themes.link(&chart.theme)?;
        figures.link(chart.figures())?;
        models.link(chart.models())?;
        regions.link(chart.panels.iter().flat_map(|panel| &panel.regions).map(|shaded| &shaded.region))?;
    }
    figures.link(&dataset.headline)
}
