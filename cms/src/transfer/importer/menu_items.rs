//! Menu items. The same item may stand in a file once for each of two menus, with the same id: then it becomes two.

use super::super::reader::PostRecord;
use super::super::references::NewIdentifiers;
use super::existing::{self, Identity};
use super::terms::TermMap;
use crate::{Result, Site};
use std::collections::HashMap;

/// Which item of which menu went where.
#[derive(Default)]
pub(super) struct MenuItems {
    /// Of this batch, which nobody can find in the database yet: the wanted id, the menu, the id here.
    unwritten: Vec<(i64, String, i64)>,
    /// Where the item last seen under an id went, if not there: children follow the parent of their own menu.
    moved: HashMap<i64, i64>,
}

/// An item that is looked for.
pub(super) struct Sought<'a> {
    pub(super) record: &'a PostRecord,
    pub(super) identity: &'a Identity,
    /// The id that it should have; 0 for none.
    pub(super) wanted: i64,
    /// What has that id.
    pub(super) there: Option<&'a Identity>,
    /// Items that could not get their own id have one above all of the file.
    pub(super) highest_of_file: i64,
}

impl MenuItems {
    /// The post of this item in its menu, if the site has it.
    pub(super) async fn find(&self, site: &Site, terms: &TermMap, sought: &Sought<'_>) -> Result<Option<i64>> {
        if sought.wanted != 0 && sought.there.is_none() {
            return Ok(None);
        }
        let menu = menu_of(sought.record);
        let of_batch = |(wanted, of, _): &&(i64, String, i64)| *wanted == sought.wanted && of == menu;
        if let Some((.., id)) = self.unwritten.iter().find(of_batch).filter(|_| sought.wanted != 0) {
            return Ok(Some(*id));
        }
        let Some(menu_id) = terms.id_of("nav_menu", menu) else { return Ok(None) };
        let is_same = sought.there.is_some_and(|there| sought.identity.is_same_post(there));
        if is_same && existing::is_in_menu(site, sought.wanted, menu_id).await? {
            return Ok(Some(sought.wanted));
        }
        existing::moved_in_menu(site, sought.identity, menu_id, sought.highest_of_file).await
    }

    /// Notes where an item goes; `wanted` is the id that it should have had.
    pub(super) fn note(&mut self, record: &PostRecord, wanted: i64, id: i64) {
        self.unwritten.push((wanted, menu_of(record).to_owned(), id));
        self.note_known(wanted, id);
    }

    /// Notes an item that was found.
    pub(super) fn note_known(&mut self, wanted: i64, id: i64) {
        if wanted == id {
            self.moved.remove(&wanted)
        } else {
            self.moved.insert(wanted, id)
        };
    }

    /// Puts a new item below the one that its parent has become.
    pub(super) fn follow_parent(&self, record: &mut PostRecord, identifiers: &NewIdentifiers) {
        for meta in record.meta.iter_mut().filter(|meta| meta.key == "_menu_item_menu_item_parent") {
            if let Some(old) = meta.value.trim().parse().ok().filter(|old| *old != 0) {
                let wanted = identifiers.post(old);
                meta.value = self.moved.get(&wanted).copied().unwrap_or(wanted).to_string();
            }
        }
    }

    /// The batch is in the database.
    pub(super) fn written(&mut self) {
        self.unwritten.clear();
    }
}

fn menu_of(record: &PostRecord) -> &str {
    record.terms.iter().find(|term| term.taxonomy == "nav_menu").map_or("", |term| &term.slug)
}
