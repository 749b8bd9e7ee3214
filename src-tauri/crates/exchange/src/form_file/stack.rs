//! Several forms on one sheet: one person under another, two side by side, or a column per person beside one column of labels.

use super::grid::{GridCell, Label, label};

/// Of the labels of one form, those the next must have in the same places, in hundredths.
const ALIKE: usize = 60;
/// Labels that one column must hold so that the columns to its right can be a person each.
const FEWEST_LABELS: usize = 5;

/// A cell with the label it is, if it is one.
struct Marked {
    cell: GridCell,
    label: Option<Label>,
}

/// The cells of each form on a sheet, whose cells come from the top and the left. `None` when several people are named and
/// the forms do not repeat each other: then nobody can say what belongs to whom.
pub(super) fn forms(cells: Vec<GridCell>) -> Option<Vec<Vec<GridCell>>> {
    let marked: Vec<Marked> = cells
        .into_iter()
        .map(|cell| Marked {
            label: label(&cell.text),
            cell,
        })
        .collect();
    if let Some(people) = beside_labels(&marked) {
        return Some(people);
    }
    let names = names(&marked);
    let [first, _, ..] = names.as_slice() else {
        return Some(vec![marked.into_iter().map(|marked| marked.cell).collect()]);
    };
    let left = marked.iter().map(|marked| marked.cell.column).min()?;
    let mut rows: Vec<u32> = names
        .iter()
        .filter(|(_, column)| *column == first.1)
        .map(|(row, _)| *row)
        .collect();
    rows.dedup();
    let starts = starts(&marked, &rows);
    let mut forms: Vec<Vec<Marked>> = Vec::new();
    let mut rest = marked;
    for (start, row) in starts.iter().zip(&rows).rev() {
        let from = rest.partition_point(|marked| marked.cell.row < *start);
        let band = rest.split_off(from);
        let columns = names
            .iter()
            .filter(|(at, _)| at == row)
            .map(|(_, column)| *column);
        let cuts: Vec<u32> = columns
            .map(|column| column.saturating_sub(first.1 - left))
            .collect();
        forms.extend(side_by_side(band, &cuts, *row)?.into_iter().rev());
    }
    // what stands above the first form is its title
    forms.reverse();
    let (model, others) = forms.split_first()?;
    let same = |form: &Vec<Marked>| is_alike(model, form);
    others.iter().all(same).then(|| {
        let cells = |form: Vec<Marked>| form.into_iter().map(|marked| marked.cell).collect();
        forms.into_iter().map(cells).collect()
    })
}

/// Where 姓名 stands left of a name, row and column; not among relatives.
fn names(marked: &[Marked]) -> Vec<(u32, u32)> {
    let is_name = |label: Option<Label>| label == Some(Label::Text("姓名"));
    let mut names = Vec::new();
    for row in marked.chunk_by(|one, next| one.cell.row == next.cell.row) {
        if row.iter().any(|marked| marked.label == Some(Label::Kin("称谓"))) {
            continue;
        }
        for (at, beside) in row.iter().zip(row.iter().skip(1)) {
            let touches = at.cell.column + at.cell.columns == beside.cell.column;
            let own = marked_left(row, at);
            if is_name(at.label) && touches && beside.label.is_none() && own {
                names.push((at.cell.row, at.cell.column));
            }
        }
    }
    names
}

/// Whether nothing but labels and their values stands left of a label: 配偶 there would say whose name it is.
fn marked_left(row: &[Marked], at: &Marked) -> bool {
    let first = row.first();
    first.is_none_or(|first| first.label.is_some() || first.cell.column >= at.cell.column)
}

/// The first row of each form: of the first the top, of the others as many rows above 姓名 as labels of the first stand, and
/// the title above these.
fn starts(marked: &[Marked], rows: &[u32]) -> Vec<u32> {
    let Some((top, others)) = rows.split_first() else {
        return Vec::new();
    };
    let labels = |row: u32| -> Vec<(u32, String)> {
        let of_row = marked
            .iter()
            .filter(|marked| marked.cell.row == row && marked.label.is_some());
        of_row
            .map(|marked| (marked.cell.column, antou_record::plain_heading(&marked.cell.text)))
            .collect()
    };
    let first_label = marked
        .iter()
        .find(|marked| marked.label.is_some())
        .map_or(*top, |marked| marked.cell.row);
    let above = top - first_label;
    let titles: Vec<String> = marked
        .iter()
        .filter(|marked| marked.cell.row < first_label)
        .map(|marked| antou_record::squeezed(&marked.cell.text).into_owned())
        .collect();
    let mut starts = vec![0];
    let mut before = *top;
    for row in others {
        let repeats = row
            .checked_sub(above)
            .filter(|start| *start > before && labels(*start) == labels(first_label));
        let mut start = repeats.unwrap_or(*row);
        while start > before + 1 && is_title(marked, start - 1, &titles) {
            start -= 1;
        }
        starts.push(start);
        before = *row;
    }
    starts
}

/// Whether what stands in a row heads the form below it: a text over several columns, the title of the first form once more,
/// or 填报单位：… and the like. Nothing at all may stand between a title and its form.
fn is_title(marked: &[Marked], row: u32, titles: &[String]) -> bool {
    let from = marked.partition_point(|marked| marked.cell.row < row);
    let of_row: Vec<&Marked> = marked
        .iter()
        .skip(from)
        .take_while(|marked| marked.cell.row == row)
        .collect();
    let reached = marked.iter().take(from).any(|marked| {
        let end = marked.cell.row.saturating_add(marked.cell.rows);
        end > row
    });
    if reached || of_row.iter().any(|marked| marked.label.is_some()) {
        return false;
    }
    let said = |marked: &&&Marked| {
        let text = antou_record::squeezed(&marked.cell.text);
        titles.contains(&text.clone().into_owned()) || text.contains(['：', ':'])
    };
    match of_row.as_slice() {
        [only] => only.cell.columns > 2 || said(&only) || ends_like_title(&only.cell.text),
        several => several.iter().all(|marked| said(&marked)),
    }
}

fn ends_like_title(text: &str) -> bool {
    let text = antou_record::squeezed(text);
    text.ends_with(['表', '卡', '册'])
}

/// The forms beside each other in a band of rows, each from its first column on. What reaches over several of them is a
/// title above them or a note below; inside the forms it could be anybody's.
fn side_by_side(band: Vec<Marked>, cuts: &[u32], name_row: u32) -> Option<Vec<Vec<Marked>>> {
    let mut forms: Vec<Vec<Marked>> = cuts.iter().map(|_| Vec::new()).collect();
    let alone: Vec<u32> = band
        .chunk_by(|one, next| one.cell.row == next.cell.row)
        .filter_map(|row| match row {
            [only] if only.label.is_none() => Some(only.cell.row),
            _ => None,
        })
        .collect();
    for marked in band {
        let place = cuts.partition_point(|cut| *cut <= marked.cell.column);
        let last = marked
            .cell
            .column
            .saturating_add(marked.cell.columns)
            .saturating_sub(1);
        let reaches = cuts.get(place).is_some_and(|next| last >= *next);
        // a note below both is told with the first
        let is_note = alone.binary_search(&marked.cell.row).is_ok();
        if reaches && marked.cell.row >= name_row && !is_note {
            return None;
        }
        if !reaches || marked.cell.row >= name_row {
            forms.get_mut(place.saturating_sub(1))?.push(marked);
        }
    }
    Some(forms)
}

/// Whether a form has the labels of another in the same columns.
fn is_alike(model: &[Marked], form: &[Marked]) -> bool {
    let labels = |form: &[Marked]| {
        let left = form
            .iter()
            .filter(|marked| marked.label.is_some())
            .map(|marked| marked.cell.column)
            .min()
            .unwrap_or_default();
        let labels = form.iter().filter(|marked| marked.label.is_some());
        let mut found: Vec<(u32, String)> = labels
            .map(|marked| {
                (
                    marked.cell.column - left,
                    antou_record::plain_heading(&marked.cell.text),
                )
            })
            .collect();
        found.sort_unstable();
        found
    };
    let (model, mut rest) = (labels(model), labels(form));
    let all = model.len().max(rest.len());
    let shared = model.iter().filter(|label| match rest.binary_search(label) {
        Ok(at) => {
            rest.remove(at);
            true
        }
        Err(_) => false,
    });
    shared.count() * 100 >= all * ALIKE
}

/// A sheet turned on its side: labels in one column, and to its right a column per person.
fn beside_labels(marked: &[Marked]) -> Option<Vec<Vec<GridCell>>> {
    let name = marked
        .iter()
        .find(|marked| marked.label == Some(Label::Text("姓名")))?;
    let (column, right) = (name.cell.column, name.cell.column + name.cell.columns);
    let labels: Vec<&Marked> = marked
        .iter()
        .filter(|marked| marked.label.is_some() && marked.cell.row >= name.cell.row)
        .collect();
    let in_column = labels.iter().filter(|label| label.cell.column == column).count();
    let are_left = labels.iter().all(|label| label.cell.column <= column);
    let of_name: Vec<&GridCell> = marked
        .iter()
        .filter(|marked| marked.cell.row == name.cell.row && marked.cell.column >= right)
        .map(|marked| &marked.cell)
        .collect();
    let are_names = of_name
        .iter()
        .all(|cell| is_name(&cell.text) && label(&cell.text).is_none());
    if in_column < FEWEST_LABELS || !are_left || of_name.len() < 2 || !are_names {
        return None;
    }
    let people = of_name.iter().map(|name| {
        let own = |cell: &GridCell| {
            cell.column >= right
                && cell.column <= name.column
                && name.column < cell.column.saturating_add(cell.columns)
        };
        let cells = marked.iter().map(|marked| &marked.cell);
        let mut cells: Vec<GridCell> = cells
            .filter(|cell| {
                cell.row < labels.first().map_or(0, |first| first.cell.row)
                    || cell.column < right
                    || own(cell)
            })
            .cloned()
            .collect();
        for cell in cells.iter_mut().filter(|cell| cell.column >= right) {
            (cell.column, cell.columns) = (right, 1);
        }
        cells
    });
    Some(people.collect())
}

fn is_name(text: &str) -> bool {
    let plain = antou_record::squeezed(text);
    let length = plain.chars().count();
    let is_han = plain.chars().all(|c| !c.is_ascii() && c.is_alphabetic());
    is_han && (2..=4).contains(&length) || plain.contains('·')
}
