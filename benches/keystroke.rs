//! From a key to its diagnostics: `didChange` to `publishDiagnostics` through the whole server, in one process.
//!
//! `cargo bench --bench keystroke` prints, for articles of 5 KB, 100 KB and 1 MB, how long the first look takes and how
//! long each of a row of keystrokes in the middle of the article takes.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

const SENTENCES: &[&str] = &[
    "The council voted 7–4 on Tuesday to close the old bridge for eighteen months.",
    "\"We asked for a second opinion and never got one,\" said Marta Lindqvist, who chairs the residents' group.",
    "According to people familiar with the matter, the contract was never put out to tender.",
    "The repairs will cost $4.2 million, about 12% more than the estimate of 2021.",
    "Experts say the steel should have been replaced long ago.",
    "Reuters reported in May that the builder had changed hands twice.",
    "A spokesperson for the transport ministry declined to comment.",
    "The firm, which reportedly owes its suppliers several million, did not answer two letters.",
    "Traffic on the ring road rose from 18,000 to 23,500 vehicles a day, [the city's count](https://city.example/count) shows.",
    "Studies have shown that detours of this length drive away one shop in five.",
    "Nobody was hurt when a railing fell into the river last winter.",
    "The mayor, Jonas Okafor, said the decision was \"the least bad of three bad ones\".",
    "It remains unclear who will pay.",
    "Recently, a third inspector was hired.[^1]",
    "Work is to begin on 3 March and to end in the autumn of the following year.",
];

const ROUNDS: usize = 40;

fn main() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build()?;
    let mut out = io::stdout().lock();
    writeln!(out, "{:>8}  {:>10}  {:>10}  {:>10}  {:>10}", "article", "first", "median", "95 %", "worst")?;
    for (name, size) in [("5 KB", 5_000), ("100 KB", 100_000), ("1 MB", 1_000_000)] {
        let (first, mut times) = runtime.block_on(session(size));
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        let [first, median, most, worst] = [first, at(0.5), at(0.95), at(1.0)].map(shown);
        writeln!(out, "{name:>8}  {first:>10}  {median:>10}  {most:>10}  {worst:>10}")?;
    }
    // The servers' threads may still be at work on nothing that matters.
    runtime.shutdown_background();
    Ok(())
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// An article of about `size` bytes, the same every time: paragraphs of sentences that all differ a little, with a
/// heading now and then.
fn article(size: usize) -> String {
    let mut text = String::from("---\ntitle: The bridge\ndate: 2024-05-16\n---\n\n");
    let mut seed = 7_u64;
    let mut count = 0;
    while text.len() < size {
        if count % 40 == 0 {
            text.push_str(&format!("## Part {}\n\n", count / 40 + 1));
        }
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let sentence = SENTENCES[(seed >> 33) as usize % SENTENCES.len()];
        text.push_str(&sentence.replacen("two", &format!("{}", count + 2), 1));
        count += 1;
        text.push_str(if count % 4 == 0 { "\n\n" } else { " " });
    }
    text.push_str("\n\n[^1]: Minutes of the works committee, 2 April 2024.\n");
    text
}

/// One session: the time from the opening to the first diagnostics, and from each keystroke to its own.
async fn session(size: usize) -> (Duration, Vec<Duration>) {
    let (mut client, server) = tokio::io::duplex(1 << 16);
    let (input, output) = tokio::io::split(server);
    let serving = tokio::spawn(factcheck_ls::lsp::serve_on(input, output));
    let uri = "untitled:bench";
    send(&mut client, &json!({"id": 1, "method": "initialize", "params": {"capabilities": {}}})).await;
    receive(&mut client, |message| message["id"] == 1).await;
    send(&mut client, &json!({"method": "initialized", "params": {}})).await;

    let text = article(size);
    let document = json!({"uri": uri, "languageId": "markdown", "version": 0, "text": text});
    let start = Instant::now();
    send(&mut client, &json!({"method": "textDocument/didOpen", "params": {"textDocument": document}})).await;
    receive(&mut client, |message| message["params"]["version"] == 0).await;
    let first = start.elapsed();

    let middle = text.lines().count() / 2;
    let line = (middle..).find(|line| text.lines().nth(*line).is_some_and(|line| line.len() > 40));
    let line = line.unwrap_or(middle);
    let mut times = Vec::new();
    for version in 1..=ROUNDS {
        let column = 10 + version;
        let place = json!({"line": line, "character": column});
        let change = json!({"range": {"start": place, "end": place}, "text": "x"});
        let document = json!({"uri": uri, "version": version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        let start = Instant::now();
        send(&mut client, &json!({"method": "textDocument/didChange", "params": params})).await;
        receive(&mut client, |message| message["params"]["version"] == version).await;
        times.push(start.elapsed());
    }
    send(&mut client, &json!({"id": 2, "method": "shutdown"})).await;
    receive(&mut client, |message| message["id"] == 2).await;
    send(&mut client, &json!({"method": "exit"})).await;
    let orderly = serving.await.expect("the server does not panic");
    assert!(orderly, "the session ended in order");
    (first, times)
}

async fn send(client: &mut DuplexStream, message: &Value) {
    let mut message = message.clone();
    message["jsonrpc"] = "2.0".into();
    let body = message.to_string();
    let bytes = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    client.write_all(bytes.as_bytes()).await.expect("the server reads");
}

async fn receive(client: &mut DuplexStream, wanted: impl Fn(&Value) -> bool) -> Value {
    loop {
        let mut header = Vec::new();
        while !header.ends_with(b"\r\n\r\n") {
            header.push(client.read_u8().await.expect("the server writes"));
        }
        let header = String::from_utf8_lossy(&header);
        let length = header.trim().rsplit(' ').next().and_then(|length| length.parse().ok());
        let mut body = vec![0; length.expect("a length")];
        client.read_exact(&mut body).await.expect("the server writes");
        let message = serde_json::from_slice(&body).expect("a message is JSON");
        if wanted(&message) {
            return message;
        }
    }
}
