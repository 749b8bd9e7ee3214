//! The list of sheets of a workbook and where their parts are.

use std::collections::HashMap;
use std::io::{BufRead, Read, Seek};

use quick_xml::events::Event;

use crate::error::ReadError;
use crate::read::package::Package;
use crate::read::xml;

/// The workbook part: its sheets and settings.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<BookSheet>,
    pub(crate) since_1904: bool,
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
}

/// A sheet in the list: its name, whether it is hidden, and the part that holds it.
#[derive(Debug)]
pub(crate) struct BookSheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) part: String,
}

struct Relation {
    kind: String,
    target: String,
}

/// Where the workbook part is; `None` when the zip holds none.
pub(crate) fn workbook_part<R: Read + Seek>(package: &mut Package<R>) -> Result<Option<String>, ReadError> {
    let relations = package
        .part("_rels/.rels", |part| relations(part, ""))?
        .unwrap_or_default();
    let named = relations
        .into_values()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| relation.target)
        .filter(|target| package.has(target));
    Ok(named.or_else(|| {
        package
            .has("xl/workbook.xml")
            .then(|| "xl/workbook.xml".to_owned())
    }))
}

/// Reads the workbook part and its relations.
pub(crate) fn read<R: Read + Seek>(package: &mut Package<R>, workbook: &str) -> Result<Book, ReadError> {
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", workbook));
    let rels = format!("{folder}/_rels/{file}.rels");
    let relations = package
        .part(&rels, |part| relations(part, folder))?
        .unwrap_or_default();
    let mut book = package
        .part(workbook, |part| sheets(part, &relations))?
        .unwrap_or_default();
    let target = |kind: &str| {
        relations
            .values()
            .find(|relation| relation.kind == kind)
            .map(|relation| relation.target.clone())
    };
    book.strings = target("sharedStrings").or_else(|| Some(format!("{folder}/sharedStrings.xml")));
    book.styles = target("styles").or_else(|| Some(format!("{folder}/styles.xml")));
    Ok(book)
}

fn relations(part: &mut dyn BufRead, folder: &str) -> Result<HashMap<String, Relation>, ReadError> {
    let mut found = HashMap::new();
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(xml::damaged)? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                let get = |name| xml::attribute(&element, name).map(|value| value.into_owned());
                if let (Some(id), Some(kind), Some(target)) = (get("Id"), get("Type"), get("Target"))
                    && get("TargetMode").as_deref() != Some("External")
                {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let target = joined(folder, &target);
                    found.insert(id, Relation { kind, target });
                }
            }
            Event::DocType(_) => return Err(xml::no_document_type()),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A target relative to the folder of the part that names it.
fn joined(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

fn sheets(part: &mut dyn BufRead, relations: &HashMap<String, Relation>) -> Result<Book, ReadError> {
    let mut book = Book::default();
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(xml::damaged)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "workbookPr" => book.since_1904 = xml::is_set(&element, "date1904"),
                "sheet" => {
                    let relation = xml::attribute(&element, "id").and_then(|id| relations.get(id.as_ref()));
                    // chart sheets and macro sheets hold no table
                    if let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") {
                        book.sheets.push(BookSheet {
                            name: xml::attribute(&element, "name").unwrap_or_default().into_owned(),
                            hidden: xml::attribute(&element, "state").is_some_and(|state| state != "visible"),
                            part: relation.target.clone(),
                        });
                    }
                }
                _ => {}
            },
            Event::DocType(_) => return Err(xml::no_document_type()),
            Event::Eof => return Ok(book),
            _ => {}
        }
    }
}
