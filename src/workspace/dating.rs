//! The article's date, as the writer sets it.

use jiff::civil::Date;

use super::Report;
use crate::prose::Syntax;
use crate::text::Edit;

impl Report {
    /// The edit that dates the article: where the date stands already, else in the front matter of Markdown, which is
    /// added where there is none, else as a line below the headline of plain text. `None` for what is no article.
    pub fn set_date(&self, date: Date) -> Option<Edit> {
        match self.page.syntax {
            Syntax::Markdown => Some(self.date_in_front_matter(date)),
            Syntax::Plain => Some(self.date_line(date)),
            Syntax::Bibliography => None,
        }
    }

    fn date_in_front_matter(&self, date: Date) -> Edit {
        let page = &self.page;
        if let Some((_, span)) = page.front_matter.date {
            return Edit::replace(span, date.to_string());
        }
        let text: &str = &page.text;
        let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let Some(source) = page.front_matter.source else {
            let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            return Edit::insert(start, format!("---{eol}date: {date}{eol}---{eol}{eol}"));
        };
        // Right below the opening fence: further down a key of TOML would belong to the table before it.
        let block = source.of(text);
        let first = block.find('\n').map_or(block.len(), |at| at + 1);
        let equals = if block.trim_start_matches('\u{feff}').starts_with('+') { " =" } else { ":" };
        Edit::insert(source.start + first, format!("date{equals} {date}{eol}"))
    }

    fn date_line(&self, date: Date) -> Edit {
        let page = &self.page;
        let line = date.strftime("%-d %B %Y").to_string();
        if let Some((_, span)) = page.date {
            return Edit::replace(span, line);
        }
        let eol = if page.text.contains("\r\n") { "\r\n" } else { "\n" };
        match page.headline.and_then(|index| page.blocks.get(index)) {
            Some(headline) => Edit::insert(headline.source.end, format!("{eol}{eol}{line}")),
            None => Edit::insert(0, format!("{line}{eol}{eol}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::text::EditSet;
    use crate::workspace::check_text;

    /// The text with a date set, which must then be the article's.
    fn dated(text: &str, syntax: Syntax) -> String {
        let day = date(2024, 5, 16);
        let report = check_text(text, syntax, Default::default());
        let edits = EditSet::from(report.set_date(day).expect("an article"));
        let text = edits.apply(text);
        let after = check_text(&text, syntax, Default::default());
        assert_eq!(after.page.date.map(|(date, _)| date), Some(day), "{text}");
        text
    }

    #[test]
    fn the_date_goes_where_dates_stand() {
        let markdown = |text| dated(text, Syntax::Markdown);
        assert_eq!(markdown("# A\n\nB.\n"), "---\ndate: 2024-05-16\n---\n\n# A\n\nB.\n");
        assert_eq!(markdown("---\ntitle: A\n---\nB.\n"), "---\ndate: 2024-05-16\ntitle: A\n---\nB.\n");
        assert_eq!(
            markdown("---\r\ndate: 2020-01-02\r\n---\r\nB.\r\n"),
            "---\r\ndate: 2024-05-16\r\n---\r\nB.\r\n"
        );
        assert_eq!(
            markdown("+++\ntitle = \"A\"\n[extra]\nb = 1\n+++\nB.\n"),
            "+++\ndate = 2024-05-16\ntitle = \"A\"\n[extra]\nb = 1\n+++\nB.\n"
        );
    }

    #[test]
    fn plain_text_is_dated_below_its_headline() {
        let plain = |text| dated(text, Syntax::Plain);
        assert_eq!(
            plain("The dam holds\n\nThe board said the dam would hold through the winter.\n"),
            "The dam holds\n\n16 May 2024\n\nThe board said the dam would hold through the winter.\n"
        );
        assert_eq!(
            plain("The dam holds\n\n2 January 2020\n\nIt rained.\n"),
            "The dam holds\n\n16 May 2024\n\nIt rained.\n"
        );
    }
}
