//! The way out of a kind of letters: an address that only the letter knows (RFC 8058). It holds kind and reader, signed with
//! the site's own key, so that it works as long as the letter lies in a mailbox.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::{Kind, key_entity, suppressions};
use crate::audit::Deed;
use crate::{Change, Error, Result, Site};

/// The reason that stands on the list beside whoever left.
pub(super) const UNSUBSCRIBED: &str = "unsubscribed";
/// Bytes of the signature that an address carries: 128 bits.
const SIGNATURE: usize = 16;

/// Who wants no more of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOut {
    /// Of what.
    pub kind: Kind,
    /// Who.
    pub address: String,
}

/// The address at which this reader is freed from this kind of letters.
pub(super) async fn address(
    connection: &impl ConnectionTrait,
    site: &Site,
    kind: Kind,
    recipient: &str,
) -> Result<String> {
    let secret = secret(connection, site).await?;
    let said = format!("{kind}\n{}", recipient.trim().to_lowercase());
    let token = format!("{}.{}", URL_SAFE_NO_PAD.encode(&said), signature(&secret, &said));
    Ok(format!("{}/wp-mail.php?unsubscribe={token}", site.url()))
}

/// What a token from such an address means. Fails with `invalid_key` where this site has not signed it.
pub async fn way_out(site: &Site, token: &str) -> Result<WayOut> {
    let invalid = || Error::forbidden("invalid_key", "This address is not complete. Please open it from the letter.");
    let (said, signed) = token.split_once('.').ok_or_else(invalid)?;
    let said = URL_SAFE_NO_PAD.decode(said).ok().and_then(|said| String::from_utf8(said).ok()).ok_or_else(invalid)?;
    let row = key_entity::Entity::find_by_id(site.id()).one(site.reader()).await?.ok_or_else(invalid)?;
    if !bool::from(signature(&row.secret, &said).as_bytes().ct_eq(signed.as_bytes())) {
        return Err(invalid());
    }
    let (kind, address) = said.split_once('\n').ok_or_else(invalid)?;
    let kind = Kind::named(kind).filter(|kind| kind.can_be_unsubscribed()).ok_or_else(invalid)?;
    Ok(WayOut { kind, address: address.to_owned() })
}

/// No more letters of this kind to this reader, in an open change. Doing it again changes nothing.
pub(crate) async fn unsubscribe(change: &mut Change, site: &Site, way_out: &WayOut) -> Result<()> {
    let (kind, now) = (way_out.kind.name(), site.host().now());
    suppressions::write(change.connection(), site.id(), &way_out.address, kind, UNSUBSCRIBED, "", now).await?;
    change.notes(Deed::new("unsubscribe", "mail-address", 0).with("kind", kind));
    Ok(())
}

/// Letters of this kind to this reader again, who unsubscribed from them and has changed their mind; in an open change.
pub(crate) async fn resubscribe(change: &mut Change, site: &Site, kind: Kind, address: &str) -> Result<()> {
    let back = suppressions::forgive(change.connection(), site.id(), &address.trim().to_lowercase(), kind).await?;
    if back {
        change.notes(Deed::new("resubscribe", "mail-address", 0).with("kind", kind.name()));
    }
    Ok(())
}

fn signature(secret: &str, said: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(said.as_bytes());
    hex::encode(&mac.finalize().into_bytes()[..SIGNATURE])
}

/// The site's key, made when it is first needed; of two that make it at once one is kept.
async fn secret(connection: &impl ConnectionTrait, site: &Site) -> Result<String> {
    if let Some(row) = key_entity::Entity::find_by_id(site.id()).one(connection).await? {
        return Ok(row.secret);
    }
    let row = key_entity::ActiveModel { site_id: Set(site.id()), secret: Set(platform::secrets::random_hex(32)) };
    let there = OnConflict::column(key_entity::Column::SiteId).do_nothing_on([key_entity::Column::SiteId]).to_owned();
    key_entity::Entity::insert(row).on_conflict(there).exec_without_returning(connection).await?;
    let row = key_entity::Entity::find_by_id(site.id()).one(connection).await?;
    row.map(|row| row.secret).ok_or_else(|| Error::Internal("the site has no key to sign with".into()))
}
