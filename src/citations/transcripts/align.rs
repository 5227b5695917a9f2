//! The best fit of a quotation's words in a stretch of a source, word by word.

/// What a step of the fit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same word in both: its place in the quotation and in the stretch.
    Same(usize, usize),
    /// A word of the quotation that the source does not have.
    Added(usize),
    /// A word of the source that the quotation leaves out without saying so.
    Dropped(usize),
}

/// How well the words fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fit {
    /// From the first word that is the same to the last.
    pub steps: Vec<Step>,
    /// Words that are the same.
    pub same: usize,
    /// Words added or dropped.
    pub edits: usize,
}

/// What a word of the quotation that the source does not have costs, against one for a word left out: to leave out
/// "in my team" is likelier than to have made up "nobody".
const ADDED: u16 = 3;

/// Fits `quote` into `stretch`, whose ends may hang over at no cost. `free(i)` says whether words may be left out
/// before word `i` of the quotation at no cost.
pub(super) fn fit(quote: &[u32], free: impl Fn(usize) -> bool, stretch: &[u32]) -> Fit {
    let (rows, columns) = (quote.len(), stretch.len());
    let width = columns + 1;
    let mut cost = vec![0_u16; (rows + 1) * width];
    for row in 1..=rows {
        cost[row * width] = row as u16 * ADDED;
        let open = row < rows && free(row);
        for column in 1..=columns {
            // Whatever follows the last word hangs over.
            let skip = u16::from(row < rows && !open);
            let mut best = cost[(row - 1) * width + column] + ADDED;
            best = best.min(cost[row * width + column - 1] + skip);
            if quote[row - 1] == stretch[column - 1] && quote[row - 1] != 0 {
                best = best.min(cost[(row - 1) * width + column - 1]);
            }
            cost[row * width + column] = best;
        }
    }
    let mut fit = Fit::default();
    let (mut row, mut column) = (rows, columns);
    while row > 0 {
        let here = cost[row * width + column];
        let same = column > 0 && quote[row - 1] == stretch[column - 1] && quote[row - 1] != 0;
        if same && here == cost[(row - 1) * width + column - 1] {
            fit.steps.push(Step::Same(row - 1, column - 1));
            (row, column) = (row - 1, column - 1);
            continue;
        }
        let skip = u16::from(row < rows && !free(row));
        if column > 0 && here == cost[row * width + column - 1] + skip {
            if skip == 1 {
                fit.steps.push(Step::Dropped(column - 1));
            }
            column -= 1;
        } else {
            fit.steps.push(Step::Added(row - 1));
            row -= 1;
        }
    }
    fit.steps.reverse();
    let is_same = |step: &Step| matches!(step, Step::Same(..));
    fit.same = fit.steps.iter().filter(|step| is_same(step)).count();
    fit.edits = fit.steps.len() - fit.same;
    fit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropped_and_added_words_are_told() {
        let fitted = fit(&[1, 2, 3], |_| false, &[9, 1, 7, 2, 3, 8]);
        assert_eq!(fitted.steps, [Step::Same(0, 1), Step::Dropped(2), Step::Same(1, 3), Step::Same(2, 4)]);
        assert_eq!((fitted.same, fitted.edits), (3, 1));
        let fitted = fit(&[1, 5, 2], |_| false, &[1, 2]);
        assert_eq!(fitted.steps, [Step::Same(0, 0), Step::Added(1), Step::Same(2, 1)]);
        assert_eq!(fit(&[1, 2], |at| at == 1, &[1, 7, 7, 7, 2]).edits, 0);
        assert_eq!(fit(&[0, 0], |_| false, &[0, 1]).same, 0);
        assert_eq!(fit(&[1], |_| false, &[]).edits, 1);
    }
}
