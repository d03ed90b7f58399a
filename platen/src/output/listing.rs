//! The flags `--format`, `--fields` and `--field`, and what they print.

use anyhow::bail;
use clap::{Args, ValueEnum};
use serde_json::Value;

use super::record::{Record, text_of};
use super::table;
use crate::voice;

/// How things are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// One JSON array or object
    Json,
    /// Comma-separated values with a line of names
    Csv,
    /// Only the numbers, separated by spaces
    Ids,
    /// Only how many there are
    Count,
    /// YAML
    Yaml,
}

/// How a list is printed.
#[derive(Args, Clone, Debug)]
pub struct Listing {
    /// How to print the list
    #[arg(long, value_enum, default_value = "table", hide_possible_values = false)]
    pub format: Format,
    /// Print these fields, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    pub fields: Vec<String>,
    /// Print the values of this one field, one a line
    #[arg(long, value_name = "NAME", conflicts_with = "fields")]
    pub field: Option<String>,
}

/// How a single thing is printed.
#[derive(Args, Clone, Debug)]
pub struct OneThing {
    #[command(flatten)]
    listing: Listing,
}

impl Listing {
    /// Prints the records, with the fields of `default` (comma-separated) unless others are asked for. The first of
    /// them is what `--format=ids` prints.
    pub fn print(&self, records: Vec<Record>, default: &str) -> anyhow::Result<()> {
        voice::print(&self.text(&records, default)?)
    }

    fn text(&self, records: &[Record], default: &str) -> anyhow::Result<String> {
        if let Some(name) = &self.field {
            known(std::slice::from_ref(name), records)?;
            return Ok(self.one_field(name, records));
        }
        let names = if self.fields.is_empty() { split(default) } else { self.fields.clone() };
        known(&names, records)?;
        let rows = || records.iter().map(|record| record.only(&names));
        Ok(match self.format {
            Format::Table => table::drawn(&names, rows().map(|row| row.texts())),
            Format::Csv => csv_of(&names, rows().map(|row| row.texts()))?,
            Format::Json => format!("{}\n", Value::Array(rows().map(Record::into_json).collect())),
            Format::Yaml => yaml_of(&Value::Array(rows().map(Record::into_json).collect()))?,
            Format::Count => format!("{}\n", records.len()),
            Format::Ids => format!("{}\n", values(records, &split(default)[0]).join(" ")),
        })
    }

    fn one_field(&self, name: &str, records: &[Record]) -> String {
        match self.format {
            Format::Json => {
                let values = records.iter().map(|record| record.get(name).cloned().unwrap_or(Value::Null));
                format!("{}\n", Value::Array(values.collect()))
            }
            Format::Ids => format!("{}\n", values(records, name).join(" ")),
            Format::Count => format!("{}\n", records.len()),
            _ => values(records, name).iter().map(|value| format!("{value}\n")).collect(),
        }
    }
}

impl OneThing {
    /// Prints one record as a table of fields and values, with all its fields unless some are asked for.
    pub fn print(&self, record: Record) -> anyhow::Result<()> {
        voice::print(&self.text(&record)?)
    }

    fn text(&self, record: &Record) -> anyhow::Result<String> {
        let one = std::slice::from_ref(record);
        if let Some(name) = &self.listing.field {
            known(std::slice::from_ref(name), one)?;
            return Ok(self.value_text(record.get(name).unwrap_or(&Value::Null)));
        }
        let names = if self.listing.fields.is_empty() { record.names() } else { self.listing.fields.clone() };
        known(&names, one)?;
        let chosen = record.only(&names);
        let pairs = || names.iter().cloned().zip(chosen.texts()).map(|(name, value)| vec![name, value]);
        let heads = ["Field".to_owned(), "Value".to_owned()];
        Ok(match self.listing.format {
            Format::Json => format!("{}\n", chosen.into_json()),
            Format::Yaml => yaml_of(&chosen.into_json())?,
            Format::Csv => csv_of(&heads, pairs())?,
            Format::Ids => format!("{}\n", chosen.texts().first().cloned().unwrap_or_default()),
            Format::Count => "1\n".to_owned(),
            Format::Table => table::drawn(&heads, pairs()),
        })
    }

    fn value_text(&self, value: &Value) -> String {
        if self.listing.format == Format::Json { format!("{value}\n") } else { format!("{}\n", text_of(value)) }
    }
}

fn split(names: &str) -> Vec<String> {
    names.split(',').map(|name| name.trim().to_owned()).collect()
}

/// WP-CLI's complaint about a name that no record has. An empty list has every field.
fn known(names: &[String], records: &[Record]) -> anyhow::Result<()> {
    let Some(first) = records.first() else { return Ok(()) };
    if let Some(name) = names.iter().find(|name| first.get(name).is_none()) {
        bail!("Invalid field: {name}. There are: {}.", first.names().join(", "));
    }
    Ok(())
}

fn values(records: &[Record], name: &str) -> Vec<String> {
    records.iter().map(|record| record.get(name).map(text_of).unwrap_or_default()).collect()
}

fn csv_of(names: &[String], rows: impl Iterator<Item = Vec<String>>) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(names)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn yaml_of(value: &Value) -> anyhow::Result<String> {
    Ok(format!("---\n{}", serde_yaml_ng::to_string(value)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Vec<Record> {
        let person = |id: i64, login: &str| Record::new().with("ID", id).with("user_login", login).with("roles", "x");
        vec![person(1, "admin"), person(2, "ann, the second")]
    }

    fn printed(format: Format, fields: &[&str], field: Option<&str>) -> String {
        let fields = fields.iter().map(|name| (*name).to_owned()).collect();
        let listing = Listing { format, fields, field: field.map(str::to_owned) };
        listing.text(&people(), "ID,user_login").unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn a_list_prints_in_every_format() {
        assert_eq!(printed(Format::Csv, &[], None), "ID,user_login\n1,admin\n2,\"ann, the second\"\n");
        assert_eq!(printed(Format::Ids, &["user_login"], None), "1 2\n");
        assert_eq!(printed(Format::Count, &[], None), "2\n");
        assert_eq!(
            printed(Format::Json, &["user_login", "ID"], None),
            "[{\"user_login\":\"admin\",\"ID\":1},{\"user_login\":\"ann, the second\",\"ID\":2}]\n"
        );
        assert_eq!(printed(Format::Yaml, &["ID"], None), "---\n- ID: 1\n- ID: 2\n");
        assert_eq!(printed(Format::Table, &[], Some("user_login")), "admin\nann, the second\n");
    }

    #[test]
    fn an_unknown_field_is_named() {
        assert!(printed(Format::Table, &["nothing"], None).starts_with("Invalid field: nothing."));
        assert!(printed(Format::Json, &[], Some("nothing")).starts_with("Invalid field: nothing."));
    }
}
