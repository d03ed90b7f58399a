//! Claims due cron events and runs them; each job is one call into cms.
