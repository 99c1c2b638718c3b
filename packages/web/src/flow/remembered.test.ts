import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { type Remembered, recall, remember, type Store } from './remembered.ts'

const NEW: Remembered = {
  ...{ hasAgreed: false, isSoundOn: true, isVibrationOn: true, theme: 'blue' },
}

function storeOf(text: string | null = null): Store & { text: string | null } {
  const store = {
    text,
    getItem: () => store.text,
    setItem: (_key: string, value: string) => {
      store.text = value
    },
  }
  return store
}

it('gives back what was remembered', () => {
  const remembered: Remembered = {
    ...{ hasAgreed: true, isSoundOn: false, isVibrationOn: false, theme: 'green' },
    ...{ language: 'ar', mode: { kind: 'entry', destination: 'CH', purpose: 'work' } },
  }
  const store = storeOf()
  remember(store, remembered)
  assert.deepEqual(recall(store), remembered)
})

it('forgets a mode that was for one arrival', () => {
  const store = storeOf()
  remember(store, { ...NEW, mode: { kind: 'entry', destination: 'CH', at: 5 } })
  assert.deepEqual(recall(store), NEW)
})

it('is as on a new device without a store, or with one that fails', () => {
  const broken: Store = {
    getItem: () => {
      throw new Error('forbidden')
    },
    setItem: () => {
      throw new Error('full')
    },
  }
  assert.deepEqual(recall(undefined), NEW)
  assert.deepEqual(recall(broken), NEW)
  assert.doesNotThrow(() => remember(broken, NEW))
})

it('takes nothing that was not written so', () => {
  for (const mode of [1, {}, { kind: 'entry' }, { kind: 'entry', destination: 'ch' }]) {
    assert.deepEqual(recall(storeOf(JSON.stringify({ mode, language: 'tlh', theme: 1 }))), NEW)
  }
  fc.assert(fc.property(fc.json(), (text) => !recall(storeOf(text)).hasAgreed))
})
