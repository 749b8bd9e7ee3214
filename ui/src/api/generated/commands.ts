// Made from the command list in Rust (desk/src/commands.rs). Do not edit; `make generate` writes it anew.

/**
 * Adds a person.
 */
export type AddPerson = { 
/**
 * Typed texts of 基本情况 by item code.
 */
values: { [key in string]: string }, };

/**
 * Adds the same row for many people at once: a class and those who took part, a pledge everybody signed.
 */
export type AddRows = { 
/**
 * The information set.
 */
set: string, 
/**
 * Typed texts by item code.
 */
values: { [key in string]: string }, 
/**
 * The people.
 */
people: Array<number>, };

/**
 * Rows were added.
 */
export type AddedRows = { 
/**
 * The operation, for undo; absent when nothing was added.
 */
op: number | null, 
/**
 * People who have a new row.
 */
added: number, 
/**
 * People who had a row with the same key already; it was left as it is.
 */
already: Array<number>, 
/**
 * What is wrong with the texts; nothing was added when one is an error.
 */
problems: Array<ProblemView>, };

/**
 * A step as it was done.
 */
export type AdmissionDone = { 
/**
 * The row.
 */
row: number, 
/**
 * When, dotted.
 */
date: string, 
/**
 * The party organisation.
 */
organ: string, 
/**
 * What came of it.
 */
result: string, 
/**
 * Remark.
 */
note: string, };

/**
 * A step.
 */
export type AdmissionPoint = { 
/**
 * Code of the step.
 */
code: string, 
/**
 * In words.
 */
label: string, 
/**
 * The part of the development it belongs to.
 */
part: string, 
/**
 * Each time it was done.
 */
rows: Array<AdmissionDone>, 
/**
 * Whether it was passed over.
 */
skipped: boolean, 
/**
 * Whether it comes next.
 */
is_next: boolean, 
/**
 * The earliest date, dotted; empty when it is open.
 */
not_before: string, 
/**
 * By when, dotted; empty without a term.
 */
by: string, 
/**
 * What to look at.
 */
remarks: Array<AdmissionRemark>, };

/**
 * Something to look at.
 */
export type AdmissionRemark = { 
/**
 * error, warning or info.
 */
severity: string, 
/**
 * In words.
 */
message: string, 
/**
 * Whether something is due that has not been done.
 */
overdue: boolean, 
/**
 * The rule.
 */
rule: CitedRule, };

/**
 * Somebody in development.
 */
export type AdmissionRow = { 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Unit of the current post.
 */
unit: string, 
/**
 * Where somebody stands, in words.
 */
stage: string, 
/**
 * The last step done.
 */
last: string, 
/**
 * When, dotted.
 */
since: string, 
/**
 * The next step; empty when there is none.
 */
next: string, 
/**
 * By when, dotted; empty without a term.
 */
by: string, 
/**
 * The earliest date of the next step, dotted; empty when it is open.
 */
not_before: string, 
/**
 * Whether something is overdue.
 */
overdue: boolean, 
/**
 * What to look at.
 */
remarks: Array<string>, 
/**
 * Whether a negative political review is in force.
 */
vetoed: boolean, };

/**
 * How many stand somewhere.
 */
export type AdmissionStage = { 
/**
 * Code.
 */
code: string, 
/**
 * In words.
 */
label: string, 
/**
 * People.
 */
people: number, 
/**
 * Of these with something overdue.
 */
overdue: number, 
/**
 * Of these with something to look at.
 */
remarks: number, };

/**
 * How far somebody has come.
 */
export type AdmissionView = { 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Code of the stage; empty while no step was done.
 */
stage: string, 
/**
 * In words.
 */
stage_label: string, 
/**
 * Whether it goes on.
 */
is_open: boolean, 
/**
 * The steps.
 */
points: Array<AdmissionPoint>, 
/**
 * A negative political review in force, in a sentence; absent when there is none.
 */
veto: string | null, };

/**
 * Who is in development.
 */
export type AdmissionsQuery = { 
/**
 * applicant, activist, candidate, probationary, member or ended; those whose development goes on when empty.
 */
stage: string, 
/**
 * "overdue", "remarks"; all when empty.
 */
only: string, 
/**
 * The unit with all below it; everybody when left out.
 */
unit: number | null, 
/**
 * The year whose admissions are counted; that of 基准日 when left out.
 */
year: number | null, 
/**
 * Free text: name, pinyin, initials.
 */
text: string, 
/**
 * First row, from 0.
 */
offset: number, 
/**
 * Number of rows.
 */
limit: number, };

/**
 * Who is in development.
 */
export type AdmissionsView = { 
/**
 * Number of people that fit.
 */
total: number, 
/**
 * People of the page.
 */
rows: Array<AdmissionRow>, 
/**
 * How many stand where.
 */
stages: Array<AdmissionStage>, 
/**
 * The year.
 */
year: number, 
/**
 * Admitted as 预备党员 in the year.
 */
admitted: number, 
/**
 * Least a year should have.
 */
least: number, 
/**
 * Most a year should have.
 */
most: number, 
/**
 * Where the numbers come from.
 */
rule: CitedRule | null, };

/**
 * How an agency stands.
 */
export type AgencyStanding = { 
/**
 * The agency.
 */
agency: string, 
/**
 * Questions.
 */
asked: number, 
/**
 * Replies.
 */
replied: number, 
/**
 * Overdue replies.
 */
overdue: number, 
/**
 * Adverse replies.
 */
adverse: number, };

/**
 * A decision taken for all rows alike.
 */
export type AlikeChoice = { 
/**
 * `set.item`, or a set whose new rows are meant.
 */
item: string, 
/**
 * Label.
 */
label: string, 
/**
 * Whether blank cells are meant.
 */
clears: boolean, 
/**
 * Whether the file's value is taken.
 */
take: boolean, };

/**
 * Asks agencies about people: one workbook for each agency.
 */
export type AskAgencies = { 
/**
 * The reviews.
 */
reviews: Array<number>, 
/**
 * The agencies.
 */
agencies: Array<string>, 
/**
 * When they are asked; 基准日 when empty.
 */
asked: string, 
/**
 * The folder the workbooks are written to.
 */
folder: string, 
/**
 * Whether identity numbers stand in them.
 */
with_ids: boolean, };

/**
 * Agencies were asked.
 */
export type AskedAgencies = { 
/**
 * The operation, for undo.
 */
op: number | null, 
/**
 * Questions that are new.
 */
asked: number, 
/**
 * Questions asked again because there was no reply yet.
 */
again: number, 
/**
 * Questions left out because there is a reply.
 */
answered: number, 
/**
 * The files.
 */
files: Array<string>, };

/**
 * A grade of a person.
 */
export type AssessmentEntry = { 
/**
 * The person.
 */
person: number, 
/**
 * Code or any accepted spelling; empty takes the grade away.
 */
grade: string, 
/**
 * Reason for 不定等次 or 未参加; unchanged when left out.
 */
reason: string | null, };

/**
 * A limit on a grade.
 */
export type AssessmentLimit = { 
/**
 * not_excellent, undetermined or incompetent.
 */
kind: string, 
/**
 * In words: 不得评为优秀.
 */
label: string, 
/**
 * Why: 2025.03.15 受政务记过.
 */
why: string, 
/**
 * The rule.
 */
rule: CitedRule, };

/**
 * A problem with a grade.
 */
export type AssessmentProblem = { 
/**
 * The person.
 */
person: number, 
/**
 * The problem; an error was not entered, a warning was.
 */
problem: ProblemView, };

/**
 * A person in a year.
 */
export type AssessmentRow = { 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Unit of the current post.
 */
unit: string, 
/**
 * Current post.
 */
title: string, 
/**
 * 人员类别.
 */
staff_kind: string, 
/**
 * Code of the grade; absent while there is none.
 */
grade: string | null, 
/**
 * Reason given for 不定等次 or 未参加.
 */
reason: string, 
/**
 * Grades this person can get, best first: the digits 1 to 6 enter them.
 */
grades: Array<GradeChoice>, 
/**
 * Labels of the grades of the years before; empty where there is none.
 */
before: Array<string>, 
/**
 * Lights of the four quarters: 绿, 黄, 红 or empty.
 */
lights: Array<string>, 
/**
 * What the grade is limited to, the heaviest first.
 */
limits: Array<AssessmentLimit>, 
/**
 * Whether the grade is against a limit or in the words of another kind of staff.
 */
conflict: boolean, 
/**
 * What follows from the grades in a row.
 */
consequences: Array<CitedRule>, };

/**
 * How a year stands.
 */
export type AssessmentSummary = { 
/**
 * People who take part or should.
 */
people: number, 
/**
 * Without a grade.
 */
missing: number, 
/**
 * With a limit.
 */
limited: number, 
/**
 * With a grade against a limit, or in the words of another kind of staff.
 */
conflicts: number, 
/**
 * With something that follows.
 */
consequences: number, 
/**
 * How many have each grade, in the order of the code table.
 */
grades: Array<GradeCount>, 
/**
 * 优秀 against what is allowed: the whole first, then each unit directly below.
 */
ratios: Array<ExcellentRatio>, 
/**
 * 科室 whose results call for something.
 */
departments: Array<DepartmentConcern>, };

/**
 * A year of a unit.
 */
export type AssessmentYearView = { 
/**
 * Number of people the rows shown are taken from.
 */
total: number, 
/**
 * People of the page, in the order of 职务层次.
 */
rows: Array<AssessmentRow>, 
/**
 * Years before, the latest first: the columns of `before`.
 */
years: Array<number>, 
/**
 * How the year stands.
 */
summary: AssessmentSummary, };

/**
 * Confirms that a person has nothing to enter in a set, or takes that back.
 */
export type Attest = { 
/**
 * The person.
 */
person: number, 
/**
 * The set.
 */
set: string, 
/**
 * Whether it is confirmed.
 */
on: boolean, };

/**
 * A backup was made and verified.
 */
export type BackupMade = { 
/**
 * Folder of the backup.
 */
file: string, };

/**
 * What becomes of the item.
 */
export type BatchAction = { 
/**
 * "put", "clear" or "replace".
 */
kind: string, 
/**
 * The value to put, or the words to put in the place of those found.
 */
text: string, 
/**
 * Words to look for.
 */
find: string, 
/**
 * Whether they must be the whole cell.
 */
whole: boolean, 
/**
 * Whether full-width and half-width, capital and small letters are the same.
 */
alike: boolean, };

/**
 * Which rows, which item, and what becomes of it.
 */
export type BatchEdit = { 
/**
 * The set: person for 基本情况, or that of a ledger.
 */
set: string, 
/**
 * The item.
 */
item: string, 
/**
 * The rows; all that `query` finds when left out.
 */
rows: Array<number> | null, 
/**
 * The list the rows stand in.
 */
query: PeopleQuery, 
/**
 * What becomes of the item.
 */
action: BatchAction, };

/**
 * A row of a batch edit.
 */
export type BatchEditRow = { 
/**
 * The row.
 */
row: number, 
/**
 * The person or unit it belongs to.
 */
owner: number | null, 
/**
 * Name of the person or unit.
 */
name: string, 
/**
 * The cell before.
 */
before: string, 
/**
 * The cell after.
 */
after: string, 
/**
 * Why it cannot be changed; empty when it can.
 */
problem: string, };

/**
 * What a batch edit would do, or did.
 */
export type BatchEdited = { 
/**
 * Rows that change, before and after; the first of them.
 */
rows: Array<BatchEditRow>, 
/**
 * How many rows change.
 */
changed: number, 
/**
 * How many rows stay as they are.
 */
unchanged: number, 
/**
 * How many times the words were found.
 */
found: number, 
/**
 * Rows that cannot be changed so, with the reason; they stay as they are.
 */
refused: Array<BatchEditRow>, 
/**
 * How many those are.
 */
refused_count: number, 
/**
 * What is wrong with the value itself.
 */
problems: Array<ProblemView>, 
/**
 * The operation; absent before it is done, and when nothing changed.
 */
op: number | null, };

/**
 * A file of an import.
 */
export type BatchFile = { 
/**
 * Its name.
 */
file: string, 
/**
 * SM3 digest of its bytes.
 */
sm3: string, };

/**
 * Imports, the latest first.
 */
export type BatchPage = { 
/**
 * Number of all.
 */
total: number, 
/**
 * Those of the page.
 */
batches: Array<BatchView>, };

/**
 * Which imports to list.
 */
export type BatchQuery = { 
/**
 * First import, from 0, the latest first.
 */
offset: number, 
/**
 * Number of imports.
 */
limit: number, };

/**
 * A person of an import.
 */
export type BatchRow = { 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Whether the person is in the vault now.
 */
present: boolean, 
/**
 * "added" or "updated".
 */
outcome: string, 
/**
 * The first changes, field by field.
 */
changes: Array<ChangeView>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * Which people of an import to list.
 */
export type BatchRows = { 
/**
 * The import.
 */
op: number, 
/**
 * Only "added" or "updated".
 */
outcome: string | null, 
/**
 * First person, from 0.
 */
offset: number, 
/**
 * Number of people.
 */
limit: number, };

/**
 * People of an import.
 */
export type BatchRowsPage = { 
/**
 * Number of people that fit.
 */
total: number, 
/**
 * Those of the page, in the order of the files.
 */
rows: Array<BatchRow>, };

/**
 * An import.
 */
export type BatchView = { 
/**
 * Its operation.
 */
op: number, 
/**
 * When, ISO date and time.
 */
at: string, 
/**
 * By whom.
 */
operator: string, 
/**
 * In words.
 */
label: string, 
/**
 * The files it took in.
 */
files: Array<BatchFile>, 
/**
 * Rows of the files by outcome; absent where the files have no rows (photos).
 */
counts: Counts | null, 
/**
 * People it concerned.
 */
people: number, 
/**
 * When it was taken back; absent while it stands.
 */
undone_at: string | null, 
/**
 * By whom it was taken back.
 */
undone_by: string | null, };

/**
 * What a blank cell does to a value in the vault.
 */
export type BlankPolicy = "keep" | "clear" | "ask";

/**
 * A person as people of one name are told apart.
 */
export type Candidacy = { 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * 出生年月, dotted; empty when not known.
 */
birth: string, 
/**
 * Identity number; empty when not known.
 */
id_number: string, };

/**
 * An item a column may mean.
 */
export type Candidate = { 
/**
 * `set.item`, with `[which]` where needed.
 */
item: string, 
/**
 * Label.
 */
label: string, };

/**
 * A problem of a cell.
 */
export type CellProblem = { 
/**
 * File name.
 */
file: string, 
/**
 * Address: 花名册!D17.
 */
place: string, 
/**
 * Stable code.
 */
code: string, 
/**
 * "info", "warning" or "error".
 */
severity: string, 
/**
 * What was written.
 */
read: string, 
/**
 * A sentence for the clerk.
 */
message: string, };

/**
 * A value.
 */
export type CellView = { 
/**
 * As it is shown.
 */
text: string, 
/**
 * As it is kept: code, ISO date, number.
 */
raw: string, 
/**
 * Whether it is protected and hidden: there is something, and neither text nor raw say what.
 */
hidden: boolean, };

/**
 * Changes the password of the operator who is working.
 */
export type ChangePassword = { 
/**
 * Password until now.
 */
old: string, 
/**
 * Password from now on.
 */
new: string, };

/**
 * A change of one field.
 */
export type ChangeView = { 
/**
 * The person; absent for units and the like.
 */
person: number | null, 
/**
 * Name of the person or the unit.
 */
name: string, 
/**
 * The set.
 */
set: string, 
/**
 * Label of the set.
 */
set_label: string, 
/**
 * The row.
 */
row: number, 
/**
 * The item.
 */
item: string, 
/**
 * Label of the item.
 */
item_label: string, 
/**
 * Shown text before; empty when blank.
 */
old: string, 
/**
 * Shown text after; empty when blank.
 */
new: string, };

/**
 * A rule as it is cited.
 */
export type CitedRule = { 
/**
 * Stable id.
 */
id: string, 
/**
 * What it is about.
 */
title: string, 
/**
 * What it means for the clerk.
 */
effect: string, 
/**
 * Document, number, article.
 */
citation: string, 
/**
 * What has to be checked before it is relied on; absent when nothing.
 */
verify: string | null, };

/**
 * A step of cleaning a column.
 */
export type CleaningStep = { 
/**
 * strip_prefix, strip_suffix, blank_means or split_unit.
 */
step: string, 
/**
 * The text it is about; empty for split_unit.
 */
text: string, };

/**
 * A row of a code table.
 */
export type CodeView = { 
/**
 * The code.
 */
code: string, 
/**
 * The label.
 */
label: string, 
/**
 * Pinyin initials of the label, to pick by.
 */
initials: string, };

/**
 * How a column is understood.
 */
export type ColumnMapping = { 
/**
 * Index from 0.
 */
index: number, 
/**
 * Letter in the workbook.
 */
letter: string, 
/**
 * Heading, with the upper heading before it.
 */
header: string, 
/**
 * `set.item`; absent when not mapped.
 */
item: string | null, 
/**
 * Label of the item.
 */
label: string | null, 
/**
 * What the heading settles besides: a year, 全日制 …
 */
which: string | null, 
/**
 * "matched", "ignored", "ambiguous" or "unknown".
 */
status: string, 
/**
 * Items it may mean.
 */
candidates: Array<Candidate>, 
/**
 * What the clerk is asked about the column.
 */
question: string | null, 
/**
 * Whether its values are left out while nobody answers.
 */
left_out: boolean, 
/**
 * Whether the profile or the clerk has settled it.
 */
settled: boolean, 
/**
 * Whether 单位及职务 can be split.
 */
can_split: boolean, 
/**
 * How its texts are cleaned.
 */
steps: Array<CleaningStep>, 
/**
 * The first filled cells.
 */
samples: Array<string>, };

/**
 * A column that lists can show.
 */
export type ColumnView = { 
/**
 * Name in queries.
 */
code: string, 
/**
 * Heading.
 */
label: string, 
/**
 * Label of the set it comes from.
 */
set: string, 
/**
 * Width in full-width characters.
 */
width: number, 
/**
 * Whether a list can be ordered by it.
 */
sortable: boolean, };

/**
 * A field of a row beside the same field of every candidate.
 */
export type ComparedField = { 
/**
 * Label.
 */
label: string, 
/**
 * As the row has it.
 */
row: string, 
/**
 * As the candidates have it, in their order.
 */
candidates: Array<string>, 
/**
 * Whether two of them that are filled differ.
 */
differs: boolean, };

/**
 * A condition on a column.
 */
export type Condition = { 
/**
 * The column.
 */
column: string, 
/**
 * One of = != < <= > >= contains blank filled.
 */
op: string, 
/**
 * The value as a clerk writes it.
 */
value: string, };

/**
 * Corrects a review that was concluded, or removes it.
 */
export type CorrectReview = { 
/**
 * The review.
 */
review: number, 
/**
 * What is typed; the whole review is removed when empty.
 */
values: { [key in string]: string }, 
/**
 * Why; it stays in the history.
 */
reason: string, };

/**
 * A review was corrected.
 */
export type CorrectedReview = { 
/**
 * The operation, for undo; absent when nothing changed.
 */
op: number | null, 
/**
 * What was wrong; an error changed nothing.
 */
problems: Array<ProblemView>, };

/**
 * Every row of the files is in exactly one of these.
 */
export type Counts = { 
/**
 * All rows below the headings.
 */
read: number, 
/**
 * New people.
 */
added: number, 
/**
 * People with changes.
 */
updated: number, 
/**
 * People without changes.
 */
unchanged: number, 
/**
 * Rows that need the clerk.
 */
held: number, 
/**
 * Rows that are no people: subtotals, notes, blank rows.
 */
ignored: number, };

/**
 * Makes a vault.
 */
export type CreateVault = { 
/**
 * An empty or not yet existing folder.
 */
dir: string, 
/**
 * Name of the unit.
 */
unit: string, 
/**
 * Name of the first operator.
 */
operator: string, 
/**
 * Password of the first operator.
 */
password: string, };

/**
 * A vault was made.
 */
export type CreatedVault = { 
/**
 * Opens the vault when the password is forgotten. It is shown once and kept nowhere.
 */
recovery_code: string, };

/**
 * Removes a person with the whole dossier; history keeps everything and undo brings it back.
 */
export type DeletePerson = { 
/**
 * The person.
 */
person: number, 
/**
 * Why.
 */
reason: string, };

/**
 * A 科室 whose results call for something.
 */
export type DepartmentConcern = { 
/**
 * The unit.
 */
unit: number, 
/**
 * Why: 综合科2025年度考核排第 9 名（共 10 个）.
 */
why: string, 
/**
 * The rule.
 */
rule: CitedRule, };

/**
 * All sets and code tables.
 */
export type DictionaryView = { 
/**
 * Sets in the order of a dossier.
 */
sets: Array<SetView>, 
/**
 * Code tables by name.
 */
tables: { [key in string]: TableView }, };

/**
 * An answer without content: it is done.
 */
export type Done = Record<symbol, never>;

/**
 * A dossier as the window shows it.
 */
export type DossierView = { 
/**
 * The person.
 */
id: number, 
/**
 * Name.
 */
name: string, 
/**
 * Photo as a data URL.
 */
photo: string | null, 
/**
 * The line under the name.
 */
headline: Headline, 
/**
 * Sections in the order of the dictionary; the first is 基本情况 with one row.
 */
sections: Array<Section>, 
/**
 * What should be looked at.
 */
findings: Array<Finding>, 
/**
 * Sections everybody is expected to have that stand blank and unattested.
 */
sections_missing: number, 
/**
 * Required items that are blank, in all rows.
 */
items_missing: number, };

/**
 * Something typed and not saved.
 */
export type DraftView = { 
/**
 * What it is a draft of.
 */
name: string, 
/**
 * When, as it is shown.
 */
at: string, 
/**
 * What was typed.
 */
value: string, };

/**
 * Draws people whose reports are checked.
 */
export type DrawMatters = { 
/**
 * The year of the check.
 */
year: number, 
/**
 * The unit with all below it; everybody when left out.
 */
unit: number | null, 
/**
 * Name of the batch.
 */
batch: string, 
/**
 * Percent drawn; that of the rule when left out.
 */
percent: number | null, 
/**
 * The seed: numbers of a lottery, of dice; made by the computer when empty.
 */
seed: string, 
/**
 * Where the seed comes from, in words.
 */
seed_source: string, 
/**
 * Who does not take part, and why.
 */
excluded: Array<MattersExcluded>, 
/**
 * Who watched.
 */
witnesses: string, };

/**
 * A draw was made.
 */
export type DrawnMatters = { 
/**
 * The operation, for undo.
 */
op: number | null, 
/**
 * The draw.
 */
draw: MattersDrawView, };

/**
 * What to count.
 */
export type DueQuery = { 
/**
 * The unit with all below it; everybody when left out.
 */
unit: number | null, 
/**
 * What is due within so many days is near; thirty when nothing is said.
 */
within: number | null, 
/**
 * The year that yearly rows (廉洁承诺, 述职述廉) are asked for; the year of 基准日 when left out.
 */
year: number | null, };

/**
 * A part of the work.
 */
export type DueRegister = { 
/**
 * Its name.
 */
code: string, 
/**
 * What the clerk reads.
 */
label: string, 
/**
 * The set its rows stand in.
 */
set: string, 
/**
 * How many reminders there are in each state.
 */
overdue: number, 
/**
 * Due soon.
 */
soon: number, 
/**
 * Not there.
 */
missing: number, 
/**
 * Under way, or due later.
 */
open: number, 
/**
 * The rules they come from.
 */
rules: Array<CitedRule>, };

/**
 * What is due.
 */
export type DueView = { 
/**
 * 基准日.
 */
as_of: string, 
/**
 * What is due within so many days is near.
 */
within: number, 
/**
 * The year that yearly rows were asked for.
 */
year: number, 
/**
 * The parts of the work.
 */
registers: Array<DueRegister>, };

/**
 * An earlier import of the same bytes.
 */
export type EarlierImport = { 
/**
 * Name of the file now.
 */
file: string, 
/**
 * The earlier operation.
 */
op: number, 
/**
 * When.
 */
at: string, 
/**
 * By whom.
 */
operator: string, 
/**
 * Whether it was taken back since.
 */
undone: boolean, };

/**
 * A page.
 */
export type EditorPage = { 
/**
 * The page as SVG text: the very picture that prints.
 */
svg: string, 
/**
 * Width in points.
 */
width: number, 
/**
 * Height in points.
 */
height: number, };

/**
 * 优秀 in a group.
 */
export type ExcellentRatio = { 
/**
 * The unit; absent for everybody.
 */
unit: number | null, 
/**
 * Its name.
 */
name: string, 
/**
 * Kind of staff: 公务员（参公、工勤）, 事业.
 */
staff: string, 
/**
 * People who take part.
 */
people: number, 
/**
 * 优秀 among them.
 */
excellent: number, 
/**
 * Most allowed.
 */
allowed: number, 
/**
 * Percent that is applied.
 */
percent: number, 
/**
 * Whether there are more than allowed.
 */
exceeded: boolean, 
/**
 * The rule.
 */
rule: CitedRule, };

/**
 * Writes a ledger to a workbook, or prints it.
 */
export type ExportLedger = { 
/**
 * The ledger; paging is ignored.
 */
query: LedgerQuery, 
/**
 * Title of the sheet.
 */
title: string, 
/**
 * The .xlsx or .pdf file.
 */
to: string, 
/**
 * Why protected items among the columns go into the file; refused without.
 */
why: Why | null, };

/**
 * Writes a computed list to a workbook (.xlsx), or prints it into a PDF.
 */
export type ExportListing = { 
/**
 * The list; paging is ignored.
 */
query: ListingQuery, 
/**
 * Title of the sheet.
 */
title: string, 
/**
 * The file.
 */
to: string, };

/**
 * Writes the listed people to a workbook.
 */
export type ExportPeople = { 
/**
 * The list; paging is ignored.
 */
query: PeopleQuery, 
/**
 * Title of the sheet.
 */
title: string, 
/**
 * Whether it goes out to be checked and comes back: protected but for what may be changed, each row with a hidden
 * number that finds its person again.
 */
check: boolean, 
/**
 * The .xlsx file.
 */
to: string, 
/**
 * Why protected items among the columns go into the file; refused without.
 */
why: Why | null, };

/**
 * A workbook was written.
 */
export type Exported = { 
/**
 * The file.
 */
file: string, 
/**
 * Rows of people in it.
 */
rows: number, };

/**
 * Enters grades.
 */
export type FillAssessments = { 
/**
 * The year.
 */
year: number, 
/**
 * The grades.
 */
entries: Array<AssessmentEntry>, };

/**
 * Takes reports of a year in.
 */
export type FillMatters = { 
/**
 * The year reported.
 */
year: number, 
/**
 * One for each person.
 */
entries: Array<MattersEntry>, };

/**
 * Enters the same about several checks.
 */
export type FillMattersChecks = { 
/**
 * Their rows.
 */
rows: Array<number>, 
/**
 * Typed texts by item code: checked, result, handling, handled, cause; empty is cleared.
 */
values: { [key in string]: string }, };

/**
 * Enters gates and conclusions.
 */
export type FillReviews = { 
/**
 * The entries.
 */
entries: Array<ReviewEntry>, 
/**
 * Whether the clerk has been told of contradictions and wants them entered.
 */
confirmed: boolean, };

/**
 * Grades were entered.
 */
export type FilledAssessments = { 
/**
 * The operation, for undo; absent when nothing changed.
 */
op: number | null, 
/**
 * People changed.
 */
changed: number, 
/**
 * What was not entered, or entered against a limit.
 */
problems: Array<AssessmentProblem>, };

/**
 * What was taken in.
 */
export type FilledMatters = { 
/**
 * The operation, for undo; absent when nothing changed.
 */
op: number | null, 
/**
 * Rows that changed.
 */
changed: number, 
/**
 * What was refused or does not fit together.
 */
problems: Array<MattersProblem>, };

/**
 * Gates and conclusions were entered.
 */
export type FilledReviews = { 
/**
 * The operation, for undo; absent when nothing changed.
 */
op: number | null, 
/**
 * Reviews changed.
 */
changed: number, 
/**
 * What was not entered (error), what is asked about before it is entered (ask), what was entered all the same (warning).
 */
problems: Array<ReviewProblem>, };

/**
 * Something to look at in a dossier.
 */
export type Finding = { 
/**
 * `set.item` it concerns.
 */
item: string, 
/**
 * "info", "warning" or "error".
 */
severity: string, 
/**
 * What and why.
 */
message: string, };

/**
 * A cell of the form.
 */
export type FormCell = { 
/**
 * What it is called in requests; the same for as long as the row behind it is there.
 */
key: string, 
/**
 * What the clerk calls it.
 */
label: string, 
/**
 * The page, from 0.
 */
page: number, 
/**
 * Left edge in points.
 */
x: number, 
/**
 * Upper edge in points.
 */
y: number, 
/**
 * Width in points.
 */
width: number, 
/**
 * Height in points.
 */
height: number, 
/**
 * The text to type on: as it is kept, or as typed.
 */
text: string, 
/**
 * The text as it is kept.
 */
kept: string, 
/**
 * "line", "lines", "code" or "locked".
 */
kind: string, 
/**
 * `set.item` whose codes may stand here; empty for other cells.
 */
item: string, 
/**
 * The section of the dossier behind it.
 */
set: string, 
/**
 * Why nothing can be typed here; empty when it can.
 */
why: string, 
/**
 * Points its text is set at; 0 when it is empty.
 */
size: number, 
/**
 * Lines its text takes.
 */
lines: number, 
/**
 * Lines it holds at this size.
 */
room: number, 
/**
 * Whether its text does not fit even at the smallest size.
 */
overflow: boolean, 
/**
 * What is wrong with what was typed, or unusual.
 */
problems: Array<FormProblem>, };

/**
 * Asks for the form of one person as an editor, with what has been typed and not saved.
 */
export type FormEditorQuery = { 
/**
 * The person.
 */
person: number, 
/**
 * How the form is made; what it says beside the dossier plays no part.
 */
options: FormOptions, 
/**
 * Typed texts by cell.
 */
typed: { [key in string]: string }, };

/**
 * The form as it will print once what was typed is saved, and its cells.
 */
export type FormEditorView = { 
/**
 * Name of the person.
 */
name: string, 
/**
 * Pages in order.
 */
pages: Array<EditorPage>, 
/**
 * Cells in the order of the form.
 */
cells: Array<FormCell>, };

/**
 * Writes forms to files.
 */
export type FormExport = { 
/**
 * Name of the form: appointment.
 */
form: string, 
/**
 * The people, in the order of printing.
 */
people: Array<number>, 
/**
 * Rows of the form's set, for a form about rows; the current row of each person when empty.
 */
rows: Array<number>, 
/**
 * How.
 */
options: FormOptions, 
/**
 * A .pdf file for one bound document, a .lrmx file for one person, or a folder for one file per person.
 */
to: string, 
/**
 * What a folder gets: "pdf" or "lrmx"; pdf when empty.
 */
kind: string, 
/**
 * Names of the files in a folder, with {姓名}, {身份证号}, {序号}; {姓名} when empty.
 */
names: string, };

/**
 * How a 任免审批表 is made.
 */
export type FormOptions = { 
/**
 * "v3" or "v4"; v4 when empty.
 */
layout: string, 
/**
 * "song" or "fang"; song when empty.
 */
face: string, 
/**
 * Relatives show "age" or "birth"; age when empty.
 */
relatives: string, 
/**
 * 拟任职务; this and the next three as the latest 任免拟办 of the person has it when empty.
 */
proposed: string, 
/**
 * 拟免职务.
 */
removed: string, 
/**
 * 任免理由.
 */
reason: string, 
/**
 * 呈报单位.
 */
reporting_unit: string, 
/**
 * The year, for forms about a year of somebody: which of the rows is meant when only people are named.
 */
year: number | null, 
/**
 * 填表人; as the latest 任免拟办 has it when empty, else the operator.
 */
filled_by: string, };

/**
 * A page.
 */
export type FormPage = { 
/**
 * The person.
 */
person: number, 
/**
 * The page as SVG text; glyphs are outlines.
 */
svg: string, };

/**
 * The pages that will print.
 */
export type FormPages = { 
/**
 * Pages in order.
 */
pages: Array<FormPage>, 
/**
 * What should be looked at before printing.
 */
warnings: Array<FormWarning>, };

/**
 * Asks for the pages of a form.
 */
export type FormPreview = { 
/**
 * Name of the form: appointment.
 */
form: string, 
/**
 * The people, in the order of printing.
 */
people: Array<number>, 
/**
 * Rows of the form's set, for a form about rows; the current row of each person when empty.
 */
rows: Array<number>, 
/**
 * How.
 */
options: FormOptions, };

/**
 * Something about what was typed into a cell.
 */
export type FormProblem = { 
/**
 * "info", "warning" or "error"; with an error nothing of the cell is saved.
 */
severity: string, 
/**
 * A sentence for the clerk.
 */
message: string, 
/**
 * The line it is about, from 0.
 */
line: number | null, };

/**
 * A form that can be printed.
 */
export type FormView = { 
/**
 * Its name: appointment.
 */
name: string, 
/**
 * Its title: 干部任免审批表.
 */
label: string, 
/**
 * The set one of whose rows it is about; empty for a form about a person.
 */
set: string, };

/**
 * Something on a form that should be looked at.
 */
export type FormWarning = { 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * The cell of the form: 简历.
 */
cell: string, 
/**
 * overflow, small, glyph, private or failed.
 */
kind: string, 
/**
 * A sentence for the clerk.
 */
message: string, };

/**
 * Forms were written.
 */
export type FormsWritten = { 
/**
 * The files.
 */
files: Array<string>, 
/**
 * People in them.
 */
people: number, 
/**
 * Pages in them.
 */
pages: number, 
/**
 * What should be looked at.
 */
warnings: Array<FormWarning>, };

/**
 * A grade somebody can get.
 */
export type GradeChoice = { 
/**
 * Code.
 */
code: string, 
/**
 * Label.
 */
label: string, 
/**
 * Whether the limits allow it.
 */
allowed: boolean, };

/**
 * How many have a grade.
 */
export type GradeCount = { 
/**
 * Code.
 */
code: string, 
/**
 * Label.
 */
label: string, 
/**
 * People.
 */
people: number, };

/**
 * The line under the name.
 */
export type Headline = { 
/**
 * 性别.
 */
sex: string, 
/**
 * 出生年月, dotted.
 */
birth: string, 
/**
 * Age at 基准日.
 */
age: number | null, 
/**
 * 民族.
 */
ethnicity: string, 
/**
 * 籍贯.
 */
native_place: string, 
/**
 * Unit and title of the current post.
 */
post: string, 
/**
 * Short marks: level, political status, rank.
 */
tags: Array<string>, };

/**
 * Operations, the latest first.
 */
export type HistoryPage = { 
/**
 * Number of operations that fit; while there are more pages of a person's history, one more than shown so far.
 */
total: number, 
/**
 * The operations.
 */
operations: Array<OperationView>, };

/**
 * Which operations to list.
 */
export type HistoryQuery = { 
/**
 * Only changes of this person.
 */
person: number | null, 
/**
 * Only changes of this item, `set.item`.
 */
item: string | null, 
/**
 * First operation, from 0, the latest first.
 */
offset: number, 
/**
 * Number of operations.
 */
limit: number, };

/**
 * Somebody a row may be about.
 */
export type ImportCandidate = { 
/**
 * The answer that chooses this candidate.
 */
who: Who, 
/**
 * Name, and where: 库中, or the place in the file.
 */
title: string, };

/**
 * A field that will change.
 */
export type ImportChange = { 
/**
 * `set.item`.
 */
item: string, 
/**
 * Label, with year or kind where the set has several rows.
 */
label: string, 
/**
 * Shown text before; empty when blank.
 */
old: string, 
/**
 * Shown text after; empty when it is cleared.
 */
new: string, 
/**
 * What becomes of it: take, keep or ask.
 */
choice: string, 
/**
 * Whether a blank cell clears it.
 */
clears: boolean, 
/**
 * What the clerk decides by; absent where there is nothing to decide.
 */
field: ImportField | null, };

/**
 * Settles how the texts of a column are cleaned before they are read.
 */
export type ImportClean = { 
/**
 * The waiting import.
 */
import: number, 
/**
 * The sheet.
 */
sheet: number, 
/**
 * The column.
 */
column: number, 
/**
 * All steps, in their order.
 */
steps: Array<CleaningStep>, };

/**
 * A row side by side with everybody it may be about.
 */
export type ImportComparison = { 
/**
 * Number of the row in this import.
 */
row: number, 
/**
 * Why the clerk is asked; empty when the program was certain.
 */
reason: string, 
/**
 * What the clerk decided.
 */
decided: Who | null, 
/**
 * Why nobody new can be made of the row; absent when it can.
 */
not_new: string | null, 
/**
 * Everybody it may be about.
 */
candidates: Array<ImportCandidate>, 
/**
 * Their fields.
 */
fields: Array<ComparedField>, };

/**
 * A decision of the clerk about a waiting import.
 */
export type ImportDecide = { 
/**
 * The waiting import.
 */
import: number, 
/**
 * The decision.
 */
decision: ImportDecision, };

/**
 * A decision of the clerk. What is taken back is decided anew by the program.
 */
export type ImportDecision = { "about": "person", 
/**
 * Number of the row in this import.
 */
row: number, 
/**
 * The answer; nothing takes it back.
 */
who: Who | null, } | { "about": "field", 
/**
 * The field.
 */
field: ImportField, 
/**
 * Taken or kept; nothing takes the decision back.
 */
take: boolean | null, } | { "about": "alike", 
/**
 * `set.item`, or a set whose new rows are meant.
 */
item: string, 
/**
 * Whether blank cells are meant.
 */
clears: boolean, 
/**
 * Taken or kept; nothing takes the decision back.
 */
take: boolean | null, } | { "about": "blank", 
/**
 * The policy.
 */
policy: BlankPolicy, } | { "about": "spelling", 
/**
 * `set.item`.
 */
item: string, 
/**
 * As the file has it.
 */
written: string, 
/**
 * The code, or an empty text for nothing; absent takes the decision back.
 */
code: string | null, } | { "about": "merge", 
/**
 * `set.item`.
 */
item: string, 
/**
 * As the file has them.
 */
written: Array<string>, 
/**
 * The one spelling; absent takes the decision back.
 */
to: string | null, } | { "about": "cell", 
/**
 * Sheet in this import.
 */
sheet: number, 
/**
 * Row in the workbook, from 1.
 */
row: number, 
/**
 * Column, from 0.
 */
column: number, 
/**
 * The text; absent takes the correction back.
 */
text: string | null, };

/**
 * A field a file brings: the cell it was read from and the item it fills.
 */
export type ImportField = { 
/**
 * Sheet in this import.
 */
sheet: number, 
/**
 * Row in the workbook, from 1.
 */
row: number, 
/**
 * Column, from 0.
 */
column: number, 
/**
 * `set.item`, or a set when the whole new row is meant.
 */
item: string, };

/**
 * Writes the held rows to a workbook of the same layout with the reasons.
 */
export type ImportHeld = { 
/**
 * The waiting import (also after it was committed).
 */
import: number, 
/**
 * The .xlsx file.
 */
to: string, };

/**
 * Names a waiting import.
 */
export type ImportId = { 
/**
 * The waiting import.
 */
import: number, };

/**
 * Settles what a column means.
 */
export type ImportMap = { 
/**
 * The waiting import.
 */
import: number, 
/**
 * The sheet.
 */
sheet: number, 
/**
 * The column.
 */
column: number, 
/**
 * `set.item`, `set[which].item`, or nothing to leave the column out.
 */
item: string | null, };

/**
 * Reads files and compares them with the vault; nothing is written.
 */
export type ImportOpen = { 
/**
 * Workbooks, 任免审批表 files, zips of them, folders.
 */
files: Array<string>, };

/**
 * Rows of a waiting import.
 */
export type ImportPage = { 
/**
 * Number of rows that fit.
 */
total: number, 
/**
 * The rows.
 */
rows: Array<ImportRow>, };

/**
 * Takes a block pasted from WPS or Excel and compares it with the vault; nothing is written.
 */
export type ImportPaste = { 
/**
 * The block as text: tabs between cells, quotes around cells with line breaks.
 */
text: string, 
/**
 * The block as a page; read when it tells more of the cells than the text does.
 */
html: string | null, 
/**
 * Columns of the grid from the chosen cell on, for a block without headings.
 */
columns: Array<string>, 
/**
 * People of the rows of the grid from the chosen cell on, for a block without headings.
 */
people: Array<number>, };

/**
 * The profile of the source unit in this import.
 */
export type ImportProfileView = { 
/**
 * The profile that is used.
 */
used: string | null, 
/**
 * How it was found: unit, file, headings or chosen.
 */
found_by: string | null, 
/**
 * The profile the answers will be kept in when the import is written.
 */
remember: string | null, 
/**
 * A name for a new profile: the unit the sheet names, else the file.
 */
suggested: string, 
/**
 * All profiles.
 */
names: Array<string>, };

/**
 * Keeps the answers in a profile when the import is written.
 */
export type ImportRemember = { 
/**
 * The waiting import.
 */
import: number, 
/**
 * The profile, known or new; nothing keeps no answers.
 */
name: string | null, };

/**
 * An import was committed.
 */
export type ImportReport = { 
/**
 * The operation, for undo; absent when nothing changed.
 */
op: number | null, 
/**
 * Rows by outcome.
 */
counts: Counts, 
/**
 * Units that were new.
 */
units: number, };

/**
 * One row of a file and what will become of it.
 */
export type ImportRow = { 
/**
 * Number of the row in this import, from 0.
 */
index: number, 
/**
 * Sheet in this import.
 */
sheet: number, 
/**
 * Row in its sheet, from 1.
 */
number: number, 
/**
 * Where it stands: 花名册!5.
 */
place: string, 
/**
 * Name of the person.
 */
name: string, 
/**
 * added, updated, unchanged, held or ignored.
 */
outcome: string, 
/**
 * The person in the vault it is about.
 */
person: number | null, 
/**
 * What the clerk decided about whom it is about.
 */
decided: Who | null, 
/**
 * Whether it is about a person, so that the clerk can say about whom.
 */
is_person: boolean, 
/**
 * Why it is held or ignored.
 */
reasons: Array<string>, 
/**
 * What will change, field by field; for a new person every field.
 */
changes: Array<ImportChange>, 
/**
 * The cells as the file shows them.
 */
cells: Array<string>, 
/**
 * Problems of its cells.
 */
problems: Array<CellProblem>, };

/**
 * Names a row of a waiting import.
 */
export type ImportRowId = { 
/**
 * The waiting import.
 */
import: number, 
/**
 * Number of the row in this import.
 */
row: number, };

/**
 * Which rows of a waiting import to show.
 */
export type ImportRows = { 
/**
 * The waiting import.
 */
import: number, 
/**
 * Only this outcome: added, updated, unchanged, held, ignored.
 */
outcome: string | null, 
/**
 * Only rows with problems of severity warning or error.
 */
only_problems: boolean, 
/**
 * Only rows with a problem of this code.
 */
code: string | null, 
/**
 * First row, from 0.
 */
offset: number, 
/**
 * Number of rows.
 */
limit: number, };

/**
 * Uses a profile for a waiting import, or sets it aside.
 */
export type ImportUseProfile = { 
/**
 * The waiting import.
 */
import: number, 
/**
 * The profile; nothing sets the present one aside.
 */
name: string | null, };

/**
 * An import that waits for the clerk.
 */
export type ImportView = { 
/**
 * Number of the waiting import.
 */
import: number, 
/**
 * Sheets of all files.
 */
sheets: Array<SheetMapping>, 
/**
 * One digest of all that was read: the same content is known again by it.
 */
content: string, 
/**
 * Rows by outcome.
 */
counts: Counts, 
/**
 * Problems by class.
 */
problems: Array<ProblemCount>, 
/**
 * Earlier imports of files with the same content, the latest first.
 */
earlier: Array<EarlierImport>, 
/**
 * Files that could not be read; the others were.
 */
unread: Array<UnreadFile>, 
/**
 * What is remembered of the source unit, and what will be.
 */
profile: ImportProfileView, 
/**
 * What blank cells do.
 */
blank: BlankPolicy, 
/**
 * Decisions taken for all rows alike.
 */
alike: Array<AlikeChoice>, 
/**
 * How many decisions about single rows, fields and cells have been taken.
 */
decisions: number, };

/**
 * An item.
 */
export type ItemView = { 
/**
 * Name in requests.
 */
code: string, 
/**
 * Name for the clerk.
 */
label: string, 
/**
 * text long int dec bool year date code codes unit person row id place blob.
 */
kind: string, 
/**
 * Code table of code and codes, set of row.
 */
table: string | null, 
/**
 * Code table whose labels are offered for text.
 */
suggest: string | null, 
/**
 * Whether a row without it is incomplete.
 */
required: boolean, 
/**
 * Whether it is shown nowhere until the operator says why and confirms it.
 */
protected: boolean, 
/**
 * Whether a dossier masks it until it is pressed: numbers and addresses.
 */
private: boolean, 
/**
 * Whether it takes the whole width of the form.
 */
wide: boolean, 
/**
 * Shown after a number.
 */
unit: string | null, 
/**
 * One sentence below the field.
 */
help: string | null, 
/**
 * Heading of its part of the form.
 */
group: string | null, 
/**
 * Width of the list column in full-width characters.
 */
width: number, };

/**
 * Keeps what has been typed and not saved.
 */
export type KeepDraft = { 
/**
 * What it is a draft of.
 */
name: string, 
/**
 * What was typed; nothing when it was saved or given up.
 */
value: string | null, };

/**
 * Rows of a ledger that say the same.
 */
export type LedgerGroupView = { 
/**
 * How many rows.
 */
rows: number, 
/**
 * How many people or units they belong to.
 */
owners: number, 
/**
 * Shown texts of the items asked for.
 */
cells: Array<string>, };

/**
 * Puts the rows of a ledger together: the classes of a year, each with how many took part.
 */
export type LedgerGroupsQuery = { 
/**
 * The ledger; columns, order and paging are not looked at.
 */
query: LedgerQuery, 
/**
 * Codes of items of the set that have to be the same.
 */
by: Array<string>, };

/**
 * A page of a ledger.
 */
export type LedgerPage = { 
/**
 * Number of rows that fit.
 */
total: number, 
/**
 * Rows of the page.
 */
rows: Array<LedgerRow>, 
/**
 * 基准日 of computed columns.
 */
as_of: string, 
/**
 * Time the database took, in milliseconds.
 */
elapsed_ms: number, };

/**
 * Which rows of a ledger, in which order, showing what.
 */
export type LedgerQuery = { 
/**
 * The information set: training.
 */
set: string, 
/**
 * The rest as in a list of people: columns, conditions and keys written `training.hours` are about the row of the
 * ledger, all others about its person.
 */
query: PeopleQuery, };

/**
 * A row of a ledger.
 */
export type LedgerRow = { 
/**
 * The row in its set.
 */
id: number, 
/**
 * The person or the unit it belongs to; absent when it is nobody's.
 */
owner: number | null, 
/**
 * Shown texts, one for each column asked for.
 */
cells: Array<string>, };

/**
 * A column of a computed list.
 */
export type ListingColumn = { 
/**
 * Its name in queries.
 */
code: string, 
/**
 * Heading.
 */
label: string, 
/**
 * Width in full-width characters.
 */
width: number, 
/**
 * text, number or date.
 */
kind: string, };

/**
 * A page of a computed list.
 */
export type ListingPage = { 
/**
 * What stands above it.
 */
title: string, 
/**
 * Every column there is.
 */
columns: Array<ListingColumn>, 
/**
 * Number of rows that fit.
 */
total: number, 
/**
 * Rows of the page.
 */
rows: Array<ListingRow>, 
/**
 * What has to be known to read it, a sentence each.
 */
notes: Array<string>, 
/**
 * The rules it rests on.
 */
rules: Array<CitedRule>, 
/**
 * 基准日.
 */
as_of: string, 
/**
 * Time taken, in milliseconds.
 */
elapsed_ms: number, };

/**
 * Which computed list, about what, in which order.
 */
export type ListingQuery = { 
/**
 * Its name: training_short.
 */
name: string, 
/**
 * The unit with all below it; everybody when left out.
 */
unit: number | null, 
/**
 * The year it is about; that of 基准日 when left out.
 */
year: number | null, 
/**
 * The row of an information set it is about, for lists about one.
 */
row: number | null, 
/**
 * Further words the list understands: "short".
 */
only: string, 
/**
 * Free text: only rows one of whose cells contains it, or whose name it spells.
 */
text: string, 
/**
 * Order by columns; as the list itself when empty.
 */
sort: Array<SortKey>, 
/**
 * Columns to show, in this order; all when empty.
 */
columns: Array<string>, 
/**
 * First row, from 0.
 */
offset: number, 
/**
 * Number of rows.
 */
limit: number, };

/**
 * A row of a computed list.
 */
export type ListingRow = { 
/**
 * Its place in the whole list.
 */
id: number, 
/**
 * Whom it is about; absent when it is about a unit.
 */
person: number | null, 
/**
 * Shown texts, one for each column asked for.
 */
cells: Array<string>, };

/**
 * A file and what becomes of it.
 */
export type MaterialScanRow = { 
/**
 * Its name, with folders inside the folder or zip.
 */
file: string, 
/**
 * Whose it is.
 */
person: number | null, 
/**
 * Name.
 */
name: string, 
/**
 * Number and title of the material.
 */
material: string, 
/**
 * added, there or failed.
 */
outcome: string, 
/**
 * Why not.
 */
reason: string, };

/**
 * Scans in bulk, named by person and number of the catalogue.
 */
export type MaterialScans = { 
/**
 * Folders, zips or files.
 */
files: Array<string>, 
/**
 * Whether they are kept; else it is only said what would become of them.
 */
write: boolean, };

/**
 * What becomes of scans.
 */
export type MaterialScansView = { 
/**
 * The operation, for undo; absent when nothing was written.
 */
op: number | null, 
/**
 * How many materials get a scan.
 */
materials: number, 
/**
 * Files that are kept.
 */
added: number, 
/**
 * Files of materials that have a scan already: nothing is overwritten.
 */
there: number, 
/**
 * Files that cannot be kept.
 */
failed: number, 
/**
 * Every file.
 */
rows: Array<MaterialScanRow>, };

/**
 * A check of one person.
 */
export type MattersCheckRow = { 
/**
 * The row.
 */
row: number, 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Unit of the current post.
 */
unit: string, 
/**
 * Current post.
 */
title: string, 
/**
 * Label of 随机抽查 or 重点查核.
 */
kind: string, 
/**
 * Label of its 情形.
 */
cause: string, 
/**
 * Batch.
 */
batch: string, 
/**
 * When it was checked, dotted.
 */
checked: string, 
/**
 * Code of the result.
 */
result: string, 
/**
 * Its label.
 */
result_label: string, 
/**
 * Label of the handling.
 */
handling: string, 
/**
 * When it was handled, dotted.
 */
handled: string, 
/**
 * Until when the handling blocks something, dotted; empty when nothing.
 */
until: string, 
/**
 * What it blocks.
 */
blocks: string, 
/**
 * Whether it still does at 基准日.
 */
open: boolean, 
/**
 * The rule of the influence period.
 */
rule: CitedRule | null, 
/**
 * What does not fit together, with the way out.
 */
doubts: Array<string>, };

/**
 * Which checks.
 */
export type MattersChecksQuery = { 
/**
 * The year of the check; all years when left out.
 */
year: number | null, 
/**
 * The unit with all below it; everybody when left out.
 */
unit: number | null, 
/**
 * Only of this batch.
 */
batch: string, 
/**
 * Only: "open" without a result, "random", "key", "doubt", "influence" (still in force), or the code of a result.
 */
only: string, 
/**
 * Free text: name, pinyin, initials.
 */
text: string, 
/**
 * First row, from 0.
 */
offset: number, 
/**
 * Number of rows.
 */
limit: number, };

/**
 * A page of checks.
 */
export type MattersChecksView = { 
/**
 * Number of rows that fit.
 */
total: number, 
/**
 * Rows of the page.
 */
rows: Array<MattersCheckRow>, 
/**
 * How many checks there are of each kind that can be asked for, by the word it is asked with.
 */
counts: Array<MattersCount>, 
/**
 * Batches of the year.
 */
batches: Array<string>, 
/**
 * Rules of checking and handling.
 */
rules: Array<CitedRule>, };

/**
 * A number that opens its people.
 */
export type MattersCount = { 
/**
 * The word it is asked with.
 */
only: string, 
/**
 * What it counts.
 */
label: string, 
/**
 * How many.
 */
people: number, };

/**
 * Names a draw.
 */
export type MattersDrawId = { 
/**
 * Its row.
 */
id: number, };

/**
 * A draw as it is kept.
 */
export type MattersDrawView = { 
/**
 * Its row.
 */
id: number, 
/**
 * Shown texts of the items by code, without the lists of numbers.
 */
cells: { [key in string]: string }, 
/**
 * The people drawn, in the order drawn.
 */
drawn: Array<MattersDrawn>, 
/**
 * Who did not take part, and why.
 */
excluded: Array<MattersDrawn>, };

/**
 * A person of a draw.
 */
export type MattersDrawn = { 
/**
 * The person.
 */
person: number, 
/**
 * Name; empty for somebody taken out since.
 */
name: string, 
/**
 * Unit of the current post.
 */
unit: string, 
/**
 * Current post.
 */
title: string, 
/**
 * The number that decided, or why somebody did not take part.
 */
note: string, };

/**
 * What is entered about the report of one person: typed texts; left out stays, empty is cleared.
 */
export type MattersEntry = { 
/**
 * The person.
 */
person: number, 
/**
 * When it was handed in.
 */
submitted: string | null, 
/**
 * The date on its cover.
 */
signed: string | null, 
/**
 * Who took it.
 */
received_by: string | null, };

/**
 * Somebody who does not take part in a draw.
 */
export type MattersExcluded = { 
/**
 * The person.
 */
person: number, 
/**
 * Why.
 */
reason: string, };

/**
 * How many a draw would be of, before it is made; who, is seen only afterwards.
 */
export type MattersPool = { 
/**
 * People who have to report.
 */
people: number, 
/**
 * Percent of the rule.
 */
percent: number, 
/**
 * The rule.
 */
rule: CitedRule | null, 
/**
 * Name a batch would have.
 */
batch: string, 
/**
 * People under a 重点查核 of the year already: they may be left out.
 */
checked: Array<MattersExcluded>, };

/**
 * Which draw would be made.
 */
export type MattersPoolQuery = { 
/**
 * The year of the check.
 */
year: number, 
/**
 * The unit with all below it; everybody when left out.
 */
unit: number | null, };

/**
 * Something wrong with what was entered about a person.
 */
export type MattersProblem = { 
/**
 * The person.
 */
person: number, 
/**
 * What.
 */
problem: ProblemView, };

/**
 * The work of a year in a unit.
 */
export type MattersRound = { 
/**
 * Its row.
 */
id: number, 
/**
 * The unit it was opened for.
 */
unit: number, 
/**
 * Its name.
 */
unit_name: string, 
/**
 * The unit's own last day, dotted; empty for that of the rule.
 */
due: string, 
/**
 * When it was opened, dotted.
 */
opened: string, 
/**
 * When it was finished, dotted.
 */
closed: string, };

/**
 * A person of a year.
 */
export type MattersRow = { 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Unit of the current post.
 */
unit: string, 
/**
 * Current post.
 */
title: string, 
/**
 * Why the person has to report: 职务层次 县处级副职; empty without a duty.
 */
why: string, 
/**
 * "national" or "unit"; empty without a duty.
 */
layer: string, 
/**
 * The document the duty is from.
 */
document: string, 
/**
 * The row of the report; absent while nothing is handed in.
 */
row: number | null, 
/**
 * When it was handed in, dotted.
 */
submitted: string, 
/**
 * The date on its cover, dotted.
 */
signed: string, 
/**
 * Who took it.
 */
received_by: string, 
/**
 * "handed", "late" (handed in late), "missing" (not yet due) or "overdue"; "outside" without a duty.
 */
state: string, 
/**
 * What does not fit together, with the way out.
 */
doubts: Array<string>, };

/**
 * A document of a unit that widens who has to report.
 */
export type MattersScopeView = { 
/**
 * Its row.
 */
id: number, 
/**
 * The unit.
 */
unit: number | null, 
/**
 * Shown texts of the items by code.
 */
cells: { [key in string]: string }, 
/**
 * In words: whom it takes in.
 */
text: string, 
/**
 * Whether it is in force at 基准日.
 */
in_force: boolean, 
/**
 * People who report because of it alone.
 */
people: number, };

/**
 * Who has to report.
 */
export type MattersScopes = { 
/**
 * The national rule.
 */
national: CitedRule | null, 
/**
 * People who report by it.
 */
national_people: number, 
/**
 * Documents of units.
 */
units: Array<MattersScopeView>, };

/**
 * How a year of reports stands.
 */
export type MattersSummary = { 
/**
 * The last day, dotted.
 */
due: string, 
/**
 * The rule it is from.
 */
rule: CitedRule | null, 
/**
 * Days until the last day at 基准日; negative when it is over.
 */
days: number | null, 
/**
 * The work of the year as it is kept for the unit; absent while it has not been opened.
 */
round: MattersRound | null, 
/**
 * People who have to report.
 */
people: number, 
/**
 * Of them by the national rules.
 */
national: number, 
/**
 * Of them by documents of the unit.
 */
unit: number, 
/**
 * Have handed in.
 */
handed: number, 
/**
 * Of them late.
 */
late: number, 
/**
 * Have not.
 */
missing: number, 
/**
 * Of them after the last day.
 */
overdue: number, 
/**
 * Handed in without a duty.
 */
outside: number, 
/**
 * Rows in which something does not fit together.
 */
doubts: number, 
/**
 * The rule of who reports.
 */
scope: CitedRule | null, };

/**
 * A year of reports.
 */
export type MattersYearView = { 
/**
 * Number of rows that fit.
 */
total: number, 
/**
 * Rows of the page.
 */
rows: Array<MattersRow>, 
/**
 * How the year stands.
 */
summary: MattersSummary, };

/**
 * Values of an item that are nearly equal.
 */
export type NearValues = { 
/**
 * `set.item`.
 */
item: string, 
/**
 * Label of the item.
 */
label: string, 
/**
 * Every spelling, the commonest first.
 */
spellings: Array<SpellingCount>, 
/**
 * The spelling we propose.
 */
proposed: string, 
/**
 * The spelling the clerk chose.
 */
merged: string | null, };

/**
 * A request without content.
 */
export type Nothing = Record<symbol, never>;

/**
 * Makes (when it is missing) and opens the demonstration vault of invented people.
 */
export type OpenDemo = { 
/**
 * Folder; the program's own folder when left out.
 */
dir: string | null, };

/**
 * Opens a review for many people at once.
 */
export type OpenReviews = { 
/**
 * What is typed: kind, started, purpose, subjects, methods, organ, reviewers.
 */
values: { [key in string]: string }, 
/**
 * The people.
 */
people: Array<number>, };

/**
 * The vault that is open.
 */
export type OpenVault = { 
/**
 * Folder.
 */
dir: string, 
/**
 * Name of the unit the vault belongs to.
 */
unit: string, 
/**
 * Who is working.
 */
operator: string, 
/**
 * Number of people.
 */
people: number, 
/**
 * When the latest backup was made, ISO date and time.
 */
last_backup: string | null, 
/**
 * When it was opened, ISO date and time.
 */
opened_at: string, 
/**
 * Whether what is protected has a password of its own (查阅口令).
 */
has_protection_password: boolean, };

/**
 * Opens a vault with a password.
 */
export type OpenWithPassword = { 
/**
 * Folder.
 */
dir: string, 
/**
 * Operator; may be left out when there is only one.
 */
operator: string | null, 
/**
 * Password.
 */
password: string, };

/**
 * Opens a vault with the recovery code and sets a new password.
 */
export type OpenWithRecovery = { 
/**
 * Folder.
 */
dir: string, 
/**
 * The printed code.
 */
code: string, 
/**
 * Password from now on.
 */
new_password: string, };

/**
 * Reviews were opened.
 */
export type OpenedReviews = { 
/**
 * The operation, for undo; absent when nothing was opened.
 */
op: number | null, 
/**
 * Reviews opened.
 */
opened: number, 
/**
 * People who have such a review begun on that day.
 */
already: Array<number>, 
/**
 * People whose relatives are to be looked at and who have none on record.
 */
without_family: Array<number>, 
/**
 * What was wrong; an error opened nothing.
 */
problems: Array<ProblemView>, };

/**
 * Something that was done.
 */
export type OperationView = { 
/**
 * Its number.
 */
op: number, 
/**
 * When, ISO date and time.
 */
at: string, 
/**
 * By whom.
 */
operator: string, 
/**
 * What kind: import, edit, undo …
 */
kind: string, 
/**
 * In words.
 */
label: string, 
/**
 * How many people it touched.
 */
people: number, 
/**
 * How many fields it changed.
 */
fields: number, 
/**
 * The first changes, field by field.
 */
changes: Array<ChangeView>, 
/**
 * Whether there are more changes than shown.
 */
more: boolean, 
/**
 * The operation it took back, for an undo.
 */
undoes: number | null, 
/**
 * Whether it changed something that has not been taken back.
 */
undoable: boolean, };

/**
 * A number of a rule.
 */
export type ParameterView = { 
/**
 * Its name.
 */
name: string, 
/**
 * What the clerk reads.
 */
label: string, 
/**
 * Shown after it.
 */
unit: string, 
/**
 * The code table its codes are of; empty when it is no list of codes.
 */
table: string, 
/**
 * The number in use; codes are separated by commas.
 */
value: string, 
/**
 * The number of the file.
 */
usual: string, };

/**
 * A page of a list.
 */
export type PeoplePage = { 
/**
 * Number of people that fit.
 */
total: number, 
/**
 * Rows of the page.
 */
rows: Array<PersonRow>, 
/**
 * 基准日 of computed columns.
 */
as_of: string, 
/**
 * Time the database took, in milliseconds.
 */
elapsed_ms: number, };

/**
 * Which people, in which order, showing what.
 */
export type PeopleQuery = { 
/**
 * Free text: name, pinyin or initials, identity number, unit, post, any text of the dossier. Words are all required.
 */
text: string, 
/**
 * Only people whose current post is in this unit.
 */
unit: number | null, 
/**
 * Whether subunits count.
 */
subunits: boolean, 
/**
 * Further conditions, all required.
 */
conditions: Array<Condition>, 
/**
 * Order; 职务层次 and strokes when empty.
 */
sort: Array<SortKey>, 
/**
 * Columns: a bare item of the person, `set.item`, `set[which].item`, `age`.
 */
columns: Array<string>, 
/**
 * Only these people (a marked selection), in this order.
 */
only: Array<number> | null, 
/**
 * First row, from 0.
 */
offset: number, 
/**
 * Number of rows.
 */
limit: number, };

/**
 * Whom each line of a list means.
 */
export type PeopleSelected = { 
/**
 * The lines with content, in their order.
 */
lines: Array<SelectedLine>, };

/**
 * Names a person.
 */
export type PersonId = { 
/**
 * The person.
 */
person: number, };

/**
 * A row of a list.
 */
export type PersonRow = { 
/**
 * The person.
 */
id: number, 
/**
 * Shown texts, one for each column asked for.
 */
cells: Array<string>, };

/**
 * Every picture is in exactly one of these.
 */
export type PhotoCounts = { 
/**
 * People get a first photo.
 */
added: number, 
/**
 * People get a new photo; the old one stays in the history.
 */
replaced: number, 
/**
 * The same photo is there already.
 */
unchanged: number, 
/**
 * The clerk says whose it is: several people, nobody known, or several pictures of one person.
 */
asked: number, 
/**
 * No readable picture.
 */
unreadable: number, 
/**
 * The clerk left them out.
 */
left_out: number, };

/**
 * A part of a picture, as shares of its width and height; its height is seven fifths of its width.
 */
export type PhotoCut = { 
/**
 * Left edge, 0 to 1.
 */
left: number, 
/**
 * Upper edge, 0 to 1.
 */
top: number, 
/**
 * Width, 0 to 1.
 */
width: number, };

/**
 * Opens a picture to choose the part that becomes the photo.
 */
export type PhotoOpen = { 
/**
 * The picture.
 */
file: string, };

/**
 * A picture, upright, as large as a screen needs.
 */
export type PhotoOpened = { 
/**
 * As a data URL.
 */
picture: string, };

/**
 * A picture and what will become of it.
 */
export type PhotoRow = { 
/**
 * Number in the batch, from 0.
 */
index: number, 
/**
 * Name of its file, with folders inside the folder or zip.
 */
file: string, 
/**
 * added, replaced, unchanged, asked, unreadable or left_out.
 */
outcome: string, 
/**
 * Whose it is.
 */
person: Candidacy | null, 
/**
 * Why it is asked or could not be read.
 */
reason: string, 
/**
 * Whose it may be.
 */
candidates: Array<Candidacy>, 
/**
 * The photo as it will be kept, as a data URL.
 */
picture: string | null, 
/**
 * The photo that is there now, as a data URL.
 */
present: string | null, };

/**
 * The photo was entered, replaced or removed.
 */
export type PhotoSet = { 
/**
 * The operation, for undo; absent when nothing changed.
 */
op: number | null, };

/**
 * Says whose a picture is, or that it is left out.
 */
export type PhotosChoose = { 
/**
 * The waiting batch.
 */
photos: number, 
/**
 * The picture.
 */
index: number, 
/**
 * The person; left out when absent.
 */
person: number | null, };

/**
 * Names a waiting batch of photos.
 */
export type PhotosId = { 
/**
 * The waiting batch.
 */
photos: number, };

/**
 * Reads pictures and finds out whose they are; nothing is written.
 */
export type PhotosOpen = { 
/**
 * Folders, zips or pictures.
 */
files: Array<string>, };

/**
 * Pictures of a waiting batch.
 */
export type PhotosPage = { 
/**
 * Number of pictures that fit.
 */
total: number, 
/**
 * Those of the page.
 */
rows: Array<PhotoRow>, };

/**
 * Photos were taken in.
 */
export type PhotosReport = { 
/**
 * The operation, for undo; absent when nothing changed.
 */
op: number | null, 
/**
 * Pictures by what became of them.
 */
counts: PhotoCounts, };

/**
 * Which pictures of a waiting batch to show.
 */
export type PhotosRows = { 
/**
 * The waiting batch.
 */
photos: number, 
/**
 * Only this outcome: added, replaced, unchanged, asked, unreadable, left_out.
 */
outcome: string | null, 
/**
 * First picture, from 0.
 */
offset: number, 
/**
 * Number of pictures.
 */
limit: number, };

/**
 * Photos that wait for the clerk.
 */
export type PhotosView = { 
/**
 * Number of the waiting batch.
 */
photos: number, 
/**
 * Pictures by what will become of them.
 */
counts: PhotoCounts, };

/**
 * Asks for the printed pages of a ledger.
 */
export type PreviewLedger = { 
/**
 * The ledger; paging is ignored.
 */
query: LedgerQuery, 
/**
 * Title of the list.
 */
title: string, };

/**
 * Asks for the pages of a computed list.
 */
export type PreviewListing = { 
/**
 * The list; paging is ignored.
 */
query: ListingQuery, 
/**
 * Title of the sheet.
 */
title: string, };

/**
 * How many problems of one class there are.
 */
export type ProblemCount = { 
/**
 * Stable code.
 */
code: string, 
/**
 * The class in words.
 */
label: string, 
/**
 * "info", "warning" or "error".
 */
severity: string, 
/**
 * How many.
 */
count: number, };

/**
 * Something wrong with what was typed or read.
 */
export type ProblemView = { 
/**
 * Stable code.
 */
code: string, 
/**
 * "info", "warning" or "error".
 */
severity: string, 
/**
 * The item it concerns, `set.item`; empty when it concerns a row.
 */
item: string, 
/**
 * A sentence for the clerk.
 */
message: string, };

/**
 * Names a profile.
 */
export type ProfileName = { 
/**
 * The profile.
 */
name: string, };

/**
 * A profile: what was settled for the files of a source unit.
 */
export type ProfileView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Units it was used for, as their sheets name them.
 */
units: Array<string>, 
/**
 * Files it is known by.
 */
files: Array<string>, 
/**
 * How many columns it settles.
 */
columns: number, 
/**
 * How many spellings it knows.
 */
spellings: number, };

/**
 * What the text means.
 */
export type ReadAnswer = { 
/**
 * As it will be shown; empty when nothing can be stored.
 */
text: string, 
/**
 * As it will be kept.
 */
raw: string, 
/**
 * What is unusual or wrong.
 */
problems: Array<ProblemView>, };

/**
 * Reads a text as a value of an item, without storing anything.
 */
export type ReadValue = { 
/**
 * `set.item`.
 */
item: string, 
/**
 * What was typed.
 */
text: string, 
/**
 * The person, whose birth and identity number are evidence.
 */
person: number | null, };

/**
 * A vault opened before.
 */
export type RecentVault = { 
/**
 * Folder.
 */
dir: string, 
/**
 * Name of the unit.
 */
unit: string, };

/**
 * It is done, and can be undone.
 */
export type Recorded = { 
/**
 * The operation; absent when nothing had to be changed.
 */
op: number | null, };

/**
 * A person an undo did not touch.
 */
export type Refused = { 
/**
 * The person; absent for units and the like.
 */
person: number | null, 
/**
 * Name.
 */
name: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Relatives on record were taken up as subjects.
 */
export type RelativesTaken = { 
/**
 * The operation, for undo; absent when nothing changed.
 */
op: number | null, 
/**
 * Subjects added.
 */
added: number, };

/**
 * A reminder.
 */
export type ReminderView = { 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Unit of the current post.
 */
unit: string, 
/**
 * Current post.
 */
title: string, 
/**
 * The part of the work.
 */
register: string, 
/**
 * Its label.
 */
label: string, 
/**
 * "overdue", "soon", "missing" or "open".
 */
state: string, 
/**
 * Until when, as it is shown; empty without a date.
 */
date: string, 
/**
 * Days left; negative when they are over.
 */
days: number | null, 
/**
 * What is to be done.
 */
task: string, 
/**
 * What it is about.
 */
what: string, 
/**
 * The set to open.
 */
set: string, 
/**
 * The row it is about; absent when there is none yet.
 */
row: number | null, 
/**
 * The rule.
 */
rule: CitedRule, };

/**
 * Renames a profile.
 */
export type RenameProfile = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its new name.
 */
to: string, };

/**
 * What was numbered anew.
 */
export type Renumbered = { 
/**
 * The operation; absent when nothing had to change.
 */
op: number | null, 
/**
 * How many materials have another number now.
 */
changed: number, };

/**
 * Agencies against people of reviews.
 */
export type ReplyMatrix = { 
/**
 * Number of reviews that fit.
 */
total: number, 
/**
 * The agencies, in the order of their table, with how they stand over all reviews.
 */
agencies: Array<AgencyStanding>, 
/**
 * Reviews of the page.
 */
rows: Array<ReplyMatrixRow>, };

/**
 * What agencies said about one person.
 */
export type ReplyMatrixRow = { 
/**
 * The review.
 */
review: number, 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Unit of the current post.
 */
unit: string, 
/**
 * For each agency waiting, overdue, clean, adverse, said; empty when it was not asked.
 */
states: Array<string>, };

/**
 * What an agency was asked about somebody.
 */
export type ReplyRow = { 
/**
 * The row.
 */
row: number, 
/**
 * The review.
 */
review: number, 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * The agency.
 */
agency: string, 
/**
 * When it was asked, dotted.
 */
asked: string, 
/**
 * By when it should reply, dotted; empty when it is not known when it was asked.
 */
due: string, 
/**
 * When it replied, dotted.
 */
replied: string, 
/**
 * waiting, overdue, clean, adverse or said (a reply that does not say).
 */
state: string, 
/**
 * What it replied.
 */
content: string, };

/**
 * People of a pool for a field.
 */
export type ReserveField = { 
/**
 * The field.
 */
label: string, 
/**
 * The people.
 */
people: Array<number>, };

/**
 * A pool; every number is given as its people.
 */
export type ReservePool = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name.
 */
label: string, 
/**
 * Who is in it.
 */
people: Array<number>, 
/**
 * Women.
 */
women: Array<number>, 
/**
 * People of ethnic minorities.
 */
minorities: Array<number>, 
/**
 * People outside the party.
 */
outside_party: Array<number>, 
/**
 * Who has passed the age line.
 */
too_old: Array<number>, 
/**
 * Who has not the schooling asked for.
 */
unschooled: Array<number>, 
/**
 * By field.
 */
fields: Array<ReserveField>, };

/**
 * The pools of the reserve.
 */
export type ReservePools = { 
/**
 * The pools in the order of their level.
 */
pools: Array<ReservePool>, 
/**
 * How many there should be.
 */
targets: Array<ReserveTarget>, 
/**
 * The least share of women, in a hundred.
 */
women_percent: number, 
/**
 * The other rules that were applied.
 */
rules: Array<CitedRule>, };

/**
 * How many there should be in some pools together.
 */
export type ReserveTarget = { 
/**
 * Codes of the pools.
 */
pools: Array<string>, 
/**
 * How many.
 */
people: number, 
/**
 * The rule.
 */
rule: CitedRule, };

/**
 * Puts a backup in the place of the vault; the present state is kept aside.
 */
export type RestoreBackup = { 
/**
 * Folder of the backup.
 */
file: string, };

/**
 * Months of 简历 worth a look.
 */
export type ResumeMark = { 
/**
 * "gap" or "overlap".
 */
kind: string, 
/**
 * Place of the row before which it stands, from 0.
 */
before: number, 
/**
 * First month.
 */
from: string, 
/**
 * Last month.
 */
until: string, 
/**
 * How many months.
 */
months: number, 
/**
 * A sentence for the clerk.
 */
message: string, };

/**
 * 简历 of a person: as text, as rows, or as the posts and schoolings tell it.
 */
export type ResumeQuery = { 
/**
 * The person.
 */
person: number, 
/**
 * The text, when that is what was edited.
 */
text: string | null, 
/**
 * The rows, when those are what was edited; those kept when left out.
 */
rows: Array<ResumeRowTyped> | null, 
/**
 * Whether it is made anew from 职务, 学历学位 and 实践锻炼.
 */
generate: boolean, };

/**
 * A row of 简历 as typed.
 */
export type ResumeRowTyped = { 
/**
 * The row; nothing for a new one.
 */
row: number | null, 
/**
 * Typed texts by item code.
 */
values: { [key in string]: string }, };

/**
 * 简历 as text and rows side by side.
 */
export type ResumeView = { 
/**
 * As it prints.
 */
text: string, 
/**
 * The rows, in order; id 0 for one the text brought, −1 − n for the nth of the rows typed and not saved.
 */
rows: Array<RowView>, 
/**
 * Months that belong to no row or to several.
 */
marks: Array<ResumeMark>, 
/**
 * Why the text could not be taken: then the rows are those of before. Of a 简历 made anew, what was left out.
 */
unread: FormProblem | null, 
/**
 * What is wrong with typed rows; the item names the row's place, `resume[2].started`.
 */
problems: Array<ProblemView>, };

/**
 * Shows what is protected of one set of a person.
 */
export type Reveal = { 
/**
 * The person.
 */
person: number, 
/**
 * The set.
 */
set: string, 
/**
 * Why.
 */
why: Why, };

/**
 * What was protected is open for a while.
 */
export type RevealedRows = { 
/**
 * The rows of the set with everything in them.
 */
rows: Array<RowView>, 
/**
 * Seconds for which it stays open.
 */
seconds: number, };

/**
 * A batch.
 */
export type ReviewBatch = { 
/**
 * Its key, for queries.
 */
key: string, 
/**
 * Label of 审查类别.
 */
kind: string, 
/**
 * When it began, dotted.
 */
started: string, 
/**
 * 事由.
 */
purpose: string, 
/**
 * Reviews.
 */
reviews: number, 
/**
 * Of these without a conclusion.
 */
open: number, 
/**
 * Negative conclusions among them.
 */
failed: number, 
/**
 * Replies asked for.
 */
asked: number, 
/**
 * Replies that have come.
 */
replied: number, 
/**
 * Replies that are overdue.
 */
overdue: number, };

/**
 * How reviews stand, in reviews.
 */
export type ReviewCounts = { 
/**
 * All.
 */
reviews: number, 
/**
 * Without a conclusion.
 */
open: number, 
/**
 * With a negative conclusion in force.
 */
failed: number, 
/**
 * With gates or dates that contradict the conclusion.
 */
contradictions: number, 
/**
 * Waiting for a reply.
 */
waiting: number, 
/**
 * With a reply that is overdue.
 */
overdue: number, 
/**
 * With an adverse reply.
 */
adverse: number, 
/**
 * With something found about a subject.
 */
found: number, 
/**
 * With a subject nobody has checked.
 */
unchecked: number, };

/**
 * A value of a review.
 */
export type ReviewEntry = { 
/**
 * The review.
 */
review: number, 
/**
 * political, ability, conduct, integrity, conclusion or concluded.
 */
item: string, 
/**
 * Code or any accepted spelling; empty takes it away.
 */
value: string, };

/**
 * Names a review.
 */
export type ReviewId = { 
/**
 * The review.
 */
review: number, };

/**
 * A problem with a review.
 */
export type ReviewProblem = { 
/**
 * The review.
 */
review: number, 
/**
 * Name of the person.
 */
name: string, 
/**
 * The problem.
 */
problem: ProblemView, };

/**
 * A review in a list.
 */
export type ReviewRow = { 
/**
 * The review.
 */
review: number, 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Unit of the current post.
 */
unit: string, 
/**
 * Current post.
 */
title: string, 
/**
 * Label of 审查类别.
 */
kind: string, 
/**
 * When it began, dotted.
 */
started: string, 
/**
 * 事由.
 */
purpose: string, 
/**
 * Codes of 政治关, 能力关, 作风关, 廉洁关; empty where nothing is entered.
 */
gates: Array<string>, 
/**
 * Code of the conclusion; empty while there is none.
 */
conclusion: string, 
/**
 * When it was concluded, dotted.
 */
concluded: string, 
/**
 * Subjects.
 */
subjects: number, 
/**
 * Subjects with a result.
 */
checked: number, 
/**
 * Subjects about whom something was found.
 */
found: number, 
/**
 * Agencies asked.
 */
asked: number, 
/**
 * Agencies that have replied.
 */
replied: number, 
/**
 * Replies that are overdue.
 */
overdue: number, 
/**
 * Adverse replies.
 */
adverse: number, 
/**
 * What contradicts itself, in a sentence with the way out.
 */
contradictions: Array<string>, 
/**
 * Whether its negative conclusion is in force.
 */
in_force: boolean, };

/**
 * A review with everything that belongs to it.
 */
export type ReviewView = { 
/**
 * As lists show it.
 */
row: ReviewRow, 
/**
 * What is kept of it.
 */
values: RowView, 
/**
 * 本人 and relatives.
 */
subjects: Array<RowView>, 
/**
 * What agencies were asked and answered.
 */
replies: Array<ReplyRow>, 
/**
 * The negative conclusion in force about the person, in a sentence; absent when there is none.
 */
veto: string | null, 
/**
 * Rules that apply.
 */
rules: Array<CitedRule>, };

/**
 * Which reviews.
 */
export type ReviewsQuery = { 
/**
 * "open" without a conclusion, "concluded", "failed" with a negative conclusion in force; all when empty.
 */
part: string, 
/**
 * Code of 审查类别; every kind when empty.
 */
kind: string, 
/**
 * One batch, by its key; all when empty.
 */
batch: string, 
/**
 * The unit with all below it; everybody when left out.
 */
unit: number | null, 
/**
 * Only rows of this kind: "contradiction", "overdue" replies, "waiting" for replies, "adverse" replies, "found" about
 * a subject, "unchecked" subjects, "blank" without any gate; all when empty.
 */
only: string, 
/**
 * Free text: name, pinyin, initials.
 */
text: string, 
/**
 * First row, from 0.
 */
offset: number, 
/**
 * Number of rows.
 */
limit: number, };

/**
 * Reviews of a part.
 */
export type ReviewsView = { 
/**
 * Number of reviews that fit.
 */
total: number, 
/**
 * Reviews of the page, the latest first.
 */
rows: Array<ReviewRow>, 
/**
 * How the part stands, whatever `only` and `text` say.
 */
counts: ReviewCounts, 
/**
 * Batches of the part: reviews of one kind begun on one day for one purpose.
 */
batches: Array<ReviewBatch>, 
/**
 * Days agencies have for a reply, with where they come from.
 */
reply_days: number, 
/**
 * The rule of the days.
 */
reply_rule: CitedRule | null, };

/**
 * Names a row.
 */
export type RowId = { 
/**
 * The set.
 */
set: string, 
/**
 * The row.
 */
row: number, };

/**
 * What becomes of one row.
 */
export type RowToSave = { 
/**
 * The set.
 */
set: string, 
/**
 * The person it belongs to; absent for units, and for a person added by an earlier row of the batch.
 */
person: number | null, 
/**
 * The row; a new one when left out. For 基本情况 the row is the person.
 */
row: number | null, 
/**
 * Typed texts by item code; null or empty clears the item; items left out stay.
 */
values: { [key in string]: string | null }, 
/**
 * Whether the row goes.
 */
deleted: boolean, };

/**
 * A row of a set.
 */
export type RowView = { 
/**
 * The row.
 */
id: number, 
/**
 * Filled items by code.
 */
cells: { [key in string]: CellView }, };

/**
 * A pack of rules by its name.
 */
export type RulePack = { 
/**
 * Its name.
 */
pack: string, };

/**
 * A rule with the numbers a unit may set otherwise.
 */
export type RuleParameters = { 
/**
 * The rule.
 */
rule: CitedRule, 
/**
 * The numbers.
 */
parameters: Array<ParameterView>, };

/**
 * Opens, changes or closes the work of a year.
 */
export type SaveAssessmentRound = { 
/**
 * The year.
 */
year: number, 
/**
 * The unit.
 */
unit: number, 
/**
 * Percent of 优秀; the rule's when left out.
 */
excellent_percent: number | null, 
/**
 * The approval of a higher percentage.
 */
approval: string, };

/**
 * Saves what was typed into a form, in one operation.
 */
export type SaveForm = { 
/**
 * The person.
 */
person: number, 
/**
 * How the form is made.
 */
options: FormOptions, 
/**
 * Typed texts by cell.
 */
typed: { [key in string]: string }, };

/**
 * Opens the work of a year for a unit, or changes it. Dates as typed.
 */
export type SaveMattersRound = { 
/**
 * The year reported.
 */
year: number, 
/**
 * The unit.
 */
unit: number, 
/**
 * The unit's own last day; empty for that of the rule.
 */
due: string, 
/**
 * When it was opened; today when empty.
 */
opened: string, 
/**
 * When it was finished.
 */
closed: string, };

/**
 * Adds or changes a document of a unit that widens who has to report.
 */
export type SaveMattersScope = { 
/**
 * The row; a new one when left out.
 */
id: number | null, 
/**
 * The unit.
 */
unit: number, 
/**
 * Typed texts by item code.
 */
values: { [key in string]: string }, };

/**
 * Sets a number of a rule.
 */
export type SaveParameter = { 
/**
 * The pack.
 */
pack: string, 
/**
 * The rule.
 */
rule: string, 
/**
 * Which of its numbers.
 */
name: string, 
/**
 * The number as it is typed, codes separated by commas; the number of the file again when empty.
 */
value: string, };

/**
 * Adds or changes a row that belongs to a review: a subject or a reply.
 */
export type SaveReviewPart = { 
/**
 * review_subject or agency_reply.
 */
set: string, 
/**
 * The review.
 */
review: number, 
/**
 * The row; a new one when absent.
 */
row: number | null, 
/**
 * What is typed.
 */
values: { [key in string]: string | null }, };

/**
 * Adds a row to a set or changes one.
 */
export type SaveRow = { 
/**
 * The set.
 */
set: string, 
/**
 * The person it belongs to.
 */
person: number, 
/**
 * The row; a new one when left out. For 基本情况 the row is the person.
 */
row: number | null, 
/**
 * Typed texts by item code; null or empty clears the item; items left out stay.
 */
values: { [key in string]: string | null }, };

/**
 * Adds, changes and deletes rows in one operation.
 */
export type SaveRows = { 
/**
 * The rows, in the order in which they are written.
 */
rows: Array<RowToSave>, };

/**
 * Adds a unit or changes its name and place.
 */
export type SaveUnit = { 
/**
 * The unit; a new one when left out.
 */
id: number | null, 
/**
 * The unit above; a top unit when left out.
 */
parent: number | null, 
/**
 * Name.
 */
name: string, };

/**
 * A form was saved.
 */
export type SavedForm = { 
/**
 * The operation; absent when nothing changed.
 */
op: number | null, 
/**
 * How many cells were saved.
 */
saved: number, 
/**
 * Cells of which nothing was saved.
 */
refused: Array<string>, 
/**
 * The form as it is now; refused cells keep what was typed.
 */
form: FormEditorView, };

/**
 * Something was saved, or not.
 */
export type SavedMatters = { 
/**
 * The row; absent when a problem of severity error stopped it.
 */
id: number | null, 
/**
 * The operation, for undo.
 */
op: number | null, 
/**
 * What is unusual or wrong.
 */
problems: Array<ProblemView>, };

/**
 * A row was saved, or not.
 */
export type SavedRow = { 
/**
 * The row as it is now; absent when a problem of severity error stopped the saving and nothing was stored.
 */
row: RowView | null, 
/**
 * What is unusual or wrong.
 */
problems: Array<ProblemView>, 
/**
 * The operation, for undo.
 */
op: number | null, 
/**
 * The row there already is where there may be one only: the one to change instead.
 */
conflict: number | null, };

/**
 * What became of each row, in the order asked. A refused one was not written; the others were.
 */
export type SavedRows = { 
/**
 * The rows.
 */
rows: Array<SavedRow>, 
/**
 * The one operation; absent when nothing was written.
 */
op: number | null, };

/**
 * Names the scan of a row.
 */
export type ScanAt = { 
/**
 * The set.
 */
set: string, 
/**
 * The row.
 */
row: number, 
/**
 * The item.
 */
item: string, };

/**
 * Keeps a scan with a row, instead of the one that was there.
 */
export type ScanAttach = { 
/**
 * The set.
 */
set: string, 
/**
 * The row.
 */
row: number, 
/**
 * The item, of kind blob.
 */
item: string, 
/**
 * The picture or PDF.
 */
file: string, };

/**
 * A page of a scan.
 */
export type ScanPage = { 
/**
 * As a data URL.
 */
picture: string, 
/**
 * How many pages there are.
 */
pages: number, 
/**
 * Extension of the file as it came: pdf, jpg or png.
 */
extension: string, 
/**
 * Bytes of the file.
 */
bytes: number, };

/**
 * Writes a scan to a file as it came.
 */
export type ScanSave = { 
/**
 * The set.
 */
set: string, 
/**
 * The row.
 */
row: number, 
/**
 * The item.
 */
item: string, 
/**
 * The file; its extension is that of the scan.
 */
to: string, };

/**
 * A scan was kept or removed.
 */
export type ScanSaved = { 
/**
 * The operation, for undo; absent when nothing changed.
 */
op: number | null, };

/**
 * Asks for a page of a scan.
 */
export type ScanView = { 
/**
 * The set.
 */
set: string, 
/**
 * The row.
 */
row: number, 
/**
 * The item.
 */
item: string, 
/**
 * The page, from 0.
 */
page: number, };

/**
 * The rows of one set.
 */
export type Section = { 
/**
 * The set.
 */
set: string, 
/**
 * Its rows, sorted.
 */
rows: Array<RowView>, 
/**
 * Number of findings in it.
 */
problems: number, 
/**
 * Whether 无此类情况 has been confirmed.
 */
attested: boolean, 
/**
 * Seconds for which what is protected in it stays open; absent while it is hidden.
 */
revealed: number | null, 
/**
 * Whether everybody is expected to have rows here, or an attestation that there are none.
 */
expected: boolean, 
/**
 * Required items that are blank, in all rows.
 */
missing: number, };

/**
 * Finds the people of a pasted list of names or identity numbers.
 */
export type SelectPeople = { 
/**
 * One person a line.
 */
text: string, };

/**
 * A line of a list.
 */
export type SelectedLine = { 
/**
 * As it was pasted.
 */
text: string, 
/**
 * Whom it means.
 */
person: Candidacy | null, 
/**
 * Why it is asked; whom a line above means already, too.
 */
reason: string, 
/**
 * Whom it may mean.
 */
candidates: Array<Candidacy>, };

/**
 * Sets 基准日.
 */
export type SetAsOf = { 
/**
 * A full date; today when left out.
 */
date: string | null, };

/**
 * Enters, replaces or removes the photo of a person. The old one stays in the history.
 */
export type SetPhoto = { 
/**
 * The person.
 */
person: number, 
/**
 * The picture; the photo is removed when absent.
 */
file: string | null, 
/**
 * The part that becomes the photo; the middle of the upper part when absent.
 */
cut: PhotoCut | null, };

/**
 * Gives what is protected a password of its own, changes it or takes it away.
 */
export type SetProtectionPassword = { 
/**
 * The operator's password as long as there is no 查阅口令; then 查阅口令, or the recovery code when it is forgotten.
 */
proof: string, 
/**
 * 查阅口令 from now on; none when left out.
 */
new: string | null, };

/**
 * An information set.
 */
export type SetView = { 
/**
 * Name in requests.
 */
code: string, 
/**
 * Name for the clerk.
 */
label: string, 
/**
 * Code in GB/T 14946.
 */
gb: string | null, 
/**
 * "person", "unit" or "none".
 */
owner: string, 
/**
 * Whether all of its items are protected.
 */
protected: boolean, 
/**
 * Items that make two rows the same.
 */
key: Array<string>, 
/**
 * Items in the order of the entry form.
 */
items: Array<ItemView>, };

/**
 * How a sheet is understood.
 */
export type SheetMapping = { 
/**
 * Number of the sheet in this import.
 */
index: number, 
/**
 * File name.
 */
file: string, 
/**
 * Sheet name.
 */
name: string, 
/**
 * Label of the set the sheet is about; absent when no heading was found.
 */
set: string | null, 
/**
 * Numbers of the header rows as the workbook counts them.
 */
header_rows: Array<number>, 
/**
 * Rows below the headings.
 */
rows: number, 
/**
 * Columns.
 */
columns: Array<ColumnMapping>, };

/**
 * A key of the order.
 */
export type SortKey = { 
/**
 * A column, or `level` (职务层次), `strokes` (姓氏笔画), `pinyin`.
 */
column: string, 
/**
 * Whether the greatest comes first.
 */
descending: boolean, };

/**
 * A spelling and how often it comes.
 */
export type SpellingCount = { 
/**
 * The spelling.
 */
text: string, 
/**
 * In how many cells.
 */
count: number, 
/**
 * Whether the vault has it too.
 */
in_vault: boolean, };

/**
 * Where the program stands.
 */
export type Status = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * The open vault.
 */
vault: OpenVault | null, 
/**
 * Whether a vault was open and has been locked.
 */
locked: boolean, 
/**
 * 基准日: ages and terms are computed at this date.
 */
as_of: string, 
/**
 * Today by the clock of the computer.
 */
today: string, 
/**
 * Vaults opened on this computer, latest first.
 */
recent: Array<RecentVault>, 
/**
 * Password of the demonstration vault, which is no secret: its people are invented.
 */
demo_password: string, };

/**
 * A code table.
 */
export type TableView = { 
/**
 * Name.
 */
code: string, 
/**
 * Name for the clerk.
 */
label: string, 
/**
 * Standard it comes from.
 */
standard: string, 
/**
 * Rows in the order of the standard.
 */
rows: Array<CodeView>, };

/**
 * By when somebody has to have made up.
 */
export type TrainingDeadline = { 
/**
 * The month.
 */
by: string, 
/**
 * The rule.
 */
rule: CitedRule, };

/**
 * What somebody owes.
 */
export type TrainingOwed = { 
/**
 * Hours that are enough.
 */
hours: number, 
/**
 * Days that are enough as well.
 */
days: number | null, 
/**
 * Years they are counted over.
 */
years: number, 
/**
 * Hours still missing; absent when there are enough.
 */
missing: number | null, 
/**
 * The same counted over the period of the national plan, for what is owed over five years.
 */
missing_in_period: number | null, 
/**
 * The rule.
 */
rule: CitedRule, };

/**
 * A person's training.
 */
export type TrainingRow = { 
/**
 * The person.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Unit of the current post.
 */
unit: string, 
/**
 * Current post.
 */
title: string, 
/**
 * 职务层次.
 */
level: string, 
/**
 * Classes of the year.
 */
classes: number, 
/**
 * Hours of the year in class; online hours stand apart.
 */
hours: number, 
/**
 * Days of the year in class.
 */
days: number, 
/**
 * Online hours of the year.
 */
online_hours: number, 
/**
 * Hours in class of the five years up to this one.
 */
five_years: number, 
/**
 * Hours in class of the national plan's period so far.
 */
period: number, 
/**
 * Hours owed, and over how many years; absent when nothing is.
 */
owed: TrainingOwed | null, 
/**
 * By when somebody promoted short of it has to have made up; absent when nobody has to.
 */
complete_by: TrainingDeadline | null, };

/**
 * How a unit stands.
 */
export type TrainingUnit = { 
/**
 * The unit; absent for everybody.
 */
unit: number | null, 
/**
 * Its name.
 */
name: string, 
/**
 * People in office.
 */
people: number, 
/**
 * People with a class in the year (调训).
 */
trained: number, 
/**
 * Hours in class per head.
 */
hours_per_head: number, 
/**
 * People who still owe.
 */
short: number, };

/**
 * A year of training.
 */
export type TrainingYearView = { 
/**
 * Number of people the rows shown are taken from.
 */
total: number, 
/**
 * People of the page, in the order of 职务层次.
 */
rows: Array<TrainingRow>, 
/**
 * First and last year of the national plan the year lies in.
 */
period: [number, number], 
/**
 * The whole first, then each unit directly below.
 */
units: Array<TrainingUnit>, };

/**
 * Asks what stands in the way of taking an operation back.
 */
export type UndoCheck = { 
/**
 * The operation.
 */
op: number, };

/**
 * What an undo would leave as it is.
 */
export type UndoChecked = { 
/**
 * What was changed since; empty when all can be taken back.
 */
kept: Array<Refused>, };

/**
 * Undoes an operation.
 */
export type UndoRequest = { 
/**
 * The operation; the latest one that is not undone when left out.
 */
op: number | null, 
/**
 * Whether what was changed since stays and the rest is taken back; else nothing is, and the refusal names it.
 */
keep_edited: boolean, };

/**
 * What was undone.
 */
export type Undone = { 
/**
 * The operation that was undone; absent when there was none.
 */
op: number | null, 
/**
 * Its words.
 */
label: string, 
/**
 * Rows put back.
 */
rows: number, 
/**
 * What was changed since and stays as it is.
 */
refused: Array<Refused>, };

/**
 * Names a unit.
 */
export type UnitId = { 
/**
 * The unit.
 */
id: number, };

/**
 * A unit with all below it.
 */
export type UnitScope = { 
/**
 * The unit; everybody when left out.
 */
unit: number | null, };

/**
 * A unit of the tree.
 */
export type UnitView = { 
/**
 * The unit.
 */
id: number, 
/**
 * The unit above.
 */
parent: number | null, 
/**
 * Name.
 */
name: string, 
/**
 * First letters of the name in pinyin, for finding it by them.
 */
initials: string, 
/**
 * People whose current post is here.
 */
people: number, 
/**
 * The same with all subunits.
 */
people_below: number, };

/**
 * A spelling no code table knows, in all rows alike.
 */
export type UnknownSpelling = { 
/**
 * `set.item`.
 */
item: string, 
/**
 * Label of the item.
 */
label: string, 
/**
 * As the file has it.
 */
written: string, 
/**
 * In how many cells.
 */
count: number, 
/**
 * The code the clerk or the profile chose; empty for nothing.
 */
code: string | null, 
/**
 * Label of that code.
 */
chosen: string, 
/**
 * The most similar codes.
 */
similar: Array<Candidate>, };

/**
 * A file that could not be read.
 */
export type UnreadFile = { 
/**
 * Its name without folders; 批.zip/张三.lrmx when it stands in a zip.
 */
file: string, 
/**
 * Stable code.
 */
code: string, 
/**
 * A sentence for the clerk.
 */
message: string, };

/**
 * What the verification found.
 */
export type Verified = { 
/**
 * Whether nothing was found.
 */
ok: boolean, 
/**
 * People whose digest was recomputed.
 */
people: number, 
/**
 * Rows read.
 */
rows: number, 
/**
 * Operations of the chain.
 */
operations: number, 
/**
 * What is wrong, in sentences.
 */
problems: Array<string>, };

/**
 * A draw made again from what is kept.
 */
export type VerifiedDraw = { 
/**
 * Whether list, digest and result are the same.
 */
same: boolean, 
/**
 * What is not, a sentence each.
 */
differences: Array<string>, 
/**
 * The digest of the list as computed now.
 */
digest: string, 
/**
 * People of the list.
 */
population: number, 
/**
 * People drawn.
 */
drawn: number, };

/**
 * Somebody with a negative conclusion in force.
 */
export type VetoedPerson = { 
/**
 * The person.
 */
person: number, 
/**
 * The conclusion: 任前政治审查（2026.03.20）.
 */
what: string, };

/**
 * Who a row is about.
 */
export type Who = { "who": "new" } | { "who": "person", 
/**
 * The person.
 */
person: number, } | { "who": "row", 
/**
 * Number of that row in this import.
 */
row: number, } | { "who": "held" };

/**
 * Why something protected is to be seen; the password says that who asks has the right.
 */
export type Why = { 
/**
 * The reason, as it stands in the record of operations.
 */
reason: string, 
/**
 * 查阅口令, or where there is none the operator's password.
 */
password: string, };

/**
 * Which rows of a year over the people of a unit.
 */
export type YearQuery = { 
/**
 * The year.
 */
year: number, 
/**
 * The unit with all below it; everybody when left out.
 */
unit: number | null, 
/**
 * Only rows of a kind; all when empty.
 * 年度考核: "missing" without a grade, "limited" with a limit, "conflict" with a grade against a limit or in the words of
 * another kind of staff, "consequence" with something that follows; a grade's code.
 * 教育培训: "short" who still owe, "none" without any class in the year, "due" who have to make up within a year of
 * being promoted.
 * 个人有关事项: "missing", "handed", "late", "overdue", "national" or "unit" (the layer of the duty), "outside" (handed
 * in without a duty), "doubt".
 */
only: string, 
/**
 * Free text: name, pinyin, initials.
 */
text: string, 
/**
 * First row, from 0.
 */
offset: number, 
/**
 * Number of rows.
 */
limit: number, };

/** Every command with its request and response. */
export type Commands = {
  /** Where the program stands. */
  status: { request: Nothing; response: Status };
  /** Makes a vault and opens it. */
  create_vault: { request: CreateVault; response: CreatedVault };
  /** Opens a vault. */
  open_vault: { request: OpenWithPassword; response: Done };
  /** Opens a vault with the recovery code and sets a new password. */
  open_with_recovery: { request: OpenWithRecovery; response: Done };
  /** Opens the demonstration vault of invented people. */
  open_demo: { request: OpenDemo; response: Done };
  /** Locks the vault; keys leave memory. */
  lock: { request: Nothing; response: Done };
  /** Changes the password. */
  change_password: { request: ChangePassword; response: Done };
  /** Gives what is protected a password of its own, changes it or takes it away. */
  set_protection_password: { request: SetProtectionPassword; response: Done };
  /** Sets 基准日. */
  set_as_of: { request: SetAsOf; response: Status };
  /** The record dictionary. */
  dictionary: { request: Nothing; response: DictionaryView };
  /** A page of the list of people. */
  people: { request: PeopleQuery; response: PeoplePage };
  /** Columns that lists can show. */
  list_columns: { request: Nothing; response: Array<ColumnView> };
  /** The unit tree with counts. */
  units: { request: Nothing; response: Array<UnitView> };
  /** Adds or changes a unit. */
  save_unit: { request: SaveUnit; response: UnitView };
  /** Removes a unit without people and subunits. */
  delete_unit: { request: UnitId; response: Done };
  /** A dossier. */
  dossier: { request: PersonId; response: DossierView };
  /** Reads a typed text as a value. */
  read_value: { request: ReadValue; response: ReadAnswer };
  /** Adds a person. */
  add_person: { request: AddPerson; response: SavedRow };
  /** Adds or changes a row. */
  save_row: { request: SaveRow; response: SavedRow };
  /** Removes a row. */
  delete_row: { request: RowId; response: Done };
  /** Removes a person. */
  delete_person: { request: DeletePerson; response: Done };
  /** Shows what is protected of one set of a person for some minutes, for a reason and with the password. */
  reveal: { request: Reveal; response: RevealedRows };
  /** Hides again whatever was revealed. */
  hide_revealed: { request: Nothing; response: Done };
  /** Confirms 无此类情况. */
  attest: { request: Attest; response: Done };
  /** What was done, by whom, field by field. */
  history: { request: HistoryQuery; response: HistoryPage };
  /** The imports, with their files and whether they were taken back. */
  batches: { request: BatchQuery; response: BatchPage };
  /** People of an import and what it changed about each. */
  batch_rows: { request: BatchRows; response: BatchRowsPage };
  /** What an undo would leave because it was changed since. */
  undo_check: { request: UndoCheck; response: UndoChecked };
  /** Undoes an operation. */
  undo: { request: UndoRequest; response: Undone };
  /** Reads files and compares them with the vault. */
  import_open: { request: ImportOpen; response: ImportView };
  /** Takes a pasted block and compares it with the vault. */
  import_paste: { request: ImportPaste; response: ImportView };
  /** Finds the people of a pasted list of names or identity numbers. */
  select_people: { request: SelectPeople; response: PeopleSelected };
  /** Settles what a column means and compares again. */
  import_map: { request: ImportMap; response: ImportView };
  /** Settles how the texts of a column are cleaned and compares again. */
  import_clean: { request: ImportClean; response: ImportView };
  /** Uses a profile for a waiting import, or sets it aside, and compares again. */
  import_profile: { request: ImportUseProfile; response: ImportView };
  /** Says in which profile the answers are kept when the import is written. */
  import_remember: { request: ImportRemember; response: ImportView };
  /** Takes a decision of the clerk and compares again. */
  import_decide: { request: ImportDecide; response: ImportView };
  /** A row side by side with everybody it may be about. */
  import_compare: { request: ImportRowId; response: ImportComparison };
  /** Spellings no code table knows, in all rows alike. */
  import_spellings: { request: ImportId; response: Array<UnknownSpelling> };
  /** Clusters of nearly equal values. */
  import_near: { request: ImportId; response: Array<NearValues> };
  /** Rows of a waiting import. */
  import_rows: { request: ImportRows; response: ImportPage };
  /** Writes a waiting import into the vault. */
  import_commit: { request: ImportId; response: ImportReport };
  /** Forgets a waiting import. */
  import_discard: { request: ImportId; response: Done };
  /** Writes held rows to a workbook. */
  import_held: { request: ImportHeld; response: Exported };
  /** A page of a ledger. */
  ledger: { request: LedgerQuery; response: LedgerPage };
  /** Writes a ledger to a workbook, or prints it. */
  export_ledger: { request: ExportLedger; response: Exported };
  /** Pages of a ledger as they will print. */
  preview_ledger: { request: PreviewLedger; response: FormPages };
  /** A page of a computed list. */
  listing: { request: ListingQuery; response: ListingPage };
  /** Writes a computed list to a workbook, or prints it. */
  export_listing: { request: ExportListing; response: Exported };
  /** Pages of a computed list as they will print. */
  preview_listing: { request: PreviewListing; response: FormPages };
  /** All profiles of source units. */
  profiles: { request: Nothing; response: Array<ProfileView> };
  /** Gives a profile another name. */
  rename_profile: { request: RenameProfile; response: Done };
  /** Removes a profile. */
  delete_profile: { request: ProfileName; response: Recorded };
  /** Rows of a ledger put together by what some of their items say. */
  ledger_groups: { request: LedgerGroupsQuery; response: Array<LedgerGroupView> };
  /** Adds the same row for many people at once. */
  add_rows: { request: AddRows; response: AddedRows };
  /** A year of training in a unit, against what is owed. */
  training_year: { request: YearQuery; response: TrainingYearView };
  /** A year of 年度考核 over the people of a unit. */
  assessment_year: { request: YearQuery; response: AssessmentYearView };
  /** Enters grades of a year. */
  fill_assessments: { request: FillAssessments; response: FilledAssessments };
  /** Opens the work of a year for a unit, or changes its percentage of 优秀. */
  save_assessment_round: { request: SaveAssessmentRound; response: Done };
  /** A year of reports of 个人有关事项 over the people of a unit. */
  matters_year: { request: YearQuery; response: MattersYearView };
  /** Opens the work of a year of reports for a unit, or changes it. */
  save_matters_round: { request: SaveMattersRound; response: SavedMatters };
  /** Takes reports of a year in. */
  fill_matters: { request: FillMatters; response: FilledMatters };
  /** Who has to report, by which layer. */
  matters_scopes: { request: Nothing; response: MattersScopes };
  /** Adds or changes a document of a unit that widens who has to report. */
  save_matters_scope: { request: SaveMattersScope; response: SavedMatters };
  /** Checks of reports in a unit. */
  matters_checks: { request: MattersChecksQuery; response: MattersChecksView };
  /** Enters the same about several checks. */
  fill_matters_checks: { request: FillMattersChecks; response: FilledMatters };
  /** How many a draw would be of. */
  matters_pool: { request: MattersPoolQuery; response: MattersPool };
  /** Draws people whose reports are checked, and keeps the draw. */
  draw_matters: { request: DrawMatters; response: DrawnMatters };
  /** Draws kept, the latest first. */
  matters_draws: { request: Nothing; response: Array<MattersDrawView> };
  /** A draw with its people. */
  matters_draw: { request: MattersDrawId; response: MattersDrawView };
  /** Makes a draw again from what is kept, and compares. */
  verify_matters_draw: { request: MattersDrawId; response: VerifiedDraw };
  /** Reads pictures and finds out whose photos they are. */
  photos_open: { request: PhotosOpen; response: PhotosView };
  /** Pictures of a waiting batch. */
  photos_rows: { request: PhotosRows; response: PhotosPage };
  /** Says whose a picture is. */
  photos_choose: { request: PhotosChoose; response: PhotosView };
  /** Takes the photos of a waiting batch into the vault. */
  photos_commit: { request: PhotosId; response: PhotosReport };
  /** Forgets a waiting batch of photos. */
  photos_discard: { request: PhotosId; response: Done };
  /** Opens a picture to choose the part that becomes the photo. */
  photo_open: { request: PhotoOpen; response: PhotoOpened };
  /** Enters, replaces or removes the photo of a person. */
  set_photo: { request: SetPhoto; response: PhotoSet };
  /** The forms that can be printed. */
  forms: { request: Nothing; response: Array<FormView> };
  /** Pages of a form. */
  form_preview: { request: FormPreview; response: FormPages };
  /** Writes forms to files. */
  form_export: { request: FormExport; response: FormsWritten };
  /** Writes a list to a workbook. */
  export_people: { request: ExportPeople; response: Exported };
  /** Makes and verifies a backup. */
  backup: { request: Nothing; response: BackupMade };
  /** Puts a backup in the place of the vault. */
  restore: { request: RestoreBackup; response: Done };
  /** Verifies the vault. */
  verify: { request: Nothing; response: Verified };
  /** Keeps a scan with a row, instead of the one that was there. */
  scan_attach: { request: ScanAttach; response: ScanSaved };
  /** A page of a scan. */
  scan_view: { request: ScanView; response: ScanPage };
  /** Writes a scan to a file as it came. */
  scan_save: { request: ScanSave; response: Done };
  /** Removes the scan of a row. */
  scan_remove: { request: ScanAt; response: ScanSaved };
  /** How much is due in each part of the work of following up. */
  due: { request: DueQuery; response: DueView };
  /** What is due about one person. */
  person_due: { request: PersonId; response: Array<ReminderView> };
  /** The pools of the reserve, against what is wanted of them. */
  reserve_pools: { request: UnitScope; response: ReservePools };
  /** Finds the materials that scans in bulk are of, and keeps them when asked to. */
  material_scans: { request: MaterialScans; response: MaterialScansView };
  /** Numbers the materials of a dossier anew, in the order that is asked for. */
  renumber_materials: { request: PersonId; response: Renumbered };
  /** Rules of a pack with the numbers a unit may set otherwise. */
  rule_parameters: { request: RulePack; response: Array<RuleParameters> };
  /** Sets a number of a rule, or takes the number of the file again. */
  save_parameter: { request: SaveParameter; response: Done };
  /** Adds, changes and deletes rows in one operation. */
  save_rows: { request: SaveRows; response: SavedRows };
  /** Keeps what has been typed and not saved. */
  keep_draft: { request: KeepDraft; response: Done };
  /** What has been typed and not saved. */
  drafts: { request: Nothing; response: Array<DraftView> };
  /** The form of one person as an editor, with what has been typed and not saved. */
  form_editor: { request: FormEditorQuery; response: FormEditorView };
  /** Saves what was typed into a form. */
  save_form: { request: SaveForm; response: SavedForm };
  /** 简历 of a person as text and rows, or made anew from posts and schooling. */
  resume: { request: ResumeQuery; response: ResumeView };
  /** What a change of one item of many rows would do. */
  batch_preview: { request: BatchEdit; response: BatchEdited };
  /** Changes one item of many rows in one operation. */
  batch_edit: { request: BatchEdit; response: BatchEdited };
  /** Reviews of a part of 政治审查. */
  reviews: { request: ReviewsQuery; response: ReviewsView };
  /** A review with its subjects and replies. */
  review: { request: ReviewId; response: ReviewView };
  /** Opens a review for many people at once. */
  open_reviews: { request: OpenReviews; response: OpenedReviews };
  /** Enters gates and conclusions of reviews. */
  fill_reviews: { request: FillReviews; response: FilledReviews };
  /** Corrects or removes a review, with a reason. */
  correct_review: { request: CorrectReview; response: CorrectedReview };
  /** Adds or changes a subject or a reply of a review. */
  save_review_part: { request: SaveReviewPart; response: SavedRow };
  /** Takes up relatives on record as subjects of a review. */
  take_relatives: { request: ReviewId; response: RelativesTaken };
  /** Asks agencies about people, with one workbook each. */
  ask_agencies: { request: AskAgencies; response: AskedAgencies };
  /** Agencies against the people of reviews. */
  reply_matrix: { request: ReviewsQuery; response: ReplyMatrix };
  /** Everybody with a negative political review in force. */
  vetoed: { request: Nothing; response: Array<VetoedPerson> };
  /** Who is in development as a party member. */
  admissions: { request: AdmissionsQuery; response: AdmissionsView };
  /** How far somebody has come on the way into the party. */
  admission: { request: PersonId; response: AdmissionView };
};

/** What each command reads and changes; a screen showing what changed loads again. */
export const tags: Record<keyof Commands, { reads: string[]; changes: string[] }> = {
  status: { reads: ["vault"], changes: [] },
  create_vault: { reads: [], changes: ["vault", "people", "units", "history"] },
  open_vault: { reads: [], changes: ["vault", "people", "units", "history"] },
  open_with_recovery: { reads: [], changes: ["vault", "people", "units", "history"] },
  open_demo: { reads: [], changes: ["vault", "people", "units", "history"] },
  lock: { reads: [], changes: ["vault"] },
  change_password: { reads: [], changes: ["history"] },
  set_protection_password: { reads: [], changes: ["vault", "people", "history"] },
  set_as_of: { reads: [], changes: ["vault", "people"] },
  dictionary: { reads: [], changes: [] },
  people: { reads: ["people"], changes: [] },
  list_columns: { reads: [], changes: [] },
  units: { reads: ["units", "people"], changes: [] },
  save_unit: { reads: [], changes: ["units", "people", "history"] },
  delete_unit: { reads: [], changes: ["units", "history"] },
  dossier: { reads: ["people"], changes: [] },
  read_value: { reads: [], changes: [] },
  add_person: { reads: [], changes: ["people", "units", "history"] },
  save_row: { reads: [], changes: ["people", "units", "history"] },
  delete_row: { reads: [], changes: ["people", "units", "history"] },
  delete_person: { reads: [], changes: ["people", "units", "history"] },
  reveal: { reads: [], changes: ["people", "history"] },
  hide_revealed: { reads: [], changes: ["people", "history"] },
  attest: { reads: [], changes: ["people", "history"] },
  history: { reads: ["history"], changes: [] },
  batches: { reads: ["history"], changes: [] },
  batch_rows: { reads: ["history", "people"], changes: [] },
  undo_check: { reads: ["history"], changes: [] },
  undo: { reads: [], changes: ["people", "units", "history"] },
  import_open: { reads: [], changes: [] },
  import_paste: { reads: [], changes: [] },
  select_people: { reads: ["people"], changes: [] },
  import_map: { reads: [], changes: [] },
  import_clean: { reads: [], changes: [] },
  import_profile: { reads: [], changes: [] },
  import_remember: { reads: [], changes: [] },
  import_decide: { reads: [], changes: [] },
  import_compare: { reads: [], changes: [] },
  import_spellings: { reads: [], changes: [] },
  import_near: { reads: [], changes: [] },
  import_rows: { reads: [], changes: [] },
  import_commit: { reads: [], changes: ["people", "units", "history", "settings"] },
  import_discard: { reads: [], changes: [] },
  import_held: { reads: [], changes: [] },
  ledger: { reads: ["people", "units"], changes: [] },
  export_ledger: { reads: [], changes: ["history"] },
  preview_ledger: { reads: ["people", "units"], changes: [] },
  listing: { reads: ["people", "units"], changes: [] },
  export_listing: { reads: [], changes: ["history"] },
  preview_listing: { reads: ["people", "units"], changes: [] },
  profiles: { reads: ["settings"], changes: [] },
  rename_profile: { reads: [], changes: ["settings", "history"] },
  delete_profile: { reads: [], changes: ["settings", "history"] },
  ledger_groups: { reads: ["people", "units"], changes: [] },
  add_rows: { reads: [], changes: ["people", "units", "history"] },
  training_year: { reads: ["people", "units"], changes: [] },
  assessment_year: { reads: ["people", "units"], changes: [] },
  fill_assessments: { reads: [], changes: ["people", "history"] },
  save_assessment_round: { reads: [], changes: ["people", "history"] },
  matters_year: { reads: ["people", "units"], changes: [] },
  save_matters_round: { reads: [], changes: ["people", "history"] },
  fill_matters: { reads: [], changes: ["people", "history"] },
  matters_scopes: { reads: ["people", "units"], changes: [] },
  save_matters_scope: { reads: [], changes: ["people", "history"] },
  matters_checks: { reads: ["people", "units"], changes: [] },
  fill_matters_checks: { reads: [], changes: ["people", "history"] },
  matters_pool: { reads: ["people", "units"], changes: [] },
  draw_matters: { reads: [], changes: ["people", "history"] },
  matters_draws: { reads: ["people"], changes: [] },
  matters_draw: { reads: ["people"], changes: [] },
  verify_matters_draw: { reads: ["people"], changes: [] },
  photos_open: { reads: [], changes: [] },
  photos_rows: { reads: [], changes: [] },
  photos_choose: { reads: [], changes: [] },
  photos_commit: { reads: [], changes: ["people", "history"] },
  photos_discard: { reads: [], changes: [] },
  photo_open: { reads: [], changes: [] },
  set_photo: { reads: [], changes: ["people", "history"] },
  forms: { reads: [], changes: [] },
  form_preview: { reads: ["people"], changes: [] },
  form_export: { reads: [], changes: ["history"] },
  export_people: { reads: [], changes: ["history"] },
  backup: { reads: [], changes: ["vault"] },
  restore: { reads: [], changes: ["vault", "people", "units", "history"] },
  verify: { reads: [], changes: [] },
  scan_attach: { reads: [], changes: ["people", "history"] },
  scan_view: { reads: ["people"], changes: [] },
  scan_save: { reads: [], changes: ["history"] },
  scan_remove: { reads: [], changes: ["people", "history"] },
  due: { reads: ["people", "units", "settings"], changes: [] },
  person_due: { reads: ["people", "settings"], changes: [] },
  reserve_pools: { reads: ["people", "units", "settings"], changes: [] },
  material_scans: { reads: [], changes: ["people", "history"] },
  renumber_materials: { reads: [], changes: ["people", "history"] },
  rule_parameters: { reads: ["settings"], changes: [] },
  save_parameter: { reads: [], changes: ["settings", "people", "history"] },
  save_rows: { reads: [], changes: ["people", "units", "history"] },
  keep_draft: { reads: [], changes: [] },
  drafts: { reads: [], changes: [] },
  form_editor: { reads: ["people"], changes: [] },
  save_form: { reads: [], changes: ["people", "units", "history"] },
  resume: { reads: ["people"], changes: [] },
  batch_preview: { reads: [], changes: [] },
  batch_edit: { reads: [], changes: ["people", "units", "history"] },
  reviews: { reads: ["people", "units", "settings"], changes: [] },
  review: { reads: ["people", "settings"], changes: [] },
  open_reviews: { reads: [], changes: ["people", "history"] },
  fill_reviews: { reads: [], changes: ["people", "history"] },
  correct_review: { reads: [], changes: ["people", "history"] },
  save_review_part: { reads: [], changes: ["people", "history"] },
  take_relatives: { reads: [], changes: ["people", "history"] },
  ask_agencies: { reads: [], changes: ["people", "history", "settings"] },
  reply_matrix: { reads: ["people", "units", "settings"], changes: [] },
  vetoed: { reads: ["people"], changes: [] },
  admissions: { reads: ["people", "units", "settings"], changes: [] },
  admission: { reads: ["people", "settings"], changes: [] },
};
