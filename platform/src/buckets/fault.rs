//! Why a bucket did not do what it was asked to, in words that say what somebody can do about it.

use std::fmt;

use aws_sdk_s3::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_smithy_checksums::body::validate as checksums;

use super::BucketError;

/// What is wrong, as far as the other side or its silence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The clock here and the clock there are too far apart for a signature.
    Clock,
    /// The other side does not know the key.
    Key,
    /// The secret is not the key's.
    Secret,
    /// The key is known and may not do this.
    Denied,
    /// The other side has no such bucket.
    NoBucket,
    /// Nothing came in time.
    Silent,
    /// Nobody is there.
    Away,
    /// Something else.
    Other,
}

impl Fault {
    /// What S3 calls it.
    fn of_code(code: &str) -> Self {
        match code {
            "RequestTimeTooSkewed" => Self::Clock,
            "InvalidAccessKeyId" => Self::Key,
            "SignatureDoesNotMatch" => Self::Secret,
            "AccessDenied" => Self::Denied,
            "NoSuchBucket" => Self::NoBucket,
            "RequestTimeout" => Self::Silent,
            _ => Self::Other,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Clock => "the clocks of this machine and of the bucket are too far apart (RequestTimeTooSkewed)",
            Self::Key => "the bucket does not know the key (InvalidAccessKeyId)",
            Self::Secret => "the secret does not fit the key (SignatureDoesNotMatch)",
            Self::Denied => "the key may not do this (AccessDenied)",
            Self::NoBucket => "there is no such bucket (NoSuchBucket)",
            Self::Silent => "the bucket did not answer in time",
            Self::Away => "the bucket cannot be reached",
            Self::Other => "the bucket failed",
        })
    }
}

/// What an answer, or none, means.
pub(super) fn failed<E, R>(error: SdkError<E, R>) -> BucketError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: fmt::Debug + 'static,
{
    let fault = match &error {
        _ if matches!(error.code(), Some("NoSuchKey" | "NotFound")) => return BucketError::Missing,
        SdkError::TimeoutError(_) => Fault::Silent,
        SdkError::DispatchFailure(failure) if failure.is_timeout() => Fault::Silent,
        SdkError::DispatchFailure(_) => Fault::Away,
        _ => error.code().map_or(Fault::Other, Fault::of_code),
    };
    BucketError::Failed { fault, why: DisplayErrorContext(error).to_string() }
}

/// Why an object could not be read to its end.
pub(super) fn broken_off(error: &(dyn std::error::Error + 'static)) -> BucketError {
    let causes = std::iter::successors(Some(error), |error| error.source());
    match causes.into_iter().any(|error| error.is::<checksums::Error>()) {
        true => BucketError::Altered,
        false => BucketError::Failed { fault: Fault::Other, why: DisplayErrorContext(error).to_string() },
    }
}

/// What went wrong on this side of the line.
pub(super) fn other(error: &dyn fmt::Display) -> BucketError {
    BucketError::Failed { fault: Fault::Other, why: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_can_mend_is_named() {
        let named = [
            ("RequestTimeTooSkewed", Fault::Clock),
            ("InvalidAccessKeyId", Fault::Key),
            ("SignatureDoesNotMatch", Fault::Secret),
            ("AccessDenied", Fault::Denied),
            ("NoSuchBucket", Fault::NoBucket),
        ];
        for (code, fault) in named {
            assert_eq!(Fault::of_code(code), fault);
            assert!(fault.to_string().contains(code), "whoever looks it up finds it: {fault}");
        }
        assert_eq!(Fault::of_code("SlowDown"), Fault::Other);
    }
}
