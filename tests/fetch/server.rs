//! A server of this machine: each path is answered by a function that writes whatever it likes.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Answers a request by its path with query; writes to the stream what it likes.
type Answer = dyn Fn(&str, &mut TcpStream) + Send + Sync;

/// The path of each request, and its header lines.
type Asked = Mutex<Vec<(String, Vec<String>)>>;

pub struct Server {
    port: u16,
    /// In order.
    asked: Arc<Asked>,
}

impl Server {
    pub fn start(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(Asked::default());
        let (known, answer): (_, Arc<Answer>) = (Arc::clone(&asked), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (known, answer) = (Arc::clone(&known), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &known, &*answer));
            }
        });
        Server { port, asked }
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host())
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("unbroken").iter().map(|(path, _)| path.clone()).collect()
    }

    /// All header lines ever received.
    pub fn headers(&self) -> Vec<String> {
        self.asked.lock().expect("unbroken").iter().flat_map(|(_, lines)| lines.clone()).collect()
    }
}

fn serve(mut stream: TcpStream, known: &Asked, answer: &Answer) {
    let Ok(copy) = stream.try_clone() else { return };
    let mut lines = BufReader::new(copy).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    known.lock().expect("unbroken").push((path.clone(), headers));
    answer(&path, &mut stream);
}

/// A plain answer.
pub fn plain(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

/// A page.
pub fn page(stream: &mut TcpStream, html: &str) {
    plain(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", html.as_bytes());
}

/// Data.
pub fn data(stream: &mut TcpStream, json: &str) {
    plain(stream, "200 OK", "Content-Type: application/json\r\n", json.as_bytes());
}

pub fn missing(stream: &mut TcpStream) {
    plain(stream, "404 Not Found", "", b"");
}
