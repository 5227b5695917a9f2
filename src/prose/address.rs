//! Web addresses standing in the prose by themselves.

/// The end of the address that begins at byte `start` of `text`; `None` when none begins there. Punctuation that
/// belongs to the sentence, and a closing bracket that was not opened inside, stay outside.
pub(super) fn end_of_address(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let head = ["https://", "http://", "www."].iter().find(|head| starts_with_ignoring_case(rest, head))?;
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '@' | '-' | '_')) {
        return None;
    }
    let is_host = rest[head.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '[');
    if !is_host {
        return None;
    }
    let mut end = rest
        .char_indices()
        .find(|&(_, c)| c.is_whitespace() || c.is_control() || "<>\"“”„»«`|\\^{}\u{fffc}".contains(c))
        .map_or(rest.len(), |(at, _)| at);
    let mut round = count(&rest[..end], b')') as isize - count(&rest[..end], b'(') as isize;
    let mut square = count(&rest[..end], b']') as isize - count(&rest[..end], b'[') as isize;
    while let Some(last) = rest[..end].chars().next_back() {
        let belongs_outside = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '’' | '…' | '。' | '，' | '、' => {
                true
            }
            ')' => round > 0,
            ']' => square > 0,
            _ => false,
        };
        if !belongs_outside {
            break;
        }
        round -= isize::from(last == ')');
        square -= isize::from(last == ']');
        end -= last.len_utf8();
    }
    let host = rest.get(head.len()..end).filter(|host| !host.is_empty())?;
    (head.len() > 4 || host.contains('.')).then_some(start + end)
}

fn starts_with_ignoring_case(text: &str, head: &str) -> bool {
    text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
}

fn count(text: &str, byte: u8) -> usize {
    memchr::memchr_iter(byte, text.as_bytes()).count()
}

#[cfg(test)]
mod tests {
    use super::end_of_address;

    fn found(text: &str) -> Option<&str> {
        let start = text.find("http").or(text.find("www."))?;
        Some(&text[start..end_of_address(text, start)?])
    }

    #[test]
    fn punctuation_of_the_sentence_stays_outside() {
        assert_eq!(found("See https://a.example/b."), Some("https://a.example/b"));
        assert_eq!(found("(see https://a.example/b_(c)), then"), Some("https://a.example/b_(c)"));
        assert_eq!(found("at www.a.example, too"), Some("www.a.example"));
        assert_eq!(found("“https://a.example/?q=1&r=2”"), Some("https://a.example/?q=1&r=2"));
    }

    #[test]
    fn a_head_alone_is_no_address() {
        assert_eq!(found("the http:// prefix"), None);
        assert_eq!(found("www. means"), None);
    }
}
