//! Which releases stay on the host: the five that were used last; the one that is installed and the last good one always.

use std::collections::BTreeSet;
use std::fs;

use super::switch::write_whole;
use super::{Place, assets};
use crate::releases::Digest;
use crate::{Fault, Result};

/// How many releases are kept (`max_revisions` of CodeDeploy's agent).
const KEPT: usize = 5;

/// Notes that the release is used now.
pub(super) fn note_use(place: &Place, digest: &Digest) -> Result<()> {
    let mut used = in_order_of_use(place);
    used.retain(|known| known != digest);
    used.push(digest.clone());
    let text: String = used.iter().map(|digest| format!("{digest}\n")).collect();
    write_whole(&place.used(), text.as_bytes())
}

/// Takes the others away, with their files for browsers.
pub(super) fn prune(place: &Place) -> Result<()> {
    let mut kept: BTreeSet<Digest> = in_order_of_use(place).into_iter().rev().take(KEPT).collect();
    kept.extend(place.installed_release());
    kept.extend(place.digest_in(&place.last_good()));
    let folder = place.releases();
    for item in fs::read_dir(&folder).map_err(Fault::at(&folder))? {
        let path = item.map_err(Fault::at(&folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_kept = name.parse().is_ok_and(|digest: Digest| kept.contains(&digest));
        if !is_kept {
            fs::remove_dir_all(&path).map_err(Fault::at(&path))?;
        }
    }
    assets::keep_only(place, &kept)
}

fn in_order_of_use(place: &Place) -> Vec<Digest> {
    let text = fs::read_to_string(place.used()).unwrap_or_default();
    text.lines().filter_map(|line| line.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_are_kept_and_the_last_good_one_always() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::open(folder.path()).unwrap();
        let digest = |number: usize| format!("{number:064}").parse::<Digest>().unwrap();
        write_whole(&place.last_good(), digest(0).as_str().as_bytes()).unwrap();
        for number in 0..9 {
            fs::create_dir(place.release(&digest(number))).unwrap();
            note_use(&place, &digest(number)).unwrap();
            prune(&place).unwrap();
        }
        let there: Vec<usize> = (0..9).filter(|number| place.release(&digest(*number)).is_dir()).collect();
        assert_eq!(there, [0, 4, 5, 6, 7, 8]);
    }
}
