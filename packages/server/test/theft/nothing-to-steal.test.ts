import assert from 'node:assert/strict'
import { createCipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { encodeBase45, encodeNumeric } from 'pratique/codecs'
import { createDayKeys } from '../../src/batches/day-keys.ts'
import { CONFIG_FILE, keepSpecimenAuthority } from '../../src/demonstration/specimen-authority.ts'
import { createApiKey } from '../../src/identity/api-keys.ts'
import { type DatabaseOptions, openDatabase } from '../../src/storage/database.ts'
import { layEmptyCluster, startPostgres, whyNoPostgres } from '../databases.ts'
import { type Asked, makeRecipient, sendBatch, untilEnded } from '../made-batches.ts'
import { type ServerProcess, startServerProcess } from '../made-process.ts'
import { ORDER } from '../made-requests.ts'
import { type Holder, makeHolder, searchFor } from './holders.ts'
import { dump, findHashes, findKeys, openSealed, type Piece, type Row, readFolder } from './loot.ts'
import { createOpener } from './open-all.ts'
import { unpackAllPglz } from './pglz.ts'

const LONG = process.env['PRATIQUE_LONG'] === '1'
const AT_ONCE = 8
const DAY = 86_400

/** The forms and formats that certificates are asked for in, one after the other. */
const ACCEPTS = ['application/json', 'text/plain', 'image/svg+xml', 'image/png', 'application/pdf']
const FORMATS = ['eu-dcc', 'vds-nc', 'smart-health-card']

/** What a thief takes away. */
interface Loot {
  readonly rows: readonly Row[]
  readonly files: readonly Piece[]
}

/** Tables that are not PostgreSQL’s own have a number above these. */
const OWN_TABLES = /\/base\/\d+\/(1638[4-9]|1639\d|16[4-9]\d\d|1[7-9]\d{3}|[2-9]\d{4,})$/

/** Every value and file in the clear, with what keys among them open. */
function inTheClear({ rows, files }: Loot): readonly Piece[] {
  const packed = files
    .filter(({ where }) => OWN_TABLES.test(where))
    .flatMap(({ where, bytes }) =>
      [...unpackAllPglz(bytes)].map((each) => ({ where: `${where}, unpacked`, bytes: each })),
    )
  return [...rows.flat(), ...files, ...packed, ...openSealed(rows, findKeys(files))]
}

/** What is found of holders, and where. */
function search(loot: Loot, holders: readonly Holder[]): readonly string[] {
  const { find } = searchFor(holders)
  const found = new Set<string>()
  let where = ''
  const open = createOpener((text) => {
    for (const value of find(text)) found.add(`${value} in ${where}`)
  })
  for (const piece of inTheClear(loot)) {
    where = piece.where
    open(piece.bytes)
  }
  return [...found]
}

/** What hashes of a holder could be made of. */
function* toHashed(holders: readonly Holder[]): Generator<string> {
  for (const { family, given, birthDate, documentNumber } of holders) {
    yield family
    yield `${family}${given}`
    yield `${family} ${given}`
    yield `${given} ${family}`
    yield documentNumber
    yield `${family}|${given}|${birthDate}`
    yield `${family}${given}${birthDate}`
  }
}

/** Cards name a vaccine by this. */
const CVX = { system: 'http://hl7.org/fhir/sid/cvx', code: '208' }

function toBody(holder: Holder, format: string | undefined): string {
  const fact = format === 'smart-health-card' ? { ...ORDER.fact, product: CVX } : ORDER.fact
  return JSON.stringify({ format, order: { fact, holder } })
}

/** Asks for certificates as laboratories do: some wrongly, some twice, some taken back or replaced. */
class Customers {
  /** What was asked for, as far as a hash of it could be kept. */
  readonly sent: string[] = []
  #next = 0
  readonly #server: ServerProcess
  readonly #key: string

  constructor(server: ServerProcess, key: string) {
    this.#server = server
    this.#key = key
  }

  async ask(count: number): Promise<void> {
    const last = this.#next + count
    const work = async (): Promise<void> => {
      while (this.#next < last) await this.#one(this.#next++)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }

  /** Sends a batch, every tenth row of which is faulty. @returns where it is */
  async send(holders: readonly Holder[]): Promise<string> {
    const lines = holders.map((holder, index) => {
      const order = { ...ORDER, holder, ...(index % 10 === 0 && { fact: { kind: 'test' } }) }
      return `${JSON.stringify(order)}\n`
    })
    this.sent.push(...lines.map((line) => line.trimEnd()))
    const recipient = await makeRecipient()
    const asked = toAsked(this.#server, this.#key)
    const response = await sendBatch(asked, lines.join(''), { recipient })
    assert.equal(response.status, 202)
    return response.headers.get('Location') ?? ''
  }

  async #one(index: number): Promise<void> {
    const holder = makeHolder(index)
    const format = FORMATS[index % FORMATS.length]
    const body = toBody(holder, format)
    switch (index % 10) {
      case 0: {
        const faulty = body.replace('"date":"2026-10-01"', '"date":"2031-10-01"')
        assert.equal((await this.#post('/v1/certificates', faulty)).status, 422)
        return
      }
      case 1:
        assert.equal((await this.#post('/v1/certificates', body.slice(0, -2))).status, 400)
        return
      case 2: {
        const [text] = await this.#texts(body)
        const taken = { reason: 'wrong', certificates: [text] }
        assert.equal((await this.#post('/v1/revocations', JSON.stringify(taken))).status, 200)
        return
      }
      case 3: {
        const once = randomUUID()
        const [one, two] = [await this.#texts(body, once), await this.#texts(body, once)]
        assert.deepEqual(one, two)
        return
      }
      default: {
        const accept = format === 'eu-dcc' ? ACCEPTS[index % ACCEPTS.length] : undefined
        const response = await this.#post('/v1/certificates', body, { accept })
        const answer = await response.bytes()
        assert.equal(response.status, 201, new TextDecoder().decode(answer))
      }
    }
  }

  async #texts(body: string, once?: string): Promise<readonly string[]> {
    const response = await this.#post('/v1/certificates', body, { once })
    const answer = await response.text()
    assert.equal(response.status, 201, answer)
    const { texts } = JSON.parse(answer)
    this.sent.push(...texts)
    return texts
  }

  #post(
    path: string,
    body: string,
    options: { accept?: string | undefined; once?: string | undefined } = {},
  ): Promise<Response> {
    this.sent.push(body)
    return fetch(`${this.#server.address}${path}`, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${this.#key}`,
        'Idempotency-Key': options.once ?? randomUUID(),
        Accept: options.accept ?? 'application/json',
      },
    })
  }
}

function toAsked({ address }: ServerProcess, key: string): Asked {
  return { key: async () => key, request: (path, init) => fetch(`${address}${path}`, init) }
}

/** Waits for a batch; its result stays where it is. */
async function finish(server: Asked, location: string, count: number): Promise<void> {
  const { state, issued, refused } = await untilEnded(server, location)
  assert.deepEqual([state, issued + refused, refused], ['done', count, Math.ceil(count / 10)])
}

/** Where a server keeps what it keeps. */
interface Place {
  readonly name: string
  /** How many holders its server meets. */
  readonly count: number
  readonly skip: string | false
  open(folder: string): Promise<{
    readonly options: DatabaseOptions
    readonly settings: Readonly<Record<string, string>>
    /** What lies outside of the folder. */
    readonly folders: readonly string[]
    end(): Promise<void>
  }>
}

const PLACES: readonly Place[] = [
  {
    name: 'PGlite',
    count: LONG ? 10_000 : 200,
    skip: false,
    async open(folder) {
      const data = join(folder, 'data')
      await layEmptyCluster(data)
      return { options: { folder: data }, settings: {}, folders: [], end: async () => {} }
    },
  },
  {
    name: 'PostgreSQL',
    count: LONG ? 10_000 : 1000,
    skip: await whyNoPostgres(),
    async open() {
      const server = await startPostgres()
      const url = await server.createUrl()
      const settings = { PRATIQUE_DATABASE_URL: url }
      return {
        options: { url },
        settings,
        folders: [server.folder],
        end: () => server.stop(),
      }
    },
  },
]

const CLIENT_SECRET_FILE = 'oidc.secret'
const CLIENT_SECRET = 'made-up-client-secret-0123456789'

/**
 * Has the configuration name an identity provider, as a thief has what it knows the server by; and one laboratory ask for
 * more in a minute than it may elsewhere.
 */
function configure(folder: string): void {
  const file = join(folder, CONFIG_FILE)
  const config = JSON.parse(readFileSync(file, 'utf8'))
  const oidc = {
    ...{ issuer: 'https://login.utopia.example', clientId: 'pratique' },
    ...{ clientSecretFile: CLIENT_SECRET_FILE, origin: 'https://utopia.example', roles: {} },
  }
  writeFileSync(file, JSON.stringify({ ...config, oidc, limits: { perMinute: 100_000 } }))
  writeFileSync(join(folder, CLIENT_SECRET_FILE), `${CLIENT_SECRET}\n`, { mode: 0o600 })
}

/** The tables of PostgreSQL itself, as they were before anything was stored. */
const TEMPLATES = /\/base\/[14]\//

for (const place of PLACES) {
  describe(`a thief with all of a server over ${place.name}`, { skip: place.skip }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'pratique-theft-'))
    const holders = Array.from({ length: place.count }, (_, index) => makeHolder(index))
    let loot: Loot
    let sent: readonly string[]
    let end: () => Promise<void> = async () => {}
    before(async () => {
      await keepSpecimenAuthority(folder, Date.now() / 1000 - DAY)
      configure(folder)
      const opened = await place.open(folder)
      end = opened.end
      const database = await openDatabase(opened.options)
      const { key } = await createApiKey(database.db, {
        ...{ name: 'customers', acts: ['issue', 'batch', 'revoke'], sites: ['lab-1'] },
        expiresAt: Date.now() / 1000 + DAY,
      })
      await database.close()
      const start = (name: string) => startServerProcess(folder, name, opened.settings)
      const first = await start('first')
      const customers = new Customers(first, key)
      sent = customers.sent
      let batch: string
      try {
        await customers.ask(place.count / 2)
        batch = await customers.send(holders.slice(place.count / 2))
      } finally {
        // In the middle of its work, as power fails.
        await first.end('SIGKILL')
      }
      const server = await start('second')
      try {
        await finish(toAsked(server, key), batch, place.count / 2)
      } finally {
        assert.equal(await server.end(), 0)
      }
      createDayKeys(join(folder, 'secrets')).destroy(Date.now() / 1000 + 3 * DAY)
      const again = await openDatabase(opened.options)
      const rows = await dump(again)
      if (!again.isEmbedded) await sql`CHECKPOINT`.execute(again.db)
      await again.close()
      const environment = Buffer.from(JSON.stringify({ ...server.environment, key }))
      const files = [folder, ...opened.folders].flatMap(readFolder)
      loot = {
        rows,
        files: [
          { where: 'environment', bytes: environment },
          ...files.filter(({ where }) => !TEMPLATES.test(where)),
        ],
      }
    })
    after(async () => {
      rmSync(folder, { recursive: true, force: true })
      await end()
    })

    test('learns of nobody', () => {
      assert.ok(loot.rows.length > 5 && loot.files.length > 20)
      assert.deepEqual(search(loot, holders), [])
    })

    test('finds what the provider knows the server by in its own file alone', () => {
      const pieces = [...loot.rows.flat(), ...loot.files]
      const found = pieces.filter(({ bytes }) => Buffer.from(bytes).includes(CLIENT_SECRET))
      assert.deepEqual(
        found.map(({ where }) => where),
        [join(folder, CLIENT_SECRET_FILE)],
      )
    })

    test('has no hash of anybody', () => {
      const texts = [...toHashed(holders), ...sent]
      assert.deepEqual(findHashes(loot.rows, findKeys(loot.files), texts), [])
    })

    test('would find what is hidden in any writing', () => {
      const [first] = loot.files.filter(({ where }) => /key|secret/.test(where))
      assert.ok(first)
      for (const [at, [name, plant]] of PLANTS.entries()) {
        const holder = makeHolder(place.count + at)
        const planted = plant(holder)
        const more =
          planted instanceof Uint8Array ? { rows: [], files: [toFile(planted)] } : planted
        assert.notDeepEqual(search(more, [holder]), [], name)
      }
    })

    test('would find a hash under any key', () => {
      const [, key] = findKeys(loot.files)
      assert.ok(key)
      const holder = makeHolder(place.count)
      for (const length of [8, 20, 32]) {
        const hash: Buffer = createHmac('sha256', key).update(holder.documentNumber).digest()
        for (const bytes of [hash.subarray(0, length), Buffer.from(hash.toString('hex'))]) {
          const row = [{ where: 'lists.number', bytes }]
          assert.deepEqual(findHashes([row], findKeys(loot.files), toHashed([holder])), [
            'lists.number',
          ])
        }
      }
    })
  })
}

function toFile(bytes: Uint8Array): Piece {
  return { where: '/base/5/16384', bytes }
}

/** A record in each writing that a thief might meet it in. */
const PLANTS: readonly (readonly [string, (holder: Holder) => Uint8Array | Loot])[] = [
  ['plain', (holder) => amid(Buffer.from(holder.family))],
  ['lower case', (holder) => amid(Buffer.from(holder.given.toLowerCase()))],
  ['UTF-16', (holder) => amid(Buffer.from(holder.family, 'utf16le'))],
  ['document number', (holder) => amid(Buffer.from(`no ${holder.documentNumber}.`))],
  ['date', ({ birthDate }) => amid(Buffer.from(`"${birthDate}"`))],
  ['date of eight digits', ({ birthDate }) => amid(Buffer.from(birthDate.replaceAll('-', '')))],
  [
    'European date',
    ({ birthDate }) => amid(Buffer.from(birthDate.split('-').toReversed().join('.'))),
  ],
  ['day', ({ birthDate }) => amid(Buffer.from(`,${Date.parse(birthDate) / 1000 / DAY},`))],
  ['hex', ({ family }) => amid(Buffer.from(Buffer.from(family).toString('hex')))],
  ...[0, 1, 2].map(
    (shift) =>
      [
        `base 64, ${shift} on`,
        ({ family }: Holder) =>
          amid(Buffer.from(Buffer.from(`${'-'.repeat(shift)}${family}`).toString('base64'))),
      ] as const,
  ),
  ['zlib', ({ family }) => amid(deflateSync(`{"fn":"${family}"}`))],
  ['gzip', ({ family }) => amid(gzipSync(`{"fn":"${family}"}`))],
  [
    'gzip in base 64',
    ({ family }) => amid(Buffer.from(gzipSync(`{"fn":"${family}"}`).toString('base64'))),
  ],
  ['HC1', ({ family }) => amid(Buffer.from(`HC1:${encodeBase45(deflateSync(family))}`))],
  ['JWS', (holder) => amid(Buffer.from(toJws(holder)))],
  ['shc', (holder) => amid(Buffer.from(`shc:/${encodeNumeric(toJws(holder))}`))],
  [
    'PDF',
    ({ family }) => amid(deflateSync(`BT [(${family.slice(0, 5)}) 3 (${family.slice(5)})] TJ`)),
  ],
  [
    'value that PostgreSQL packed',
    ({ family }) => {
      // Three literals and a copy, then the rest as literals: a form that its own packer writes.
      const text = Buffer.from(`aaaaaaaa${family}`)
      const length = Buffer.alloc(4)
      length.writeUInt32LE(text.length)
      const rest = [...text.subarray(8)]
      const packed = [0b10, 0x61, 0x04, 0x01, ...rest.slice(0, 6), 0, ...rest.slice(6), 0, 0]
      return amid(Buffer.concat([length, Buffer.from(packed)]))
    },
  ],
  [
    'sealed under a key that was sealed under one that is kept',
    ({ family }) => {
      const [outer, inner] = [randomBytes(32), randomBytes(32)]
      const row = [
        { where: 'batches.key', bytes: seal(outer, inner) },
        { where: 'batches.input', bytes: seal(inner, Buffer.from(family), Buffer.from('id')) },
        { where: 'batches.id', bytes: Buffer.from('id') },
      ]
      return { rows: [row], files: [{ where: 'secrets/day', bytes: outer }] }
    },
  ],
]

function amid(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0, 255, 128, 9]), bytes, Buffer.from([128, 0, 1, 254])])
}

function toJws({ family }: Holder): string {
  const part = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url')
  const payload = deflateRawSync(JSON.stringify({ vc: { name: family, more: 'words to pack' } }))
  return `${part('{"zip":"DEF","alg":"ES256"}')}.${part(payload)}.${part(randomBytes(64))}`
}

function seal(key: Buffer, plain: Buffer, beside?: Buffer): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  if (beside) cipher.setAAD(beside)
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}
