//! AWS CodeDeploy's `appspec.yml` (EC2/On-Premises): what it may say, in which order its hooks come, and whose they are.
mod document;
mod events;
mod limits;
mod pattern;
mod read;
mod sources;

pub use document::{AppSpec, FileExistsBehavior, FileRule, HookScript, ObjectType, PermissionRule, SecurityContext};
pub use events::{Event, Phase, Whose};
pub use pattern::matches_pattern;
pub use read::{FILE_NAMES, of_bundle, parse};
