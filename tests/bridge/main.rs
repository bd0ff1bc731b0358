//! The bridge: the real commands behind a loopback address, for tests in a browser.
//!
//! It serves the page built for it and passes `POST /invoke/<command>` to Tauri's mock runtime:
//! the same handlers, the same parsing of arguments, the same refusals as in the window. It is
//! compiled with the feature `e2e` alone and listens on 127.0.0.1 alone.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test tool may stop at the first surprise"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use clap::Parser as _;
use proviso_app::bridge::Bridge;
use proviso_app::picker::ScriptedPicker;

#[derive(Debug, clap::Parser)]
struct Arguments {
    /// The data folder.
    #[arg(long)]
    data: PathBuf,
    /// The port; 0 picks a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The built page.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/dist-e2e"))]
    page: PathBuf,
}

fn main() {
    let arguments = Arguments::parse();
    if !arguments.page.join("index.html").is_file() {
        eprintln!(
            "bridge: no page at {}; build it with `npm run build:e2e` in ui",
            arguments.page.display()
        );
        std::process::exit(1);
    }
    let bridge = Bridge::open(&arguments.data, ScriptedPicker::from_environment()).unwrap_or_else(
        |refusal| {
            eprintln!("bridge: {refusal}");
            std::process::exit(1);
        },
    );
    let listener = TcpListener::bind(("127.0.0.1", arguments.port)).unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    std::io::stdout().flush().unwrap();
    // Each call on a thread of its own: how far an export is, is asked while it goes on.
    std::thread::scope(|threads| {
        for stream in listener.incoming() {
            let (bridge, page) = (&bridge, &arguments.page);
            // A browser that goes away in the middle of an answer is no reason to stop.
            threads.spawn(move || drop(stream.and_then(|stream| serve(bridge, page, stream))));
        }
    });
}

fn serve(bridge: &Bridge, page: &Path, stream: TcpStream) -> std::io::Result<()> {
    // One request a connection.
    let mut reader = BufReader::new(stream.try_clone()?);
    {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mut words = line.split_whitespace();
        let (method, path) = (
            words.next().unwrap_or(""),
            words.next().unwrap_or("/").to_owned(),
        );
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            let header = header.trim();
            if header.is_empty() {
                break;
            }
            if let Some((name, value)) = header.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let (status, kind, body) = match (method, path.strip_prefix("/invoke/")) {
            ("POST", Some(command)) => {
                let arguments = serde_json::from_slice(&body).unwrap_or_default();
                match bridge.invoke(command, arguments) {
                    Ok(value) => ("200 OK", "application/json", value.to_string().into_bytes()),
                    Err(value) => (
                        "422 Unprocessable Content",
                        "application/json",
                        value.to_string().into_bytes(),
                    ),
                }
            }
            // What the system does when files are dropped: the page's own event follows.
            ("POST", None) if path == "/drop" => {
                bridge.drop_files(serde_json::from_slice(&body).unwrap_or_default());
                ("204 No Content", "text/plain", Vec::new())
            }
            // Minutes that pass on the clock of the commands.
            ("POST", None) if path == "/pass" => {
                bridge.pass(serde_json::from_slice(&body).unwrap_or_default());
                ("204 No Content", "text/plain", Vec::new())
            }
            ("GET", _) => file(page, &path),
            _ => ("405 Method Not Allowed", "text/plain", Vec::new()),
        };
        let mut stream = &stream;
        write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\ncache-control: no-store\r\nconnection: close\r\ncontent-security-policy: {}\r\n\r\n",
            body.len(),
            proviso_app::bridge::POLICY,
        )?;
        stream.write_all(&body)
    }
}

fn file(page: &Path, path: &str) -> (&'static str, &'static str, Vec<u8>) {
    let path = path
        .split(['?', '#'])
        .next()
        .unwrap_or("/")
        .trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    if path.split('/').any(|part| part == "..") {
        return ("404 Not Found", "text/plain", Vec::new());
    }
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("ttf") => "font/ttf",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    match std::fs::read(page.join(path)) {
        Ok(bytes) => ("200 OK", kind, bytes),
        Err(_) => ("404 Not Found", "text/plain", Vec::new()),
    }
}
