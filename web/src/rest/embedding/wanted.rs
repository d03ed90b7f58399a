//! Which links a client wants embedded.

use serde_json::Value;

use crate::rest::RestRequest;

/// Which links a client wants embedded.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// All that may be.
    All,
    /// Those of these relations.
    Relations(Vec<String>),
}

impl Wanted {
    /// What `_embed` asks for: nothing, everything, or a list of relations.
    pub fn of(request: &RestRequest) -> Option<Self> {
        let asked = request.query_parameters.get("_embed")?;
        if matches!(asked, Value::String(text) if matches!(text.as_str(), "" | "true" | "1")) {
            return Some(Self::All);
        }
        match request.texts("_embed").as_slice() {
            [] => None,
            relations => Some(Self::Relations(relations.to_vec())),
        }
    }

    /// Whether links of this relation are wanted.
    pub fn has(&self, relation: &str) -> bool {
        match self {
            Self::All => true,
            Self::Relations(wanted) => wanted.iter().any(|one| one == relation),
        }
    }
}
