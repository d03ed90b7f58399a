//! Sites, people, options and content: what WordPress keeps in its core tables.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => dialect::run(manager, POSTGRES_SEARCH).await,
            _ => sqlite_search(manager).await,
        }
    }
}

const TABLES: &str = "
CREATE TABLE sites (
  id {id}, url TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'active', plan TEXT NOT NULL DEFAULT 'standard',
  quota_bytes BIGINT NOT NULL DEFAULT 53687091200, created_at {time} NOT NULL
);
CREATE TABLE domains (
  host TEXT PRIMARY KEY, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, is_primary BOOLEAN NOT NULL
);
CREATE TABLE counters (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, kind TEXT NOT NULL, next_id BIGINT NOT NULL,
  PRIMARY KEY (site_id, kind)
);
CREATE TABLE users (
  id {id}, login TEXT NOT NULL UNIQUE, email TEXT NOT NULL, password_hash TEXT NOT NULL DEFAULT '',
  nicename TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, url TEXT NOT NULL DEFAULT '',
  first_name TEXT NOT NULL DEFAULT '', last_name TEXT NOT NULL DEFAULT '', nickname TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '', locale TEXT NOT NULL DEFAULT '', is_network_admin BOOLEAN NOT NULL DEFAULT FALSE,
  registered {time} NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (LOWER(email)) WHERE email <> '';
CREATE TABLE user_meta (
  id {id}, user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE, site_id BIGINT NOT NULL DEFAULT 0,
  meta_key TEXT NOT NULL, meta_value TEXT NOT NULL DEFAULT ''
);
CREATE INDEX user_meta_by_key ON user_meta (user_id, site_id, meta_key);
CREATE TABLE site_users (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE, role TEXT NOT NULL, PRIMARY KEY (site_id, user_id)
);
CREATE INDEX site_users_by_user ON site_users (user_id);
CREATE TABLE sessions (
  id {id}, token_hash TEXT NOT NULL UNIQUE, user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  created {time} NOT NULL, expires {time} NOT NULL, ip TEXT NOT NULL DEFAULT '', user_agent TEXT NOT NULL DEFAULT ''
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE TABLE application_passwords (
  uuid TEXT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  app_id TEXT NOT NULL DEFAULT '', name TEXT NOT NULL, password_hash TEXT NOT NULL, created {time} NOT NULL,
  last_used {time}, last_ip TEXT
);
CREATE INDEX application_passwords_by_user ON application_passwords (user_id);
CREATE TABLE options (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (site_id, name)
);
CREATE TABLE posts (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, id BIGINT NOT NULL,
  post_type TEXT NOT NULL, status TEXT NOT NULL, slug TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
  content TEXT NOT NULL DEFAULT '', excerpt TEXT NOT NULL DEFAULT '', content_filtered TEXT NOT NULL DEFAULT '',
  author_id BIGINT NOT NULL DEFAULT 0, parent_id BIGINT NOT NULL DEFAULT 0, menu_order BIGINT NOT NULL DEFAULT 0,
  password TEXT NOT NULL DEFAULT '', sticky BOOLEAN NOT NULL DEFAULT FALSE,
  date {time} NOT NULL, date_gmt {time}, modified {time} NOT NULL, modified_gmt {time} NOT NULL,
  comment_status TEXT NOT NULL DEFAULT 'open', ping_status TEXT NOT NULL DEFAULT 'open',
  comment_count BIGINT NOT NULL DEFAULT 0, guid TEXT NOT NULL DEFAULT '', mime_type TEXT NOT NULL DEFAULT '',
  to_ping TEXT NOT NULL DEFAULT '', pinged TEXT NOT NULL DEFAULT '', PRIMARY KEY (site_id, id)
);
CREATE INDEX posts_by_date ON posts (site_id, post_type, status, date, id);
CREATE INDEX posts_by_slug ON posts (site_id, slug);
CREATE INDEX posts_by_parent ON posts (site_id, parent_id, post_type);
CREATE INDEX posts_by_author ON posts (site_id, author_id, post_type, status, date);
CREATE TABLE post_meta (
  id {id}, site_id BIGINT NOT NULL, post_id BIGINT NOT NULL, meta_key TEXT NOT NULL, meta_value TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (site_id, post_id) REFERENCES posts(site_id, id) ON DELETE CASCADE
);
CREATE INDEX post_meta_by_post ON post_meta (site_id, post_id, meta_key);
CREATE INDEX post_meta_by_key ON post_meta (site_id, meta_key);
CREATE TABLE media (
  site_id BIGINT NOT NULL, post_id BIGINT NOT NULL, file TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT '',
  width BIGINT NOT NULL DEFAULT 0, height BIGINT NOT NULL DEFAULT 0, filesize BIGINT NOT NULL DEFAULT 0,
  sha256 TEXT NOT NULL DEFAULT '', metadata TEXT NOT NULL DEFAULT '{}', PRIMARY KEY (site_id, post_id),
  FOREIGN KEY (site_id, post_id) REFERENCES posts(site_id, id) ON DELETE CASCADE
);
CREATE INDEX media_by_file ON media (site_id, file);
CREATE TABLE terms (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, id BIGINT NOT NULL, taxonomy TEXT NOT NULL,
  name TEXT NOT NULL, slug TEXT NOT NULL, description TEXT NOT NULL DEFAULT '', parent_id BIGINT NOT NULL DEFAULT 0,
  count BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (site_id, id)
);
CREATE UNIQUE INDEX terms_by_slug ON terms (site_id, taxonomy, slug);
CREATE INDEX terms_by_name ON terms (site_id, taxonomy, name);
CREATE TABLE term_meta (
  id {id}, site_id BIGINT NOT NULL, term_id BIGINT NOT NULL, meta_key TEXT NOT NULL, meta_value TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (site_id, term_id) REFERENCES terms(site_id, id) ON DELETE CASCADE
);
CREATE INDEX term_meta_by_term ON term_meta (site_id, term_id, meta_key);
CREATE TABLE term_relationships (
  site_id BIGINT NOT NULL, post_id BIGINT NOT NULL, term_id BIGINT NOT NULL, position BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (site_id, post_id, term_id),
  FOREIGN KEY (site_id, post_id) REFERENCES posts(site_id, id) ON DELETE CASCADE,
  FOREIGN KEY (site_id, term_id) REFERENCES terms(site_id, id) ON DELETE CASCADE
);
CREATE INDEX term_relationships_by_term ON term_relationships (site_id, term_id, post_id);
CREATE TABLE comments (
  site_id BIGINT NOT NULL, id BIGINT NOT NULL, post_id BIGINT NOT NULL, parent_id BIGINT NOT NULL DEFAULT 0,
  user_id BIGINT NOT NULL DEFAULT 0, author_name TEXT NOT NULL DEFAULT '', author_email TEXT NOT NULL DEFAULT '',
  author_url TEXT NOT NULL DEFAULT '', author_ip TEXT NOT NULL DEFAULT '', user_agent TEXT NOT NULL DEFAULT '',
  date {time} NOT NULL, date_gmt {time} NOT NULL, content TEXT NOT NULL, status TEXT NOT NULL,
  comment_type TEXT NOT NULL DEFAULT 'comment', karma BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (site_id, id),
  FOREIGN KEY (site_id, post_id) REFERENCES posts(site_id, id) ON DELETE CASCADE
);
CREATE INDEX comments_by_post ON comments (site_id, post_id, status, date_gmt);
CREATE INDEX comments_by_date ON comments (site_id, status, date_gmt);
CREATE TABLE comment_meta (
  id {id}, site_id BIGINT NOT NULL, comment_id BIGINT NOT NULL, meta_key TEXT NOT NULL,
  meta_value TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (site_id, comment_id) REFERENCES comments(site_id, id) ON DELETE CASCADE
);
CREATE INDEX comment_meta_by_comment ON comment_meta (site_id, comment_id, meta_key);
CREATE TABLE redirects (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, kind TEXT NOT NULL, source TEXT NOT NULL,
  post_id BIGINT NOT NULL DEFAULT 0, target TEXT NOT NULL DEFAULT '', status BIGINT NOT NULL DEFAULT 301,
  created {time} NOT NULL
);
CREATE INDEX redirects_by_source ON redirects (site_id, kind, source)
";

/// A tsvector holds at most a megabyte, so only the first 200,000 characters of a post are indexed.
const POSTGRES_SEARCH: &str = "
ALTER TABLE posts ADD COLUMN search_vector tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('simple'::regconfig, left(title, 10000)), 'A') ||
  setweight(to_tsvector('simple'::regconfig, left(excerpt, 50000)), 'B') ||
  setweight(to_tsvector('simple'::regconfig, left(content, 200000)), 'C')) STORED;
CREATE INDEX posts_search ON posts USING GIN (search_vector)
";

/// FTS5 wants an integer key that never moves; the implicit rowid of a table with a composite key may.
async fn sqlite_search(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    for statement in [
        "CREATE TABLE post_search_keys (id INTEGER PRIMARY KEY AUTOINCREMENT, site_id BIGINT NOT NULL, post_id BIGINT NOT NULL, UNIQUE (site_id, post_id))",
        "CREATE VIRTUAL TABLE post_search USING fts5(title, excerpt, content, tokenize='unicode61')",
        "CREATE TRIGGER posts_search_insert AFTER INSERT ON posts WHEN NEW.post_type <> 'revision' BEGIN
           INSERT INTO post_search_keys (site_id, post_id) VALUES (NEW.site_id, NEW.id);
           INSERT INTO post_search (rowid, title, excerpt, content)
             SELECT id, NEW.title, NEW.excerpt, NEW.content FROM post_search_keys WHERE site_id = NEW.site_id AND post_id = NEW.id;
         END",
        "CREATE TRIGGER posts_search_update AFTER UPDATE OF title, excerpt, content ON posts WHEN NEW.post_type <> 'revision' BEGIN
           UPDATE post_search SET title = NEW.title, excerpt = NEW.excerpt, content = NEW.content
             WHERE rowid = (SELECT id FROM post_search_keys WHERE site_id = NEW.site_id AND post_id = NEW.id);
         END",
        "CREATE TRIGGER posts_search_delete AFTER DELETE ON posts BEGIN
           DELETE FROM post_search WHERE rowid = (SELECT id FROM post_search_keys WHERE site_id = OLD.site_id AND post_id = OLD.id);
           DELETE FROM post_search_keys WHERE site_id = OLD.site_id AND post_id = OLD.id;
         END",
    ] {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}
