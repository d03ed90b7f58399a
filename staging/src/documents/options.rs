//! Options as documents: an option that is an object has a field for each of its keys, so that two people may change
//! two settings of a theme.

use cms::Result;
use cms::settings::entity as option;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::{Map, Value, json};

use super::{Document, Fields, Key, is_environments_own};

/// Every option that is content.
pub(super) async fn all<C: ConnectionTrait>(connection: &C, site_id: i64) -> Result<Vec<Document>> {
    let rows = option::Entity::find()
        .filter(option::Column::SiteId.eq(site_id))
        .order_by_asc(option::Column::Name)
        .all(connection)
        .await?;
    let contents = rows.into_iter().filter(|row| !is_environments_own(&row.name));
    Ok(contents.map(|row| Document { fields: fields(&row.value), key: Key::option(row.name) }).collect())
}

fn fields(text: &str) -> Fields {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => {
            let keys = object.into_iter().map(|(name, value)| (format!("key:{name}"), value));
            keys.chain([("is_object".to_owned(), json!(true))]).collect()
        }
        Ok(value) => Fields::from([("value".to_owned(), value)]),
        Err(_) => Fields::from([("value".to_owned(), json!(text))]),
    }
}

fn text(document: &Document) -> String {
    if document.fields.contains_key("is_object") {
        let keys = document.fields.iter().filter_map(|(name, value)| Some((name.strip_prefix("key:")?, value)));
        let object: Map<String, Value> = keys.map(|(name, value)| (name.to_owned(), value.clone())).collect();
        return Value::Object(object).to_string();
    }
    document.fields.get("value").unwrap_or(&Value::Null).to_string()
}

/// Makes these options what their documents say.
pub(super) async fn write<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[&Document]) -> Result<()> {
    if documents.is_empty() {
        return Ok(());
    }
    let rows = documents.iter().map(|document| option::ActiveModel {
        site_id: Set(site_id),
        name: Set(document.key.id.clone()),
        value: Set(text(document)),
    });
    let key = [option::Column::SiteId, option::Column::Name];
    let there = OnConflict::columns(key).update_column(option::Column::Value).to_owned();
    option::Entity::insert_many(rows).on_conflict(there).exec_without_returning(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_comes_back_as_it_was() {
        for value in [json!({"b": 1, "a": {"c": []}}), json!({}), json!("x"), json!(3), json!([1, 2]), json!(null)] {
            let document = Document { key: Key::option("o"), fields: fields(&value.to_string()) };
            assert_eq!(serde_json::from_str::<Value>(&text(&document)).unwrap(), value);
        }
    }
}
