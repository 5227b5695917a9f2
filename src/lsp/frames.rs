//! The client's messages, framed anew.
//!
//! The framework's reader ends the session at the first message that it cannot decode, be it a stray header or broken
//! JSON. So each message is looked at here first: a sound one goes on as it came, and one that is not is replaced by a
//! request that is answered with the protocol's error.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use memchr::memmem;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::Notify;
use tower_lsp::jsonrpc::Request;

/// The request that stands in for a message that is refused.
pub(super) const REFUSED: &str = "factcheck/refused";

/// The longest header and the longest body that are believed.
const HEADER: usize = 4096;
const BODY: usize = 1 << 30;

/// The client's messages; says when they end.
pub(super) struct Frames<I> {
    inner: I,
    reader: Reader,
    /// What goes on, and how much of it has gone.
    sound: Vec<u8>,
    gone: usize,
    ended: Arc<Notify>,
}

impl<I> Frames<I> {
    /// The messages in `inner`. `ended` is told when the client has said the last.
    pub fn new(inner: I, ended: Arc<Notify>) -> Self {
        Frames { inner, reader: Reader::default(), sound: Vec::new(), gone: 0, ended }
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Frames<I> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            if this.gone < this.sound.len() {
                let length = buffer.remaining().min(this.sound.len() - this.gone);
                buffer.put_slice(&this.sound[this.gone..this.gone + length]);
                this.gone += length;
                return Poll::Ready(Ok(()));
            }
            if let Some(message) = this.reader.next() {
                let body = message.and_then(|body| sound(body).map_err(Refusal::of));
                let body = match body {
                    Ok((body, method)) => {
                        if method == "exit" {
                            this.ended.notify_one();
                        }
                        body
                    }
                    Err(refusal) => refusal.request(),
                };
                this.sound.clear();
                this.gone = 0;
                this.sound.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
                this.sound.extend_from_slice(&body);
                continue;
            }
            let mut chunk = [0; 1 << 14];
            let mut chunk = ReadBuf::new(&mut chunk);
            let read = ready!(Pin::new(&mut this.inner).poll_read(context, &mut chunk));
            if read.is_err() || chunk.filled().is_empty() {
                this.ended.notify_one();
                return Poll::Ready(read);
            }
            this.reader.bytes.extend_from_slice(chunk.filled());
        }
    }
}

/// A message's body and its method, if the framework will understand it; else the body again.
fn sound(body: Vec<u8>) -> Result<(Vec<u8>, String), Vec<u8>> {
    match serde_json::from_slice::<Request>(&body) {
        Ok(request) => {
            let method = request.method().to_owned();
            Ok((body, method))
        }
        Err(_) => Err(body),
    }
}

/// Why a message is not passed on.
#[derive(Debug, PartialEq)]
enum Refusal {
    /// It is not JSON, or is not framed as a message.
    Unreadable,
    /// It is JSON but no message; with its id where it has one.
    NoMessage(Value),
}

impl Refusal {
    fn of(body: Vec<u8>) -> Self {
        match serde_json::from_slice::<Value>(&body) {
            Ok(message) => {
                let id = message.get("id").filter(|id| id.is_i64() || id.is_string());
                Refusal::NoMessage(id.cloned().unwrap_or_default())
            }
            Err(_) => Refusal::Unreadable,
        }
    }

    fn request(self) -> Vec<u8> {
        let (id, readable) = match self {
            Refusal::Unreadable => (Value::Null, false),
            Refusal::NoMessage(id) => (id, true),
        };
        json!({"jsonrpc": "2.0", "id": id, "method": REFUSED, "params": {"readable": readable}})
            .to_string()
            .into_bytes()
    }
}

/// Takes bodies out of a stream of bytes.
#[derive(Default)]
struct Reader {
    bytes: Vec<u8>,
    /// The length of the body whose header has been read.
    body: Option<usize>,
    /// Whether what comes is skipped up to something that looks like a header.
    lost: bool,
}

impl Reader {
    /// The next body, or the word that there was something else; `None` when more bytes are needed.
    fn next(&mut self) -> Option<Result<Vec<u8>, Refusal>> {
        loop {
            if let Some(length) = self.body {
                if self.bytes.len() < length {
                    return None;
                }
                self.body = None;
                let rest = self.bytes.split_off(length);
                return Some(Ok(std::mem::replace(&mut self.bytes, rest)));
            }
            if self.lost {
                const NAME: &[u8] = b"Content-Length";
                match memmem::find(&self.bytes, NAME) {
                    Some(at) => {
                        self.bytes.drain(..at);
                        self.lost = false;
                    }
                    None => {
                        let kept = self.bytes.len().min(NAME.len() - 1);
                        self.bytes.drain(..self.bytes.len() - kept);
                        return None;
                    }
                }
            }
            let head = &self.bytes[..self.bytes.len().min(HEADER)];
            let Some(end) = memmem::find(head, b"\r\n\r\n") else {
                if head.len() < HEADER {
                    return None;
                }
                return Some(Err(self.lose(1)));
            };
            match length(&self.bytes[..end]) {
                Some(length) => {
                    self.bytes.drain(..end + 4);
                    self.body = Some(length);
                }
                None => return Some(Err(self.lose(end + 4))),
            }
        }
    }

    fn lose(&mut self, bytes: usize) -> Refusal {
        self.bytes.drain(..bytes);
        self.lost = true;
        Refusal::Unreadable
    }
}

/// The length that a header gives. Other fields are of no interest: the content is always JSON in UTF-8.
fn length(header: &[u8]) -> Option<usize> {
    let header = std::str::from_utf8(header).ok()?;
    let field = header.split("\r\n").filter_map(|line| line.split_once(':'));
    let mut lengths = field.filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-length"));
    lengths.next()?.1.trim().parse().ok().filter(|length| *length <= BODY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], piece: usize) -> Vec<Result<String, Refusal>> {
        let mut reader = Reader::default();
        let mut read = Vec::new();
        for piece in bytes.chunks(piece) {
            reader.bytes.extend_from_slice(piece);
            while let Some(body) = reader.next() {
                read.push(body.map(|body| String::from_utf8(body).expect("test bodies are text")));
            }
        }
        read
    }

    #[test]
    fn bodies_come_out_however_the_bytes_come_in() {
        let bytes = b"Content-Length: 2\r\n\r\n{}content-length:3\r\nContent-Type: x; charset=utf8\r\n\
            X: y\r\n\r\n[1]Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n7";
        for piece in [1, 2, 7, 1000] {
            assert_eq!(read(bytes, piece), ["{}", "[1]", "", "7"].map(|body| Ok(body.to_owned())));
        }
    }

    #[test]
    fn after_garbage_the_next_header_counts() {
        for garbage in [
            "Content-Type: x\r\n\r\n{}".to_owned(),
            "Content-Length: many\r\n\r\n{}".to_owned(),
            "Content-Length: 99999999999999\r\n\r\n{}".to_owned(),
            "\r\n\r\n".to_owned(),
            "x".repeat(HEADER + 10),
        ] {
            let bytes = format!("{garbage}Content-Length: 2\r\n\r\n{{}}");
            for piece in [1, 5, 10_000] {
                let read = read(bytes.as_bytes(), piece);
                assert_eq!(read, [Err(Refusal::Unreadable), Ok("{}".into())], "{garbage:?} by {piece}");
            }
        }
    }

    #[test]
    fn what_is_no_message_is_refused_by_its_id() {
        let refusal = |body: &str| sound(body.into()).map_err(Refusal::of).map(|(_, method)| method);
        assert_eq!(refusal(r#"{"jsonrpc":"2.0","method":"exit"}"#), Ok("exit".into()));
        assert_eq!(refusal(r#"{"jsonrpc":"2.0","id":1,"result":null}"#), Ok(String::new()));
        assert_eq!(refusal(r#"{"id":"a","method":"x"}"#), Err(Refusal::NoMessage("a".into())));
        assert_eq!(refusal("[]"), Err(Refusal::NoMessage(Value::Null)));
        assert_eq!(refusal("{"), Err(Refusal::Unreadable));
        assert_eq!(refusal(&"[".repeat(100_000)), Err(Refusal::Unreadable));
    }
}
