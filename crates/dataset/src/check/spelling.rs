//! Which known word somebody meant.

/// Ids longer than this get no suggestion, because the time of the comparison grows with the square of the length.
const LONGEST_ID: usize = 64;

/// The known id closest in spelling to `id`, if one is close enough to be the intended one.
pub(super) fn nearest<'a>(id: &str, known: &[&'a str]) -> Option<&'a str> {
    if id.len() > LONGEST_ID {
        return None;
    }
    let allowed = (id.chars().count() / 3).clamp(1, 4);
    known
        .iter()
        .filter(|other| other.len() <= LONGEST_ID)
        .map(|other| (strsim::osa_distance(id, other), *other))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}
