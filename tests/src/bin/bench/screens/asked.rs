//! What `edit.php` asks for, by what somebody does.

const LISTED: &str = "publish,future,draft,pending,private";
const FIELDS: &str = "id,date,date_gmt,modified_gmt,status,link,slug,type,title,author,categories,tags,sticky,password,\
                      parent,comment_status,_links,_embedded";
/// Words that every post has, and words of one post in a thousand: in turns, so that not each is asked for twice.
const COMMON: [&str; 6] = ["quick", "brown", "fox", "jumps", "lazy", "friends"];
const RARE: [&str; 6] = ["lighthouse", "ferry", "lightho", "ferr", "lighthouse+ferry", "harbour+quick"];

/// One kind of request.
pub struct Kind {
    /// How the report calls it.
    pub name: &'static str,
    /// Whether a post is saved right before, so that nothing is known of the list any more.
    pub after_a_save: bool,
    /// Whether finding nothing is an answer.
    pub may_be_empty: bool,
    query: fn(last_page: usize, round: usize) -> String,
}

const fn kind(name: &'static str, query: fn(usize, usize) -> String) -> Kind {
    Kind { name, after_a_save: false, may_be_empty: false, query }
}

/// All of them.
pub const KINDS: [Kind; 15] = [
    kind("first page", |_, _| by_date(1, "")),
    Kind { after_a_save: true, ..kind("first page after a save", |_, _| by_date(1, "")) },
    kind("near the start", |_, round| by_date(2 + round % 40, "")),
    kind("in the middle", |last, round| by_date(last / 2 + round % 40, "")),
    kind("near the end", |last, round| by_date(last - round % 40, "")),
    kind("by title", |_, round| sorted("title", "asc", 1 + round % 3)),
    kind("by title, in the middle", |last, round| sorted("title", "asc", last / 2 + round % 40)),
    kind("by author", |_, round| sorted("author", "desc", 1 + round % 3)),
    kind("one status", |_, round| of(1, ["draft", "pending", "private", "future"][round % 4], "")),
    kind("one author", |_, round| by_date(1 + round % 5, &format!("&author={}", 1 + round % 2))),
    kind("one category", |_, round| by_date(1 + round % 5, "&categories=CATEGORY")),
    kind("one month", |_, round| {
        let (year, month) = (2015 + round % 5, 1 + round % 11);
        let until = month + 1;
        by_date(1, &format!("&after={year}-{month:02}-01T00:00:00&before={year}-{until:02}-01T00:00:00"))
    }),
    kind("a search for common words", |_, round| by_date(1, &format!("&search={}", COMMON[round % COMMON.len()]))),
    Kind {
        may_be_empty: true,
        ..kind("a search for rare words", |_, round| by_date(1, &format!("&search={}", RARE[round % RARE.len()])))
    },
    Kind { after_a_save: true, ..kind("counts after a save", |_, _| "/wp-json/platen/v1/post-counts?".to_owned()) },
];

impl Kind {
    /// Where it is asked for on a site of so many posts.
    pub fn path(&self, posts: u32, categories: &[String], round: usize) -> String {
        let last_page = usize::try_from(posts).expect("a number of posts") * 998 / 1_000 / 20;
        (self.query)(last_page.max(50), round).replace("CATEGORY", &categories[round % categories.len()])
    }
}

fn by_date(page: usize, more: &str) -> String {
    of(page, LISTED, more)
}

fn of(page: usize, statuses: &str, more: &str) -> String {
    list(&format!("page={page}&orderby=date&order=desc&status={statuses}{more}"))
}

fn sorted(order_by: &str, order: &str, page: usize) -> String {
    list(&format!("page={page}&orderby={order_by}&order={order}&status={LISTED}"))
}

fn list(query: &str) -> String {
    format!("/wp-json/wp/v2/posts?per_page=20&{query}&context=edit&_fields={FIELDS}&_embed=author,wp:term")
}
