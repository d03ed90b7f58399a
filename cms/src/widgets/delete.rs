//! Removes widgets for good.

use super::arrangement::{arrangement, blocks, number_of};
use super::save::missing;
use crate::users::Capability;
use crate::{Actor, Change, Result, Site, settings, sites};

/// Deletes a widget with its text. Gives the site as it is then.
pub async fn delete(site: &Site, actor: &Actor, id: &str) -> Result<Site> {
    actor.require(Capability::EditThemeOptions)?;
    let (mut kept, mut placed) = (blocks(site), arrangement(site));
    let was_kept = number_of(id).and_then(|number| kept.shift_remove(&number.to_string())).is_some();
    if !was_kept && placed.place_of(id).is_none() {
        return Err(missing());
    }
    placed.remove(id);
    let mut change = Change::begin(site).await?;
    settings::write(&mut change, site, "widget_block", &kept.into()).await?;
    settings::write(&mut change, site, "sidebars_widgets", &placed.value()).await?;
    change.commit().await?;
    sites::by_id(site.host(), site.id()).await
}
