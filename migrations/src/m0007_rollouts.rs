//! Releases and their rollouts: which release stands where, what each host is told to do, and how it ended.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await
    }
}

/// None of these rows belongs to a site. A group has one running rollout: the partial index sees to it.
const TABLES: &str = "
CREATE TABLE agents (
  name TEXT PRIMARY KEY, deployment_group TEXT NOT NULL, front_url TEXT NOT NULL DEFAULT '',
  serving BOOLEAN NOT NULL DEFAULT TRUE, release TEXT NOT NULL DEFAULT '', last_good TEXT NOT NULL DEFAULT '',
  version TEXT NOT NULL DEFAULT '', beat BIGINT NOT NULL DEFAULT 0, seen {time} NOT NULL
);
CREATE TABLE releases (
  digest TEXT PRIMARY KEY, version TEXT NOT NULL, size BIGINT NOT NULL, description TEXT NOT NULL,
  key TEXT NOT NULL DEFAULT '', created {time} NOT NULL
);
CREATE TABLE rollouts (
  id {id}, deployment_group TEXT NOT NULL, release TEXT NOT NULL, previous TEXT NOT NULL DEFAULT '',
  strategy TEXT NOT NULL, settings TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'running',
  reason TEXT NOT NULL DEFAULT '', undoes BIGINT, batch BIGINT NOT NULL DEFAULT 0, bakes_until {time},
  probes BIGINT NOT NULL DEFAULT 0, errors BIGINT NOT NULL DEFAULT 0, conductor TEXT NOT NULL DEFAULT '',
  conducts_until {time}, created {time} NOT NULL, ended {time}
);
CREATE UNIQUE INDEX rollouts_one_at_a_time ON rollouts (deployment_group) WHERE state = 'running';
CREATE INDEX rollouts_of_groups ON rollouts (deployment_group, id);
CREATE TABLE rollout_hosts (
  rollout_id BIGINT NOT NULL REFERENCES rollouts(id) ON DELETE CASCADE, agent TEXT NOT NULL, phase TEXT NOT NULL,
  batch BIGINT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting', event TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '', changed {time} NOT NULL, PRIMARY KEY (rollout_id, agent, phase)
);
CREATE INDEX rollout_hosts_of_agents ON rollout_hosts (agent, state)
";
