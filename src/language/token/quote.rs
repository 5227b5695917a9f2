//! Quotation marks, and the apostrophes, primes and inches that look like them.

use super::{Scanner, TokenKind};

impl Scanner<'_> {
    pub(super) fn quote(&mut self, c: char) {
        let start = self.at;
        let before = self.before(start);
        let next = self.after(start);
        let opens = before
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '!' | '?' | '…' | ')' | ']'))
            && next.is_some_and(|c| !c.is_whitespace());
        self.at += c.len_utf8();
        let mut kind = TokenKind::Quote;
        match c {
            // Two single marks, as some keyboards and typesetters write a double one.
            '\'' if next == Some('\'') => {
                self.at += 1;
                self.double_open = !self.double_open;
            }
            '`' => {
                if next == Some('`') {
                    self.at += 1;
                    self.double_open = true;
                } else {
                    kind = TokenKind::Mark;
                }
            }
            '\'' | '’' | '‘' | '‚' | '‛' => {
                if opens && self.starts_elision() {
                    let digits = next.is_some_and(|c| c.is_ascii_digit());
                    self.at = start;
                    if digits {
                        self.number();
                    } else {
                        self.at += c.len_utf8();
                        self.word(start);
                    }
                    kind = if digits { TokenKind::Number } else { TokenKind::Word };
                } else if matches!(c, '‘' | '‚' | '‛') || opens && c == '\'' && !self.single_open {
                    self.single_open = true;
                } else if self.single_open && before.is_some_and(|c| !c.is_whitespace()) {
                    self.single_open = false;
                } else if before.is_some_and(|c| c.is_alphanumeric() || c.is_whitespace()) || before.is_none()
                {
                    kind = TokenKind::Mark;
                }
            }
            '"' => {
                let after_digit = before.is_some_and(|c| c.is_ascii_digit());
                if after_digit && !self.double_open {
                    kind = TokenKind::Mark;
                } else {
                    self.double_open = !self.double_open;
                }
            }
            _ => {}
        }
        self.push(start, kind);
    }

    /// Whether the mark just passed stands for left-out letters or digits: "'90s", "'em".
    fn starts_elision(&self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take(7).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if length == 7 {
            return false;
        }
        match &rest[..length] {
            [a, b] | [a, b, b's'] if a.is_ascii_digit() && b.is_ascii_digit() => true,
            b"em" | b"tis" | b"Tis" | b"twas" | b"Twas" | b"til" | b"cause" | b"bout" | b"cos" | b"n" => true,
            _ => false,
        }
    }
}

/// Whether a character is a quotation mark (or, by where it stands, an apostrophe).
pub const fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}
