//! A site as years of work leave it: posts of every status, by some people, in categories, over ten years.
use tests::installation::{ADMIN, ADMIN_PASSWORD};
use tests::wxr::made_export;
use tests::{Installation, PlatenProcess, Postgres, SiteClient};

/// What the made posts do not have: people, statuses, and words that few posts have.
const SPREAD: &str = "UPDATE posts SET
  status = CASE WHEN id % 100 = 0 THEN 'draft' WHEN id % 200 = 1 THEN 'pending' WHEN id % 200 = 3 THEN 'private'
    WHEN id % 500 = 7 THEN 'future' WHEN id % 1000 = 9 THEN 'trash' ELSE status END,
  author_id = CASE WHEN id % 5 = 2 THEN 1 ELSE author_id END,
  title = (ARRAY['Harbour', 'Meadow', 'Winter', 'Letters', 'Notes', 'Bread', 'Garden'])[1 + id * 31 % 7] || ' ' || id,
  content = content || CASE WHEN id % 1000 = 500 THEN ' lighthouse' WHEN id % 900 = 400 THEN ' ferry' ELSE '' END
  WHERE post_type = 'post'";

/// The site, with its front.
pub struct LargeSite {
    /// How many posts it has.
    pub posts: u32,
    /// The numbers of the categories that it has posts in.
    pub categories: Vec<String>,
    front: PlatenProcess,
    _installation: Installation,
    _postgres: Postgres,
}

impl LargeSite {
    /// Imports the posts and spreads them out.
    pub fn set_up(posts: u32) -> Self {
        let postgres = Postgres::start();
        let installation = Installation::on_postgres(&postgres).with("PLATEN_LOG", "warn");
        installation.install_site("Screens");
        installation.remove_sample_posts();
        let file = installation.data_dir().join("made.xml");
        std::fs::write(&file, made_export(posts)).expect("the export is written");
        installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
        let database = installation.database().expect("it is on PostgreSQL");
        database.sql(SPREAD);
        // Nobody writes all posts at once: what that left behind is cleared away.
        database.sql("VACUUM FULL posts");
        database.sql("VACUUM ANALYZE");
        let categories = database.sql("SELECT id FROM terms WHERE taxonomy = 'category' AND slug LIKE 'made-%'");
        let categories = categories.lines().map(str::to_owned).collect();
        Self { posts, categories, front: installation.serve(), _installation: installation, _postgres: postgres }
    }

    /// The administrator's browser.
    pub async fn person(&self) -> SiteClient {
        let client = self.front.client();
        client.sign_in(ADMIN, ADMIN_PASSWORD).await;
        let nonce = client.get("/wp-admin/admin-ajax.php?action=rest-nonce").await.text;
        client.with_header("X-WP-Nonce", &nonce)
    }
}
