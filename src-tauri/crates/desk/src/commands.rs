//! THE command list. The window's one `call`, the TypeScript types, and the fake host of the window all come from it.

use serde_json::Value as Json;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// A command of the list.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// Tags of what it reads: a screen showing these is stale when they change.
    pub reads: &'static [&'static str],
    /// Tags of what it changes.
    pub changes: &'static [&'static str],
}

/// What an answered command hands back.
#[derive(Debug, serde::Serialize)]
pub struct Answer {
    /// The response.
    pub value: Json,
    /// Tags of what has changed.
    pub changed: &'static [&'static str],
}

macro_rules! commands {
    ($($(#[doc = $about:literal])+ $name:ident($request:ty) -> $response:ty, reads [$($read:literal)*], changes [$($change:literal)*];)+) => {
        /// Every command.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            about: concat!($($about),+),
            reads: &[$($read),*],
            changes: &[$($change),*],
        },)+];

        impl Desk {
            /// Runs the command called `name`. Requests and responses are the messages of the list as JSON.
            pub fn call(&self, name: &str, request: Json, progress: &dyn Progress) -> Result<Answer, Failure> {
                match name {
                    $(stringify!($name) => {
                        let request: $request = serde_json::from_value(request).map_err(Failure::request)?;
                        let response: $response = self.$name(request, progress)?;
                        let value = serde_json::to_value(response).map_err(Failure::request)?;
                        Ok(Answer { value, changed: &[$($change),*] })
                    })+
                    _ => Err(Failure::unknown_command(name)),
                }
            }
        }

        /// TypeScript of every message and of the command list, as (file name, text).
        pub fn typescript() -> Vec<(String, String)> {
            let mut messages = crate::typescript::Messages::default();
            $(messages.command(stringify!($name), &[$($about),+], &[$($read),*], &[$($change),*]);
              messages.types::<$request, $response>();)+
            messages.files()
        }
    };
}

commands! {
    /// Where the program stands.
    status(Nothing) -> Status, reads ["vault"], changes [];
    /// Makes a vault and opens it.
    create_vault(CreateVault) -> CreatedVault, reads [], changes ["vault" "people" "units" "history"];
    /// Opens a vault.
    open_vault(OpenWithPassword) -> Done, reads [], changes ["vault" "people" "units" "history"];
    /// Opens a vault with the recovery code and sets a new password.
    open_with_recovery(OpenWithRecovery) -> Done, reads [], changes ["vault" "people" "units" "history"];
    /// Opens the demonstration vault of invented people.
    open_demo(OpenDemo) -> Done, reads [], changes ["vault" "people" "units" "history"];
    /// Locks the vault; keys leave memory.
    lock(Nothing) -> Done, reads [], changes ["vault"];
    /// Changes the password.
    change_password(ChangePassword) -> Done, reads [], changes ["history"];
    /// Gives what is protected a password of its own, changes it or takes it away.
    set_protection_password(SetProtectionPassword) -> Done, reads [], changes ["vault" "people" "history"];
    /// Sets 基准日.
    set_as_of(SetAsOf) -> Status, reads [], changes ["vault" "people"];
    /// The record dictionary.
    dictionary(Nothing) -> DictionaryView, reads [], changes [];
    /// A page of the list of people.
    people(PeopleQuery) -> PeoplePage, reads ["people"], changes [];
    /// Columns that lists can show.
    list_columns(Nothing) -> Vec<ColumnView>, reads [], changes [];
    /// The unit tree with counts.
    units(Nothing) -> Vec<UnitView>, reads ["units" "people"], changes [];
    /// Adds or changes a unit.
    save_unit(SaveUnit) -> UnitView, reads [], changes ["units" "people" "history"];
    /// Removes a unit without people and subunits.
    delete_unit(UnitId) -> Done, reads [], changes ["units" "history"];
    /// A dossier.
    dossier(PersonId) -> DossierView, reads ["people"], changes [];
    /// Reads a typed text as a value.
    read_value(ReadValue) -> ReadAnswer, reads [], changes [];
    /// Adds a person.
    add_person(AddPerson) -> SavedRow, reads [], changes ["people" "units" "history"];
    /// Adds or changes a row.
    save_row(SaveRow) -> SavedRow, reads [], changes ["people" "units" "history"];
    /// Removes a row.
    delete_row(RowId) -> Done, reads [], changes ["people" "units" "history"];
    /// Removes a person.
    delete_person(DeletePerson) -> Done, reads [], changes ["people" "units" "history"];
    /// Shows what is protected of one set of a person for some minutes, for a reason and with the password.
    reveal(Reveal) -> RevealedRows, reads [], changes ["people" "history"];
    /// Hides again whatever was revealed.
    hide_revealed(Nothing) -> Done, reads [], changes ["people" "history"];
    /// Confirms 无此类情况.
    attest(Attest) -> Done, reads [], changes ["people" "history"];
    /// What was done, by whom, field by field.
    history(HistoryQuery) -> HistoryPage, reads ["history"], changes [];
    /// The imports, with their files and whether they were taken back.
    batches(BatchQuery) -> BatchPage, reads ["history"], changes [];
    /// People of an import and what it changed about each.
    batch_rows(BatchRows) -> BatchRowsPage, reads ["history" "people"], changes [];
    /// What an undo would leave because it was changed since.
    undo_check(UndoCheck) -> UndoChecked, reads ["history"], changes [];
    /// Undoes an operation.
    undo(UndoRequest) -> Undone, reads [], changes ["people" "units" "history"];
    /// Reads files and compares them with the vault.
    import_open(ImportOpen) -> ImportView, reads [], changes [];
    /// Takes a pasted block and compares it with the vault.
    import_paste(ImportPaste) -> ImportView, reads [], changes [];
    /// Finds the people of a pasted list of names or identity numbers.
    select_people(SelectPeople) -> PeopleSelected, reads ["people"], changes [];
    /// Settles what a column means and compares again.
    import_map(ImportMap) -> ImportView, reads [], changes [];
    /// Settles how the texts of a column are cleaned and compares again.
    import_clean(ImportClean) -> ImportView, reads [], changes [];
    /// Uses a profile for a waiting import, or sets it aside, and compares again.
    import_profile(ImportUseProfile) -> ImportView, reads [], changes [];
    /// Says in which profile the answers are kept when the import is written.
    import_remember(ImportRemember) -> ImportView, reads [], changes [];
    /// Takes a decision of the clerk and compares again.
    import_decide(ImportDecide) -> ImportView, reads [], changes [];
    /// A row side by side with everybody it may be about.
    import_compare(ImportRowId) -> ImportComparison, reads [], changes [];
    /// Spellings no code table knows, in all rows alike.
    import_spellings(ImportId) -> Vec<UnknownSpelling>, reads [], changes [];
    /// Clusters of nearly equal values.
    import_near(ImportId) -> Vec<NearValues>, reads [], changes [];
    /// Rows of a waiting import.
    import_rows(ImportRows) -> ImportPage, reads [], changes [];
    /// Writes a waiting import into the vault.
    import_commit(ImportId) -> ImportReport, reads [], changes ["people" "units" "history" "settings"];
    /// Forgets a waiting import.
    import_discard(ImportId) -> Done, reads [], changes [];
    /// Writes held rows to a workbook.
    import_held(ImportHeld) -> Exported, reads [], changes [];
    /// A page of a ledger.
    ledger(LedgerQuery) -> LedgerPage, reads ["people" "units"], changes [];
    /// Writes a ledger to a workbook, or prints it.
    export_ledger(ExportLedger) -> Exported, reads [], changes ["history"];
    /// Pages of a ledger as they will print.
    preview_ledger(PreviewLedger) -> FormPages, reads ["people" "units"], changes [];
    /// A page of a computed list.
    listing(ListingQuery) -> ListingPage, reads ["people" "units"], changes [];
    /// Writes a computed list to a workbook, or prints it.
    export_listing(ExportListing) -> Exported, reads [], changes ["history"];
    /// Pages of a computed list as they will print.
    preview_listing(PreviewListing) -> FormPages, reads ["people" "units"], changes [];
    /// All profiles of source units.
    profiles(Nothing) -> Vec<ProfileView>, reads ["settings"], changes [];
    /// Gives a profile another name.
    rename_profile(RenameProfile) -> Done, reads [], changes ["settings" "history"];
    /// Removes a profile.
    delete_profile(ProfileName) -> Recorded, reads [], changes ["settings" "history"];
    /// Rows of a ledger put together by what some of their items say.
    ledger_groups(LedgerGroupsQuery) -> Vec<LedgerGroupView>, reads ["people" "units"], changes [];
    /// Adds the same row for many people at once.
    add_rows(AddRows) -> AddedRows, reads [], changes ["people" "units" "history"];
    /// A year of training in a unit, against what is owed.
    training_year(YearQuery) -> TrainingYearView, reads ["people" "units"], changes [];
    /// A year of 年度考核 over the people of a unit.
    assessment_year(YearQuery) -> AssessmentYearView, reads ["people" "units"], changes [];
    /// Enters grades of a year.
    fill_assessments(FillAssessments) -> FilledAssessments, reads [], changes ["people" "history"];
    /// Opens the work of a year for a unit, or changes its percentage of 优秀.
    save_assessment_round(SaveAssessmentRound) -> Done, reads [], changes ["people" "history"];
    /// A year of reports of 个人有关事项 over the people of a unit.
    matters_year(YearQuery) -> MattersYearView, reads ["people" "units"], changes [];
    /// Opens the work of a year of reports for a unit, or changes it.
    save_matters_round(SaveMattersRound) -> SavedMatters, reads [], changes ["people" "history"];
    /// Takes reports of a year in.
    fill_matters(FillMatters) -> FilledMatters, reads [], changes ["people" "history"];
    /// Who has to report, by which layer.
    matters_scopes(Nothing) -> MattersScopes, reads ["people" "units"], changes [];
    /// Adds or changes a document of a unit that widens who has to report.
    save_matters_scope(SaveMattersScope) -> SavedMatters, reads [], changes ["people" "history"];
    /// Checks of reports in a unit.
    matters_checks(MattersChecksQuery) -> MattersChecksView, reads ["people" "units"], changes [];
    /// Enters the same about several checks.
    fill_matters_checks(FillMattersChecks) -> FilledMatters, reads [], changes ["people" "history"];
    /// How many a draw would be of.
    matters_pool(MattersPoolQuery) -> MattersPool, reads ["people" "units"], changes [];
    /// Draws people whose reports are checked, and keeps the draw.
    draw_matters(DrawMatters) -> DrawnMatters, reads [], changes ["people" "history"];
    /// Draws kept, the latest first.
    matters_draws(Nothing) -> Vec<MattersDrawView>, reads ["people"], changes [];
    /// A draw with its people.
    matters_draw(MattersDrawId) -> MattersDrawView, reads ["people"], changes [];
    /// Makes a draw again from what is kept, and compares.
    verify_matters_draw(MattersDrawId) -> VerifiedDraw, reads ["people"], changes [];
    /// Reads pictures and finds out whose photos they are.
    photos_open(PhotosOpen) -> PhotosView, reads [], changes [];
    /// Pictures of a waiting batch.
    photos_rows(PhotosRows) -> PhotosPage, reads [], changes [];
    /// Says whose a picture is.
    photos_choose(PhotosChoose) -> PhotosView, reads [], changes [];
    /// Takes the photos of a waiting batch into the vault.
    photos_commit(PhotosId) -> PhotosReport, reads [], changes ["people" "history"];
    /// Forgets a waiting batch of photos.
    photos_discard(PhotosId) -> Done, reads [], changes [];
    /// Opens a picture to choose the part that becomes the photo.
    photo_open(PhotoOpen) -> PhotoOpened, reads [], changes [];
    /// Enters, replaces or removes the photo of a person.
    set_photo(SetPhoto) -> PhotoSet, reads [], changes ["people" "history"];
    /// The forms that can be printed.
    forms(Nothing) -> Vec<FormView>, reads [], changes [];
    /// Pages of a form.
    form_preview(FormPreview) -> FormPages, reads ["people"], changes [];
    /// Writes forms to files.
    form_export(FormExport) -> FormsWritten, reads [], changes ["history"];
    /// Writes a list to a workbook.
    export_people(ExportPeople) -> Exported, reads [], changes ["history"];
    /// Makes and verifies a backup.
    backup(Nothing) -> BackupMade, reads [], changes ["vault"];
    /// Puts a backup in the place of the vault.
    restore(RestoreBackup) -> Done, reads [], changes ["vault" "people" "units" "history"];
    /// Verifies the vault.
    verify(Nothing) -> Verified, reads [], changes [];

    /// Keeps a scan with a row, instead of the one that was there.
    scan_attach(ScanAttach) -> ScanSaved, reads [], changes ["people" "history"];
    /// A page of a scan.
    scan_view(ScanView) -> ScanPage, reads ["people"], changes [];
    /// Writes a scan to a file as it came.
    scan_save(ScanSave) -> Done, reads [], changes ["history"];
    /// Removes the scan of a row.
    scan_remove(ScanAt) -> ScanSaved, reads [], changes ["people" "history"];
    /// How much is due in each part of the work of following up.
    due(DueQuery) -> DueView, reads ["people" "units" "settings"], changes [];
    /// What is due about one person.
    person_due(PersonId) -> Vec<ReminderView>, reads ["people" "settings"], changes [];
    /// The pools of the reserve, against what is wanted of them.
    reserve_pools(UnitScope) -> ReservePools, reads ["people" "units" "settings"], changes [];
    /// Finds the materials that scans in bulk are of, and keeps them when asked to.
    material_scans(MaterialScans) -> MaterialScansView, reads [], changes ["people" "history"];
    /// Numbers the materials of a dossier anew, in the order that is asked for.
    renumber_materials(PersonId) -> Renumbered, reads [], changes ["people" "history"];
    /// Rules of a pack with the numbers a unit may set otherwise.
    rule_parameters(RulePack) -> Vec<RuleParameters>, reads ["settings"], changes [];
    /// Sets a number of a rule, or takes the number of the file again.
    save_parameter(SaveParameter) -> Done, reads [], changes ["settings" "people" "history"];
    /// Adds, changes and deletes rows in one operation.
    save_rows(SaveRows) -> SavedRows, reads [], changes ["people" "units" "history"];
    /// Keeps what has been typed and not saved.
    keep_draft(KeepDraft) -> Done, reads [], changes [];
    /// What has been typed and not saved.
    drafts(Nothing) -> Vec<DraftView>, reads [], changes [];
    /// The form of one person as an editor, with what has been typed and not saved.
    form_editor(FormEditorQuery) -> FormEditorView, reads ["people"], changes [];
    /// Saves what was typed into a form.
    save_form(SaveForm) -> SavedForm, reads [], changes ["people" "units" "history"];
    /// 简历 of a person as text and rows, or made anew from posts and schooling.
    resume(ResumeQuery) -> ResumeView, reads ["people"], changes [];
    /// What a change of one item of many rows would do.
    batch_preview(BatchEdit) -> BatchEdited, reads [], changes [];
    /// Changes one item of many rows in one operation.
    batch_edit(BatchEdit) -> BatchEdited, reads [], changes ["people" "units" "history"];

    /// Reviews of a part of 政治审查.
    reviews(ReviewsQuery) -> ReviewsView, reads ["people" "units" "settings"], changes [];
    /// A review with its subjects and replies.
    review(ReviewId) -> ReviewView, reads ["people" "settings"], changes [];
    /// Opens a review for many people at once.
    open_reviews(OpenReviews) -> OpenedReviews, reads [], changes ["people" "history"];
    /// Enters gates and conclusions of reviews.
    fill_reviews(FillReviews) -> FilledReviews, reads [], changes ["people" "history"];
    /// Corrects or removes a review, with a reason.
    correct_review(CorrectReview) -> CorrectedReview, reads [], changes ["people" "history"];
    /// Adds or changes a subject or a reply of a review.
    save_review_part(SaveReviewPart) -> SavedRow, reads [], changes ["people" "history"];
    /// Takes up relatives on record as subjects of a review.
    take_relatives(ReviewId) -> RelativesTaken, reads [], changes ["people" "history"];
    /// Asks agencies about people, with one workbook each.
    ask_agencies(AskAgencies) -> AskedAgencies, reads [], changes ["people" "history" "settings"];
    /// Agencies against the people of reviews.
    reply_matrix(ReviewsQuery) -> ReplyMatrix, reads ["people" "units" "settings"], changes [];
    /// Everybody with a negative political review in force.
    vetoed(Nothing) -> Vec<VetoedPerson>, reads ["people"], changes [];
    /// Who is in development as a party member.
    admissions(AdmissionsQuery) -> AdmissionsView, reads ["people" "units" "settings"], changes [];
    /// How far somebody has come on the way into the party.
    admission(PersonId) -> AdmissionView, reads ["people" "settings"], changes [];
}
