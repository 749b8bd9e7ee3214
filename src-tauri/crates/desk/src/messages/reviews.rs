//! 政治审查: reviews of many people, their subjects, what agencies answer, conclusions.

use std::collections::BTreeMap;

use super::{CitedRule, ProblemView, RowView, messages};

messages! {
    /// Which reviews.
    #[derive(Default)]
    #[serde(default)]
    pub struct ReviewsQuery {
        /// "open" without a conclusion, "concluded", "failed" with a negative conclusion in force; all when empty.
        pub part: String,
        /// Code of 审查类别; every kind when empty.
        pub kind: String,
        /// One batch, by its key; all when empty.
        pub batch: String,
        /// The unit with all below it; everybody when left out.
        pub unit: Option<i64>,
        /// Only rows of this kind: "contradiction", "overdue" replies, "waiting" for replies, "adverse" replies, "found" about
        /// a subject, "unchecked" subjects, "blank" without any gate; all when empty.
        pub only: String,
        /// Free text: name, pinyin, initials.
        pub text: String,
        /// First row, from 0.
        pub offset: u32,
        /// Number of rows.
        pub limit: u32,
    }

    /// Reviews of a part.
    pub struct ReviewsView {
        /// Number of reviews that fit.
        pub total: u64,
        /// Reviews of the page, the latest first.
        pub rows: Vec<ReviewRow>,
        /// How the part stands, whatever `only` and `text` say.
        pub counts: ReviewCounts,
        /// Batches of the part: reviews of one kind begun on one day for one purpose.
        pub batches: Vec<ReviewBatch>,
        /// Days agencies have for a reply, with where they come from.
        pub reply_days: u32,
        /// The rule of the days.
        pub reply_rule: Option<CitedRule>,
    }

    /// How reviews stand, in reviews.
    pub struct ReviewCounts {
        /// All.
        pub reviews: u64,
        /// Without a conclusion.
        pub open: u64,
        /// With a negative conclusion in force.
        pub failed: u64,
        /// With gates or dates that contradict the conclusion.
        pub contradictions: u64,
        /// Waiting for a reply.
        pub waiting: u64,
        /// With a reply that is overdue.
        pub overdue: u64,
        /// With an adverse reply.
        pub adverse: u64,
        /// With something found about a subject.
        pub found: u64,
        /// With a subject nobody has checked.
        pub unchecked: u64,
    }

    /// A batch.
    pub struct ReviewBatch {
        /// Its key, for queries.
        pub key: String,
        /// Label of 审查类别.
        pub kind: String,
        /// When it began, dotted.
        pub started: String,
        /// 事由.
        pub purpose: String,
        /// Reviews.
        pub reviews: u64,
        /// Of these without a conclusion.
        pub open: u64,
        /// Negative conclusions among them.
        pub failed: u64,
        /// Replies asked for.
        pub asked: u64,
        /// Replies that have come.
        pub replied: u64,
        /// Replies that are overdue.
        pub overdue: u64,
    }

    /// A review in a list.
    pub struct ReviewRow {
        /// The review.
        pub review: i64,
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Unit of the current post.
        pub unit: String,
        /// Current post.
        pub title: String,
        /// Label of 审查类别.
        pub kind: String,
        /// When it began, dotted.
        pub started: String,
        /// 事由.
        pub purpose: String,
        /// Codes of 政治关, 能力关, 作风关, 廉洁关; empty where nothing is entered.
        pub gates: Vec<String>,
        /// Code of the conclusion; empty while there is none.
        pub conclusion: String,
        /// When it was concluded, dotted.
        pub concluded: String,
        /// Subjects.
        pub subjects: u32,
        /// Subjects with a result.
        pub checked: u32,
        /// Subjects about whom something was found.
        pub found: u32,
        /// Agencies asked.
        pub asked: u32,
        /// Agencies that have replied.
        pub replied: u32,
        /// Replies that are overdue.
        pub overdue: u32,
        /// Adverse replies.
        pub adverse: u32,
        /// What contradicts itself, in a sentence with the way out.
        pub contradictions: Vec<String>,
        /// Whether its negative conclusion is in force.
        pub in_force: bool,
    }

    /// Opens a review for many people at once.
    pub struct OpenReviews {
        /// What is typed: kind, started, purpose, subjects, methods, organ, reviewers.
        pub values: BTreeMap<String, String>,
        /// The people.
        pub people: Vec<i64>,
    }

    /// Reviews were opened.
    pub struct OpenedReviews {
        /// The operation, for undo; absent when nothing was opened.
        pub op: Option<i64>,
        /// Reviews opened.
        pub opened: u64,
        /// People who have such a review begun on that day.
        pub already: Vec<i64>,
        /// People whose relatives are to be looked at and who have none on record.
        pub without_family: Vec<i64>,
        /// What was wrong; an error opened nothing.
        pub problems: Vec<ProblemView>,
    }

    /// Names a review.
    pub struct ReviewId {
        /// The review.
        pub review: i64,
    }

    /// A review with everything that belongs to it.
    pub struct ReviewView {
        /// As lists show it.
        pub row: ReviewRow,
        /// What is kept of it.
        pub values: RowView,
        /// 本人 and relatives.
        pub subjects: Vec<RowView>,
        /// What agencies were asked and answered.
        pub replies: Vec<ReplyRow>,
        /// The negative conclusion in force about the person, in a sentence; absent when there is none.
        pub veto: Option<String>,
        /// Rules that apply.
        pub rules: Vec<CitedRule>,
    }

    /// What an agency was asked about somebody.
    pub struct ReplyRow {
        /// The row.
        pub row: i64,
        /// The review.
        pub review: i64,
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// The agency.
        pub agency: String,
        /// When it was asked, dotted.
        pub asked: String,
        /// By when it should reply, dotted; empty when it is not known when it was asked.
        pub due: String,
        /// When it replied, dotted.
        pub replied: String,
        /// waiting, overdue, clean, adverse or said (a reply that does not say).
        pub state: String,
        /// What it replied.
        pub content: String,
    }

    /// Enters gates and conclusions.
    pub struct FillReviews {
        /// The entries.
        pub entries: Vec<ReviewEntry>,
        /// Whether the clerk has been told of contradictions and wants them entered.
        #[serde(default)]
        pub confirmed: bool,
    }

    /// A value of a review.
    pub struct ReviewEntry {
        /// The review.
        pub review: i64,
        /// political, ability, conduct, integrity, conclusion or concluded.
        pub item: String,
        /// Code or any accepted spelling; empty takes it away.
        pub value: String,
    }

    /// Gates and conclusions were entered.
    pub struct FilledReviews {
        /// The operation, for undo; absent when nothing changed.
        pub op: Option<i64>,
        /// Reviews changed.
        pub changed: u64,
        /// What was not entered (error), what is asked about before it is entered (ask), what was entered all the same (warning).
        pub problems: Vec<ReviewProblem>,
    }

    /// A problem with a review.
    pub struct ReviewProblem {
        /// The review.
        pub review: i64,
        /// Name of the person.
        pub name: String,
        /// The problem.
        pub problem: ProblemView,
    }

    /// Corrects a review that was concluded, or removes it.
    pub struct CorrectReview {
        /// The review.
        pub review: i64,
        /// What is typed; the whole review is removed when empty.
        pub values: BTreeMap<String, String>,
        /// Why; it stays in the history.
        pub reason: String,
    }

    /// A review was corrected.
    pub struct CorrectedReview {
        /// The operation, for undo; absent when nothing changed.
        pub op: Option<i64>,
        /// What was wrong; an error changed nothing.
        pub problems: Vec<ProblemView>,
    }

    /// Adds or changes a row that belongs to a review: a subject or a reply.
    pub struct SaveReviewPart {
        /// review_subject or agency_reply.
        pub set: String,
        /// The review.
        pub review: i64,
        /// The row; a new one when absent.
        #[serde(default)]
        pub row: Option<i64>,
        /// What is typed.
        pub values: BTreeMap<String, Option<String>>,
    }

    /// Relatives on record were taken up as subjects.
    pub struct RelativesTaken {
        /// The operation, for undo; absent when nothing changed.
        pub op: Option<i64>,
        /// Subjects added.
        pub added: u64,
    }

    /// Asks agencies about people: one workbook for each agency.
    pub struct AskAgencies {
        /// The reviews.
        pub reviews: Vec<i64>,
        /// The agencies.
        pub agencies: Vec<String>,
        /// When they are asked; 基准日 when empty.
        #[serde(default)]
        pub asked: String,
        /// The folder the workbooks are written to.
        pub folder: String,
        /// Whether identity numbers stand in them.
        #[serde(default)]
        pub with_ids: bool,
    }

    /// Agencies were asked.
    pub struct AskedAgencies {
        /// The operation, for undo.
        pub op: Option<i64>,
        /// Questions that are new.
        pub asked: u64,
        /// Questions asked again because there was no reply yet.
        pub again: u64,
        /// Questions left out because there is a reply.
        pub answered: u64,
        /// The files.
        pub files: Vec<String>,
    }

    /// Agencies against people of reviews.
    pub struct ReplyMatrix {
        /// Number of reviews that fit.
        pub total: u64,
        /// The agencies, in the order of their table, with how they stand over all reviews.
        pub agencies: Vec<AgencyStanding>,
        /// Reviews of the page.
        pub rows: Vec<ReplyMatrixRow>,
    }

    /// How an agency stands.
    pub struct AgencyStanding {
        /// The agency.
        pub agency: String,
        /// Questions.
        pub asked: u64,
        /// Replies.
        pub replied: u64,
        /// Overdue replies.
        pub overdue: u64,
        /// Adverse replies.
        pub adverse: u64,
    }

    /// What agencies said about one person.
    pub struct ReplyMatrixRow {
        /// The review.
        pub review: i64,
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Unit of the current post.
        pub unit: String,
        /// For each agency waiting, overdue, clean, adverse, said; empty when it was not asked.
        pub states: Vec<String>,
    }

    /// Somebody with a negative conclusion in force.
    pub struct VetoedPerson {
        /// The person.
        pub person: i64,
        /// The conclusion: 任前政治审查（2026.03.20）.
        pub what: String,
    }
}
