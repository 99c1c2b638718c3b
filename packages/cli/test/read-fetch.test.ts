/**
 * The one act that asks a server, `read --fetch`, and the network that Node gives it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { decodeHc1, encodeHc1 } from 'pratique/codecs'
import { UnavailableError } from 'pratique/errors'
import { encodeHealthLink, type FetchPort, type LinkPayload } from 'pratique/smart-health-link'
import type { Io } from '../src/io.ts'
import { createFetchPort } from '../src/link/fetch.ts'
import { type FetchTask, type FetchWorld, readFetched } from '../src/link/read-fetched.ts'
import {
  ACCESS,
  API_ACCESS,
  BUNDLE,
  CARD,
  CARDS,
  FHIR,
  KEY,
  LINK,
  linesOf,
  PASSCODE,
  PATH,
  SECRETS,
  seal,
} from './made-link.ts'

/** What a run said. */
interface Said {
  readonly exitCode: number | undefined
  readonly out: string
  readonly err: string
}

const NOW = Date.parse('2026-11-21T10:00:00Z') / 1000
const TASK: FetchTask = {
  verify: { context: { now: NOW }, trustFiles: [], isTogether: false },
  recipient: 'Port of Utopia',
  showPerson: false,
  asJson: false,
}

async function follow(
  payload: Omit<LinkPayload, 'remarks'> | string,
  world: Partial<FetchWorld>,
  task: Partial<FetchTask> = {},
): Promise<Said> {
  const said = { out: '', err: '' }
  const io: Io = {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    now: () => NOW,
    isTerminal: false,
    hasColor: false,
  }
  const text = typeof payload === 'string' ? payload : encodeHealthLink(payload)
  const inputs = [{ text, position: 0, name: 'link', isArgument: false }]
  const exitCode = await readFetched(inputs, { ...TASK, ...task }, io, {
    createPort: () => nobody,
    askPasscode: async () => PASSCODE,
    ...world,
  })
  return { exitCode, ...said }
}

const nobody: FetchPort = {
  fetch: async () => {
    throw new Error('asked')
  },
}

function answering(files: readonly object[]): FetchPort {
  const body = new TextEncoder().encode(JSON.stringify({ files }))
  return { fetch: async () => ({ status: 200, body }) }
}

const embedded = [
  { contentType: CARDS, embedded: seal(CARD, CARDS) },
  { contentType: FHIR, embedded: seal(BUNDLE, FHIR) },
  { contentType: API_ACCESS, embedded: seal(ACCESS, API_ACCESS) },
]

describe('read --fetch', () => {
  test('asks nobody where the certificate with the link is forged, and says whether it is', async () => {
    const path = new URL('../../../vectors/health-link/made.jsonl', import.meta.url)
    const rows: readonly {
      readonly text: string
      readonly expect: { readonly code?: string }
    }[] = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const good = rows.find(({ expect }) => expect.code === 'content.link')?.text ?? ''
    const message = decodeHc1(good)
    const forged = await encodeHc1({ ...message, signature: message.signature.slice().fill(1) })
    const known = join(import.meta.dirname, '../../../vectors/exercise/trust.json')
    const verify = { ...TASK.verify, trustFiles: [known] }
    for (const [text, asked] of [
      [forged, 0],
      [good, 1],
    ] as const) {
      let count = 0
      const port: FetchPort = {
        fetch: () => {
          count++
          throw new UnavailableError('unavailable.network', 'nobody is there')
        },
      }
      const following = follow(text, { createPort: () => port }, { verify })
      await following.catch((error) => assert.ok(error instanceof UnavailableError))
      assert.equal(count, asked)
    }
  })

  test('shows each file: verdicts, what nobody signed, and what is only named', async () => {
    const { exitCode, out, err } = await follow(LINK, { createPort: () => answering(embedded) })
    assert.equal(exitCode, 22)
    assert.match(err, /asking the server shl\.invalid, which is told that "Port of Utopia" asks/)
    assert.match(out, /file 1 of 3: application\/smart-health-card\n\nSpecimen/i)
    assert.match(out, /NOT VERIFIED: this is only what is inside file 1 of 3/)
    assert.match(out, /file 2 of 3[\s\S]*content\.unsigned[\s\S]*resourceType {2}text\n/)
    assert.match(out, /file 3 of 3: application\/smart-api-access/)
    assert.doesNotMatch(out + err, SECRETS)
    assert.doesNotMatch(out, /Anydrou|Outopia|1994-02-28/)
  })

  test('writes JSON: a verification, then contents', async () => {
    const { out } = await follow(LINK, { createPort: () => answering(embedded) }, { asJson: true })
    const lines = linesOf(out)
    assert.deepEqual(
      lines.map(({ verdict, verified }) => verdict ?? verified),
      ['specimen', false, 'undecided', false, 'not-a-certificate'],
    )
    assert.doesNotMatch(out, SECRETS)
  })

  test('shows values on request, and still no secret', async () => {
    const shown = { showPerson: true }
    const { out } = await follow(LINK, { createPort: () => answering(embedded) }, shown)
    assert.match(out, /Anydrou/)
    assert.doesNotMatch(out, SECRETS)
  })

  test('a file that does not open hides no other', async () => {
    const foreign = { contentType: CARDS, embedded: seal(CARD, CARDS, KEY.with(0, 1)) }
    const port = answering([foreign, ...embedded])
    const { exitCode, out, err } = await follow(LINK, { createPort: () => port })
    assert.equal(exitCode, 2)
    assert.match(err, /file 1 of 4: .*\[format\.decrypt\]/)
    assert.match(out, /file 2 of 4/)
  })
})

describe('the network of Node', () => {
  const asked: { method?: string | undefined; url?: string | undefined; body: string }[] = []
  let origin = ''
  const server = createServer((request, response) => void handle(request, response))

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    asked.push({ method: request.method, url: request.url, body })
    switch (request.url) {
      case `/${PATH}`: {
        const { passcode } = JSON.parse(body)
        response.statusCode = passcode === PASSCODE ? 200 : 401
        const location = `${origin}/file`
        const files = [
          { contentType: CARDS, location },
          { contentType: FHIR, location: `${origin}/no` },
        ]
        response.end(JSON.stringify(passcode === PASSCODE ? { files } : { remainingAttempts: 2 }))
        return
      }
      case '/file':
        response.end(seal(CARD, CARDS))
        return
      case '/moved':
        response.writeHead(302, { location: '/file' }).end()
        return
      case '/endless':
        response.write('x'.repeat(100_000))
        return
      case '/silent':
        return
      default:
        response.writeHead(404).end()
    }
  }

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (typeof address === 'object' && address) origin = `http://127.0.0.1:${address.port}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const request = (path: string, more = {}) =>
    createFetchPort().fetch({
      method: 'GET',
      url: `${origin}${path}`,
      headers: {},
      timeoutMs: 5_000,
      maxBytes: 50_000,
      ...more,
    })

  test('answers with status and body', async () => {
    const { status, body } = await request('/file')
    assert.deepEqual([status, new TextDecoder().decode(body)], [200, seal(CARD, CARDS)])
    assert.equal((await request('/none')).status, 404)
  })

  test('follows no redirection, and ends in time and size', async () => {
    const code = 'unavailable.network'
    await assert.rejects(request('/moved'), { code })
    await assert.rejects(request('/endless'), { code })
    await assert.rejects(request('/silent', { timeoutMs: 50 }), { code })
    await assert.rejects(
      createFetchPort(1).fetch({
        method: 'GET',
        url: `${origin}/silent`,
        headers: {},
        timeoutMs: 5_000,
        maxBytes: 1,
      }),
      { code },
    )
    await assert.rejects(request('', { url: 'http://127.0.0.1:1/' }), (error: unknown) => {
      return error instanceof Error && !/127\.0\.0\.1/.test(`${error.message} ${error.cause}`)
    })
  })

  test('a link is followed over it, where an address of this machine is allowed', async () => {
    const local = { ...LINK, url: `${origin}/${PATH}`, isPasscodeNeeded: true }
    const world = { createPort: () => createFetchPort(), allowLoopback: true }
    const { exitCode, out, err } = await follow(local, world)
    assert.equal(exitCode, 2)
    assert.match(out, /file 1 of 2: application\/smart-health-card/)
    assert.match(err, /file 2 of 2: .*\[unavailable\.link\]/)
    const manifest = asked.find(({ method }) => method === 'POST')
    assert.match(manifest?.body ?? '', /"recipient":"Port of Utopia"/)
    const wrong = { ...world, askPasscode: async () => 'SECRET-0' }
    await assert.rejects(follow(local, wrong), { code: 'unavailable.passcode' })
    assert.doesNotMatch(out + err, SECRETS)
  })

  test('and nowhere else', async () => {
    const local = { ...LINK, url: `${origin}/${PATH}` }
    const { exitCode } = await follow(local, { createPort: () => createFetchPort() })
    assert.equal(exitCode, undefined)
  })
})
