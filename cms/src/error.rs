//! What can go wrong, in words for a person and a code for a program. Stands on the ground floor: it knows no noun.

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a verb did not do what was asked. Codes are WordPress's where WordPress has one (`rest_post_invalid_id`,
/// `term_exists`, …); `web` turns them into statuses.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing on this site.
    #[error("{message}")]
    NotFound {
        /// A stable word such as `rest_post_invalid_id`.
        code: &'static str,
        /// One sentence for a person.
        message: String,
    },
    /// Whoever asks may not do this.
    #[error("{message}")]
    Forbidden {
        /// A stable word such as `rest_cannot_edit`.
        code: &'static str,
        /// One sentence for a person.
        message: String,
    },
    /// What was given cannot be used.
    #[error("{message}")]
    Invalid {
        /// A stable word such as `rest_invalid_param`.
        code: &'static str,
        /// One sentence for a person.
        message: String,
    },
    /// It stands against what is already there.
    #[error("{message}")]
    Conflict {
        /// A stable word such as `term_exists`.
        code: &'static str,
        /// One sentence for a person.
        message: String,
    },
    /// Too much, too often.
    #[error("{message}")]
    Refused {
        /// A stable word such as `comment_flood`.
        code: &'static str,
        /// One sentence for a person.
        message: String,
    },
    /// The database did not do its part.
    #[error("the database is not available: {0}")]
    Database(sea_orm::DbErr),
    /// A template could not be rendered.
    #[error("{0}")]
    Template(String),
    /// A file could not be read or written.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// Something inside was not as it must be.
    #[error("{0}")]
    Internal(String),
}

impl From<sea_orm::DbErr> for Error {
    /// PostgreSQL keeps no null characters in texts: one in what somebody sent is no outage.
    fn from(error: sea_orm::DbErr) -> Self {
        if error.to_string().contains("invalid byte sequence for encoding") {
            return Self::invalid("invalid_characters", "What you sent holds characters that cannot be kept.");
        }
        Self::Database(error)
    }
}

impl Error {
    /// Nothing there.
    pub fn not_found(code: &'static str, message: impl Into<String>) -> Self {
        Self::NotFound { code, message: message.into() }
    }

    /// Not allowed.
    pub fn forbidden(code: &'static str, message: impl Into<String>) -> Self {
        Self::Forbidden { code, message: message.into() }
    }

    /// Not usable.
    pub fn invalid(code: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { code, message: message.into() }
    }

    /// Already there.
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict { code, message: message.into() }
    }

    /// Too much.
    pub fn refused(code: &'static str, message: impl Into<String>) -> Self {
        Self::Refused { code, message: message.into() }
    }

    /// Whether the database was away: asking again later may well do.
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Database(error) if platform::database::is_outage(error))
    }

    /// The stable word, where there is one.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { code, .. }
            | Self::Forbidden { code, .. }
            | Self::Invalid { code, .. }
            | Self::Conflict { code, .. }
            | Self::Refused { code, .. } => code,
            Self::Database(_) => "database_unavailable",
            Self::Template(_) => "template_error",
            Self::File(_) | Self::Internal(_) => "internal_server_error",
        }
    }
}
