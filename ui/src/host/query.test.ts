import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { Host } from './doorway'
import { call, connectTo, useQuery } from './index'

const settled = () => new Promise((resolve) => setTimeout(resolve))
let asked: { name: string; request: unknown }[] = []
let answers: ((name: string, request: never) => unknown) | null = null

function host(changed: string[] = []): Host {
  const nothing = async () => undefined as never
  return {
    async call(name: string, request: unknown) {
      asked.push({ name, request })
      return { value: (await answers?.(name, request as never)) as never, changed: name === 'save_row' ? changed : [] }
    },
    filesGiven: nothing, pickFiles: nothing, pickSave: nothing, pickFolder: nothing, openPath: nothing, printPath: nothing, revealPath: nothing,
    onFilesDropped: () => () => undefined,
  }
}
beforeEach(() => {
  asked = []
  answers = null
})

describe('a query', () => {
  it('asks again when its request changes, and when a command changed what it reads', async () => {
    connectTo(host(['people']))
    const person = ref(1)
    const scope = effectScope()
    scope.run(() => useQuery('dossier', () => ({ person: person.value })))
    await settled()
    person.value = 2
    await nextTick()
    await settled()
    await call('save_row', { set: 'person', person: 2, values: {} })
    await settled()
    expect(asked.filter(({ name }) => name === 'dossier').map(({ request }) => request)).toEqual([{ person: 1 }, { person: 2 }, { person: 2 }])
    scope.stop()
  })
  it('is left alone by changes of something else, and after its screen has gone', async () => {
    connectTo(host(['history']))
    const scope = effectScope()
    scope.run(() => useQuery('dossier', () => ({ person: 1 })))
    await settled()
    await call('save_row', { set: 'person', person: 1, values: {} })
    scope.stop()
    connectTo(host(['people']))
    await call('save_row', { set: 'person', person: 1, values: {} })
    await settled()
    expect(asked.filter(({ name }) => name === 'dossier')).toHaveLength(1)
  })
  it('drops an answer that comes after a newer question', async () => {
    const gates: ((value: unknown) => void)[] = []
    answers = () => new Promise((open) => gates.push(open))
    connectTo(host())
    const person = ref(1)
    const scope = effectScope()
    const { data } = scope.run(() => useQuery('dossier', () => ({ person: person.value })))!
    await settled()
    person.value = 2
    await nextTick()
    gates[1]!({ id: 2 })
    gates[0]!({ id: 1 })
    await settled()
    expect(data.value, 'the newer person').toEqual({ id: 2 })
    scope.stop()
  })
  it('says what went wrong in words', async () => {
    answers = () => Promise.reject({ code: 'not_found', message: '找不到这个人', hint: '请刷新' })
    connectTo(host())
    const scope = effectScope()
    const { data, failure } = scope.run(() => useQuery('dossier', () => ({ person: 1 })))!
    await settled()
    expect([data.value, failure.value?.message, failure.value?.hint]).toEqual([null, '找不到这个人', '请刷新'])
    scope.stop()
  })
})
