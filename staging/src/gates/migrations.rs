//! Gate `migrations`: the new program's migrations run on a fresh copy of production's database, and what stands there
//! afterwards is still what the old program can work on.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use cms::Host;
use platform::{Clock, Config};
use sea_orm::ConnectionTrait;
use tokio::process::Command;
use url::Url;

use super::bench::Bench;
use crate::releases::{Description, breaks, tables};
use crate::{Fault, Result};

/// How long copying and migrating may take.
const PATIENCE: Duration = Duration::from_secs(1_800);

/// What the migrations would break. Nothing of production is changed.
pub(super) async fn rehearse(bench: &Bench) -> Result<Vec<String>> {
    let Some(production) = &bench.database else {
        return Err(Fault::refused("production's database was not named"));
    };
    if production.database().is_postgres() {
        on_postgres(bench, production).await
    } else {
        on_sqlite(bench, production).await
    }
}

async fn on_sqlite(bench: &Bench, production: &Host) -> Result<Vec<String>> {
    let scratch = tempfile::tempdir().map_err(Fault::at(Path::new("a temporary folder")))?;
    let file = scratch.path().join("platen.sqlite").display().to_string();
    let copy = format!("VACUUM INTO '{}'", file.replace('\'', "''"));
    production.database().writer().execute_unprepared(&copy).await?;
    compare(bench, &format!("sqlite://{file}?mode=rw"), scratch.path()).await
}

async fn on_postgres(bench: &Bench, production: &Host) -> Result<Vec<String>> {
    let scratch = tempfile::tempdir().map_err(Fault::at(Path::new("a temporary folder")))?;
    let name = format!("platen_rehearsal_{}", platform::secrets::random_hex(6));
    let address = production.config().database_address();
    let from = Url::parse(&address).map_err(|_| Fault::refused("production's database has no address"))?;
    let mut to = from.clone();
    to.set_path(&name);
    let writer = production.database().writer();
    writer.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    let found = match copy(&from, &to).await {
        Ok(()) => compare(bench, to.as_str(), scratch.path()).await,
        Err(fault) => Err(fault),
    };
    writer.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await?;
    found
}

/// One consistent snapshot of all rows. Passwords go through the environment: command lines are everybody's to read.
async fn copy(from: &Url, to: &Url) -> Result<()> {
    let failed = |why: String| Fault::refused(format!("production's database could not be copied: {why}"));
    let mut command = Command::new("sh");
    let script = "set -e; PGDATABASE=$FROM pg_dump --no-owner --no-privileges --file=\"$DUMP\"; \
                  PGDATABASE=$TO psql --quiet --set=ON_ERROR_STOP=1 --file=\"$DUMP\" >/dev/null";
    let dump = tempfile::NamedTempFile::new().map_err(Fault::at(Path::new("a temporary file")))?;
    let decoded = |text: &str| text.replace("%40", "@").replace("%3A", ":").replace("%2F", "/").replace("%25", "%");
    command.args(["-c", script]).env("DUMP", dump.path());
    command.env("FROM", from.path().trim_start_matches('/')).env("TO", to.path().trim_start_matches('/'));
    command.env("PGHOST", from.host_str().unwrap_or_default()).env("PGUSER", decoded(from.username()));
    command.env("PGPORT", from.port().unwrap_or(5_432).to_string());
    command.env("PGPASSWORD", decoded(from.password().unwrap_or_default()));
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, command.output()).await;
    let output = output.map_err(|_| failed("it took too long".into()))?.map_err(|error| failed(error.to_string()))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}

async fn compare(bench: &Bench, address: &str, scratch: &Path) -> Result<Vec<String>> {
    let config = Config {
        data_dir: scratch.to_owned(),
        database_url: Some(address.to_owned()),
        database_reader_url: None,
        database_connections: 2,
        ..Config::default()
    };
    let host = Host::open(config, Clock::system()).await?;
    let before = Description::new("on production", tables(&host).await?);
    let migrated = match &bench.binary {
        Some(binary) => by_program(binary, address, scratch).await,
        None => host.migrate().await.map_err(|error| error.to_string()),
    };
    if let Err(complaint) = migrated {
        return Ok(vec![format!("the migrations fail on a copy of production: {complaint}")]);
    }
    let after = Description::new("new", tables(&host).await?);
    Ok(breaks(&before, &after))
}

async fn by_program(binary: &Path, address: &str, scratch: &Path) -> Result<(), String> {
    let mut command = Command::new(binary);
    command.args(["migrate", "--data-dir"]).arg(scratch).env("DATABASE_URL", address).current_dir(scratch);
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, command.output()).await;
    let output = output.map_err(|_| "they took too long".to_owned())?.map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()) }
}
