//! Words from texts and files, made safe to stand in Markdown.

/// The words as they are, whatever marks they hold: nothing in them is markup, and they stay on one line.
pub fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut gap = false;
    for c in words.chars() {
        if c.is_whitespace() || c.is_control() {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The same, cut after about `most` characters at a space, with an ellipsis.
pub fn excerpt(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        None => escape(words),
        Some((end, _)) => {
            let cut = words[..end].rfind(char::is_whitespace).filter(|&cut| cut > end / 2).unwrap_or(end);
            format!("{}…", escape(words[..cut].trim_end()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_words_is_markup() {
        assert_eq!(escape("a *b* [c](d) <e>\n# f"), r"a \*b\* \[c\](d) \<e\> \# f");
        assert_eq!(escape("AT&T  | `x` _y_"), r"AT\&T \| \`x\` \_y\_");
        let html: String = pulldown_cmark::Parser::new(&escape("**a** <b>&amp; ![i](u) `c`"))
            .filter_map(|event| match event {
                pulldown_cmark::Event::Text(text) => Some(text.into_string()),
                _ => None,
            })
            .collect();
        assert_eq!(html, "**a** <b>&amp; ![i](u) `c`");
    }

    #[test]
    fn excerpts_end_at_a_word() {
        assert_eq!(excerpt("one two three", 20), "one two three");
        assert_eq!(excerpt("one two three", 9), "one two…");
        assert_eq!(excerpt("ééééééé", 3), "ééé…");
    }
}
