//! Names as look-up sees them: case, accents, possessives, dots and a leading "the" do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a name: "The Wall Street Journal's" and "wall street journal" have the same one. Empty when the name
/// holds nothing but marks.
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
    let bare = folded.strip_suffix("'s").or_else(|| folded.strip_suffix('\'')).unwrap_or(&folded);
    let bare = bare.strip_prefix("the ").unwrap_or(bare);
    bare.to_owned()
}

/// Whether `written` may stand for `name`, their keys being equal: an acronym is no common word, so "who" is not WHO
/// and "us" not US, though "Nato" may be NATO.
pub fn case_agrees(written: &str, name: &str) -> bool {
    let letters = |text: &str| {
        let text = text.trim_end_matches(['s', '\'', '’']).trim_start_matches("the ").trim_start_matches("The ");
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
            ("The Wall Street Journal’s", "wall street journal"),
            ("U.S.", "US"),
            ("El País", "el pais"),
            ("São  Paulo", "Sao Paulo"),
            ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
            ("Côte d’Ivoire", "Cote d'Ivoire"),
            ("Reuters'", "Reuters"),
            ("Łódź", "Lodz"),
        ] {
            assert_eq!(key(a), key(b), "{a} / {b}");
        }
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
