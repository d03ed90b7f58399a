//! Real WordPress, asked the same: what a visitor and a feed reader get is the same, but for reasoned exceptions.
use tests::reference::{
    ReferenceSite, but_for_the_day, but_for_words_and_languages, exceptions, recorded_day, unexpected,
};
use tests::{Installation, on_both_databases, shared};

on_both_databases! {
    async fn pages_and_feeds_are_those_of_real_wordpress(installation: Installation) {
        let Some(folder) = shared::file("wordpress") else { return };
        let site = ReferenceSite::set_up(installation, &folder);
        let differences = site.differences("front,feeds", false);
        let unexpected = unexpected(&differences, &exceptions("front-feeds.json"));
        assert!(unexpected.is_empty(), "\n{}\n{} files", unexpected.join("\n"), unexpected.len());
    }

    async fn the_api_answers_as_real_wordpress_does(installation: Installation) {
        let Some(folder) = shared::file("wordpress") else { return };
        let site = ReferenceSite::set_up(installation, &folder);
        let groups = "index,users,posts,pages,media,categories,tags,comments,errors,meta,write";
        let differences = but_for_words_and_languages(site.differences(groups, true));
        let differences = but_for_the_day(differences, recorded_day(&folder), chrono::Utc::now().date_naive());
        let unexpected = unexpected(&differences, &exceptions("rest.json"));
        assert!(unexpected.is_empty(), "\n{}\n{} files", unexpected.join("\n"), unexpected.len());
    }
}
