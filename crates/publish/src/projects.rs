//! The projects as data: `data/projects.geojson` for maps, and `data/projects/<id>.json` with everything about one
//! project.

use crate::files::Files;
use crate::subject::Subject;
use crate::{PublishError, fault};
use serde_json::{Map, Value, json};
use shanhai_dataset::{Dataset, Figure, Language, Project, Text};
use shanhai_graphic::wording::quantity;

pub(crate) fn publish(dataset: &'static Dataset, files: &mut Files) -> Result<(), PublishError> {
    let features: Vec<Value> = dataset.projects.iter().map(feature).collect();
    let all = json!({
        "type": "FeatureCollection",
        "name": dataset.id,
        "dataset": of_dataset(dataset),
        "features": features,
    });
    files.put("data/projects.geojson", all.to_string() + "\n");
    for project in &dataset.projects {
        let name = format!("data/projects/{}.json", project.id);
        let text = serde_json::to_string_pretty(&entry(dataset, project)).map_err(|error| fault(&name, error))?;
        files.put(name, text + "\n");
    }
    Ok(())
}

/// Identifies the dataset, and says where its facts and its places come from.
fn of_dataset(dataset: &Dataset) -> Value {
    json!({
        "id": dataset.id,
        "hash": dataset.hash,
        "updated": dataset.source.updated,
        "source": dataset.source.title,
        "credits": dataset.map.credits,
    })
}

/// A place with the properties that show how exact it is. Its keys are flat, because map software reads no nested
/// values.
fn feature(project: &Project) -> Value {
    let mut properties = Map::new();
    let mut put = |key: &str, value: Value| properties.insert(key.to_owned(), value);
    for (key, text) in [
        ("name", Some(&project.name)),
        ("place", Some(&project.place.name)),
        ("region", Some(&project.region().name)),
        ("place_note", project.place_note.as_ref()),
    ] {
        for language in Language::ALL {
            let own = text.map(|text: &Text| text.in_language(language)).filter(|text| !text.is_empty());
            put(&format!("{key}_{}", language.primary_subtag()), json!(own));
        }
    }
    put("id", json!(project.id));
    put("theme", json!(project.theme.id));
    put("precision", json!(project.place.precision.id()));
    put("coordinate_source", json!(project.place.source));
    put("link", json!(project.link.id()));
    put("status", json!(project.status.id()));
    put("partners", json!(project.partners.iter().map(|partner| partner.id.as_str()).collect::<Vec<_>>().join(" ")));
    put("paragraphs", json!(project.paragraphs.join(" ")));
    json!({
        "type": "Feature",
        "id": project.id,
        "geometry": { "type": "Point", "coordinates": [project.place.lon, project.place.lat] },
        "properties": properties,
    })
}

/// Everything about a project. Entries that it names by id are included whole. `null` and `[]` mean that the article
/// does not state it.
fn entry(dataset: &'static Dataset, project: &'static Project) -> Value {
    let place = project.place.get();
    let pages: Map<String, Value> = dataset
        .languages
        .iter()
        .map(|&language| {
            (language.tag().to_owned(), json!(format!("../../{}", Subject::Project(project).page(language))))
        })
        .collect();
    let events = dataset.events_of(project);
    let dates: Vec<Value> =
        events.map(|event| json!({ "id": event.id, "when": event.when, "text": event.text, "basis": event.basis, "paragraph": event.paragraph })).collect();
    json!({
        "id": project.id,
        "dataset": of_dataset(dataset),
        "pages": pages,
        "name": project.name,
        "what": project.what,
        "theme": { "id": project.theme.id, "name": project.theme.name },
        "topic": project.topic,
        "place": {
            "id": place.id, "name": place.name, "lon": place.lon, "lat": place.lat, "precision": place.precision,
            "source": place.source, "note": project.place_note,
        },
        "region": { "adcode": project.region().adcode, "name": project.region().name },
        "county": project.county,
        "site": project.site,
        "partners": project.partners.iter().map(|one| json!({ "id": one.id, "name": one.name })).collect::<Vec<_>>(),
        "link": project.link,
        "status": project.status,
        "figures": project.figures.iter().map(|figure| of_figure(dataset, figure.get())).collect::<Vec<_>>(),
        "models": project.models.iter().map(|one| json!({ "id": one.id, "name": one.name })).collect::<Vec<_>>(),
        "dates": dates,
        "note": project.note,
        "paragraphs": project.paragraphs,
        "links": project.links,
    })
}

/// A figure as text in each language, and as the dataset has it.
fn of_figure(dataset: &Dataset, figure: &Figure) -> Value {
    let text: Map<String, Value> = dataset
        .languages
        .iter()
        .map(|&language| (language.tag().to_owned(), json!(quantity(figure, language))))
        .collect();
    let latest = figure.latest();
    json!({
        "id": figure.id, "label": figure.label, "text": text, "qualifier": latest.qualifier,
        "period": latest.period.text, "basis": latest.period.basis, "note": figure.note, "paragraph": figure.paragraph,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Content;
    use crate::testing::dataset;

    fn read(files: &Files, name: &str) -> Value {
        let Some(Content::Bytes(bytes)) = files.get(name) else { panic!("there is no {name}") };
        serde_json::from_slice(bytes).unwrap()
    }

    fn published() -> Files {
        let mut files = Files::default();
        publish(dataset(), &mut files).unwrap();
        files
    }

    #[test]
    fn every_place_tells_its_precision_and_its_source() {
        let all = read(&published(), "data/projects.geojson");
        let features = all["features"].as_array().unwrap();
        assert_eq!(features.len(), dataset().projects.len());
        for (feature, project) in features.iter().zip(&dataset().projects) {
            let properties = &feature["properties"];
            assert_eq!(feature["geometry"]["coordinates"], json!([project.place.lon, project.place.lat]));
            assert_eq!(properties["precision"], project.place.precision.id());
            assert!(
                properties["coordinate_source"].as_str().is_some_and(|source| !source.is_empty()),
                "{}",
                project.id
            );
            // map software reads no nested values
            assert!(properties.as_object().unwrap().values().all(|value| !value.is_object() && !value.is_array()));
        }
        assert_eq!(all["dataset"]["hash"], dataset().hash.as_str());
    }

    #[test]
    fn a_project_holds_what_it_names_and_what_is_not_stated() {
        let files = published();
        let maojiawan = read(&files, "data/projects/maojiawan.json");
        assert_eq!(maojiawan["partners"], json!([]));
        assert!(maojiawan["figures"][0]["text"]["en"].is_string() && maojiawan["figures"][0]["paragraph"].is_string());
        assert_eq!(maojiawan["pages"]["en"], "../../embed-project-maojiawan.en.html");
        for project in &dataset().projects {
            let entry = read(&files, &format!("data/projects/{}.json", project.id));
            assert_eq!(entry["dataset"]["hash"], dataset().hash.as_str());
            assert!(entry["place"]["precision"].is_string() && entry.get("site").is_some(), "{}", project.id);
        }
    }
}
