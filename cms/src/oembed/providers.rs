//! Sites that offer their pages for embedding, and where they are asked: those that WordPress trusts
//! (`WP_oEmbed::__construct`). What they send is shown as it is.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

/// Pattern of addresses, and the endpoint that knows them.
const PROVIDERS: [(&str, &str); 44] = [
    (r"(?i)^https?://((m|www)\.)?youtube\.com/watch", "https://www.youtube.com/oembed"),
    (r"(?i)^https?://((m|www)\.)?youtube\.com/playlist", "https://www.youtube.com/oembed"),
    (r"(?i)^https?://((m|www)\.)?youtube\.com/shorts/", "https://www.youtube.com/oembed"),
    (r"(?i)^https?://((m|www)\.)?youtube\.com/live/", "https://www.youtube.com/oembed"),
    (r"(?i)^https?://youtu\.be/", "https://www.youtube.com/oembed"),
    (r"(?i)^https?://([a-z0-9-]+\.)*vimeo\.com/", "https://vimeo.com/api/oembed.json"),
    (r"(?i)^https?://(www\.)?dailymotion\.com/", "https://www.dailymotion.com/services/oembed"),
    (r"(?i)^https?://dai\.ly/", "https://www.dailymotion.com/services/oembed"),
    (r"(?i)^https?://(www\.)?flickr\.com/", "https://www.flickr.com/services/oembed/"),
    (r"(?i)^https?://flic\.kr/", "https://www.flickr.com/services/oembed/"),
    (r"(?i)^https?://([a-z0-9-]+\.)*smugmug\.com/", "https://api.smugmug.com/services/oembed/"),
    (r"(?i)^https?://(www\.)?scribd\.com/(doc|document)/", "https://www.scribd.com/services/oembed"),
    (r"(?i)^https?://wordpress\.tv/", "https://wordpress.tv/oembed/"),
    (r"(?i)^https?://([a-z0-9-]+\.)*crowdsignal\.net/", "https://api.crowdsignal.com/oembed"),
    (r"(?i)^https?://([a-z0-9-]+\.)*polldaddy\.com/", "https://api.crowdsignal.com/oembed"),
    (r"(?i)^https?://poll\.fm/", "https://api.crowdsignal.com/oembed"),
    (r"(?i)^https?://([a-z0-9-]+\.)*survey\.fm/", "https://api.crowdsignal.com/oembed"),
    (
        r"(?i)^https?://(www\.)?twitter\.com/\w{1,15}(/status(es)?/|/likes$|/lists/|/timelines/|/moments/|$)",
        "https://publish.twitter.com/oembed",
    ),
    (
        r"(?i)^https?://(www\.)?x\.com/\w{1,15}(/status(es)?/|/likes$|/lists/|/timelines/|$)",
        "https://publish.x.com/oembed",
    ),
    (r"(?i)^https?://(www\.)?soundcloud\.com/", "https://soundcloud.com/oembed"),
    (r"(?i)^https?://(open|play)\.spotify\.com/", "https://embed.spotify.com/oembed/"),
    (r"(?i)^https?://([a-z0-9-]+\.)*imgur\.com/", "https://api.imgur.com/oembed"),
    (r"(?i)^https?://(www\.)?issuu\.com/.+/docs/", "https://issuu.com/oembed_wp"),
    (r"(?i)^https?://(www\.)?mixcloud\.com/", "https://app.mixcloud.com/oembed/"),
    (r"(?i)^https?://(www\.|embed\.)?ted\.com/talks/", "https://www.ted.com/services/v1/oembed.json"),
    (r"(?i)^https?://(www\.)?(animoto|video214)\.com/play/", "https://animoto.com/oembeds/create"),
    (r"(?i)^https?://[a-z0-9-]+\.tumblr\.com/", "https://www.tumblr.com/oembed/1.0"),
    (r"(?i)^https?://(www\.)?kickstarter\.com/projects/", "https://www.kickstarter.com/services/oembed"),
    (r"(?i)^https?://kck\.st/", "https://www.kickstarter.com/services/oembed"),
    (r"(?i)^https?://cloudup\.com/", "https://cloudup.com/oembed"),
    (r"(?i)^https?://(www\.)?reverbnation\.com/", "https://www.reverbnation.com/oembed"),
    (r"(?i)^https?://videopress\.com/v/", "https://public-api.wordpress.com/oembed/?for=platen"),
    (r"(?i)^https?://(www\.)?reddit\.com/r/[^/]+/comments/", "https://www.reddit.com/oembed"),
    (r"(?i)^https?://(www\.)?speakerdeck\.com/", "https://speakerdeck.com/oembed.json"),
    (r"(?i)^https?://([a-z0-9-]+\.)?amazon\.(com|com\.mx|com\.br|ca)/", "https://read.amazon.com/kp/api/oembed"),
    (r"(?i)^https?://([a-z0-9-]+\.)?amazon\.(co\.uk|de|fr|it|es|in|nl|ru)/", "https://read.amazon.co.uk/kp/api/oembed"),
    (r"(?i)^https?://(www\.)?(a\.co|amzn\.to|amzn\.eu)/", "https://read.amazon.com/kp/api/oembed"),
    (r"(?i)^https?://(www\.)?tiktok\.com/.+/video/", "https://www.tiktok.com/oembed"),
    (r"(?i)^https?://(www\.)?tiktok\.com/@", "https://www.tiktok.com/oembed"),
    (r"(?i)^https?://([a-z]{2}|www)\.pinterest\.com(\.(au|mx))?/", "https://www.pinterest.com/oembed.json"),
    (r"(?i)^https?://(www\.)?wolframcloud\.com/obj/", "https://www.wolframcloud.com/oembed"),
    (r"(?i)^https?://pca\.st/", "https://pca.st/oembed.json"),
    (r"(?i)^https?://((play|www)\.)?anghami\.com/", "https://api.anghami.com/rest/v1/oembed.view"),
    (r"(?i)^https?://bsky\.app/profile/.+/post/", "https://embed.bsky.app/oembed"),
];

/// Where a trusted site is asked about `address`, if it is of one.
pub fn endpoint_for(address: &str) -> Option<&'static str> {
    static ALL: LazyLock<RegexSet> = LazyLock::new(|| {
        let patterns = PROVIDERS.iter().map(|(pattern, _)| pattern);
        RegexSet::new(patterns).expect("constant patterns")
    });
    // Credentials and ports are nobody's that WordPress trusts.
    static PLAIN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)^https?://[a-z0-9.-]+(/|\?|$)").expect("a constant pattern"));
    if !PLAIN.is_match(address) {
        return None;
    }
    let first = ALL.matches(address).into_iter().next()?;
    Some(PROVIDERS[first].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_sites_own_address_is_trusted() {
        assert_eq!(endpoint_for("https://www.youtube.com/watch?v=1"), Some("https://www.youtube.com/oembed"));
        assert_eq!(endpoint_for("https://player.vimeo.com/video/1"), Some("https://vimeo.com/api/oembed.json"));
        for stranger in [
            "https://example.com/",
            "https://evil.example/https://vimeo.com/",
            "https://evil.example:80@vimeo.com/",
            "https://evil.example#.vimeo.com/",
            "https://evil.example/.vimeo.com/1",
        ] {
            assert_eq!(endpoint_for(stranger), None, "{stranger}");
        }
    }
}
