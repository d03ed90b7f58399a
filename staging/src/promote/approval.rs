//! A second person: where a site asks for one, a plan goes up only once somebody else than who promotes it has approved it.

use cms::users::Capability;
use cms::{Actor, Error, Result, Site, settings, sites};
use serde_json::json;

/// Whether a site asks for a second person: an option, `1` or `0`.
pub const APPROVAL_OPTION: &str = "platen_promotion_approval";
/// The plan that was approved of last, and by whom. There is never more than one to be promoted next.
const APPROVAL: &str = "platen_promotion_approval_given";

/// Notes that this person approves of the plan with this digest, in the place of what was approved before. Nobody approves
/// without a name.
pub async fn approve(production: &Site, actor: &Actor, plan_digest: &str) -> Result<()> {
    actor.require(Capability::ManageOptions)?;
    let Some(person) = actor.user() else {
        return Err(Error::invalid("approval_without_a_person", "Say who approves: --user=LOGIN."));
    };
    let approval = json!({"plan": plan_digest, "person": person.login});
    settings::update(production, actor, APPROVAL, &approval).await
}

/// Who approved of the plan; none where the site asks for nobody. Fails where it asks, and nobody else has.
pub(super) async fn given(production: &Site, actor: &Actor, plan_digest: &str) -> Result<Option<String>> {
    if !is_asked(production) {
        return Ok(None);
    }
    let own = actor.user().map(|user| user.login.as_str());
    match person(production, plan_digest).await? {
        Some(person) if own != Some(&person) => Ok(Some(person)),
        Some(_) => Err(waiting("Whoever approved of this plan may not promote it: a second person must.")),
        None => Err(waiting("This site asks for a second person: platen staging approve --plan=DIGEST --user=LOGIN")),
    }
}

/// Whether the site asks for a second person.
pub(super) fn is_asked(production: &Site) -> bool {
    production.settings().flag(APPROVAL_OPTION)
}

/// Who approved of the plan last, as it stands now, whatever was read before.
pub(super) async fn person(production: &Site, plan_digest: &str) -> Result<Option<String>> {
    let now = sites::by_id(production.host(), production.id()).await?;
    let approval = now.settings().get(APPROVAL).filter(|approval| approval["plan"] == plan_digest);
    Ok(approval.and_then(|approval| approval["person"].as_str()).map(str::to_owned))
}

fn waiting(message: &str) -> Error {
    Error::refused("approval_missing", message)
}
