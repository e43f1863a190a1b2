//! Which known word somebody meant.

/// Ids longer than this get no suggestion, because the time of the comparison grows with the square of the length.
const MAX_ID_BYTES: usize = 64;

/// The known id closest in spelling to `id`, if one is close enough to be the intended one.
pub(super) fn nearest<'a>(id: &str, known: &[&'a str]) -> Option<&'a str> {
    if id.len() > MAX_ID_BYTES {
        return None;
    }
    let allowed = (id.chars().count() / 3).clamp(1, 4);
    known
        .iter()
        .filter(|other| other.len() <= MAX_ID_BYTES)
        .map(|other| (strsim::osa_distance(id, other), *other))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}
