import type { AnswerOf, CommandName, Failure, Progress, RequestOf } from '../api/contract'

export interface CallOptions {
  progress?: (progress: Progress) => void
  signal?: AbortSignal
}
/** What a command gives back: its answer, and the tags of everything it made stale. */
export interface Output<K extends CommandName> {
  value: AnswerOf<K>
  changed: string[]
}
export interface FileKind {
  label: string
  extensions: string[]
}

/** The one doorway of the interface to the machine it runs on. */
export interface Host {
  call<K extends CommandName>(name: K, request: RequestOf<K>, options?: CallOptions): Promise<Output<K>>
  /** files the window was started with, handed over once */
  filesGiven(): Promise<string[]>
  pickFiles(kinds: FileKind[]): Promise<string[]>
  pickSave(name: string, kind: FileKind): Promise<string | null>
  pickFolder(): Promise<string | null>
  /** shows a finished file with the system's program for it */
  openPath(path: string): Promise<void>
  /** prints a finished file; `viewer` when the system could only show it */
  printPath(path: string): Promise<string>
  /** shows where a finished file is */
  revealPath(path: string): Promise<void>
  onFilesDropped(take: (paths: string[]) => void): () => void
}

export class DeskFailure extends Error implements Failure {
  readonly code: string
  readonly hint: string | null
  readonly wait_seconds: number
  constructor(failure: Failure) {
    super(failure.message)
    this.code = failure.code
    this.hint = failure.hint || null
    this.wait_seconds = failure.wait_seconds ?? 0
  }
  /** What happened and what to do, as one text. */
  get sentence(): string {
    const end = /[。！？]$/.test(this.message) || !this.hint ? '' : '。'
    return `${this.message}${end}${this.hint ?? ''}`
  }
}

/** Whatever was thrown, as a failure a clerk can read. */
export function failureOf(thrown: unknown): DeskFailure {
  if (thrown instanceof DeskFailure) return thrown
  if (thrown && typeof thrown === 'object' && 'message' in thrown && 'code' in thrown) {
    return new DeskFailure(thrown as Failure)
  }
  return new DeskFailure({
    code: 'window.unexpected',
    message: '这一步没有完成。',
    hint: '请再试一次；如果仍然不行，请重新打开案头后再试。资料没有改动。',
  })
}
