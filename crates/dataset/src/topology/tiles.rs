//! The tile grid, for readers who do not want outlines.

use super::file;
use crate::check::syntax::unreadable;
use crate::text_file::in_a_line;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The tile grid: columns, rows and each region's tile.
#[derive(Debug, Clone)]
pub(crate) struct TileGrid {
    pub size: (u8, u8),
    pub tiles: BTreeMap<String, (u8, u8)>,
}

#[derive(Deserialize)]
struct TileFile {
    cols: u8,
    rows: u8,
    tiles: Vec<TileEntry>,
}

#[derive(Deserialize)]
struct TileEntry {
    adcode: String,
    col: u8,
    row: u8,
}

impl TileGrid {
    /// Reads a tile grid.
    pub fn read(text: &str) -> Result<TileGrid, String> {
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| in_a_line(&unreadable(text, &error)))?;
        let file: TileFile = file::typed(value)?;
        let mut tiles = BTreeMap::new();
        for tile in file.tiles {
            if tile.col >= file.cols || tile.row >= file.rows {
                return Err(format!("tile {} lies outside the grid", tile.adcode));
            }
            if tiles.values().any(|&taken| taken == (tile.col, tile.row)) {
                return Err(format!("tile {} lies on another one", tile.adcode));
            }
            let adcode = tile.adcode;
            if tiles.insert(adcode.clone(), (tile.col, tile.row)).is_some() {
                return Err(format!("region {adcode} has two tiles"));
            }
        }
        Ok(TileGrid { size: (file.cols, file.rows), tiles })
    }
}
