//! Where each item of a batch goes: to the id it had, to a new one, or nowhere since it is there already.

use super::super::reader::{Located, Position, PostRecord};
use super::super::references::NewIdentifiers;
use super::existing::{self, Identity};
use super::menu_items::{MenuItems, Sought};
use super::report::{Report, Thing};
use super::terms::TermMap;
use crate::sites::{Kind, next};
use crate::{Result, Site};
use std::collections::HashMap;

/// An item that becomes a post.
pub(super) struct NewPost {
    /// Its id here.
    pub(super) id: i64,
    pub(super) position: Position,
    pub(super) record: PostRecord,
}

impl NewPost {
    pub(super) fn about(&self) -> String {
        about(&self.record)
    }
}

/// An item whose post is on the site already; its new comments and missing files may still be wanted.
pub(super) struct KnownPost {
    pub(super) id: i64,
    pub(super) position: Position,
    pub(super) record: PostRecord,
}

/// The items of a batch, each in its place.
#[derive(Default)]
pub(super) struct Placed {
    pub(super) new: Vec<NewPost>,
    pub(super) known: Vec<KnownPost>,
}

/// How a note names an item.
pub(super) fn about(record: &PostRecord) -> String {
    let name = if record.title.is_empty() { &record.slug } else { &record.title };
    let name: String = name.chars().take(60).collect();
    format!("the {} \"{name}\"", if record.post_type.is_empty() { "item" } else { &record.post_type })
}

/// What is known when items are placed.
pub(super) struct Placing<'a> {
    pub(super) site: &'a Site,
    pub(super) identifiers: &'a NewIdentifiers,
    pub(super) terms: &'a TermMap,
    pub(super) menu_items: &'a mut MenuItems,
}

enum Place {
    Known(i64),
    New { id: i64, remark: Option<String> },
}

impl Placing<'_> {
    /// Places the items of a batch, and tells of those that are left out.
    pub(super) async fn place(&mut self, items: Vec<Located<Box<PostRecord>>>, report: &mut Report) -> Result<Placed> {
        let ids: Vec<i64> = items.iter().filter_map(|item| item.value.id).map(|id| self.identifiers.post(id)).collect();
        let mut here = existing::with_ids(self.site, &ids).await?;
        let mut placed = Placed::default();
        for Located { position, value } in items {
            let mut record = *value;
            let thing = Thing::Post(record.post_type.clone());
            if let Some(why) = reason_to_leave_out(&record) {
                report.left_out(thing, position, about(&record), why, "");
                continue;
            }
            let identity = match identity(&record, self.site) {
                Ok(identity) => identity,
                Err(why) => {
                    report.lost(thing, position, about(&record), why);
                    continue;
                }
            };
            match self.find_place(&record, &identity, &here).await? {
                Place::Known(id) => {
                    report.already_there(thing);
                    placed.known.push(KnownPost { id, position, record });
                }
                Place::New { id, remark } => {
                    remark.into_iter().for_each(|remark| report.note(position, about(&record), remark));
                    here.insert(id, Identity { id, ..identity });
                    self.menu_items.follow_parent(&mut record, self.identifiers);
                    placed.new.push(NewPost { id, position, record });
                }
            }
        }
        Ok(placed)
    }

    async fn find_place(
        &mut self,
        record: &PostRecord,
        identity: &Identity,
        here: &HashMap<i64, Identity>,
    ) -> Result<Place> {
        if record.post_type == "nav_menu_item" {
            return self.find_place_in_menu(record, identity, here).await;
        }
        let Some(old) = record.id else {
            return Ok(match existing::elsewhere(self.site, identity, &record.status).await? {
                Some(id) => Place::Known(id),
                None => Place::New { id: next(self.site, Kind::Posts).await?, remark: None },
            });
        };
        let wanted = self.identifiers.post(old);
        match here.get(&wanted) {
            Some(found) if identity.is_same_post(found) => Ok(Place::Known(wanted)),
            // The survey has found a free id for whatever was in the way, so this one stands twice in the file itself.
            Some(_) => {
                let id = next(self.site, Kind::Posts).await?;
                Ok(Place::New { id, remark: Some(format!("has the id {old} of another item; it is {id} here")) })
            }
            None => {
                let remark = (wanted != old).then(|| format!("could not keep its id {old}; it is {wanted} here"));
                Ok(Place::New { id: wanted, remark })
            }
        }
    }

    async fn find_place_in_menu(
        &mut self,
        record: &PostRecord,
        identity: &Identity,
        here: &HashMap<i64, Identity>,
    ) -> Result<Place> {
        let wanted = record.id.map_or(0, |old| self.identifiers.post(old));
        let there = here.get(&wanted);
        let highest_of_file = if wanted == 0 { 0 } else { self.identifiers.highest_of_file() };
        let sought = Sought { record, identity, wanted, there, highest_of_file };
        if let Some(id) = self.menu_items.find(self.site, self.terms, &sought).await? {
            self.menu_items.note_known(wanted, id);
            return Ok(Place::Known(id));
        }
        let is_free = wanted != 0 && there.is_none();
        let id = if is_free { wanted } else { next(self.site, Kind::Posts).await? };
        self.menu_items.note(record, wanted, id);
        Ok(Place::New { id, remark: None })
    }
}

fn identity(record: &PostRecord, site: &Site) -> Result<Identity, &'static str> {
    if record.post_type.is_empty() {
        return Err("has no wp:post_type");
    }
    Identity::of(record, site.settings()).ok_or("has no date: neither wp:post_date nor wp:post_date_gmt nor pubDate")
}

/// What WordPress's own importer leaves out, too.
fn reason_to_leave_out(record: &PostRecord) -> Option<&'static str> {
    let is_menu_item = record.post_type == "nav_menu_item";
    if record.status == "auto-draft" {
        Some("is an auto-draft: an editor was opened, and nothing saved")
    } else if is_menu_item && record.status == "draft" {
        Some("is a menu item that was never saved")
    } else if is_menu_item && !record.terms.iter().any(|term| term.taxonomy == "nav_menu") {
        Some("belongs to no menu")
    } else {
        None
    }
}
