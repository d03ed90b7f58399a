//! Buckets of S3 and what speaks its protocol: files go in with their checksums and come out whole or not at all.

mod clock;
mod fault;
mod limits;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::error::DisplayErrorContext;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::{ByteStream, Length};
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use bytes::Bytes;
use tokio::sync::OnceCell;
use url::Url;

use clock::ClockThere;
pub use fault::Fault;
use fault::{broken_off, failed, other};
pub use limits::time_for;

/// Files above this go in parts of this size.
const PART: u64 = 16 << 20;
/// The name under which an object carries its content's hash: an `ETag` is none for what came in parts.
const HASH: &str = "sha256";

/// What did not work out with a bucket.
#[derive(Debug, thiserror::Error)]
pub enum BucketError {
    /// There is no such object.
    #[error("there is no such object")]
    Missing,
    /// What the bucket gave is not what it was given: it does not fit its own checksum.
    #[error("its content has changed in the bucket")]
    Altered,
    /// The address of a bucket cannot be read.
    #[error("{0}")]
    Address(String),
    /// The other side refused, failed, or did not answer.
    #[error("{fault}: {why}")]
    Failed {
        /// What is wrong.
        fault: Fault,
        /// All that is known of it, for the log.
        why: String,
    },
    /// The file here could not be read.
    #[error("{0}")]
    File(#[from] std::io::Error),
}

impl BucketError {
    /// What is wrong, in words for whoever looks after the host.
    pub fn in_words(&self) -> String {
        match self {
            Self::Failed { fault, .. } => fault.to_string(),
            plain => plain.to_string(),
        }
    }
}

/// One bucket. Cheap to clone.
#[derive(Clone)]
pub struct Bucket {
    client: Arc<OnceCell<Client>>,
    access: Access,
    clock: ClockThere,
    name: String,
    prefix: String,
    endpoint: String,
}

/// How the other side is reached, and as whom.
#[derive(Clone)]
struct Access {
    region: Region,
    /// None for the machine's own: variables, profiles, or the role of the instance, the task or the pod.
    credentials: Option<Credentials>,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Bucket({} at {})", self.name, self.endpoint)
    }
}

/// What a bucket says of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Bytes.
    pub size: u64,
    /// The hash that it was stored with, in hexadecimal; empty where somebody else stored it.
    pub sha256: String,
}

impl Bucket {
    /// The bucket of an address such as `s3://KEY:SECRET@s3.eu-central-1.amazonaws.com/bucket/prefix?region=eu-central-1`;
    /// `s3+http://` speaks without TLS. A slash in the secret is written `%2F`, a plus `%2B`. Without a key the credentials
    /// come from where every AWS program looks for them: variables, profiles, the role of the machine.
    pub fn open(address: &str) -> Result<Self, BucketError> {
        let wrong =
            |why: &str| BucketError::Address(format!("a bucket's address {why}: s3://KEY:SECRET@host/bucket/prefix"));
        let url = Url::parse(address).map_err(|_| wrong("cannot be read"))?;
        let scheme = match url.scheme() {
            "s3" => "https",
            "s3+http" => "http",
            _ => return Err(wrong("begins with s3:// or s3+http://")),
        };
        let host = url.host_str().ok_or_else(|| wrong("names a host"))?;
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let mut segments = url.path().trim_matches('/').splitn(2, '/');
        let name = segments.next().filter(|name| !name.is_empty()).ok_or_else(|| wrong("names a bucket"))?;
        let endpoint = format!("{scheme}://{host}{port}");
        let region = url.query_pairs().find(|(key, _)| key == "region").map(|(_, value)| value.into_owned());
        let region = Region::new(region.unwrap_or_else(|| "us-east-1".to_owned()));
        let (key, secret) = (decoded(url.username()), decoded(url.password().unwrap_or_default()));
        let credentials = (!key.is_empty()).then(|| Credentials::new(key, secret, None, None, "settings"));
        let prefix = segments.next().map(|prefix| format!("{}/", prefix.trim_matches('/'))).unwrap_or_default();
        let access = Access { region, credentials };
        Ok(Self {
            client: Arc::default(),
            access,
            clock: ClockThere::default(),
            name: name.to_owned(),
            prefix,
            endpoint,
        })
    }

    async fn client(&self) -> &Client {
        self.client.get_or_init(|| client(&self.endpoint, &self.access, &self.clock)).await
    }

    /// The bucket's name, without its prefix.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// By how many seconds its clock goes before the one here, as its last answer said; negative if it goes after it.
    pub fn clock_ahead(&self) -> i64 {
        self.clock.ahead().unwrap_or_default()
    }

    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    /// Puts the file there under `key`. `sha256` is what its content must have; the other side checks it too.
    pub async fn put(&self, key: &str, file: &Path, sha256: &str, content_type: &str) -> Result<(), BucketError> {
        let size = tokio::fs::metadata(file).await?.len();
        if size > PART {
            return self.put_in_parts(key, file, size, sha256, content_type).await;
        }
        let body = ByteStream::from_path(file).await.map_err(|error| other(&error))?;
        let put = self.client().await.put_object().bucket(&self.name).key(self.key(key)).body(body);
        let put = put.content_type(content_type).metadata(HASH, sha256).checksum_sha256(in_base64(sha256)?);
        let put = put.customize().config_override(limits::taking(time_for(size)));
        put.send().await.map(drop).map_err(failed)
    }

    async fn put_in_parts(
        &self,
        key: &str,
        file: &Path,
        size: u64,
        sha256: &str,
        content_type: &str,
    ) -> Result<(), BucketError> {
        let create = self.client().await.create_multipart_upload().bucket(&self.name).key(self.key(key));
        let created = create.content_type(content_type).metadata(HASH, sha256).send().await.map_err(failed)?;
        let upload = created.upload_id().unwrap_or_default().to_owned();
        let sent = self.parts(key, file, size, &upload).await;
        let finished = match sent {
            Ok(parts) => {
                let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
                let complete = self.client().await.complete_multipart_upload().bucket(&self.name).key(self.key(key));
                let complete = complete.upload_id(&upload).multipart_upload(parts).customize();
                let complete = complete.config_override(limits::taking(limits::PUT_TOGETHER));
                complete.send().await.map(drop).map_err(failed)
            }
            Err(error) => Err(error),
        };
        if finished.is_err() {
            let abort = self.client().await.abort_multipart_upload().bucket(&self.name).key(self.key(key));
            // Buckets clear away what was begun; telling them is a courtesy.
            drop(abort.upload_id(&upload).send().await);
        }
        finished
    }

    async fn parts(&self, key: &str, file: &Path, size: u64, upload: &str) -> Result<Vec<CompletedPart>, BucketError> {
        let mut parts = Vec::new();
        for (number, start) in (1..).zip((0..size).step_by(PART as usize)) {
            let length = PART.min(size - start);
            let body = ByteStream::read_from().path(file).offset(start).length(Length::Exact(length)).build().await;
            let body = body.map_err(|error| other(&error))?;
            let part = self.client().await.upload_part().bucket(&self.name).key(self.key(key)).upload_id(upload);
            let part = part.part_number(number).body(body).customize();
            let sent = part.config_override(limits::taking(time_for(length))).send().await.map_err(failed)?;
            let done = CompletedPart::builder()
                .part_number(number)
                .set_e_tag(sent.e_tag().map(str::to_owned))
                .set_checksum_crc32(sent.checksum_crc32().map(str::to_owned));
            parts.push(done.build());
        }
        Ok(parts)
    }

    /// What is there under `key`; none for nothing.
    pub async fn head(&self, key: &str) -> Result<Option<Object>, BucketError> {
        let head = self.client().await.head_object().bucket(&self.name).key(self.key(key)).send().await;
        match head.map_err(failed) {
            Ok(head) => {
                let sha256 = head.metadata().and_then(|metadata| metadata.get(HASH)).cloned().unwrap_or_default();
                Ok(Some(Object { size: head.content_length().unwrap_or_default().unsigned_abs(), sha256 }))
            }
            Err(BucketError::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The content under `key`, to be read piece by piece.
    pub async fn get(&self, key: &str) -> Result<Content, BucketError> {
        let got =
            self.client().await.get_object().bucket(&self.name).key(self.key(key)).send().await.map_err(failed)?;
        Ok(Content(got.body))
    }

    /// An address under which anybody can read what is there, for so long.
    pub async fn address_for(&self, key: &str, time: Duration) -> Result<String, BucketError> {
        let from_now = PresigningConfig::expires_in(time).map_err(|error| other(&error))?;
        let by_clock_there = self.clock_of(key).await.from(from_now.start_time());
        let how_long = PresigningConfig::builder().start_time(by_clock_there).expires_in(time).build();
        let how_long = how_long.map_err(|error| other(&error))?;
        let get = self.client().await.get_object().bucket(&self.name).key(self.key(key));
        let signed = get.presigned(how_long).await.map_err(|error| other(&DisplayErrorContext(error)))?;
        Ok(signed.uri().to_owned())
    }

    /// What the clock there says: asked once, where nothing was asked of the bucket before.
    async fn clock_of(&self, key: &str) -> &ClockThere {
        if self.clock.ahead().is_none()
            && let Err(error) = self.head(key).await
        {
            tracing::debug!(%error, bucket = self.name, "the bucket's clock is not known");
        }
        &self.clock
    }

    /// Takes away what is under `key`; nothing there is fine.
    pub async fn delete(&self, key: &str) -> Result<(), BucketError> {
        let delete = self.client().await.delete_object().bucket(&self.name).key(self.key(key));
        match delete.send().await.map(drop).map_err(failed) {
            Err(BucketError::Missing) => Ok(()),
            other => other,
        }
    }

    /// Every key below a prefix.
    pub async fn keys(&self, prefix: &str) -> Result<Vec<String>, BucketError> {
        let (mut keys, mut next) = (Vec::new(), None);
        loop {
            let list = self.client().await.list_objects_v2().bucket(&self.name).prefix(self.key(prefix));
            let listed = list.set_continuation_token(next).send().await.map_err(failed)?;
            let own = |key: &str| key.strip_prefix(&self.prefix).map(str::to_owned);
            keys.extend(listed.contents().iter().filter_map(|object| own(object.key()?)));
            next = listed.next_continuation_token().map(str::to_owned);
            if next.is_none() {
                return Ok(keys);
            }
        }
    }

    /// Ends uploads in parts that were begun before `before` (in seconds since 1970) and never finished; tells how many.
    pub async fn abandon_uploads(&self, before: i64) -> Result<u64, BucketError> {
        let list = self.client().await.list_multipart_uploads().bucket(&self.name).prefix(&self.prefix);
        let listed = list.send().await.map_err(failed)?;
        let mut abandoned = 0;
        for upload in listed.uploads() {
            let is_old = upload.initiated().is_some_and(|begun| begun.secs() < before);
            let (Some(key), Some(id)) = (upload.key(), upload.upload_id()) else { continue };
            if is_old {
                let abort = self.client().await.abort_multipart_upload().bucket(&self.name).key(key).upload_id(id);
                abort.send().await.map_err(failed)?;
                abandoned += 1;
            }
        }
        Ok(abandoned)
    }

    /// Makes the bucket, for stand-ins that begin empty.
    pub async fn create(&self) -> Result<(), BucketError> {
        let created = self.client().await.create_bucket().bucket(&self.name).send().await;
        created.map(drop).map_err(failed)
    }
}

/// An object's content on its way.
#[derive(Debug)]
pub struct Content(ByteStream);

impl Content {
    /// The next piece; none at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, BucketError> {
        self.0.try_next().await.map_err(|error| broken_off(&error))
    }
}

async fn client(endpoint: &str, access: &Access, clock: &ClockThere) -> Client {
    use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
    let http = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let amazons_own = endpoint.ends_with(".amazonaws.com");
    let config = match &access.credentials {
        Some(credentials) => aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .credentials_provider(credentials.clone()),
        None => {
            let machine = aws_config::defaults(BehaviorVersion::latest()).http_client(http.clone());
            aws_sdk_s3::Config::from(&machine.region(access.region.clone()).load().await).to_builder()
        }
    };
    let config = config
        .http_client(http)
        .region(access.region.clone())
        .endpoint_url(endpoint)
        .force_path_style(!amazons_own || endpoint.contains("//s3."))
        .timeout_config(limits::usual())
        .stalled_stream_protection(limits::stalls())
        .interceptor(clock.clone())
        .retry_config(RetryConfig::standard().with_max_attempts(3))
        .build();
    Client::from_conf(config)
}

fn in_base64(sha256: &str) -> Result<String, BucketError> {
    use base64::Engine;
    let bytes = hex::decode(sha256).map_err(|_| other(&format!("{sha256} is no hash")))?;
    Ok(base64::engine::general_purpose::STANDARD.encode(bytes))
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_bucket() {
        let bucket = Bucket::open("s3+http://key:a%2Fb@127.0.0.1:9000/media/sites?region=eu-central-1").unwrap();
        assert_eq!((bucket.name.as_str(), bucket.endpoint.as_str()), ("media", "http://127.0.0.1:9000"));
        assert_eq!(bucket.key("1/a.png"), "sites/1/a.png");
        assert!(!format!("{bucket:?}").contains("a/b"), "no secret is printed");
        assert!(bucket.access.credentials.is_some());
        let of_machine = Bucket::open("s3://s3.eu-central-1.amazonaws.com/media?region=eu-central-1").unwrap();
        assert!(of_machine.access.credentials.is_none(), "the role of the machine stands in");
        for wrong in ["https://a/b", "s3://host", "s3://", "x"] {
            assert!(matches!(Bucket::open(wrong), Err(BucketError::Address(_))), "{wrong}");
        }
    }
}
