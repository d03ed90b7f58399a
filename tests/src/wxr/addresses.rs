//! Where WordPress serves what an export holds, under the structure `/%year%/%monthnum%/%day%/%postname%/`.
use std::collections::{BTreeMap, BTreeSet};

use super::read::{Export, Item};

/// Every address that answers 200 for a visitor: posts, pages, and the archives of categories, tags, authors and dates.
pub fn published_addresses(export: &Export) -> BTreeSet<String> {
    let mut addresses = BTreeSet::from(["/".to_owned()]);
    let pages = export.items.iter().filter(|item| is_published(item, "page"));
    addresses.extend(pages.map(|page| page_address(export, page)));
    for post in export.items.iter().filter(|item| is_published(item, "post")) {
        let [year, month, day] = date(post);
        addresses.insert(format!("/{year}/{month}/{day}/{}/", post.post_name));
        addresses.extend([format!("/{year}/"), format!("/{year}/{month}/"), format!("/{year}/{month}/{day}/")]);
        addresses.insert(format!("/author/{}/", post.creator));
    }
    addresses.extend(export.categories.iter().map(|(slug, _)| category_address(export, slug)));
    addresses.extend(export.tags.iter().map(|slug| format!("/tag/{slug}/")));
    addresses
}

fn is_published(item: &Item, post_type: &str) -> bool {
    item.post_type == post_type && item.status == "publish"
}

fn date(item: &Item) -> [&str; 3] {
    let mut parts = item.post_date.split([' ', '-']);
    std::array::from_fn(|_| parts.next().expect("a published post has a date"))
}

fn page_address(export: &Export, page: &Item) -> String {
    let by_id: BTreeMap<&str, &Item> = export.items.iter().map(|item| (item.post_id.as_str(), item)).collect();
    let mut path = format!("{}/", page.post_name);
    let mut parent = by_id.get(page.post_parent.as_str());
    while let Some(page) = parent {
        path = format!("{}/{path}", page.post_name);
        parent = by_id.get(page.post_parent.as_str());
    }
    format!("/{path}")
}

fn category_address(export: &Export, slug: &str) -> String {
    let parent = |slug: &str| export.categories.iter().find(|(own, _)| own == slug).map(|(_, parent)| parent.clone());
    let mut path = format!("{slug}/");
    let mut above = parent(slug);
    while let Some(slug) = above.filter(|slug| !slug.is_empty()) {
        path = format!("{slug}/{path}");
        above = parent(&slug);
    }
    format!("/category/{path}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wxr::read::read;

    #[test]
    fn a_nested_page_and_a_child_category_have_their_whole_path() {
        let export = read(
            "<rss><channel>\
             <wp:category><wp:category_nicename>a</wp:category_nicename><wp:category_parent/></wp:category>\
             <wp:category><wp:category_nicename>b</wp:category_nicename><wp:category_parent>a</wp:category_parent>\
             </wp:category>\
             <item><wp:post_id>1</wp:post_id><wp:post_name>up</wp:post_name><wp:post_type>page</wp:post_type>\
             <wp:status>publish</wp:status></item>\
             <item><wp:post_id>2</wp:post_id><wp:post_name>down</wp:post_name><wp:post_type>page</wp:post_type>\
             <wp:post_parent>1</wp:post_parent><wp:status>publish</wp:status></item>\
             <item><wp:post_id>3</wp:post_id><wp:post_name>hello</wp:post_name><wp:post_type>post</wp:post_type>\
             <wp:status>publish</wp:status><wp:post_date><![CDATA[2012-03-04 05:06:07]]></wp:post_date>\
             <dc:creator>ann</dc:creator></item></channel></rss>",
        );
        let expected = [
            "/",
            "/2012/",
            "/2012/03/",
            "/2012/03/04/",
            "/2012/03/04/hello/",
            "/author/ann/",
            "/category/a/",
            "/category/a/b/",
            "/up/",
            "/up/down/",
        ];
        assert_eq!(published_addresses(&export), expected.map(str::to_owned).into());
    }
}
