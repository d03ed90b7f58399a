//! Sites that go for good, with all that belongs to them: rows, letters, files, and the files' copies in buckets.

use crate::users::Capability;
use crate::{Actor, Change, Error, Host, Result, Site, letters, library, media, sites, users};

/// Removes a site for good, whatever is left of its days. Nobody restores it from now on, its names are free, and its files go.
/// Its rows follow as soon as the buckets have let go of its files: until then housekeeping goes on with it. Whether all of
/// it is gone. Only the host itself and network admins may.
pub async fn remove(site: &Site, actor: &Actor) -> Result<bool> {
    actor.require(Capability::ManageNetwork)?;
    require_folder(site).await?;
    give_up(site).await?;
    library::forget_folder(site.host().config().uploads_dir(site.id())).await?;
    if media::are_held(site).await? {
        return Ok(false);
    }
    let mut change = Change::begin(site).await?;
    letters::forget(&change, site).await?;
    users::forget_site(&change, site).await?;
    sites::erase_in(&mut change, site).await?;
    change.commit().await?;
    Ok(true)
}

/// Removes the deleted sites whose days are over; tells how many are gone. One that cannot go now goes later.
pub async fn remove_due(host: &Host) -> Result<u64> {
    let mut gone = 0;
    for record in sites::due_to_go(host).await? {
        match remove_one(host, record.id).await {
            Ok(is_gone) => gone += u64::from(is_gone),
            Err(error) => tracing::warn!(%error, site = record.id, "a deleted site is not removed; tried again"),
        }
    }
    Ok(gone)
}

/// Another runner may have been faster.
async fn remove_one(host: &Host, id: i64) -> Result<bool> {
    match sites::by_id(host, id).await {
        Ok(site) => remove(&site, &Actor::System).await,
        Err(error) if error.code() == "site_not_found" => Ok(false),
        Err(error) => Err(error),
    }
}

/// What cannot be reached cannot be taken away: a network folder comes back with everything in it.
async fn require_folder(site: &Site) -> Result<()> {
    if site.host().config().media_root().is_dir() || !media::has_journal(site).await? {
        return Ok(());
    }
    Err(Error::conflict("uploads_away", "The folder with the uploads is away: the site's files cannot be removed now."))
}

async fn give_up(site: &Site) -> Result<()> {
    let mut change = Change::begin(site).await?;
    sites::give_up_in(&mut change, site).await?;
    media::note_all_gone(&change, site).await?;
    change.commit().await
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};
    use platform::{Clock, Config};
    use sea_orm::{ConnectionTrait, Statement};

    use super::{remove, remove_due};
    use crate::media::StoredFile;
    use crate::sites::{NewSite, by_host, by_id, create, delete, restore};
    use crate::{Actor, Change, Host, Site, fixture, media, users::Role};

    /// A picture that is in the folder and in the journal.
    async fn with_a_picture(site: &Site) -> std::path::PathBuf {
        let folder = site.host().config().uploads_dir(site.id());
        std::fs::create_dir_all(folder.join("2026/01")).unwrap();
        std::fs::write(folder.join("2026/01/a.jpg"), b"a picture").unwrap();
        let file = StoredFile { file: "2026/01/a.jpg".into(), size: 9, sha256: "aa".into() };
        let change = Change::begin(site).await.unwrap();
        media::note_files(&change, site, &[file]).await.unwrap();
        change.commit().await.unwrap();
        folder
    }

    async fn rows(site: &Site, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) AS rows FROM {table} WHERE site_id = {}", site.id());
        let statement = Statement::from_string(site.host().database().backend(), sql);
        site.writer().query_one_raw(statement).await.unwrap().unwrap().try_get("", "rows").unwrap()
    }

    #[tokio::test]
    async fn a_deleted_site_is_whole_for_thirty_days_and_then_gone_with_its_files() {
        let start = Utc.with_ymd_and_hms(2026, 1, 31, 12, 0, 0).unwrap();
        let clock = Clock::fixed(start);
        let (_folder, site) = fixture::site_at(clock.clone()).await;
        let folder = with_a_picture(&site).await;
        delete(&site, &Actor::System).await.unwrap();
        clock.set(start + Duration::days(29));
        assert_eq!(remove_due(site.host()).await.unwrap(), 0);
        assert!(folder.join("2026/01/a.jpg").is_file() && rows(&site, "options").await > 0);
        clock.set(start + Duration::days(30));
        assert_eq!(remove_due(site.host()).await.unwrap(), 1);
        assert!(!folder.exists());
        assert_eq!(by_id(site.host(), site.id()).await.unwrap_err().code(), "site_not_found");
        for table in ["options", "media_files", "cron_events", "mail_outbox", "user_meta"] {
            assert_eq!(rows(&site, table).await, 0, "{table}");
        }
        assert_eq!(remove_due(site.host()).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_site_stays_until_its_buckets_have_let_go_and_its_name_is_free_before() {
        let folder = tempfile::tempdir().unwrap();
        let bucket_a = Some("s3://a:b@127.0.0.1:9/bucket".to_owned());
        let config = Config { data_dir: folder.path().into(), bucket_a, ..Config::default() };
        let host = Host::open(config, Clock::system()).await.unwrap();
        host.migrate().await.unwrap();
        let new = NewSite { url: "http://example.com".into(), title: "One".into(), admin_email: "a@b.org".into() };
        let site = create(&host, &Actor::System, new.clone()).await.unwrap();
        with_a_picture(&site).await;
        let row = media::stored(&site, "2026/01/a.jpg").await.unwrap().unwrap();
        media::note_copied(&host, media::Place::A, &[(row.id, "aa".into())]).await.unwrap();
        assert!(!remove(&site, &Actor::System).await.unwrap(), "the bucket has a file of it");
        assert_eq!(restore(&site, &Actor::System).await.unwrap_err().code(), "site_is_going");
        assert_eq!(media::waiting(&host, media::Place::A, 0, 9).await.unwrap().len(), 1, "the carrier takes it away");
        assert!(by_host(&host, "example.com").await.unwrap().is_none());
        create(&host, &Actor::System, new).await.unwrap();
        media::note_copied(&host, media::Place::A, &[(row.id, String::new())]).await.unwrap();
        assert_eq!(remove_due(&host).await.unwrap(), 1);
        assert!(by_id(&host, site.id()).await.is_err());
    }

    #[tokio::test]
    async fn while_the_uploads_are_away_a_site_is_not_half_removed() {
        let (_folder, site) = fixture::site().await;
        with_a_picture(&site).await;
        let root = site.host().config().media_root();
        let aside = root.with_file_name("aside");
        std::fs::rename(&root, &aside).unwrap();
        assert_eq!(remove(&site, &Actor::System).await.unwrap_err().code(), "uploads_away");
        assert_eq!(by_id(site.host(), site.id()).await.unwrap().record().status, "active");
        std::fs::rename(&aside, &root).unwrap();
        assert!(remove(&site, &Actor::System).await.unwrap());
    }

    #[tokio::test]
    async fn a_site_is_removed_by_the_network_alone() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        assert_eq!(remove(&site, &ann).await.unwrap_err().code(), "rest_forbidden");
    }
}
