import type { AnswerOf, RequestOf } from '../../api/contract'
import { DeskFailure } from '../doorway'
import type { World } from './world'

type Row = AnswerOf<'photos_rows'>['rows'][number]
export interface StoredPhotos {
  id: number
  rows: Row[]
}

/** A face nobody has: two circles on a coloured ground. */
export function invented(seed: number): string {
  const hue = (seed * 47) % 360
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="250" height="350"><rect width="250" height="350" fill="hsl(${hue},40%,80%)"/><circle cx="125" cy="140" r="60" fill="hsl(${hue},25%,60%)"/><ellipse cx="125" cy="340" rx="110" ry="110" fill="hsl(${hue},45%,35%)"/></svg>`
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
}
const candidacy = (world: World, id: number) => {
  const { name, values } = world.person(id)
  return { person: id, name, birth: (values.birth ?? '').replace('-', '.'), id_number: values.id_number ?? '' }
}
const photoOf = (world: World, id: number) => world.person(id).values.photo ?? null

function settled(world: World, row: Row, person: number | null): Row {
  if (person === null) return { ...row, outcome: 'left_out', person: null, reason: '', present: null }
  const present = photoOf(world, person)
  return { ...row, outcome: present ? 'replaced' : 'added', person: candidacy(world, person), reason: '', candidates: [], present }
}

export function openPhotos(world: World, id: number, { files }: RequestOf<'photos_open'>): StoredPhotos {
  if (files.length === 0) throw new DeskFailure({ code: 'photos.none', message: '里面没有图片' })
  const blank = (index: number, file: string): Row => ({ index, file, outcome: 'asked', person: null, reason: '', candidates: [], picture: invented(index), present: null })
  const rows: Row[] = []
  for (let at = 0; at < 24; at++) {
    const { id: person, name, values } = world.people[at * 3]!
    const file = at % 2 ? `${values.id_number}.jpg` : `${String(at + 1).padStart(2, '0')}${name}.jpg`
    rows.push(settled(world, blank(rows.length, file), person))
  }
  const twin = world.people[1]!
  rows.push({ ...blank(rows.length, `${twin.name}.jpg`), reason: '库里有 2 位可能的人，请选一位', candidates: [candidacy(world, twin.id), candidacy(world, 5)] })
  rows.push({ ...blank(rows.length, '王小明照片.png'), reason: '库里没有“王小明照片”' })
  rows.push({ ...blank(rows.length, '扫描0001.pdf'), outcome: 'unreadable', reason: '不是可以读取的图片（PDF），请另存为 JPG 或 PNG', picture: null })
  return { id, rows }
}
export function photosView({ id, rows }: StoredPhotos): AnswerOf<'photos_open'> {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  return {
    photos: id,
    counts: { added: count('added'), replaced: count('replaced'), unchanged: count('unchanged'), asked: count('asked'), unreadable: count('unreadable'), left_out: count('left_out') },
  }
}
export function photosPage(photos: StoredPhotos, { outcome, offset, limit }: RequestOf<'photos_rows'>): AnswerOf<'photos_rows'> {
  const rows = photos.rows.filter((row) => !outcome || row.outcome === outcome)
  return { total: rows.length, rows: rows.slice(offset, offset + limit) }
}
export function choosePhoto(world: World, photos: StoredPhotos, { index, person }: RequestOf<'photos_choose'>): void {
  photos.rows[index] = settled(world, photos.rows[index]!, person ?? null)
}
export function commitPhotos(world: World, photos: StoredPhotos): AnswerOf<'photos_commit'> {
  const written = photos.rows.filter((row) => row.person && row.picture)
  const changes = written.map(({ person, picture }) => change(world, person!.person, picture))
  const { op } = world.transact('import', `导入照片 照片（${written.length} 张）`, changes)
  return { op, counts: photosView(photos).counts }
}
export function setPhoto(world: World, { person, file }: RequestOf<'set_photo'>): AnswerOf<'set_photo'> {
  const { name } = world.person(person)
  const label = file ? `更换${name}的照片` : `删除${name}的照片`
  return { op: world.transact('edit', label, [change(world, person, file ? invented(person + 5) : null)]).op }
}

function change(world: World, person: number, photo: string | null) {
  const before = world.person(person).values
  const after = { ...before }
  if (photo) after.photo = photo
  else delete after.photo
  return { person, set: 'person', row: person, before: { ...before }, after }
}
