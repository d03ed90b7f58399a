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
    /// Of this batch, which nobody can find in the database yet.
    unwritten: Vec<(Identity, String, i64)>,
    /// Where the item last seen under an id went, if not there: children follow the parent of their own menu.
    moved: HashMap<i64, i64>,
}

impl MenuItems {
    /// The post of this item in its menu, if the site has it.
    pub(super) async fn find(
        &self,
        site: &Site,
        terms: &TermMap,
        record: &PostRecord,
        wanted: &Identity,
    ) -> Result<Option<i64>> {
        let menu = menu_of(record);
        let same =
            |(identity, other, _): &&(Identity, String, i64)| other == menu && wanted.is_same_elsewhere(identity);
        if let Some((.., id)) = self.unwritten.iter().find(same) {
            return Ok(Some(*id));
        }
        match terms.id_of("nav_menu", menu) {
            Some(menu_id) => existing::in_menu(site, wanted, menu_id).await,
            None => Ok(None),
        }
    }

    /// Notes where an item goes; `wanted` is the id that it should have had.
    pub(super) fn note(&mut self, record: &PostRecord, identity: &Identity, wanted: i64, id: i64) {
        self.unwritten.push((identity.clone(), menu_of(record).to_owned(), id));
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
