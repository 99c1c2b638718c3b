import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fail, failForNow } from './failure.ts'
import { type FetchPorts, fetchFile } from './fetch-file.ts'
import type { HttpAnswer, HttpPort } from './http.ts'

const NOW = Date.parse('2026-11-22T00:00:00Z')
const REQUEST = {
  url: 'https://pratique.example/keys.json',
  maxBytes: 100,
  hosts: [],
  signal: new AbortController().signal,
}

function answer(status: number, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  return { kind: 'answer', status, headers, body: Uint8Array.of(0x7b, 0x7d) }
}

/** A server that answers one thing after another, and what is slept in between. */
function portsOf(
  answers: readonly Awaited<ReturnType<HttpPort>>[],
  random = 1,
): FetchPorts & { readonly slept: number[] } {
  const slept: number[] = []
  let at = 0
  return {
    slept,
    ask: () => Promise.resolve(answers[at++] ?? answer(200)),
    sleep: (ms) => {
      slept.push(ms)
      return Promise.resolve()
    },
    random: () => random,
    now: () => NOW,
    userAgent: 'pratique/test',
  }
}

describe('patience', () => {
  test('is longer each time, and never the same as others’', async () => {
    const broken = failForNow('truncated', 'broken')
    for (const [random, expected] of [
      [1, [500, 1000, 2000]],
      [0, [250, 500, 1000]],
    ] as const) {
      const ports = portsOf([broken, broken, broken, broken], random)
      assert.deepEqual(await fetchFile(REQUEST, ports), broken)
      assert.deepEqual(ports.slept, expected)
    }
  })

  test('is as long as the server asks for, in seconds or until a date', async () => {
    for (const after of ['7', 'Sun, 22 Nov 2026 00:00:07 GMT']) {
      const ports = portsOf([answer(429, { 'retry-after': after })])
      assert.equal((await fetchFile(REQUEST, ports)).kind, 'new')
      assert.deepEqual(ports.slept, [7000])
    }
  })

  test('has an end', async () => {
    const ports = portsOf([answer(503, { 'retry-after': '61' })])
    const fetched = await fetchFile(REQUEST, ports)
    assert.ok(fetched.kind === 'failed')
    assert.match(fetched.failure.words, /503, and asks for 61 s of patience/)
    assert.deepEqual(ports.slept, [])
  })

  test('is not lost on what does not pass', async () => {
    for (const status of [400, 401, 403, 405, 418, 501]) {
      const ports = portsOf([answer(status)])
      const fetched = await fetchFile(REQUEST, ports)
      assert.ok(fetched.kind === 'failed' && fetched.failure.reason === 'status')
      assert.deepEqual(ports.slept, [])
    }
    const ports = portsOf([fail('type', 'a page')])
    assert.equal((await fetchFile(REQUEST, ports)).kind, 'failed')
    assert.deepEqual(ports.slept, [])
  })

  test('ends when all of it takes too long', async () => {
    const controller = new AbortController()
    const ports = portsOf([failForNow('timeout', 'slow')])
    const sleep = () => {
      controller.abort()
      return Promise.resolve()
    }
    const fetched = await fetchFile({ ...REQUEST, signal: controller.signal }, { ...ports, sleep })
    assert.ok(fetched.kind === 'failed' && fetched.failure.reason === 'timeout')
  })
})

test('a file that is not there is no failure', async () => {
  for (const status of [404, 410]) {
    assert.deepEqual(await fetchFile(REQUEST, portsOf([answer(status)])), { kind: 'absent' })
  }
})
