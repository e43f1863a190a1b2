//! `shanhai map`.

use crate::outcome::Done;
use serde_json::Value;
use shanhai_dataset::desk::{self, Trouble, file_of};
use shanhai_dataset::layout;
use shanhai_dataset::map_making::{self, Request};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Arguments {
    /// The file of boundaries: TopoJSON, GeoJSON, or a zipped shapefile in degrees.
    file: PathBuf,
    /// Where `boundaries.topojson`, `tiles.json` and `regions.json` go.
    #[arg(long, default_value = ".")]
    to: PathBuf,
    /// The property with the code of a region; the region's own id if left out.
    #[arg(long, default_value = "")]
    id: String,
    /// The property with the name of a region.
    #[arg(long, default_value = "name")]
    name: String,
    /// The object of a TopoJSON file that has several.
    #[arg(long)]
    object: Option<String>,
    /// Only these regions: codes between commas.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// All regions but these.
    #[arg(long, value_delimiter = ',')]
    without: Vec<String>,
    /// The language of the names.
    #[arg(long, default_value = "en")]
    language: String,
    /// A dataset whose places must lie in the regions.
    #[arg(long)]
    places: Option<PathBuf>,
    /// About how many points the outlines may have.
    #[arg(long, default_value_t = 3000)]
    points: usize,
}

pub fn run(arguments: &Arguments) -> Done {
    let Arguments { file, to, points, .. } = arguments;
    let request = Request {
        id: arguments.id.clone(),
        name: arguments.name.clone(),
        object: arguments.object.clone(),
        only: arguments.only.clone(),
        without: arguments.without.clone(),
        language: arguments.language.clone(),
        places: places(arguments.places.as_deref())?,
        points: *points,
    };
    let bytes = fs::read(file).map_err(|error| trouble(file, error))?;
    let map = map_making::make(&bytes, &request)
        .map_err(|reason| Trouble::Refused(format!("{}: {reason}", file.display())))?;
    fs::create_dir_all(to).map_err(|error| trouble(to, error))?;
    let regions = layout::text(&map.regions);
    for (name, content) in
        [("boundaries.topojson", &map.boundaries), ("tiles.json", &map.tiles), ("regions.json", &regions)]
    {
        let file = to.join(name);
        fs::write(&file, content).map_err(|error| trouble(&file, error))?;
        println!("{}", file.display());
    }
    println!("{} points of {}; put the list of regions.json into map.regions", map.points.1, map.points.0);
    Ok(true)
}

/// The places of a dataset, which may be unfinished: east and north, in degrees.
fn places(dataset: Option<&Path>) -> Result<Vec<(f64, f64)>, Trouble> {
    let Some(dataset) = dataset else { return Ok(Vec::new()) };
    let file = file_of(dataset);
    let json: Value = serde_json::from_str(&desk::read_text(&file)?).map_err(|error| trouble(&file, error))?;
    let places = json["places"].as_array().into_iter().flatten();
    Ok(places.filter_map(|place| Some((place["lon"].as_f64()?, place["lat"].as_f64()?))).collect())
}

fn trouble(path: &Path, error: impl std::fmt::Display) -> Trouble {
    Trouble::File(format!("{}: {error}", path.display()))
}
