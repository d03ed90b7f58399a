//! One body, two databases: what holds on the embedded default holds on the real engine.

/// A database the host runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default.
    Sqlite,
    /// A throwaway cluster; its absence fails the test.
    Postgres,
}

/// What a test on both databases may ask for as its argument.
pub trait OnDatabase {
    /// A fresh one on this engine.
    fn on(engine: Engine) -> Self;
}

/// Makes of each function two tests, `NAME::on_sqlite` and `NAME::on_postgres`.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($argument:ident: $kind:ty) $body:block)+) => {$(
        mod $name {
            use super::*;

            $(#[$attribute])*
            async fn body($argument: $kind) $body

            #[tokio::test]
            async fn on_sqlite() {
                body(<$kind as $crate::OnDatabase>::on($crate::Engine::Sqlite)).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                body(<$kind as $crate::OnDatabase>::on($crate::Engine::Postgres)).await;
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Asked(Engine);

    impl OnDatabase for Asked {
        fn on(engine: Engine) -> Self {
            Self(engine)
        }
    }

    on_both_databases! {
        async fn a_body_may_ask_for_its_engine(asked: Asked) {
            assert!(matches!(asked.0, Engine::Sqlite | Engine::Postgres));
        }
    }
}
