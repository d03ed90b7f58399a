//! Production's disk is full in the middle of a promotion: production is as before, and once there is room it goes up.
use cms::posts::{self, PostFields};
use cms::{Actor, library};
use tests::{ClonedSite, Installation, SmallDisk, on_both_databases};

/// Of two such files a disk of a megabyte has room for one.
const BYTES: usize = 700 << 10;

on_both_databases! {
    async fn a_disk_that_is_full_in_the_middle_leaves_production_as_it_was(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 1).await.cloned().await;
        let staging = site.staging().await;
        let files = [upload(&site, "one.txt").await, upload(&site, "two.txt").await];
        let links: String = files.iter().map(|file| format!("<a href=\"/wp-content/uploads/{file}\">file</a>")).collect();
        let content = format!("<!-- wp:html -->{links}<!-- /wp:html -->");
        let fields = PostFields { title: Some("With files".into()), content: Some(content), ..PostFields::default() };
        posts::update(&staging, &Actor::System, 1, fields).await.unwrap();
        let plan = site.plan().await;
        assert_eq!(plan.files.len(), 2, "{plan:?}");

        let uploads = site.uploads(false).await;
        std::fs::create_dir_all(&uploads).unwrap();
        let disk = SmallDisk::mount_on(&uploads);
        let refused = site.promote(&plan).await.unwrap_err();
        assert!(refused.to_string().to_lowercase().contains("no space left"), "{refused}");
        assert_eq!(site.title(1).await.as_deref(), Some("Post 0"), "no row was written");
        let left: Vec<bool> = files.iter().map(|file| uploads.join(file).exists()).collect();
        assert_eq!(left, [false, false], "the file that had room went again");
        let log = staging::promote::log(&site.now().await, &Actor::System).await.unwrap();
        assert_eq!(log[0].state, "undone");
        assert!(log[0].told.contains("before any row changed"), "{}", log[0].told);

        disk.grow();
        site.promote(&plan).await.unwrap();
        assert_eq!(site.title(1).await.as_deref(), Some("With files"));
        for file in &files {
            assert_eq!(std::fs::read(uploads.join(file)).unwrap().len(), BYTES, "{file}");
        }
    }
}

/// Brings a text file into the environment; gives its path within the uploads.
async fn upload(site: &ClonedSite, name: &str) -> String {
    let staging = site.staging().await;
    let file = site.installation.data_dir().join(name);
    std::fs::write(&file, &name.repeat(BYTES).as_bytes()[..BYTES]).unwrap();
    let upload = library::NewUpload { file_name: name.into(), ..library::NewUpload::default() };
    let attachment = library::import_file(&staging, &Actor::System, &file, upload).await.unwrap();
    cms::media::of_attachment(&staging, attachment.id).await.unwrap().unwrap().file
}
