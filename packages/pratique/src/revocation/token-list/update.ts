/**
 * What a holder of lists makes of a file that comes: one pure step from what is held to what is held then,
 * with the reason.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { verifyTyped } from '../../cose/typed-signature.ts'
import { FormatError } from '../../errors.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import { type PublicKey, toIdentity } from '../../keys/public-key.ts'
import { toSignerId } from '../../keys/signer-id.ts'
import type { Framework } from '../../model/format.ts'
import { toIso } from '../../model/territories.ts'
import {
  digestOfList,
  encodeTokenList,
  isWithinCoverage,
  type TokenDeltaContent,
  type TokenListContent,
} from './content.ts'
import { subtractIndices, uniteIndices } from './index-set.ts'
import { decodeOpenedFile, type OpenedListFile, openListFile } from './list-file.ts'

/** What a trust record says of a key: whether it may sign lists, and for whom. */
export interface ListKey {
  readonly framework: Framework
  readonly issuer: string
  readonly role?: string
  readonly key: PublicKey
  readonly status: string
  readonly evidence: string
  /** Seconds since the epoch, both inclusive. */
  readonly notBefore?: number
  readonly notAfter?: number
}

/** One list, as somebody holds it. */
export interface HeldList {
  /** The newest edition. */
  readonly content: TokenListContent
  readonly digest: string
  /** The networks and issuers that the key which signed it speaks for. */
  readonly speaksFor: readonly Pick<ListKey, 'framework' | 'issuer'>[]
  /** What an earlier edition had and a later one has not: it stays revoked. */
  readonly vanished: Uint32Array
  /** An edition that there is, and that could not be come to: something between is missing. */
  readonly missing?: number
}

/** What became of a file, in words, as the end of a sentence about it. */
export const UPDATE_WORDS = {
  taken: 'was taken',
  held: 'is held already',
  vanished: 'was taken, and lacks certificates that were revoked before: they stay revoked',
  unreadable: 'cannot be read: it is damaged, cut short, too long, or of a version not known here',
  'unknown-key': 'is signed by a key that nobody vouches for as a revocation key',
  'other-role': 'is signed by a key that signs something else: it may sign no list',
  'bad-signature': 'is not signed by the key that it names',
  unsupported: 'has a signature that cannot be checked here',
  'foreign-key': 'is about another participant than the one whose key has signed it',
  'key-not-in-force': 'is signed by a key that was withdrawn, or was not in force then',
  'other-list': 'is another list than the one that is held',
  'not-yet': 'is dated later than today: look at the clock',
  'rolled-back': 'is older than what is held',
  forked: 'is not the edition that follows on what is held, though its number says so',
  'outside-coverage': 'speaks of certificates that it does not cover, or covers fewer than before',
  gap: 'follows on an edition that is not held: give the one between, or the whole list',
  'wrong-result': 'does not come to the edition that it names',
} as const

export type UpdateAnswer = keyof typeof UPDATE_WORDS

/** The answers by which something new is held. */
const TAKEN: ReadonlySet<UpdateAnswer> = new Set<UpdateAnswer>(['taken', 'vanished'])

/** Tells whether a file was taken. */
export function isTaken(answer: UpdateAnswer): boolean {
  return TAKEN.has(answer)
}

export interface UpdateResult {
  /** What is held now: as before, if the file was refused. Absent: nothing is. */
  readonly held?: HeldList
  readonly answer: UpdateAnswer
}

/** What it is judged by. */
export interface UpdateContext {
  /** All that is known of keys: a key that its issuer has for something else signs no list. */
  readonly keys: readonly ListKey[]
  /** Seconds since the epoch. */
  readonly now: number
  readonly crypto: CryptoPort
}

/** Clocks differ. */
const MAX_AHEAD_SECONDS = 86_400

const ROLE = 'revoker'

/**
 * Takes an edition or a delta, or refuses it: then what is held stays, with its age. Whatever the bytes
 * are, there is an answer.
 *
 * @param held of the list that the file should be of; absent: none yet
 */
export async function applyRevocationUpdate(
  held: HeldList | undefined,
  bytes: Bytes,
  context: UpdateContext,
): Promise<UpdateResult> {
  const file = unlessUnreadable(() => openListFile(bytes))
  if (!file) return { ...(held && { held }), answer: 'unreadable' }
  return applyOpenedFile(held, file, context)
}

/** The same of a file whose head was read already. What it lists is read when its signature has been found good. */
export async function applyOpenedFile(
  held: HeldList | undefined,
  opened: OpenedListFile,
  context: UpdateContext,
): Promise<UpdateResult> {
  const refuse = (answer: UpdateAnswer): UpdateResult => ({ ...(held && { held }), answer })
  const signed = await findSigner(opened, context)
  if (typeof signed === 'string') return refuse(signed)
  const { head } = opened
  const speaksFor = signed.filter(({ framework, issuer }) => head.issuers.get(framework) === issuer)
  if (speaksFor.length === 0) return refuse('foreign-key')
  if (!speaksFor.some((record) => isInForce(record, head.asOf))) return refuse('key-not-in-force')
  if (held && !isSameList(held, head.list, speaksFor)) return refuse('other-list')
  if (head.asOf > context.now + MAX_AHEAD_SECONDS) return refuse('not-yet')
  const file = unlessUnreadable(() => decodeOpenedFile(opened))
  if (!file) return refuse('unreadable')
  const names = toNames(speaksFor)
  return file.kind === 'list'
    ? takeList(held, file.content, file.digest, names)
    : takeDelta(held, file.content, names)
}

/** Several records may say the same of a key. */
function toNames(records: readonly ListKey[]): HeldList['speaksFor'] {
  const names = records.map(({ framework, issuer }) => ({ framework, issuer }))
  return [...new Map(names.map((name) => [`${name.framework} ${name.issuer}`, name])).values()]
}

function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** The records of the key that has signed it, or why it counts for nothing. */
async function findSigner(
  { signature, payload }: OpenedListFile,
  { keys, crypto }: UpdateContext,
): Promise<readonly ListKey[] | UpdateAnswer> {
  const vouched = keys.filter(({ evidence }) => evidence !== 'unauthenticated')
  const named = vouched.filter(
    ({ role, key }) => role === ROLE && toSignerId(key) === signature.keyId,
  )
  const [first] = named
  if (!first) {
    const isOther = keys.some(({ key }) => toSignerId(key) === signature.keyId)
    return isOther ? 'other-role' : 'unknown-key'
  }
  const identity = toIdentity(first.key)
  const all = keys.filter(({ key }) => toIdentity(key) === identity)
  const own = named.filter((one) => toIdentity(one.key) === identity && !hasOtherRole(one, all))
  if (own.length === 0) return 'other-role'
  const status = await verifyTyped(signature, payload, first.key, crypto)
  if (status !== 'good') return status === 'bad' ? 'bad-signature' : 'unsupported'
  return all.some(({ status }) => status === 'withdrawn') ? 'key-not-in-force' : own
}

/**
 * Whether the issuer of a revoker, or who gave the files, has its key for something else too. What others say
 * takes no key away from its owner.
 */
function hasOtherRole({ issuer }: ListKey, all: readonly ListKey[]): boolean {
  return all.some(
    (other) =>
      other.role !== ROLE &&
      other.evidence !== 'unauthenticated' &&
      (other.evidence === 'local' || toIso(other.issuer) === toIso(issuer)),
  )
}

function isInForce({ notBefore, notAfter }: ListKey, asOf: number): boolean {
  return (
    (notBefore === undefined || asOf >= notBefore) && (notAfter === undefined || asOf <= notAfter)
  )
}

function isSameList(
  held: HeldList,
  list: number,
  speaksFor: readonly Pick<ListKey, 'framework' | 'issuer'>[],
): boolean {
  return (
    held.content.list === list &&
    held.speaksFor.every(({ framework, issuer }) =>
      speaksFor.some((other) => other.framework === framework && other.issuer === issuer),
    )
  )
}

function takeList(
  held: HeldList | undefined,
  content: TokenListContent,
  digest: string,
  speaksFor: HeldList['speaksFor'],
): UpdateResult {
  const refuse = (answer: UpdateAnswer): UpdateResult => ({ ...(held && { held }), answer })
  if (!isWithinCoverage(content.revoked, content.coverage)) return refuse('outside-coverage')
  if (!held) {
    return { held: { content, digest, speaksFor, vanished: new Uint32Array() }, answer: 'taken' }
  }
  const fault = findFault(held, content, digest)
  if (fault) return refuse(fault)
  const isNext = content.number === held.content.number + 1
  if (isNext && content.previous !== held.digest) return refuse('forked')
  const known = uniteIndices(held.content.revoked, held.vanished)
  const vanished = subtractIndices(known, content.revoked)
  const isAlarm = subtractIndices(vanished, held.vanished).length > 0
  return {
    held: withMissing({ content, digest, speaksFor, vanished }, held.missing),
    answer: isAlarm ? 'vanished' : 'taken',
  }
}

function takeDelta(
  held: HeldList | undefined,
  delta: TokenDeltaContent,
  speaksFor: HeldList['speaksFor'],
): UpdateResult {
  if (!held) return { answer: 'gap' }
  const { base, result, added, ...head } = delta
  const fault = isWithinCoverage(added, head.coverage)
    ? findFault(held, delta, result)
    : 'outside-coverage'
  if (fault) return { held, answer: fault }
  if (base.number > held.content.number) {
    return { held: withMissing(held, Math.max(delta.number, held.missing ?? 0)), answer: 'gap' }
  }
  if (base.number === held.content.number && base.digest !== held.digest) {
    return { held, answer: 'forked' }
  }
  const content = { ...head, revoked: uniteIndices(held.content.revoked, added) }
  const isWhole = isWithinCoverage(content.revoked, content.coverage)
  if (!isWhole || digestOfList(encodeTokenList(content)) !== result) {
    return { held, answer: 'wrong-result' }
  }
  const vanished = subtractIndices(held.vanished, content.revoked)
  const next = { content, digest: result, speaksFor, vanished }
  return { held: withMissing(next, held.missing), answer: 'taken' }
}

/** What makes an edition, or what a delta comes to, none that follows on what is held. */
function findFault(
  held: HeldList,
  { number, asOf, coverage }: Pick<TokenListContent, 'number' | 'asOf' | 'coverage'>,
  digest: string,
): UpdateAnswer | undefined {
  if (number === held.content.number) return digest === held.digest ? 'held' : 'forked'
  if (number < held.content.number || asOf < held.content.asOf) return 'rolled-back'
  const { issued, issuedFrom = Number.NEGATIVE_INFINITY } = held.content.coverage
  const from = coverage.issuedFrom ?? Number.NEGATIVE_INFINITY
  return coverage.issued < issued || from > issuedFrom ? 'outside-coverage' : undefined
}

/** A gap is closed by the edition that was missing, or a later one. */
function withMissing(held: HeldList, missing: number | undefined): HeldList {
  const { missing: _, ...rest } = held
  return missing === undefined || missing <= held.content.number ? rest : { ...rest, missing }
}
