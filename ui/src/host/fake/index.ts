import { type AnswerOf, type CommandName, pathOf, type RequestOf } from '../../api/contract'
import { tags } from '../../api/generated/commands'
import { type CallOptions, DeskFailure, type Host, type Output } from '../doorway'
import { assessmentYear, fillAssessments, saveAssessmentRound } from './assessment'
import { dictionary, setOf } from './dictionary'
import { addPerson, addRows, batches, batchRows, dossierOf, historyPage, removal, saveRow, undo, undoCheck, unitRowRemoval } from './dossier'
import { due, personDue, renumberMaterials, reservePools, ruleParameters, saveParameter } from './follow_up'
import { drawForm, FORMS, previewForm } from './form'
import { formEditor, resumeSides, saveForm } from './editor'
import { batchEdit, saveRows } from './entry'
import { commitImport, compareAll, draftOf, openImport, recognise, type StoredImport } from './import'
import { decide, nearValues, renameProfile, settleColumn, sideBySide, unknownSpellings, useProfile } from './review'
import { drawListing, listingPage } from './listing'
import { drawLedger, ledgerCount, ledgerGroups, ledgerPage } from './ledger'
import { materialScans } from './material_scans'
import { openPaste, selectPeople } from './paste'
import { drawMatters, drawsView, drawView, fillChecks, fillMatters, mattersChecks, mattersYear, pool, saveRound, saveScope, scopesView, verifyDraw } from './matters'
import { mayExport, revealRows, setProtectionPassword } from './protection'
import { choosePhoto, commitPhotos, invented, openPhotos, photosPage, photosView, setPhoto, type StoredPhotos } from './photos'
import { admission, admissions, inventAdmissions } from './admissions'
import { askAgencies, correctReview, fillReviews, inventReviews, openReviews, replyMatrix, review, reviews, saveReviewPart, takeRelatives, vetoed } from './reviews'
import { attachScan, removeScan, viewScan } from './scans'
import { listColumns, peoplePage, select, unitsWithCounts } from './roster'
import { trainingYear } from './training'
import { readValue } from './values'
import { World } from './world'

type Handlers = { [K in CommandName]: (request: RequestOf<K>, options: CallOptions) => AnswerOf<K> | Promise<AnswerOf<K>> }

const DONE = {}
const copyOf = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T

function fail(code: string, message: string, hint?: string): never {
  throw new DeskFailure({ code, message, hint })
}

export interface FakeOptions {
  people?: number
  /** opens the demonstration at once */
  opened?: boolean
  /** files the window was started with */
  given?: string[]
}

function optionsOfPage(): FakeOptions {
  const asked = new URLSearchParams(location.search)
  return { people: asked.has('people') ? Number(asked.get('people')) : undefined, opened: asked.has('demo'), given: asked.getAll('given') }
}

/** The desk of a plain browser: invented people, nothing kept after the page closes. */
export function makeFakeHost(options: FakeOptions = optionsOfPage()): Host & { world: World } {
  const world = new World()
  const imports = new Map<number, StoredImport>()
  const size = options.people ?? 50_000

  function open(dir: string, unit: string, operator: string): void {
    world.status.vault = { dir, unit, operator, people: 0, last_backup: '2026-06-30T08:30:00', opened_at: world.status.today, has_protection_password: false }
    world.status.locked = false
    world.status.recent = [{ dir, unit }]
  }
  function openDemo(): void {
    world.fill(size)
    inventReviews(world)
    inventAdmissions(world)
    world.password = 'demo'
    open('D:\\干部档案\\示例县', '示例县委组织部（演示数据）', '演示员')
  }
  function unlock(right: boolean): void {
    if (right) {
      world.failedTries = 0
      world.status.locked = false
      return
    }
    if (++world.failedTries < 3) fail('vault.wrong_password', '口令不对。', '请检查大小写和中英文输入状态。')
    throw new DeskFailure({
      code: 'vault.locked_out', message: '口令连续输错，请稍等再试。', wait_seconds: Math.min(60, 5 * (world.failedTries - 2)),
    })
  }
  const compared = (id: number) => {
    compareAll(world, draft(id))
    return draftOf(world, draft(id))
  }
  const draft = (id: number) => imports.get(id) ?? fail('import.gone', '这次导入已经结束了。', '请重新选择文件。')

  let photos: StoredPhotos | null = null
  const waiting = () => photos ?? fail('not_found', '这批照片已经导入或被放弃')

  const handlers: Handlers = {
    status: () => {
      if (world.status.vault) world.status.vault.people = world.people.filter((person) => !person.gone).length
      return copyOf(world.status)
    },
    create_vault: ({ dir, unit, operator, password }) => {
      world.empty(unit)
      world.password = password
      open(dir, unit, operator)
      world.status.vault!.last_backup = null
      return { recovery_code: 'K7MP-2XQ9-RV4T-8HWN-3FDB-6YGC' }
    },
    open_vault: ({ dir, password }) => {
      if (world.people.length === 0 && !world.password) world.fill(size)
      unlock(password === (world.password || 'demo'))
      if (!world.status.vault) open(dir, '示例县委组织部', '经办人')
      return DONE
    },
    open_with_recovery: ({ dir, code, new_password }) => {
      unlock(/^K7MP/i.test(code.trim()))
      world.password = new_password
      if (!world.status.vault) open(dir, '示例县委组织部', '经办人')
      return DONE
    },
    open_demo: () => {
      openDemo()
      return DONE
    },
    lock: () => {
      world.hideAll()
      world.status.locked = true
      return DONE
    },
    change_password: ({ old, new: next }) => {
      if (old !== world.password) fail('vault.wrong_password', '原口令不对。', '请检查大小写和中英文输入状态。')
      world.password = next
      return DONE
    },
    set_protection_password: (request) => {
      setProtectionPassword(world, request)
      return DONE
    },
    set_as_of: ({ date }) => {
      const read = readValue('birth', date ?? world.status.today)
      if (!/^\d{4}-\d\d-\d\d$/.test(read.raw)) fail('as_of.incomplete', '基准日要写到年月日。', '可以写成 2026.06.30。')
      world.status.as_of = read.raw
      return copyOf(world.status)
    },
    dictionary: () => dictionary,
    people: (request) => peoplePage(world, request),
    list_columns: () => listColumns(),
    units: () => unitsWithCounts(world),
    save_unit: ({ id, parent, name }) => {
      const unit = world.units.find((unit) => unit.id === id)
      if (!name.trim()) fail('unit.unnamed', '机构名称不能是空的。')
      if (unit) Object.assign(unit, { name, parent: parent === undefined ? unit.parent : parent })
      else world.units.push({ id: Math.max(...world.units.map((unit) => unit.id)) + 1, parent: parent ?? null, name })
      world.indexUnits()
      world.generation++
      world.transact('unit', `机构维护：${name}`, [])
      return unitsWithCounts(world).find((own) => own.id === (unit?.id ?? world.units.at(-1)!.id))!
    },
    delete_unit: ({ id }) => {
      const unit = unitsWithCounts(world).find((unit) => unit.id === id)
      if (unit && unit.people_below > 0) fail('unit.peopled', `“${unit.name}”里还有 ${unit.people_below} 人，不能删除。`, '请先把这些人调整到别的机构。')
      if (world.units.some((unit) => unit.parent === id)) fail('unit.parent', '这个机构还有下级机构，不能删除。', '请先移走或删除下级机构。')
      world.units = world.units.filter((unit) => unit.id !== id)
      return DONE
    },
    dossier: ({ person }) => dossierOf(world, person),
    read_value: ({ item, text }) => readValue(item, text),
    add_person: ({ values }) => addPerson(world, values),
    save_row: (request) => saveRow(world, request),
    save_rows: (request) => saveRows(world, request),
    keep_draft: ({ name, value }) => {
      if (value === null || value === undefined) world.drafts.delete(name)
      else world.drafts.set(name, { at: world.status.today, value })
      return DONE
    },
    drafts: () => [...world.drafts].map(([name, draft]) => ({ name, ...draft })),
    form_editor: (request) => formEditor(world, request),
    save_form: (request) => saveForm(world, request),
    resume: (request) => resumeSides(world, request),
    batch_preview: (request) => batchEdit(world, request, false),
    batch_edit: (request) => batchEdit(world, request, true),
    delete_row: ({ set, row }) => {
      if (setOf(set).owner !== 'person' && set !== 'person') world.transact('edit', `删除${setOf(set).label}`, [unitRowRemoval(world, set, row)])
      else {
        const person = world.ownerOf(set, row)
        world.transact('edit', `删除${person.name}的一条${setOf(set).label}`, [removal(world, person.id, set, row)])
      }
      return DONE
    },
    delete_person: ({ person, reason }) => {
      if (!reason.trim()) fail('reason.missing', '请写明删除原因。')
      const { name } = world.person(person)
      world.transact('delete', `删除人员${name}：${reason}`, [removal(world, person, 'person', person)])
      return DONE
    },
    attest: ({ person, set, on }) => {
      const attested = world.person(person).attested
      if (on) attested.add(set)
      else attested.delete(set)
      return DONE
    },
    history: (request) => historyPage(world, request),
    batches: (request) => batches(world, request),
    batch_rows: (request) => batchRows(world, request),
    undo_check: ({ op }) => undoCheck(world, op),
    undo: ({ op, keep_edited: keep }) => undo(world, op, keep),
    import_open: async ({ files }, { progress, signal }) => {
      const opened = await openImport(world, imports.size + 1, files, progress, signal)
      imports.set(opened.id, opened)
      const known = recognise(world, opened)
      if (known) {
        useProfile(opened, world.profiles, known, 'file')
        compareAll(world, opened)
      }
      return draftOf(world, opened)
    },
    import_paste: async ({ text, columns, people }) => {
      const opened = openPaste(world, imports.size + 1, text, columns, people)
      imports.set(opened.id, opened)
      return draftOf(world, opened)
    },
    select_people: ({ text }) => selectPeople(world, text),
    import_map: ({ import: id, sheet, column, item }) => {
      const mapped = draft(id).sheets[sheet]?.columns[column]
      if (mapped) {
        settleColumn(mapped, item ?? null)
        mapped.which = item ? pathOf(item).which : null
      }
      return compared(id)
    },
    import_clean: ({ import: id, sheet, column, steps }) => {
      const cleaned = draft(id).sheets[sheet]?.columns[column]
      if (cleaned) Object.assign(cleaned, { steps, settled: true, question: null })
      return compared(id)
    },
    import_profile: ({ import: id, name }) => {
      useProfile(draft(id), world.profiles, name ?? null, 'chosen')
      return compared(id)
    },
    import_remember: ({ import: id, name }) => {
      draft(id).profile.remember = name ?? null
      return draftOf(world, draft(id))
    },
    import_decide: ({ import: id, decision }) => {
      decide(draft(id), decision)
      return compared(id)
    },
    import_compare: ({ import: id, row }) => sideBySide(world, draft(id), row),
    import_spellings: ({ import: id }) => unknownSpellings(draft(id)),
    import_near: ({ import: id }) => nearValues(draft(id)),
    profiles: () => [...world.profiles].map(([name, { columns, spellings, file }]) => ({ name, units: [], files: [file], columns: columns.size, spellings: spellings.size })),
    rename_profile: (request) => {
      renameProfile(world.profiles, request)
      return DONE
    },
    delete_profile: ({ name }) => {
      const own = world.profiles.get(name)
      world.profiles.delete(name)
      const done = world.transact('settings', `删除导入方案“${name}”`, [])
      done.back = () => own && world.profiles.set(name, own)
      return { op: done.op }
    },
    import_rows: ({ import: id, outcome, only_problems, code, offset, limit }) => {
      const rows = draft(id).rows.filter((row) => (!outcome || row.outcome === outcome) && (!only_problems || row.problems.length > 0) && (!code || row.problems.some((problem) => problem.code === code)))
      return { total: rows.length, rows: rows.slice(offset, offset + limit) }
    },
    import_commit: async ({ import: id }, { progress }) => {
      const total = draft(id).rows.length
      for (let done = 0; done <= 4; done++) {
        progress?.({ done: (total * done) / 4, total, what: '正在写入' })
        await new Promise((resolve) => setTimeout(resolve, 40))
      }
      return commitImport(world, draft(id))
    },
    import_discard: ({ import: id }) => {
      imports.delete(id)
      return DONE
    },
    import_held: ({ import: id, to }) => ({ rows: draft(id).rows.filter((row) => row.outcome === 'held').length, file: to }),
    photos_open: (request) => {
      photos = openPhotos(world, (photos?.id ?? 0) + 1, request)
      return photosView(photos)
    },
    photos_rows: (request) => photosPage(waiting(), request),
    photos_choose: (request) => {
      choosePhoto(world, waiting(), request)
      return photosView(waiting())
    },
    photos_commit: () => commitPhotos(world, waiting()),
    photos_discard: () => DONE,
    photo_open: () => ({ picture: invented(3) }),
    set_photo: (request) => setPhoto(world, request),
    assessment_year: (request) => assessmentYear(world, request),
    fill_assessments: (request) => fillAssessments(world, request),
    save_assessment_round: (request) => {
      saveAssessmentRound(world, request)
      return DONE
    },
    forms: () => FORMS,
    form_preview: (request) => previewForm(world, request),
    form_export: ({ people = [], options, to, kind }) => {
      if (kind === 'lrmx' || to.endsWith('.lrmx')) return { files: people.map((person) => `${to}\\${person}.lrmx`), people: people.length, pages: 0, warnings: [] }
      const { pages, warnings } = drawForm(world, people, options)
      return { files: [to], people: people.length, pages: pages.length, warnings }
    },
    listing: (request) => listingPage(world, request),
    export_listing: ({ query, to }) => ({ rows: listingPage(world, query).total, file: to }),
    preview_listing: (request) => drawListing(world, request),
    ledger: (request) => ledgerPage(world, request),
    ledger_groups: (request) => ledgerGroups(world, request),
    add_rows: (request) => addRows(world, request),
    training_year: (request) => trainingYear(world, request),
    due: (request) => due(world, request),
    person_due: (request) => personDue(world, request),
    material_scans: (request) => materialScans(world, request),
    reserve_pools: (request) => reservePools(world, request),
    renumber_materials: (request) => renumberMaterials(world, request),
    rule_parameters: (request) => ruleParameters(request),
    save_parameter: (request) => {
      saveParameter(world, request)
      return DONE
    },
    export_ledger: ({ query, to, why }) => {
      mayExport(world, query.query.columns, why)
      return { rows: ledgerCount(world, query), file: to }
    },
    preview_ledger: (request) => drawLedger(world, request),
    export_people: ({ query, to, why }) => {
      mayExport(world, query.columns, why)
      return { rows: select(world, query).length, file: to }
    },
    matters_year: (request) => mattersYear(world, request),
    save_matters_round: (request) => saveRound(world, request),
    fill_matters: (request) => fillMatters(world, request),
    matters_scopes: () => scopesView(world),
    save_matters_scope: (request) => saveScope(world, request),
    matters_checks: (request) => mattersChecks(world, request),
    fill_matters_checks: (request) => fillChecks(world, request),
    matters_pool: (request) => pool(world, request),
    draw_matters: (request) => drawMatters(world, request),
    matters_draws: () => drawsView(world),
    matters_draw: (request) => drawView(world, request),
    verify_matters_draw: (request) => verifyDraw(world, request),
    reveal: (request) => revealRows(world, request),
    hide_revealed: () => {
      world.hideAll()
      return DONE
    },
    backup: () => {
      world.status.vault!.last_backup = `${world.status.today}T17:00:00`
      return { file: `${world.status.vault!.dir}\\backups\\${world.status.today}` }
    },
    restore: () => DONE,
    reviews: (request) => reviews(world, request),
    review: (request) => review(world, request),
    open_reviews: (request) => openReviews(world, request),
    fill_reviews: (request) => fillReviews(world, request),
    correct_review: (request) => correctReview(world, request),
    save_review_part: (request) => saveReviewPart(world, request),
    take_relatives: (request) => takeRelatives(world, request),
    ask_agencies: (request) => askAgencies(world, request),
    reply_matrix: (request) => replyMatrix(world, request),
    vetoed: () => vetoed(world),
    admissions: (request) => admissions(world, request),
    admission: (request) => admission(world, request),
    scan_attach: (request) => attachScan(world, request),
    scan_view: (request) => viewScan(world, request),
    scan_save: () => DONE,
    scan_remove: (request) => removeScan(world, request),
    verify: () => ({ ok: true, people: world.people.length, rows: world.people.length * 20, operations: world.operations.length, problems: [] }),
  }

  if (options.opened) openDemo()
  return {
    world,
    async call<K extends CommandName>(name: K, request: RequestOf<K>, callOptions: CallOptions = {}): Promise<Output<K>> {
      await Promise.resolve()
      return { value: await handlers[name](request, callOptions), changed: tags[name].changes }
    },
    filesGiven: async () => options.given?.splice(0) ?? [],
    pickFiles: async () => ['D:\\报表\\干部花名册.xlsx'],
    pickSave: async (name) => `D:\\输出\\${name}`,
    pickFolder: async () => 'D:\\干部档案\\新档案库',
    openPath: async () => undefined,
    printPath: async () => 'printer',
    revealPath: async () => undefined,
    onFilesDropped(take) {
      const over = (event: DragEvent) => event.preventDefault()
      const drop = (event: DragEvent) => {
        event.preventDefault()
        const names = [...(event.dataTransfer?.files ?? [])].map((file) => file.name)
        if (names.length > 0) take(names)
      }
      window.addEventListener('dragover', over)
      window.addEventListener('drop', drop)
      return () => {
        window.removeEventListener('dragover', over)
        window.removeEventListener('drop', drop)
      }
    },
  }
}
