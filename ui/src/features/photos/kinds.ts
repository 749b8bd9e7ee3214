import type { FileKind } from '../../host'

/** Kinds of file a picture may come in. */
export const PICTURES = ['jpg', 'jpeg', 'png', 'bmp', 'webp', 'gif']
export const PICTURE_KINDS: FileKind = { label: '照片、压缩包', extensions: [...PICTURES, 'zip'] }
export const ONE_PICTURE: FileKind = { label: '照片', extensions: PICTURES }

/** What becomes of a picture, in the clerk's words. */
export const OUTCOMES = [
  { outcome: 'added', label: '首次录入', tone: 'ok' },
  { outcome: 'replaced', label: '更换', tone: 'warn' },
  { outcome: 'asked', label: '请指定', tone: 'danger' },
  { outcome: 'unreadable', label: '无法读取', tone: 'danger' },
  { outcome: 'unchanged', label: '相同', tone: 'plain' },
  { outcome: 'left_out', label: '不导入', tone: 'plain' },
] as const
export type PhotoOutcome = (typeof OUTCOMES)[number]['outcome']
