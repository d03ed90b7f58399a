//! What keeps the host's own tables small, of no one site.

use cms::users::{lost_password, second_factor, sessions};
use cms::{Host, Result, audit, cron, letters, members, purges, removals};

/// Sweeps expired sessions, old runs and old purges, and removes deleted sites whose days are over. Several runners may do it at once.
pub async fn keep_house(host: &Host) {
    report("expired sessions", sessions::sweep(host).await);
    report("unfinished sign-ins", second_factor::sweep_sign_ins(host).await);
    report("expired password keys", lost_password::sweep_keys(host).await);
    report("old audit lines", audit::prune(host).await);
    report("members' expired links and sessions", members::sweep(host).await);
    report("old letters", letters::prune(host).await);
    report("old runs", cron::prune(host).await);
    report("deleted sites", removals::remove_due(host).await);
    report("old purges", purges::prune(host).await);
}

fn report(what: &str, swept: Result<u64>) {
    match swept {
        Ok(0) => {}
        Ok(rows) => tracing::info!(rows, what, "swept"),
        Err(error) => tracing::warn!(%error, what, "not swept; the next round tries again"),
    }
}
