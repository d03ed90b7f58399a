//! A site of production with something in it, and its clone in an environment: what tests of promotions begin with.
use std::path::PathBuf;

use cms::comments::{self, NewComment};
use cms::posts::{self, Post, PostFields};
use cms::sites::{self, NewSite};
use cms::users::{self, NewUser, Role};
use cms::{Actor, Host, Site};
use platform::{Clock, Config};
use staging::environments::{self, CloneOptions, NewEnvironment, Rules, Silent};
use staging::plan::{self, Plan, Selection};
use staging::promote::{self, Promotion};
use staging::{Manifest, WithoutSeal};

use crate::installation::Installation;
use crate::postgres::{FreshDatabase, Postgres};

/// The environment's name.
pub const ENVIRONMENT: &str = "staging";
/// The clone's address.
pub const STAGING_URL: &str = "http://staging.example";

/// Production and its clone.
pub struct ClonedSite {
    /// Gone when this is dropped.
    pub installation: Installation,
    database: Option<FreshDatabase>,
    /// Production's site.
    pub production: Site,
}

impl ClonedSite {
    /// A site with so many posts, an editor, a member and a comment under the first post; not cloned yet.
    pub async fn with_posts(installation: Installation, count: usize) -> Self {
        let config = Config {
            data_dir: installation.data_dir().into(),
            database_url: installation.database().map(FreshDatabase::url),
            database_connections: 5,
            ..Config::default()
        };
        let database = installation.database().map(|_| Postgres::shared().fresh_database());
        let host = Host::open(config, Clock::system()).await.unwrap();
        host.migrate().await.unwrap();
        let new = NewSite {
            url: "http://production.example".into(),
            title: "Production".into(),
            admin_email: "admin@production.example".into(),
        };
        let production = sites::create(&host, &Actor::System, new).await.unwrap();
        let made = Self { installation, database, production };
        made.person("ed", Role::Editor).await;
        made.person("rita", Role::Subscriber).await;
        for number in 0..count {
            made.post(&made.production, &format!("Post {number}")).await;
        }
        if count > 0 {
            made.comment(1, "rita@visitors.example", "I was here first").await;
        }
        made
    }

    /// Clones it.
    pub async fn cloned(self) -> Self {
        let new = NewEnvironment {
            name: ENVIRONMENT.into(),
            database_url: self.database.as_ref().map(FreshDatabase::url),
            ..NewEnvironment::default()
        };
        environments::create(self.production.host(), &Actor::System, new).await.unwrap();
        self.clone_again(false).await.unwrap();
        self
    }

    /// Clones it, anew where it is there.
    pub async fn clone_again(&self, again: bool) -> cms::Result<environments::CloneReport> {
        let options = CloneOptions { url: Some(STAGING_URL.into()), block: 10_000, rules: Rules::default(), again };
        environments::clone(&self.production, &Actor::System, ENVIRONMENT, &options, &Silent).await
    }

    /// The clone.
    pub async fn staging(&self) -> Site {
        environments::open_site(&self.production, ENVIRONMENT).await.unwrap().0
    }

    /// Production as it is now.
    pub async fn now(&self) -> Site {
        sites::by_id(self.production.host(), self.production.id()).await.unwrap()
    }

    /// A published post of two paragraphs.
    pub async fn post(&self, site: &Site, title: &str) -> Post {
        let fields = PostFields {
            title: Some(title.into()),
            content: Some(paragraphs("One", "Two")),
            status: Some("publish".into()),
            ..PostFields::default()
        };
        posts::create(site, &Actor::System, "post", fields).await.unwrap()
    }

    /// Gives a post another title.
    pub async fn retitle(&self, site: &Site, id: i64, title: &str) {
        let fields = PostFields { title: Some(title.into()), ..PostFields::default() };
        posts::update(site, &Actor::System, id, fields).await.unwrap();
    }

    /// Gives a post other paragraphs.
    pub async fn rewrite(&self, site: &Site, id: i64, one: &str, two: &str) {
        let fields = PostFields { content: Some(paragraphs(one, two)), ..PostFields::default() };
        posts::update(site, &Actor::System, id, fields).await.unwrap();
    }

    /// The title of a post of production; none where it is not there.
    pub async fn title(&self, id: i64) -> Option<String> {
        posts::by_id(&self.production, id).await.unwrap().map(|post| post.title)
    }

    /// A visitor's comment on production.
    pub async fn comment(&self, post_id: i64, email: &str, text: &str) -> i64 {
        let new = NewComment {
            post_id,
            author_name: email.split('@').next().unwrap_or_default().into(),
            author_email: email.into(),
            content: text.into(),
            ..NewComment::default()
        };
        comments::submit(&self.production, &Actor::Visitor, new).await.unwrap().id
    }

    /// Somebody with this role on production.
    pub async fn person(&self, login: &str, role: Role) -> i64 {
        let new = NewUser {
            url: self.production.url().into(),
            login: login.into(),
            email: format!("{login}@people.example"),
            password: format!("{login}-password"),
            ..NewUser::default()
        };
        users::create(&self.production, &Actor::System, new, role).await.unwrap().id
    }

    /// A plan of everything.
    pub async fn plan(&self) -> Plan {
        self.plan_of(Selection::default()).await.unwrap()
    }

    /// A plan of a part.
    pub async fn plan_of(&self, selection: Selection) -> cms::Result<Plan> {
        plan::make(&self.now().await, &Actor::System, ENVIRONMENT, &selection, &Silent).await
    }

    /// What the gates would hand over for this plan.
    pub fn manifest(plan: &Plan) -> Manifest {
        Manifest {
            environment: plan.environment.clone(),
            site_id: plan.site_id,
            lineage: plan.lineage.clone(),
            plan_digest: plan.digest.clone(),
            ..Manifest::default()
        }
    }

    /// Promotes a plan.
    pub async fn promote(&self, plan: &Plan) -> cms::Result<Promotion> {
        promote::promote(&self.now().await, &Actor::System, &Self::manifest(plan), &WithoutSeal, &Silent).await
    }

    /// Takes the last promotion back.
    pub async fn roll_back(&self) -> cms::Result<Promotion> {
        promote::rollback(&self.now().await, &Actor::System, None).await
    }

    /// The folder of the uploads of production (or, with `staging`, of the clone).
    pub async fn uploads(&self, staging: bool) -> PathBuf {
        let site = if staging { self.staging().await } else { self.production.clone() };
        site.host().config().uploads_dir(site.id())
    }
}

/// Two paragraphs as the block editor writes them.
pub fn paragraphs(one: &str, two: &str) -> String {
    let paragraph = |text: &str| format!("<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->");
    format!("{}\n\n{}", paragraph(one), paragraph(two))
}
