//! nginx as a balancer before several fronts, or as the server of plain files it is measured as.
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::service::{Service, free_port, program};

const TEMPLATE: &str = include_str!("nginx.conf");

/// A running nginx on a free port.
pub struct Nginx {
    port: u16,
    service: Service,
    _home: TempDir,
    fronts: Option<TempDir>,
}

impl Nginx {
    /// Balances over fronts on these loopback ports, round robin; a front that is down is passed over.
    pub fn before(ports: &[u16]) -> Self {
        let servers: String = ports.iter().map(|port| format!("server 127.0.0.1:{port};")).collect();
        Self::with(&format!("upstream fronts {{ {servers} keepalive 16; }}"), PROXY)
    }

    /// Balances over those fronts alone that were allowed: these at first, then whoever runs
    /// [`Nginx::allow_command`], until [`Nginx::block_command`].
    pub fn before_some(ports: &[u16]) -> Self {
        let fronts = tempfile::Builder::new().prefix("platen-fronts-").tempdir().expect("a temporary folder");
        for port in ports {
            std::fs::write(fronts.path().join(format!("{port}.conf")), server(*port)).expect("a front is written");
        }
        let upstream = format!("upstream fronts {{ include {}/*.conf; keepalive 16; }}", fronts.path().display());
        let mut nginx = Self::with(&upstream, PROXY);
        nginx.fronts = Some(fronts);
        nginx
    }

    /// What a shell runs to have the front at this port in.
    pub fn allow_command(&self, port: u16) -> String {
        format!("echo '{}' > {}; {}", server(port), self.front_file(port), self.reload_command())
    }

    /// What a shell runs to have it out. What nginx began to send there is finished.
    pub fn block_command(&self, port: u16) -> String {
        format!("rm -f {}; {}", self.front_file(port), self.reload_command())
    }

    fn front_file(&self, port: u16) -> String {
        let fronts = self.fronts.as_ref().expect("only `before_some` has fronts that come and go");
        fronts.path().join(format!("{port}.conf")).display().to_string()
    }

    fn reload_command(&self) -> String {
        format!("kill -s HUP {}", self.service.id())
    }

    /// Serves the files below `folder` as they lie there; packed, where `NAME.gz` lies beside and whoever asks takes it.
    pub fn of_files(folder: &Path) -> Self {
        Self::with("", &format!("root {}; gzip_static on; location / {{ try_files $uri =404; }}", folder.display()))
    }

    /// Hands what is no file below `folder`, and every script, to php-fpm at this port; packs texts as it sends them.
    pub fn before_php(folder: &Path, fastcgi_port: u16) -> Self {
        let (root, socket) = (format!("root {};", folder.display()), format!("127.0.0.1:{fastcgi_port}"));
        Self::with("", &format!("{root} {}", PHP.replace("SOCKET", &socket)))
    }

    /// `http://127.0.0.1:port`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    fn with(upstream: &str, server: &str) -> Self {
        let home = tempfile::Builder::new().prefix("platen-nginx-").tempdir().expect("a temporary folder");
        let port = free_port();
        let configuration = TEMPLATE
            .replace("HOME", &home.path().display().to_string())
            .replace("PORT", &port.to_string())
            .replace("#UPSTREAM#", upstream)
            .replace("#SERVER#", server);
        let file = home.path().join("nginx.conf");
        std::fs::write(&file, configuration).expect("the configuration is written");
        let mut command = Command::new(program("nginx", "nginx-light"));
        command.arg("-p").arg(home.path()).arg("-c").arg(&file).args(["-g", "daemon off;"]);
        let mut service = Service::start("nginx", command, &home.path().join("log"), "TERM", Some(home.path()));
        service.wait_until_ready(Duration::from_secs(20), || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Self { port, service, _home: home, fronts: None }
    }
}

fn server(port: u16) -> String {
    format!("server 127.0.0.1:{port};")
}

const PHP: &str =
    "index index.php; gzip on; gzip_types text/css text/javascript application/javascript application/json;
location / { try_files $uri $uri/ /index.php?$args; }
location ~ \\.php$ {
    include /etc/nginx/fastcgi_params;
    fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
    fastcgi_pass SOCKET;
    fastcgi_buffers 32 64k;
    fastcgi_buffer_size 64k;
}";

const PROXY: &str = "location / {
    proxy_pass http://fronts;
    proxy_http_version 1.1;
    proxy_set_header Connection '';
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_next_upstream error timeout;
    proxy_connect_timeout 1s;
    add_header X-Front $upstream_addr always;
}";

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_served_as_it_lies_there() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("page.html"), "as it is").unwrap();
        let nginx = Nginx::of_files(folder.path());
        let text = reqwest::get(format!("{}/page.html", nginx.url())).await.unwrap().text().await.unwrap();
        assert_eq!(text, "as it is");
    }
}
