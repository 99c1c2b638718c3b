/**
 * Health links on the command line: files opened beside them, and the one act that asks a server.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { decodeHc1, decodeNumeric, encodeHc1 } from 'pratique/codecs'
import { UnavailableError } from 'pratique/errors'
import {
  encodeCompactJwe,
  encodeHealthLink,
  encodeJweHeader,
  type FetchPort,
  type LinkPayload,
} from 'pratique/smart-health-link'
import type { Io } from '../src/io.ts'
import { createFetchPort } from '../src/link/fetch.ts'
import { type FetchTask, type FetchWorld, readFetched } from '../src/link/read-fetched.ts'
import { pratique, specimen, write } from './pratique.ts'

const KEY = Uint8Array.from({ length: 32 }, (_, i) => 7 * i)
const PATH = 'm/SECRETPATHSECRETPATHSECRETPATHSECRETPATHSEC'
const PASSCODE = 'SECRET-4711'
const TOKEN = 'SECRET-TOKEN'

const CARDS = 'application/smart-health-card'
const FHIR = 'application/fhir+json'
const API_ACCESS = 'application/smart-api-access'

/** What no output may ever hold: the path, the key in its spellings, passcodes and tokens. */
const SECRETS = new RegExp(
  `SECRET|${Buffer.from(KEY).toString('base64url').slice(0, 16)}|${Buffer.from(KEY).toString('hex').slice(0, 16)}|shlink:/ey`,
)

const LINK: Omit<LinkPayload, 'remarks'> = {
  kind: 'smart-health-link',
  url: `https://shl.invalid/${PATH}`,
  key: KEY,
  isLongTerm: false,
  isPasscodeNeeded: false,
  isDirectFile: false,
  label: 'Vaccinations of Outopia',
}

const CARD = JSON.stringify({
  verifiableCredential: [
    decodeNumeric(readFileSync(specimen('card-vaccination'), 'utf8').trim(), 'shc:/'.length),
  ],
})
const BUNDLE = JSON.stringify({
  resourceType: 'Bundle',
  entry: [{ fullUrl: 'https://x.invalid/' }],
})
const ACCESS = JSON.stringify({ access_token: TOKEN, aud: 'https://fhir.invalid/' })

function seal(text: string, contentType: string, key: Uint8Array = KEY): string {
  const iv = Uint8Array.from({ length: 12 }, (_, i) => i + text.length)
  const additionalData = encodeJweHeader({ alg: 'dir', enc: 'A256GCM', cty: contentType })
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(additionalData)
  const ciphertext = Uint8Array.from([...cipher.update(text), ...cipher.final()])
  const tag = Uint8Array.from(cipher.getAuthTag())
  return encodeCompactJwe({ additionalData, encryptedKey: new Uint8Array(), iv, ciphertext, tag })
}

const link = write('link.txt', encodeHealthLink(LINK))
const cardFile = write('card.jwe', seal(CARD, CARDS))
const bundleFile = write('bundle.jwe', seal(BUNDLE, FHIR))
const accessFile = write('access.jwe', seal(ACCESS, API_ACCESS))
const foreignFile = write('foreign.jwe', seal(CARD, CARDS, KEY.with(0, 99)))

/** Ends the process with 99 as soon as anything in it reaches for the network. */
const OFFLINE = `data:text/javascript,${encodeURIComponent(`
  import dns from 'node:dns'
  import net from 'node:net'
  const caught = () => process.exit(99)
  net.Socket.prototype.connect = dns.lookup = dns.promises.lookup = globalThis.fetch = caught
`)}`
const offline = { nodeOptions: ['--import', OFFLINE] }

/** A line of JSON, as far as tests look at it. */
interface Line {
  readonly verdict?: string
  readonly verified?: boolean
  readonly code?: string
  readonly format?: string
  readonly input?: readonly number[]
  readonly checks?: readonly object[]
}

const NO_LINE: Line = {}

function linesOf(stdout: string): readonly Line[] {
  return stdout
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line))
}

describe('pratique verify LINK', () => {
  test('names a link and follows nothing', async () => {
    const { exitCode, stdout, stderr } = await pratique(['verify', '--json', link], offline)
    const [{ code, format } = NO_LINE] = linesOf(stdout)
    assert.deepEqual([exitCode, code, format], [22, 'content.link', 'smart-health-link'])
    assert.doesNotMatch(stdout + stderr, SECRETS)
  })

  test('shows whose server it is on request, and never what opens it', async () => {
    const { stdout } = await pratique(['verify', '--show-person', link], offline)
    assert.match(stdout, /shl\.invalid/)
    assert.match(stdout, /Vaccinations of Outopia/)
    assert.doesNotMatch(stdout, SECRETS)
  })

  test('verifies the cards of a file beside it', async () => {
    const { exitCode, stdout, stderr } = await pratique(
      ['verify', '--json', link, cardFile],
      offline,
    )
    assert.equal(exitCode, 31)
    const lines = linesOf(stdout)
    assert.deepEqual(
      lines.map(({ verdict, input }) => [verdict, input]),
      [['specimen', [1]]],
    )
    assert.doesNotMatch(stdout + stderr, SECRETS)
  })

  test('says of FHIR that nobody signed it, and of access that it is there', async () => {
    const args = ['verify', '--json', bundleFile, accessFile, link]
    const { exitCode, stdout, stderr } = await pratique(args, offline)
    assert.equal(exitCode, 22)
    const lines = linesOf(stdout)
    assert.deepEqual(
      lines.map(({ code, format, checks }) => [code, format, checks?.length]),
      [
        ['content.unsigned', 'fhir', 9],
        ['format.unsupported', 'smart-api-access', 9],
      ],
    )
    assert.doesNotMatch(stdout + stderr, SECRETS)
    const inWords = await pratique(['verify', '--show-person', bundleFile, link], offline)
    assert.match(inWords.stdout, /Nobody has signed this/)
  })

  test('a file without its link, or of another one, is not opened', async () => {
    const broken = write('url.txt', encodeHealthLink({ ...LINK, url: 'http://shl.invalid/m' }))
    assert.equal((await pratique(['verify', broken], offline)).exitCode, 12)
    const { exitCode, stderr } = await pratique(['verify', cardFile], offline)
    assert.equal(exitCode, 2)
    assert.match(stderr, /\[usage\.link\]\n$/)
    const other = await pratique(['verify', link, foreignFile, cardFile], offline)
    assert.equal(other.exitCode, 2)
    assert.match(other.stderr, /foreign\.jwe.*\[format\.decrypt\]/)
    assert.match(other.stdout, /Specimen/i)
    assert.doesNotMatch(other.stdout + other.stderr, SECRETS)
  })

  test('--together takes certificates alone', async () => {
    const { exitCode, stderr } = await pratique(['verify', '--together', link, bundleFile], offline)
    assert.deepEqual([exitCode, /\[usage\.argument\]/.test(stderr)], [2, true])
  })
})

describe('pratique read LINK', () => {
  test('shows what may be shown, and asks nobody', async () => {
    for (const options of [[], ['--show-person'], ['--json'], ['--json', '--show-person']]) {
      const { exitCode, stdout, stderr } = await pratique(['read', ...options, link], offline)
      assert.equal(exitCode, 0)
      assert.doesNotMatch(stdout + stderr, SECRETS)
    }
  })

  test('opens files beside it, and shows what is inside', async () => {
    const args = ['read', '--json', link, cardFile, bundleFile, accessFile]
    const { exitCode, stdout, stderr } = await pratique(args, offline)
    assert.equal(exitCode, 30)
    assert.deepEqual(
      linesOf(stdout).map(({ format, verified }) => [format, verified]),
      [
        ['smart-health-card', false],
        ['fhir', false],
        ['smart-api-access', false],
      ],
    )
    assert.doesNotMatch(stdout + stderr, SECRETS)
    assert.match((await pratique(['read', cardFile], offline)).stderr, /\[usage\.link\]\n$/)
  })

  test('--fetch asks for the passcode before it asks the server', async () => {
    const locked = write('locked.txt', encodeHealthLink({ ...LINK, isPasscodeNeeded: true }))
    const { exitCode, stderr } = await pratique(['read', '--fetch', locked], offline)
    assert.equal(exitCode, 2)
    assert.match(stderr, /asking the server shl\.invalid.*"Pratique"/)
    assert.match(stderr, /\[usage\.passcode\]\n$/)
    const piped = { ...offline, stdin: encodeHealthLink({ ...LINK, isPasscodeNeeded: true }) }
    const taken = await pratique(['read', '--fetch', '-'], piped)
    assert.match(taken.stderr, /\[usage\.passcode\]\n$/)
    // With one, it goes on to ask.
    const asked = await pratique(['read', '--fetch', locked], {
      ...offline,
      stdin: `${PASSCODE}\n`,
    })
    assert.equal(asked.exitCode, 99)
    assert.doesNotMatch(stderr + asked.stderr, SECRETS)
  })

  test('--fetch takes one link, and its options go with it', async () => {
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [['read', '--fetch', link, link], 'usage.argument'],
      [['read', '--fetch', specimen('recovery')], 'usage.argument'],
      [['read', '--recipient', 'x', link], 'usage.option'],
      [['read', '--trust', 'x', link], 'usage.option'],
      [['read', '--fetch', '--at', 'soon', link], 'usage.date'],
    ]
    for (const [args, code] of wrong) {
      const { exitCode, stderr } = await pratique(args, offline)
      assert.equal(exitCode, 2)
      assert.ok(stderr.endsWith(`[${code}]\n`), stderr)
    }
  })

  test('--fetch asks nobody for a link that cannot be read', async () => {
    const broken = write('broken.txt', encodeHealthLink({ ...LINK, url: 'http://shl.invalid/m' }))
    const { exitCode, stderr } = await pratique(['read', '--fetch', broken], offline)
    assert.deepEqual([exitCode, /nobody was asked/.test(stderr)], [12, true])
    const payload = Buffer.from('{"v":2,"label":"From tomorrow"}').toString('base64url')
    const newer = write('newer.txt', `shlink:/${payload}`)
    const shown = await pratique(['read', '--fetch', '--show-person', newer], offline)
    assert.deepEqual([shown.exitCode, /"From tomorrow"/.test(shown.stderr)], [12, true])
    assert.doesNotMatch((await pratique(['read', '--fetch', newer], offline)).stderr, /tomorrow/)
  })
})

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
