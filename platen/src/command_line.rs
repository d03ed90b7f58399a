//! The command line as a whole: the flags that every command knows, and the commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands;
use crate::session::Session;
use crate::voice::Voice;

/// A WordPress-compatible host in one binary. Commands and flags are WP-CLI's.
#[derive(Debug, Parser)]
#[command(name = "platen", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct CommandLine {
    /// What every command understands.
    #[command(flatten)]
    pub global: GlobalOptions,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  platen serve --listen 127.0.0.1:8800 --data-dir ./data
  platen core install --url=https://example.com --title=Example --admin_user=ann --admin_email=ann@example.com
  platen post list --post_type=page --format=json --url=https://example.com";

/// The heading of the flags that every command knows.
const EVERYWHERE: &str = "For every command";

/// What every command understands.
#[derive(Args, Clone, Debug)]
pub struct GlobalOptions {
    /// Where the embedded database, the uploads and the caches live
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// The site to work on, by its address; the first one if left out
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "SITE")]
    pub url: Option<String>,
    /// Act with the rights of this person instead of the host's (number, login or mail address)
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "USER")]
    pub user: Option<String>,
    /// Read this file instead of platen.toml in the current folder
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Say nothing but what was asked for
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub quiet: bool,
    /// Colour messages even when no terminal reads them
    #[arg(long, global = true, help_heading = EVERYWHERE, overrides_with = "no_color")]
    pub color: bool,
    /// Never colour messages
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub no_color: bool,
}

impl GlobalOptions {
    /// How the command is to speak.
    pub fn voice(&self) -> Voice {
        let color = if self.no_color { Some(false) } else { self.color.then_some(true) };
        Voice::new(self.quiet, color)
    }
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the sites and runs their events, all in one process
    Serve(commands::serve::Serve),
    /// Serves the sites: one front of several
    Web(commands::web::Web),
    /// Runs due events: one runner of several
    Worker(commands::worker::Worker),
    /// Carries uploads to the buckets
    MediaSync(commands::media_sync::MediaSync),
    /// Installs releases on this host, as the database says
    Agent(Box<commands::agent::RunAgent>),
    /// Builds releases and rolls them out
    #[command(subcommand)]
    Release(commands::release::ReleaseCommand),
    /// Installs the host's first site and tells what is installed
    #[command(subcommand)]
    Core(commands::core::CoreCommand),
    /// Makes, lists and deletes sites
    #[command(subcommand)]
    Site(commands::site::SiteCommand),
    /// Manages people, their roles and their application passwords
    #[command(subcommand)]
    User(commands::user::UserCommand),
    /// Manages who runs the whole host
    #[command(subcommand)]
    SuperAdmin(commands::super_admin::SuperAdminCommand),
    /// Reads and changes a site's options
    #[command(subcommand)]
    Option(commands::option::OptionCommand),
    /// Brings WordPress export files into a site
    Import(commands::import::Import),
    /// Writes a site's content as a WordPress export file
    Export(commands::export::Export),
    /// Manages posts of every type
    #[command(subcommand)]
    Post(Box<commands::post::PostCommand>),
    /// Manages categories, tags and other terms
    #[command(subcommand)]
    Term(commands::term::TermCommand),
    /// Brings files into the Media Library and makes their sizes
    #[command(subcommand)]
    Media(commands::media::MediaCommand),
    /// Moderates comments
    #[command(subcommand)]
    Comment(commands::comment::CommentCommand),
    /// Manages cron events
    #[command(subcommand)]
    Cron(commands::cron::CronCommand),
    /// Changes how addresses are made
    #[command(subcommand)]
    Rewrite(commands::rewrite::RewriteCommand),
    /// Lists and activates themes
    #[command(subcommand)]
    Theme(commands::theme::ThemeCommand),
    /// Makes environments and clones production's sites into them
    #[command(subcommand)]
    Env(commands::env::EnvCommand),
    /// Brings what was edited in an environment to production
    #[command(subcommand)]
    Staging(commands::staging::StagingCommand),
    /// Tells who did what
    #[command(subcommand)]
    Audit(commands::audit::AuditCommand),
    /// Tells what became of letters
    #[command(subcommand)]
    Mail(commands::mail::MailCommand),
    /// Manages members of a site
    #[command(subcommand)]
    Member(commands::member::MemberCommand),
    /// Manages what members can have, and what it costs
    #[command(subcommand)]
    Plan(commands::plan::PlanCommand),
    /// Manages subscriptions and their invoices
    #[command(subcommand)]
    Subscription(commands::subscription::SubscriptionCommand),
    /// Says which search engines are told what changes
    #[command(subcommand)]
    SearchEngine(commands::search_engine::SearchEngineCommand),
    /// Empties the caches
    #[command(subcommand)]
    Cache(commands::cache::CacheCommand),
    /// Brings the database's schema up to this version
    Migrate(commands::migrate::Migrate),
    /// Prints the settings in force and where each came from
    Config(commands::config::ShowConfig),
}

impl Command {
    /// Does it.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        match self {
            Self::Config(command) => command.run(global),
            Self::Serve(command) => command.run(global).await,
            Self::Web(command) => command.run(global).await,
            Self::Worker(command) => command.run(global).await,
            Self::MediaSync(command) => command.run(global).await,
            Self::Agent(command) => command.run(global).await,
            Self::Release(command) => command.run(global).await,
            Self::Core(command) => command.run(&Session::open(global).await?).await,
            Self::SuperAdmin(command) => command.run(&Session::open(global).await?).await,
            Self::Site(command) => command.run(&Session::open(global).await?).await,
            Self::User(command) => command.run(&Session::open(global).await?).await,
            Self::Option(command) => command.run(&Session::open(global).await?).await,
            Self::Import(command) => command.run(&Session::open(global).await?).await,
            Self::Export(command) => command.run(&Session::open(global).await?).await,
            Self::Post(command) => command.run(&Session::open(global).await?).await,
            Self::Term(command) => command.run(&Session::open(global).await?).await,
            Self::Media(command) => command.run(&Session::open(global).await?).await,
            Self::Comment(command) => command.run(&Session::open(global).await?).await,
            Self::Cron(command) => command.run(&Session::open(global).await?).await,
            Self::Rewrite(command) => command.run(&Session::open(global).await?).await,
            Self::Theme(command) => command.run(&Session::open(global).await?).await,
            Self::Env(command) => command.run(&Session::open(global).await?).await,
            Self::Staging(command) => command.run(&Session::open(global).await?).await,
            Self::Audit(command) => command.run(&Session::open(global).await?).await,
            Self::Mail(command) => command.run(&Session::open(global).await?).await,
            Self::Member(command) => command.run(&Session::open(global).await?).await,
            Self::Plan(command) => command.run(&Session::open(global).await?).await,
            Self::Subscription(command) => command.run(&Session::open(global).await?).await,
            Self::SearchEngine(command) => command.run(&Session::open(global).await?).await,
            Self::Cache(command) => command.run(&Session::open(global).await?).await,
            Self::Migrate(command) => command.run(&Session::open(global).await?).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        fn without_example(command: &clap::Command, path: &str, found: &mut Vec<String>) {
            let path = format!("{path} {}", command.get_name());
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            if command.get_subcommands().next().is_none() && !help.contains("platen ") {
                found.push(path.clone());
            }
            command.get_subcommands().for_each(|inner| without_example(inner, &path, found));
        }
        let mut found = Vec::new();
        without_example(&CommandLine::command(), "", &mut found);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn global_flags_may_stand_anywhere() {
        let line = ["platen", "user", "list", "--format=json", "--data-dir", "/x", "--url=http://a.example"];
        let line = CommandLine::try_parse_from(line).unwrap();
        assert_eq!(line.global.url.as_deref(), Some("http://a.example"));
        assert_eq!(line.global.data_dir, Some(PathBuf::from("/x")));
    }
}
