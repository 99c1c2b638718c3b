/**
 * Vectors of links that are followed: what a server answers stands in the row, and no network is asked.
 *
 * @module
 */

import { bundle, cardClaims, immunization, patient, signCard } from './card.ts'
import { CARD_ENVELOPE } from './card-rows.ts'
import type { CommandRow } from './command-rows.ts'
import { key } from './examplia.ts'
import { API_ACCESS, CARDS, FHIR, LINK, LINK_KEY, LINK_URL, sealFile, toLink } from './link.ts'

/** What a server answers: a body with status 200, or another status. */
export type LinkAnswer = string | { readonly status: number; readonly body?: string }

/** One link, followed. */
export interface LinkRow {
  readonly id: string
  readonly link: string
  readonly passcode?: string
  /** By method and address, such as `GET https://…`; what is not here is not there: 404. */
  readonly answers: Readonly<Record<string, LinkAnswer>>
  readonly expect: {
    /** Kinds of the files that open, in order. */
    readonly files?: readonly string[]
    /** Codes of the files that do not. */
    readonly codes?: readonly string[]
    readonly remarks?: readonly string[]
    /** Why the link as a whole does not open. */
    readonly code?: string
  }
}

const RESOURCE = JSON.stringify(bundle(patient('Vectorova', 'Cora', '1985-09-14')))
const RECIPIENT = '?recipient=Pratique'
const LOCATION = 'https://files.pratique.example/exercise'
const POST = `POST ${LINK_URL}`
const PLAIN = toLink(LINK)
const LOCKED = toLink({ ...LINK, flag: 'P' })
const DIRECT = toLink({ ...LINK, flag: 'U' })

function entry(contentType: string, embedded: string): object {
  return { contentType, embedded }
}

function manifest(...files: readonly object[]): Readonly<Record<string, LinkAnswer>> {
  return { [POST]: JSON.stringify({ files }) }
}

function of(
  id: string,
  link: string,
  answers: LinkRow['answers'],
  expect: LinkRow['expect'],
  passcode?: string,
): LinkRow {
  const given = passcode === undefined ? {} : { passcode }
  return { id: `smart-health-link/follow/${id}`, link, ...given, answers, expect }
}

async function cardFile(): Promise<string> {
  const vaccinated = bundle(
    patient('Vectorova', 'Cora', '1985-09-14'),
    immunization('208', '2025-12-15', 'EXERCISE-1'),
  )
  const card = await signCard(cardClaims(vaccinated, CARD_ENVELOPE), key('cards'))
  return JSON.stringify({ verifiableCredential: [card] })
}

/** Builds the rows. */
export async function followedLinkRows(): Promise<readonly LinkRow[]> {
  return [...opened(await cardFile()), ...closed(), ...refused()]
}

function opened(cards: string): readonly LinkRow[] {
  const access = JSON.stringify({ access_token: 'exercise', aud: 'https://fhir.pratique.example' })
  const files = ['fhir']
  const sealed = sealFile(RESOURCE, FHIR)
  const fhir = entry(FHIR, sealed)
  return [
    of(
      'three-kinds',
      PLAIN,
      manifest(
        entry(CARDS, sealFile(cards, CARDS, { header: { zip: 'DEF' } })),
        fhir,
        entry(API_ACCESS, sealFile(access, API_ACCESS)),
      ),
      { files: ['smart-health-card', 'fhir', 'api-access'] },
    ),
    of(
      'at-a-location',
      PLAIN,
      {
        ...manifest({ contentType: FHIR, location: LOCATION }),
        [`GET ${LOCATION}`]: sealed,
      },
      { files },
    ),
    of('with-passcode', LOCKED, manifest(fhir), { files }, '1234'),
    of('without-manifest', DIRECT, { [`GET ${LINK_URL}${RECIPIENT}`]: sealed }, { files }),
    of('content-type-missing', PLAIN, manifest(entry(FHIR, sealFile(RESOURCE))), {
      files,
      remarks: ['content.content-type-missing'],
    }),
    of(
      'other-kind',
      PLAIN,
      manifest(entry('application/pdf', sealFile('%PDF', 'application/pdf'))),
      { files: ['other'] },
    ),
  ]
}

/** Files that do not open; each beside one that does. */
function closed(): readonly LinkRow[] {
  const good = entry(FHIR, sealFile(RESOURCE, FHIR))
  const beside = (id: string, embedded: string, code: string) =>
    of(id, PLAIN, manifest(entry(FHIR, embedded), good), { files: ['fhir'], codes: [code] })
  const seal = (header: object) => sealFile(RESOURCE, FHIR, { header: { ...header } })
  return [
    beside('not-a-jwe', 'e30.A', 'format.jwe'),
    beside('other-method', seal({ enc: 'A128GCM' }), 'format.jwe'),
    beside('encrypted-key', sealFile(RESOURCE, FHIR, { encryptedKey: LINK_KEY }), 'format.jwe'),
    beside('short-tag', sealFile(RESOURCE, FHIR, { tagBytes: 12 }), 'format.jwe'),
    beside('critical-member', seal({ crit: ['exp'], exp: 1 }), 'format.jwe'),
    beside('other-key', sealFile(RESOURCE, FHIR, { key: LINK_KEY.with(0, 1) }), 'format.decrypt'),
    beside('changed', sealFile(RESOURCE, FHIR, { isChanged: true }), 'format.decrypt'),
    beside(
      'bomb',
      sealFile(' '.repeat(2_000_000), FHIR, { header: { zip: 'DEF' } }),
      'format.deflate',
    ),
    beside('not-json', sealFile('{', FHIR), 'format.json'),
    beside('not-fhir', sealFile('{}', FHIR), 'format.file'),
    of('file-is-gone', PLAIN, manifest({ contentType: FHIR, location: LOCATION }, good), {
      files: ['fhir'],
      codes: ['unavailable.link'],
    }),
  ]
}

/** Links that do not open. */
function refused(): readonly LinkRow[] {
  const none = { code: 'unavailable.link' }
  const other = { code: 'unavailable.network' }
  const lost = { status: 401, body: '{"remainingAttempts":2}' }
  return [
    of('is-gone', PLAIN, {}, none),
    of('too-often', PLAIN, { [POST]: { status: 429 } }, none),
    of('wrong-passcode', LOCKED, { [POST]: lost }, { code: 'unavailable.passcode' }, '0000'),
    of('no-passcode', LOCKED, {}, { code: 'usage.passcode' }),
    of('server-fails', PLAIN, { [POST]: { status: 500 } }, other),
    of('server-moves', PLAIN, { [POST]: { status: 302 } }, other),
    of('no-manifest', PLAIN, { [POST]: '<html></html>' }, other),
    of('no-files', PLAIN, manifest(), other),
    of(
      'location-without-encryption',
      PLAIN,
      manifest({ contentType: FHIR, location: LOCATION.replace('https', 'http') }),
      other,
    ),
    of('verifiable-health-link', toLink(LINK, 'vhlink:/'), {}, { code: 'usage.argument' }),
  ]
}

/** Builds the rows of the command line. */
export function linkCommandRows(): readonly CommandRow[] {
  const link = { 'link.txt': { text: PLAIN } }
  const file = { 'file.jwe': { text: sealFile(RESOURCE, FHIR) } }
  return [
    {
      id: 'command/link',
      args: ['verify', '--json', 'link.txt'],
      files: link,
      expect: { exitCode: 22, code: 'content.link' },
    },
    {
      id: 'command/link-with-unsigned-file',
      args: ['verify', '--json', 'link.txt', 'file.jwe'],
      files: { ...link, ...file },
      expect: { exitCode: 22, code: 'content.unsigned' },
    },
    {
      id: 'command/file-without-link',
      args: ['verify', 'file.jwe'],
      files: file,
      expect: { exitCode: 2, code: 'usage.link' },
    },
    {
      id: 'command/passcode-missing',
      args: ['read', '--fetch', 'link.txt'],
      stdin: '\n',
      files: { 'link.txt': { text: LOCKED } },
      expect: { exitCode: 2, code: 'usage.passcode' },
    },
    {
      id: 'command/fetch-without-link',
      args: ['read', '--fetch', 'file.txt'],
      files: { 'file.txt': { text: 'negative' } },
      expect: { exitCode: 2, code: 'usage.argument' },
    },
  ]
}
