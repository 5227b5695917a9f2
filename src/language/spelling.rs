//! Words compared: without case, possessive endings, soft hyphens and the shapes of apostrophes.

/// A word without its possessive ending: "Microsoft's" and "Microsoft’s" give "Microsoft", "workers'" gives
/// "workers".
pub fn without_possessive(word: &str) -> &str {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(base) = word.strip_suffix(ending) {
            return base;
        }
    }
    match word.strip_suffix(['\'', '’']) {
        Some(base) if !base.is_empty() => base,
        _ => word,
    }
}

/// The name in a word: without possessive ending, and without what a hyphen ties to it in small letters:
/// "China-based" gives "China", "Asia-Pacific" stays.
pub fn name_part(word: &str) -> &str {
    let word = without_possessive(word);
    let mut from = 0;
    while let Some(place) = word[from..].find(['-', '\u{2010}', '\u{2011}']) {
        let hyphen = from + place;
        let next = hyphen + word[hyphen..].chars().next().map_or(1, char::len_utf8);
        if hyphen > 1 && word[next..].starts_with(char::is_lowercase) && word.starts_with(char::is_uppercase)
        {
            return &word[..hyphen];
        }
        from = next;
    }
    word
}

/// Whether `word` and `lower` are the same but for case, soft hyphens, joiners and the shape of apostrophes and
/// hyphens. `lower` is in lower case. Does not allocate.
pub fn same_word(word: &str, lower: &str) -> bool {
    // Most pairs differ in their first letter.
    if let (Some(first), Some(wanted)) = (word.as_bytes().first(), lower.as_bytes().first())
        && first.is_ascii()
        && first.to_ascii_lowercase() != *wanted
    {
        return false;
    }
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(lower);
    }
    word.chars().flat_map(fold_char).eq(lower.chars())
}

/// A character as comparisons see it: lower case, plain apostrophes and hyphens, ligatures undone, nothing for soft
/// hyphens and joiners.
pub fn fold_char(c: char) -> impl Iterator<Item = char> {
    let plain: &'static str = match c {
        c if c.is_ascii() => "",
        c if is_invisible(c) => return Folded::Nothing,
        '’' | '‘' | 'ʼ' => "'",
        '\u{2010}' | '\u{2011}' => "-",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        _ => "",
    };
    if plain.is_empty() { Folded::Lower(c.to_lowercase()) } else { Folded::Plain(plain.chars()) }
}

enum Folded {
    Nothing,
    Lower(std::char::ToLowercase),
    Plain(std::str::Chars<'static>),
}

impl Iterator for Folded {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Folded::Nothing => None,
            Folded::Lower(chars) => chars.next(),
            Folded::Plain(chars) => chars.next(),
        }
    }
}

/// Whether a character has no width and no say: soft hyphen, joiners, byte order mark.
pub const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
