/**
 * Health links on the command line, and files opened beside them. Nothing here asks a server.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeHealthLink } from 'pratique/smart-health-link'
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
  NO_LINE,
  PASSCODE,
  SECRETS,
  seal,
} from './made-link.ts'
import { pratique, specimen, write } from './pratique.ts'

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
