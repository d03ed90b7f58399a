//! Exports made to measure: as many posts as a test or a benchmark asks for, the same ones each time.
use std::fmt::Write;

/// One made post.
pub struct MadePost {
    /// The number.
    pub id: u32,
}

impl MadePost {
    /// Its address under `/%year%/%monthnum%/%day%/%postname%/`.
    pub fn address(&self) -> String {
        format!("/{}/{}/", self.date().replace('-', "/"), self.slug())
    }

    /// Its title.
    pub fn title(&self) -> String {
        format!("Made post number {}", self.id)
    }

    /// Its slug.
    pub fn slug(&self) -> String {
        format!("made-post-{}", self.id)
    }

    fn date(&self) -> String {
        format!("{}-{:02}-{:02}", 2015 + self.id / 336 % 10, self.id / 28 % 12 + 1, self.id % 28 + 1)
    }

    fn content(&self) -> String {
        let paragraph = |number: u32| {
            format!(
                "<!-- wp:paragraph -->\n<p>Paragraph {number} of post {}: the quick brown fox jumps over \"the lazy \
                 dog\" -- and <strong>stays</strong> with <a href=\"https://example.org/{number}\">its friends</a>.</p>\n\
                 <!-- /wp:paragraph -->\n\n",
                self.id
            )
        };
        (1..=6 + self.id % 7).map(paragraph).collect()
    }

    fn write(&self, xml: &mut String) {
        let (title, slug, date, content) = (self.title(), self.slug(), self.date(), self.content());
        let (id, category, tag) = (self.id, self.id % 8, self.id % 20);
        write!(
            xml,
            "<item><title>{title}</title><link>http://made.example{}</link>\
             <dc:creator><![CDATA[maker]]></dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>\
             <excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{id}</wp:post_id>\
             <wp:post_date><![CDATA[{date} 08:00:00]]></wp:post_date>\
             <wp:post_date_gmt><![CDATA[{date} 08:00:00]]></wp:post_date_gmt>\
             <wp:comment_status><![CDATA[open]]></wp:comment_status><wp:ping_status><![CDATA[closed]]></wp:ping_status>\
             <wp:post_name><![CDATA[{slug}]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status>\
             <wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order>\
             <wp:post_type><![CDATA[post]]></wp:post_type><wp:post_password><![CDATA[]]></wp:post_password>\
             <wp:is_sticky>0</wp:is_sticky>\
             <category domain=\"category\" nicename=\"made-{category}\"><![CDATA[Made {category}]]></category>\
             <category domain=\"post_tag\" nicename=\"mark-{tag}\"><![CDATA[Mark {tag}]]></category>\
             <wp:postmeta><wp:meta_key><![CDATA[made]]></wp:meta_key>\
             <wp:meta_value><![CDATA[{id}]]></wp:meta_value></wp:postmeta>",
            self.address()
        )
        .expect("a text grows");
        if id % 3 == 0 {
            write!(
                xml,
                "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author><![CDATA[Reader]]></wp:comment_author>\
                 <wp:comment_author_email><![CDATA[reader@example.org]]></wp:comment_author_email>\
                 <wp:comment_date><![CDATA[{date} 09:00:00]]></wp:comment_date>\
                 <wp:comment_date_gmt><![CDATA[{date} 09:00:00]]></wp:comment_date_gmt>\
                 <wp:comment_content><![CDATA[A word on {title}]]></wp:comment_content>\
                 <wp:comment_approved>1</wp:comment_approved><wp:comment_type><![CDATA[comment]]></wp:comment_type>\
                 <wp:comment_parent>0</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id></wp:comment>"
            )
            .expect("a text grows");
        }
        xml.push_str("</item>\n");
    }
}

/// An export of posts with the numbers `1..=count`, one to a line from line 6 on; their author is `maker`.
pub fn made_export(count: u32) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\">\n\
         <channel><title>Made</title><link>http://made.example</link><wp:wxr_version>1.2</wp:wxr_version>\n\
         <wp:base_site_url>http://made.example</wp:base_site_url><wp:base_blog_url>http://made.example</wp:base_blog_url>\n\
         <wp:author><wp:author_id>7</wp:author_id><wp:author_login><![CDATA[maker]]></wp:author_login>\
         <wp:author_email><![CDATA[maker@example.org]]></wp:author_email>\
         <wp:author_display_name><![CDATA[The Maker]]></wp:author_display_name></wp:author>\n",
    );
    (1..=count).for_each(|id| MadePost { id }.write(&mut xml));
    xml.push_str("</channel></rss>\n");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wxr::{published_addresses, read};

    #[test]
    fn a_made_export_reads_back_with_its_addresses() {
        let export = read(&made_export(40));
        assert_eq!(export.items.len(), 40);
        assert!(published_addresses(&export).contains(&MadePost { id: 40 }.address()));
    }
}
