//! Who asks, and from where: set once by the face that takes a request, and known to every change that comes of it.

tokio::task_local! {
    static ASKER: Asker;
}

/// Who asks, and from where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asker {
    /// The account, or 0 for nobody and for the host itself.
    pub user_id: i64,
    /// Its login at that time.
    pub login: String,
    /// The network address, or empty.
    pub address: String,
    /// `rest`, `xml-rpc`, `sign-in`, `command line`, `runner`, ….
    pub face: &'static str,
}

impl Asker {
    /// Whoever acts, through this face, from this address.
    pub fn new(actor: &crate::Actor, face: &'static str, address: impl Into<String>) -> Self {
        let login = actor.user().map(|user| user.login.clone()).unwrap_or_default();
        Self { user_id: actor.user_id(), login, address: address.into(), face }
    }

    /// Who asks for what is being done now.
    pub(crate) fn current() -> Self {
        ASKER.try_with(Clone::clone).unwrap_or_default()
    }
}

/// Does `work` for `asker`: changes in it are noted as theirs.
pub async fn asked_by<T>(asker: Asker, work: impl Future<Output = T>) -> T {
    ASKER.scope(asker, work).await
}
