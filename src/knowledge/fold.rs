//! Names as look-up sees them: case, accents, dots and a leading "the" do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a name: "The Wall Street Journal" and "wall street journal" have the same one. Empty when the name
/// holds nothing but marks. A possessive ending stays, as part of "McDonald's": see [`owner`].
pub fn key(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.nfkd().filter(|&c| !is_combining_mark(c)) {
        let c = match c {
            '’' | 'ʼ' | '‘' | '`' => '\'',
            '‐' | '‑' | '–' | '—' => '-',
            '.' | ',' | '"' | '“' | '”' | '*' | '_' | '\u{ad}' => continue,
            c => c,
        };
        if c.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            folded.push(' ');
        }
        match c {
            'ß' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ı' => folded.push('i'),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}

/// The key without its possessive ending, if it has one.
pub fn owner(key: &str) -> Option<&str> {
    key.strip_suffix("'s").or_else(|| key.strip_suffix('\'')).filter(|owner| !owner.is_empty())
}

/// Whether `written` may stand for `name`, their keys being equal: an acronym is no common word, so "who" is not WHO
/// and "us" not US, though "Nato" may be NATO.
pub fn case_agrees(written: &str, name: &str) -> bool {
    let letters = |text: &str| {
        let text =
            text.trim_end_matches(['s', '\'', '’']).trim_start_matches("the ").trim_start_matches("The ");
        let count = text.chars().filter(|c| c.is_alphabetic()).count();
        (count, text.chars().any(char::is_lowercase), text.chars().any(char::is_uppercase))
    };
    let (count, name_lower, name_upper) = letters(name);
    if name_lower || !name_upper || name.contains(' ') {
        return true;
    }
    let (_, written_lower, written_upper) = letters(written);
    written_upper && (!written_lower || count > 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_does_not_count() {
        for (a, b) in [
            ("The Wall Street Journal", "wall street journal"),
            ("U.S.", "US"),
            ("El País", "el pais"),
            ("São  Paulo", "Sao Paulo"),
            ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
            ("Côte d’Ivoire", "Cote d'Ivoire"),
            ("Łódź", "Lodz"),
        ] {
            assert_eq!(key(a), key(b), "{a} / {b}");
        }
        assert_eq!(owner(&key("Reuters’")), Some("reuters"));
        assert_eq!(owner(&key("Microsoft's")), Some("microsoft"));
        assert_eq!(owner("'s"), None);
        assert_eq!(key("  "), "");
        assert_ne!(key("Theresa May"), key("resa May"));
    }

    #[test]
    fn acronyms_are_no_common_words() {
        assert!(case_agrees("WHO", "WHO") && case_agrees("Nato", "NATO") && case_agrees("U.S.", "US"));
        assert!(case_agrees("the UN's", "UN"));
        assert!(!case_agrees("who", "WHO") && !case_agrees("Who", "WHO") && !case_agrees("us", "US"));
        assert!(case_agrees("microsoft", "Microsoft"));
    }
}
