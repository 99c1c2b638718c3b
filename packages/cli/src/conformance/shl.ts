/**
 * The judge of rows of SMART Health Links, at each of their levels. No row leads to a network: what a
 * server would answer stands in it. Only therefore addresses of this machine are taken.
 *
 * @module
 */

import { type JsonObject, type JsonValue, parseJson } from 'pratique/codecs'
import { FormatError, UnavailableError, UsageError } from 'pratique/errors'
import { shc, smartHealthCard } from 'pratique/smart-health-card'
import {
  decodeCompactJwe,
  decodeHealthLink,
  type EncryptedFile,
  type FetchPort,
  fetchEncryptedFiles,
  type LinkFile,
  type LinkPayload,
  openLinkFile,
  readLinkKey,
  readLinkPayload,
  readManifest,
} from 'pratique/smart-health-link'
import { type CardAnswer, judgeTexts } from './card.ts'
import { stageOfCode } from './card-stage.ts'
import { createRowPort, isUnencrypted, toPasscode, withManifest } from './link-port.ts'
import { isObject, type Row, textOf } from './row.ts'

const RULES = { allowLoopback: true } as const
const RECIPIENT = 'Pratique'

/** Stages of codes, where they are others than those of cards. */
const STAGES: Readonly<Record<string, string>> = {
  'format.json': 'decode',
  'format.jwe': 'header',
  'format.decrypt': 'decrypt',
  'format.link': 'payload',
  'format.file': 'payload',
}

const STAGES_OF_REMARKS: Readonly<Record<string, string>> = {
  'content.flag-order': 'lint',
  'content.long-text': 'lint',
  'content.content-type-missing': 'lint',
  'content.link-expired': 'time',
}

/** A row on its way, and the stages of what was remarked. */
interface Judging {
  readonly given: JsonObject
  readonly now: number
  readonly port: FetchPort
  readonly noted: string[]
}

/** Judges a row at its level. It is given no expectation, and asks none. */
export async function judgeLink({ given }: Row): Promise<CardAnswer> {
  const time = given['evalTime']
  const port = createRowPort(given['http'])
  const now = typeof time === 'number' ? time : 0
  const judging: Judging = { given, now, port, noted: [] }
  try {
    const { got, result } = await judgeLevel(judging)
    const stage = got.valid ? (judging.noted[0] ?? got.stage) : got.stage
    return { got: { valid: got.valid, stage }, ...(result && { result }) }
  } catch (error) {
    if (error instanceof FormatError) return stopAt(stageOf(error.code))
    const isTransport = error instanceof UnavailableError || error instanceof UsageError
    if (isTransport) return stopAt('retrieve')
    throw error
  }
}

function judgeLevel(judging: Judging): Promise<CardAnswer> {
  const { given } = judging
  const text = textOf(given, 'qr') ?? ''
  const input = given['input'] ?? text
  switch (textOf(given, 'level')) {
    case 'qr':
      // What was scanned leads on where there are answers to lead to.
      return isObject(given['http'])
        ? follow(decodeHealthLink(text, RULES), judging)
        : judgeText(text, judging)
    case 'shlink':
      return follow(decodeHealthLink(text, RULES), judging)
    case 'shlpayload':
      return follow(readLinkPayload(toObject(input), undefined, RULES), judging)
    case 'shlmanifest':
      return judgeManifest(toObject(input), judging)
    case 'shlfile':
      return judgeFile(toObject(input), judging)
    default:
      return judgeText(text, judging)
  }
}

async function judgeText(text: string, judging: Judging): Promise<CardAnswer> {
  noteLink(decodeHealthLink(text), judging)
  return PASSED
}

const PASSED: CardAnswer = { got: { valid: true, stage: null } }

function stopAt(stage: string | null): CardAnswer {
  return { got: { valid: false, stage } }
}

async function follow(link: LinkPayload, judging: Judging): Promise<CardAnswer> {
  noteLink(link, judging)
  const passcode = toPasscode(judging.given['passcode'])
  const files = await fetchEncryptedFiles(link, {
    ...RULES,
    port: judging.port,
    recipient: RECIPIENT,
    ...(passcode !== undefined && { passcode }),
  })
  return judgeFiles(files, link.key, judging)
}

/** What comes first counts: that something lacks encryption, then remarks in their order. */
function noteLink({ url, remarks, expiresAt }: LinkPayload, { now, noted }: Judging): void {
  if (isUnencrypted(url)) noted.push('lint')
  const codes = remarks.map(({ code }): string => code)
  if (expiresAt !== undefined && expiresAt < now) codes.push('content.link-expired')
  note(codes, noted)
}

function note(codes: readonly string[], noted: string[]): void {
  noted.push(...codes.flatMap((code) => STAGES_OF_REMARKS[code] ?? []))
}

/** Without a key its files stay closed, and without answers they are not there: the manifest alone counts. */
async function judgeManifest(manifest: JsonObject, judging: Judging): Promise<CardAnswer> {
  const { given, port, noted } = judging
  const text = JSON.stringify(manifest)
  const entries = readManifest(text, RULES)
  if (entries.some(({ location = '' }) => isUnencrypted(location))) noted.push('lint')
  const keyBeside = textOf(given, 'decryptionKey') ?? textOf(given, 'key')
  const key = keyBeside ?? textOf(manifest, 'decryptionKey')
  if (key === undefined) return PASSED
  const link: LinkPayload = {
    kind: 'smart-health-link',
    url: 'https://manifest.invalid/',
    key: readLinkKey(key),
    isLongTerm: false,
    isPasscodeNeeded: false,
    isDirectFile: false,
    remarks: [],
  }
  const options = { ...RULES, port: withManifest(port, text), recipient: RECIPIENT }
  return judgeFiles(await fetchEncryptedFiles(link, options), link.key, judging)
}

/** An encrypted file with its key, or an entry of a manifest that has its key beside it. */
async function judgeFile(file: JsonObject, judging: Judging): Promise<CardAnswer> {
  const { given } = judging
  const encrypted = textOf(file, 'jwe')
  if (encrypted === undefined) {
    const key = textOf(file, 'decryptionKey')
    const withKey = key === undefined ? given : { ...given, decryptionKey: key }
    return judgeManifest({ files: [file] }, { ...judging, given: withKey })
  }
  const contentType = textOf(file, 'contentType') ?? ''
  const key = readLinkKey(textOf(file, 'key') ?? textOf(file, 'decryptionKey') ?? '')
  return judgeFiles([{ contentType, encrypted }], key, judging)
}

/** Every file must open, and every card hold; the first that does not tells the stage. */
async function judgeFiles(
  files: readonly EncryptedFile[],
  key: LinkPayload['key'],
  judging: Judging,
): Promise<CardAnswer> {
  let first: CardAnswer | undefined
  for (const { contentType, encrypted } of files) {
    if (typeof encrypted !== 'string') throw encrypted
    if (!hasForm(encrypted)) return stopAt('decode')
    const file = await openLinkFile(encrypted, key, { contentType })
    const codes = file.remarks.map(({ code }) => code)
    note(codes, judging.noted)
    const judged = await judgeContent(file, judging)
    if (!judged.got.valid) return judged
    first ??= judged
  }
  return first ?? PASSED
}

/** Its parts and their spelling; what its header says is another stage. */
function hasForm(encrypted: string): boolean {
  try {
    decodeCompactJwe(encrypted.trim())
    return true
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

async function judgeContent(file: LinkFile, { given, now }: Judging): Promise<CardAnswer> {
  switch (file.kind) {
    case 'smart-health-card':
      return isAskedForTrust(given) ? judgeTexts([file.text], given, now) : judgeForm(file.text)
    case 'fhir':
    case 'api-access':
      return PASSED
    case 'other':
      return stopAt('unsupported')
  }
}

/** A row without any keys asks whether a file opens, and not whose cards are in it. */
function isAskedForTrust({ keys }: JsonObject): boolean {
  return isObject(keys) && Object.keys(keys).length > 0
}

function judgeForm(text: string): CardAnswer {
  for (const { text: card } of shc.assemble?.([text]) ?? []) {
    if (typeof card !== 'string') throw card
    smartHealthCard.open(shc.decode(card).claims)
  }
  return PASSED
}

function toObject(input: JsonValue): JsonObject {
  const value = typeof input === 'string' ? parseJson(input.trim()) : input
  if (isObject(value)) return value
  throw new FormatError('format.link', 'expected an object')
}

function stageOf(code: string): string | null {
  return STAGES[code] ?? stageOfCode(code)
}
