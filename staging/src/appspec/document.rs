//! What an `appspec.yml` says, after it was found to be one.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Event;

/// An AppSpec that was read whole and checked.
#[derive(Clone, Debug, Default)]
pub struct AppSpec {
    /// What is copied where.
    pub files: Vec<FileRule>,
    /// What becomes of files that stand at the destination and were not put there by the last deployment.
    pub file_exists_behavior: FileExistsBehavior,
    /// Who owns what, in the order of the file.
    pub permissions: Vec<PermissionRule>,
    /// The scripts of each event, in the order of the file.
    pub hooks: BTreeMap<Event, Vec<HookScript>>,
}

/// One rule of `files`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRule {
    /// Relative to the bundle; `/` is all of it. Of a folder its content is copied, not the folder itself.
    pub source: String,
    /// The folder it goes into, from the root of the file system.
    pub destination: String,
}

/// `file_exists_behavior`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum FileExistsBehavior {
    /// The deployment fails.
    #[default]
    Disallow,
    /// The bundle's file takes its place.
    Overwrite,
    /// It stays.
    Retain,
}

/// One rule of `permissions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionRule {
    /// A file or folder, from the root of the file system.
    pub object: String,
    /// Which of what stands in the folder.
    pub pattern: String,
    /// But none of these.
    pub except: Vec<String>,
    /// The owner's name.
    pub owner: Option<String>,
    /// The group's name.
    pub group: Option<String>,
    /// The mode's bits.
    pub mode: Option<u32>,
    /// Entries for `setfacl`.
    pub acls: Vec<String>,
    /// SELinux.
    pub context: Option<SecurityContext>,
    /// What the rule is for; both if none is named.
    pub types: Vec<ObjectType>,
}

/// What a permission is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ObjectType {
    /// Files that stand in the folder itself.
    File,
    /// Folders below it, however deep.
    Directory,
}

/// An SELinux context.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityContext {
    /// The SELinux user.
    pub user: Option<String>,
    /// The type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The range.
    pub range: Option<String>,
}

/// One script of a hook.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HookScript {
    /// Relative to the bundle.
    pub location: String,
    /// Seconds; 3600 if left out.
    #[serde(default = "an_hour")]
    pub timeout: u64,
    /// The account it runs under; the agent's own if left out.
    pub runas: Option<String>,
}

fn an_hour() -> u64 {
    3_600
}
