//! A dump as lines, whatever it is packed with: gzip, bzip2, zstd, or nothing. Told by its first bytes, not its name.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How a dump is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Bzip2,
    Zstd,
}

/// The longest line that is kept, in bytes. The longest item of Wikidata has about 4 MB.
pub const LONGEST_LINE: usize = 32 << 20;

/// How much is read at once, in bytes.
const CHUNK: usize = 1 << 20;

/// The lines of a dump.
pub struct Lines {
    from: Box<dyn BufRead + Send>,
}

/// A line of a dump.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the break.
    Whole(Vec<u8>),
    /// The same of the last one, where no break follows: it may have been cut off.
    Open(Vec<u8>),
    /// It is longer than any item, so it was passed over.
    TooLong,
}

impl Lines {
    /// Reads from a stream. `read` counts the bytes taken from it, packed as they are.
    pub fn of(stream: impl Read + Send + 'static, read: Arc<AtomicU64>) -> io::Result<Lines> {
        let mut stream = BufReader::with_capacity(CHUNK, Counted { stream, read });
        let packing = packing(stream.fill_buf()?);
        let from: Box<dyn BufRead + Send> = match packing {
            Packing::Plain => Box::new(stream),
            Packing::Gzip => {
                Box::new(BufReader::with_capacity(CHUNK, flate2::bufread::MultiGzDecoder::new(stream)))
            }
            Packing::Bzip2 => {
                Box::new(BufReader::with_capacity(CHUNK, bzip2::bufread::MultiBzDecoder::new(stream)))
            }
            Packing::Zstd => Box::new(BufReader::with_capacity(CHUNK, Frames { stream, frame: None })),
        };
        Ok(Lines { from })
    }

    /// The next line; `None` at the end. A stream that breaks off is an error.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let mut length = 0;
        loop {
            let chunk = self.from.fill_buf()?;
            if chunk.is_empty() {
                return Ok((length > 0).then(|| match whole(line, length) {
                    Line::Whole(bytes) => Line::Open(bytes),
                    line => line,
                }));
            }
            let end = memchr::memchr(b'\n', chunk);
            let taken = end.unwrap_or(chunk.len());
            length += taken;
            if length <= LONGEST_LINE {
                line.extend_from_slice(&chunk[..taken]);
            } else {
                line = Vec::new();
            }
            let step = end.map_or(taken, |end| end + 1);
            self.from.consume(step);
            if end.is_some() {
                return Ok(Some(whole(line, length)));
            }
        }
    }
}

impl Line {
    /// Its bytes; none of one that was passed over.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Line::Whole(bytes) | Line::Open(bytes) => bytes,
            Line::TooLong => &[],
        }
    }
}

fn whole(line: Vec<u8>, length: usize) -> Line {
    if length > LONGEST_LINE { Line::TooLong } else { Line::Whole(line) }
}

fn packing(head: &[u8]) -> Packing {
    match head {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        [b'B', b'Z', b'h', ..] => Packing::Bzip2,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
        // A frame that zstd's readers skip.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Packing::Zstd,
        _ => Packing::Plain,
    }
}

/// A stream that counts what is taken from it.
struct Counted<R> {
    stream: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(into)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// The frames of a zstd stream, one after the other.
struct Frames<R: BufRead> {
    stream: R,
    frame: Option<ruzstd::decoding::FrameDecoder>,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
        use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
        let broken = |error: FrameDecoderError| io::Error::new(io::ErrorKind::InvalidData, error.to_string());
        loop {
            let Some(frame) = self.frame.as_mut() else {
                if self.stream.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                let mut frame = FrameDecoder::new();
                match frame.init(&mut self.stream) {
                    Ok(()) => self.frame = Some(frame),
                    Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                        length,
                        ..
                    })) => {
                        io::copy(&mut (&mut self.stream).take(u64::from(length)), &mut io::sink())?;
                    }
                    Err(error) => return Err(broken(error)),
                }
                continue;
            };
            if frame.can_collect() == 0 {
                if frame.is_finished() {
                    self.frame = None;
                    continue;
                }
                frame
                    .decode_blocks(
                        &mut self.stream,
                        BlockDecodingStrategy::UptoBytes(into.len().max(1 << 16)),
                    )
                    .map_err(broken)?;
                continue;
            }
            return frame.read(into);
        }
    }
}
