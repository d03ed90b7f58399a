//! `platen post list`.

use clap::{Args, ValueEnum};
use cms::posts::{self, ListQuery, OrderBy};
use cms::{permalinks, users};

use super::record;
use crate::output::Listing;
use crate::session::Session;

/// Everything that WordPress's `post_status=any` names: all but the trash and what was never saved.
const ANY: [&str; 5] = ["publish", "future", "draft", "pending", "private"];

/// Lists posts, newest first: of every status but the trash, unless --post_status says otherwise.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen post list --post_type=page --fields=ID,post_title,url --format=csv\n  \
    platen post delete $(platen post list --post_status=draft --format=ids)")]
pub struct List {
    /// Types, separated by commas; `any` for all
    #[arg(long = "post_type", value_name = "TYPES", value_delimiter = ',', default_value = "post")]
    types: Vec<String>,
    /// Statuses, separated by commas; `any` for all but the trash
    #[arg(long = "post_status", value_name = "STATUSES", value_delimiter = ',', default_value = "any")]
    statuses: Vec<String>,
    /// Only posts of this author (number, login or mail address)
    #[arg(long, visible_alias = "post_author", value_name = "USER")]
    author: Option<String>,
    /// Only these posts
    #[arg(long = "post__in", value_name = "IDS", value_delimiter = ',')]
    ids: Vec<i64>,
    /// Only posts below this one
    #[arg(long = "post_parent", value_name = "ID")]
    parent: Option<i64>,
    /// Only the post with this slug
    #[arg(long, value_name = "SLUG")]
    name: Option<String>,
    /// Only posts with these words
    #[arg(long, value_name = "WORDS")]
    s: Option<String>,
    /// At most this many; -1 for all
    #[arg(long = "posts_per_page", value_name = "NUMBER", default_value_t = -1, allow_hyphen_values = true)]
    limit: i64,
    /// Leave out this many at the beginning
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    offset: u64,
    /// What to sort by
    #[arg(long, value_enum, default_value = "date")]
    orderby: Sorting,
    /// asc or desc
    #[arg(long, value_enum, default_value = "desc", ignore_case = true)]
    order: Direction,
    #[command(flatten)]
    listing: Listing,
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Sorting {
    Date,
    Modified,
    #[value(name = "ID", alias = "id")]
    Id,
    Title,
    Name,
    Author,
    Parent,
    #[value(name = "menu_order")]
    MenuOrder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Direction {
    Asc,
    Desc,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let author = match &self.author {
            Some(name) => Some(session.person(name).await?),
            None => None,
        };
        let found = posts::list(&site, &self.query(author.as_ref())).await?.posts;
        let readable: Vec<_> = found.into_iter().filter(|post| posts::permissions::may_read(&actor, post)).collect();
        let addresses = permalinks::of_posts(&site, &readable.iter().collect::<Vec<_>>()).await?;
        let address = |id: i64| addresses.get(&id).map(String::as_str).unwrap_or_default();
        let records = readable.iter().map(|post| record::of(post, address(post.id))).collect();
        self.listing.print(records, "ID,post_title,post_name,post_date,post_status")
    }

    fn query(&self, author: Option<&users::Model>) -> ListQuery {
        let all = |names: &[String], all: &[&str]| match names {
            [any] if any == "any" => all.iter().map(|name| (*name).to_owned()).collect(),
            names => names.to_vec(),
        };
        let mut statuses: Vec<String> = all(&self.statuses, &ANY);
        // Attachments have no status of their own.
        if self.types.iter().any(|name| matches!(name.as_str(), "attachment" | "any")) {
            statuses.push("inherit".into());
        }
        let mut types: Vec<String> = all(&self.types, &[]);
        if types.is_empty() && self.ids.is_empty() {
            types = ["post", "page", "attachment"].map(str::to_owned).to_vec();
        }
        ListQuery {
            types,
            statuses,
            authors: author.map(|author| author.id).into_iter().collect(),
            ids: self.ids.clone(),
            slugs: self.name.clone().into_iter().collect(),
            parents: self.parent.into_iter().collect(),
            search: self.s.clone(),
            order_by: self.sorting(),
            ascending: self.order == Direction::Asc,
            offset: self.offset,
            limit: u64::try_from(self.limit).unwrap_or(i64::MAX as u64),
            ..ListQuery::default()
        }
    }

    fn sorting(&self) -> OrderBy {
        match self.orderby {
            Sorting::Date => OrderBy::Date,
            Sorting::Modified => OrderBy::Modified,
            Sorting::Id => OrderBy::Id,
            Sorting::Title => OrderBy::Title,
            Sorting::Name => OrderBy::Slug,
            Sorting::Author => OrderBy::Author,
            Sorting::Parent => OrderBy::Parent,
            Sorting::MenuOrder => OrderBy::MenuOrder,
        }
    }
}
