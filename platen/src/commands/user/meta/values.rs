//! What WordPress keeps as a person's meta: some of it stands in the account itself.

use anyhow::bail;
use cms::users::application_password_entity::Model as ApplicationPassword;
use cms::users::{self, Model, UserFields, application_passwords};
use serde_json::{Value, json};

use crate::session::Session;

/// What WordPress keeps a person's passwords for programs under.
const PASSWORDS: &str = "_application_passwords";

/// Every value of an account on the site, those in the account itself first; of passwords for programs their names and
/// what is known of them, never the text.
pub async fn of(session: &Session, user: &Model) -> anyhow::Result<Vec<(String, String)>> {
    let (site, actor) = session.site_and_actor().await?;
    let own = [
        ("nickname", &user.nickname),
        ("first_name", &user.first_name),
        ("last_name", &user.last_name),
        ("description", &user.description),
        ("locale", &user.locale),
    ];
    let own = own.map(|(key, value)| (key.to_owned(), value.clone()));
    let passwords = application_passwords::list(&site, &actor, user.id).await?;
    let passwords: Vec<Value> = passwords.into_iter().map(|row| of_password(&row)).collect();
    let passwords = (PASSWORDS.to_owned(), Value::Array(passwords).to_string());
    let further = users::meta_of(&site, user.id).await?;
    Ok(own.into_iter().chain([passwords]).chain(further).collect())
}

fn of_password(row: &ApplicationPassword) -> Value {
    json!({
        "uuid": row.uuid, "app_id": row.app_id, "name": row.name, "created": row.created.to_string(),
        "last_used": row.last_used.map(|time| time.to_string()), "last_ip": row.last_ip,
    })
}

/// Sets the value under a key, in the account itself where it stands there; with none, removes it.
pub async fn set(session: &Session, user: &Model, key: &str, value: Option<&str>) -> anyhow::Result<()> {
    let (site, actor) = session.site_and_actor().await?;
    if key == PASSWORDS {
        bail!("Passwords for programs are made and revoked with `platen user application-password`.");
    }
    let text = Some(value.unwrap_or_default().to_owned());
    let fields = match key {
        "nickname" => UserFields { nickname: text, ..UserFields::default() },
        "first_name" => UserFields { first_name: text, ..UserFields::default() },
        "last_name" => UserFields { last_name: text, ..UserFields::default() },
        "description" => UserFields { description: text, ..UserFields::default() },
        "locale" => UserFields { locale: text, ..UserFields::default() },
        _ => return Ok(users::set_meta(&site, &actor, user.id, key, value).await?),
    };
    users::update(&site, &actor, user.id, fields).await?;
    Ok(())
}
