/**
 * The issuer: an order in, a signed and verified certificate out.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'
import type { JsonValue } from '../json/value.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { SignPort } from '../keys/sign-port.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import type { FormatId, HealthCertificate } from '../model/health-certificate.ts'
import type {
  Draft,
  IssuerProfile,
  IssuingFormat,
  MrzName,
  PreparedOrder,
  SigningKey,
} from '../model/issuing.ts'
import type { Order, OrderFault, OrderNote } from '../model/order.ts'
import { orderFault } from '../model/order-faults.ts'
import type { RevocationToken } from '../model/revocation-token.ts'
import type { EntryPolicies } from '../policy/answer.ts'
import { type FoundCodes, findProductCodes } from '../terminology/product-codes.ts'
import { findCodesFault, toUsualCodes } from '../terminology/test-codes.ts'
import type { AskedPolicy } from '../verify/context.ts'
import type { Verification } from '../verify/verification.ts'
import { createVerifier, type Verifier } from '../verify/verifier.ts'
import { readCertificate } from '../x509/certificate.ts'
import { noteOrder } from './note-order.ts'
import { createOwnTrust, type OwnTrust } from './own-trust.ts'
import { readOrderMembers, withoutRepetition } from './read-order.ts'
import { requireRole } from './signer-role.ts'
import { createFiller, type Size, sizeOf } from './size.ts'
import { type Purpose, type SignerLife, type Times, toTimes } from './times.ts'

/** What an issuer is given once. No registry, no store, no clock. */
export interface IssuerOptions {
  readonly profile: IssuerProfile
  readonly formats: readonly IssuingFormat[]
  /** Signs with ES256, over what was built from a checked order alone. */
  readonly signer: SignPort
  /** DER of the signer's certificate, unless the signer has it: all formats but SMART Health Cards need it. */
  readonly certificate?: Bytes
  /** DER of the authority's certificate that issued it: seals are verified by it. */
  readonly authority?: Bytes
  /**
   * Gives the next token of a revocation list, each once. Absent: nothing that is issued can be revoked,
   * and all of it expires within 14 days.
   */
  nextToken?(): RevocationToken | Promise<RevocationToken>
  /** Random bytes that nobody can foretell. */
  random(length: number): Bytes
  /** WebCrypto, unless given. */
  readonly crypto?: CryptoPort
  /** Entry rules, for requests that name a destination. */
  readonly policies?: EntryPolicies
}

/** How one certificate is to be issued. */
export interface IssueRequest {
  readonly format: FormatId
  /** Seconds since the epoch. */
  readonly now: number
  /** `showing`: a copy without a token, over within 14 days. Default: `keeping`. */
  readonly purpose?: Purpose
  /** Asks, once it is issued, whether a destination would take it. */
  readonly policy?: AskedPolicy
}

/** A certificate that was issued, and what its own verification says. */
export interface Issued {
  readonly format: FormatId
  /** The texts of its codes: one, or the chunks of a SMART Health Card. */
  readonly texts: readonly string[]
  readonly size: Size
  /** What was read back. */
  readonly certificate: HealthCertificate
  readonly verification: Verification
  /** The same with the entry rules that were asked for; what they say withholds nothing. */
  readonly admission?: Verification
  /** For the issuer's own record, so that a faulty batch can be recalled. It names nobody. */
  readonly receipt?: Pick<RevocationToken, 'list' | 'index'>
}

/** What came of an order: a certificate, or everything that is wrong with the order. */
export type IssueOutcome =
  | { readonly issued: Issued }
  | { readonly faults: readonly [OrderFault, ...OrderFault[]] }

/** An order that can be carried out in a format, or what is wrong with it. */
export type CheckedOrder =
  | {
      readonly order: Order
      readonly name: MrzName
      readonly product: FoundCodes
      readonly notes: readonly OrderNote[]
    }
  | { readonly faults: readonly [OrderFault, ...OrderFault[]] }

/** What a certificate would state. */
export interface Shown {
  readonly certificate: HealthCertificate
  /** About how large it is; worked out when it is asked for. */
  readonly size: Size
  /** In how many codes it is: the chunks of a card, else one. At the very edge a card may be one more. */
  readonly symbols: number
  readonly notes: readonly OrderNote[]
}

/** What a certificate would state, or what is wrong with the order. */
export type Preview = Shown | { readonly faults: readonly [OrderFault, ...OrderFault[]] }

export interface Issuer {
  readonly formats: readonly FormatId[]
  /** Checks an order for a format, and issues nothing. */
  check(order: JsonValue, request: IssueRequest): CheckedOrder
  /** Shows what a certificate would state, signs nothing and takes no token. */
  preview(order: JsonValue, request: IssueRequest): Preview
  /**
   * Issues one certificate. It is verified before it is returned, as any verifier would.
   *
   * @throws {UsageError} `usage.issuer` if the signer may not sign this, is not in force, or its
   *   signature does not hold; `usage.argument` for a format that was not listed
   */
  issue(order: JsonValue, request: IssueRequest): Promise<IssueOutcome>
  /**
   * Reads what was issued before, as its verification does.
   *
   * @throws {UsageError} `usage.issuer` if it is not genuine by this issuer's key, at this time
   */
  readBack(texts: readonly string[], request: IssueRequest): Promise<HealthCertificate>
}

/**
 * Makes an issuer.
 *
 * @throws {UsageError} `usage.issuer` if a format needs what is not there, or the certificate is another
 *   key's or for another role
 */
export async function createIssuer(options: IssuerOptions): Promise<Issuer> {
  const { profile, formats, signer, crypto = webCrypto } = options
  const key = toSigningKey(options)
  for (const { format, needs } of formats) requireNeeds(format.id, needs, key, profile)
  if (key.certificate) {
    const certificate = readCertificate(key.certificate)
    for (const format of formats) requireRole(format, certificate)
  }
  if (signer.algorithm !== 'ES256') refuse('certificates are signed with ES256, by a key on P-256')
  const { trust, life, usages } = await createOwnTrust(key, profile, crypto)
  const rules = options.policies && { policies: options.policies }
  const given: Given = { options, key, life }
  const roads = new Map(
    formats.map((format): [FormatId, Road] => [
      format.format.id,
      { format, verifier: createVerifier({ formats: [format.format], trust, crypto, ...rules }) },
    ]),
  )
  const find = (id: FormatId): Road => {
    const found = roads.get(id)
    if (!found) throw new UsageError('usage.argument', `the issuer has no format ${id}`)
    return found
  }
  const check: Issuer['check'] = (json, request) =>
    checkFor(json, find(request.format).format, usages, request.now)
  const preview: Issuer['preview'] = (json, request) => {
    const checked = check(json, request)
    if ('faults' in checked) return checked
    const { format } = find(request.format)
    const draft = format.write({
      ...toPrepared(checked, given, plan(checked.order, format, request, given).times),
      salt: getSaltFiller(),
    })
    return {
      certificate: viewDraft(format, draft),
      get size() {
        return sizeOf(draft.toTexts(getSignatureFiller()))
      },
      get symbols() {
        return draft.toTexts(getSignatureFiller()).length
      },
      notes: checked.notes,
    }
  }
  async function issue(json: JsonValue, request: IssueRequest): Promise<IssueOutcome> {
    const checked = check(json, request)
    if ('faults' in checked) return checked
    const { format, verifier } = find(request.format)
    const prepared = await prepare(checked, format, request, given)
    const draft = format.write(prepared)
    const signed = signer.sign(draft.signedBytes)
    const texts = draft.toTexts(signed instanceof Promise ? await signed : signed)
    const { now, policy } = request
    const verification = await verifier.verify(texts, { now })
    const certificate = requireGenuine(verification, 'what was signed was not issued')
    const { token } = prepared
    return {
      issued: {
        format: request.format,
        texts,
        get size() {
          return sizeOf(texts)
        },
        certificate,
        verification,
        ...(policy && { admission: await verifier.verify(texts, { now, policy }) }),
        ...(token && { receipt: { list: token.list, index: token.index } }),
      },
    }
  }
  async function readBack(
    texts: readonly string[],
    { format, now }: IssueRequest,
  ): Promise<HealthCertificate> {
    const verification = await find(format).verifier.verify(texts, { now })
    return requireGenuine(verification, 'what was issued before cannot be read')
  }
  return { formats: formats.map(({ format }) => format.id), check, preview, issue, readBack }
}

/** One format, and the verifier of what is issued in it. */
interface Road {
  readonly format: IssuingFormat
  readonly verifier: Verifier
}

function toSigningKey({ signer, certificate, authority }: IssuerOptions): SigningKey {
  const own = certificate ?? signer.certificate
  return { key: signer.key, ...(own && { certificate: own }), ...(authority && { authority }) }
}

function requireNeeds(
  id: FormatId,
  needs: IssuingFormat['needs'],
  key: SigningKey,
  { url }: IssuerProfile,
): void {
  if (needs.includes('certificate') && !key.certificate)
    refuse(`${id} needs the signer’s certificate`)
  if (needs.includes('url') && !isIssuerUrl(url)) {
    refuse(`${id} needs the issuer’s URL: https, without a slash at its end`)
  }
}

/** VCI "Determining keys associated with an issuer". */
function isIssuerUrl(url = ''): boolean {
  return /^https:\/\/[^\s?#]+$/.test(url) && !url.endsWith('/')
}

function checkFor(
  json: JsonValue,
  format: IssuingFormat,
  usages: OwnTrust['usages'],
  now: number,
): CheckedOrder {
  const { order: read, name, faults: ofMembers } = readOrderMembers(json, now)
  const order = withCodes(read)
  const { fact } = order
  const product = fact.kind === 'vaccination' ? findProductCodes(fact) : NO_PRODUCT
  const isNamed = createNamed(ofMembers)
  const checked = { order, name, product }
  const ofFormat = fact.kind === undefined ? [] : findFormatFaults(checked, format, usages)
  const faults = [...ofMembers, ...ofFormat.filter((fault) => !isNamed(fault))]
  const [first, ...others] = withoutRepetition(faults)
  return first ? { faults: [first, ...others] } : { ...checked, notes: noteOrder(order, now) }
}

const NO_PRODUCT: FoundCodes = { isContradictory: false, cvx: [], icd11: [], whoProduct: [] }

/** The codes that formats look into: of an order with faults too, and of LOINC by its usual name. */
function withCodes(order: Order): Order {
  const { fact } = order
  if (fact.kind === 'test' && fact.codes) {
    return { ...order, fact: { ...fact, codes: toUsualCodes(fact.codes) } }
  }
  if (fact.kind !== 'vaccination' || fact.product) return order
  return { ...order, fact: { ...fact, product: [] } }
}

/** What is wrong with a member itself, or with all around it, is told once. */
function createNamed(faults: readonly OrderFault[]): (fault: OrderFault) => boolean {
  if (faults.length === 0) return () => false
  const wrong = faults.filter(({ kind }) => kind !== 'unknown-member')
  const named = new Set(wrong.map(({ path }) => path))
  return ({ path }) => {
    const [part = ''] = path.split('.')
    return named.has(path) || named.has(part) || (part === 'holder' && named.has('mrz'))
  }
}

function findFormatFaults(
  { order, name, product }: Pick<Checked, 'order' | 'name' | 'product'>,
  format: IssuingFormat,
  usages: OwnTrust['usages'],
): readonly OrderFault[] {
  const faults = [...format.findFaults(order, product, name)]
  if (usages && !isMeant(format, order, usages)) {
    const words = `what the signer’s certificate is for: ${usages.join(', ') || 'seals alone'}`
    faults.unshift(orderFault('fact.kind', 'not-in-format', words))
  }
  if (product.isContradictory) {
    const words = 'one product: its codes, its kind, its maker and the disease agree'
    faults.unshift(orderFault('fact.product', 'contradictory', words))
  }
  const ofCodes = order.fact.kind === 'test' ? findCodesFault(order.fact) : undefined
  return ofCodes ? [ofCodes, ...faults] : faults
}

/** A seal's signer is known by other marks, which its verification looks at. */
function isMeant(
  { format }: IssuingFormat,
  { fact }: Order,
  usages: NonNullable<OwnTrust['usages']>,
): boolean {
  return format.carrier.framework === 'vds-nc' || usages.includes(fact.kind)
}

interface Given {
  readonly options: IssuerOptions
  readonly key: SigningKey
  readonly life: SignerLife
}

const SALT_BYTES = 16
/** ES256 (RFC 7518 §3.4). */
const SIGNATURE_BYTES = 64
const NO_SALT: Bytes = new Uint8Array(SALT_BYTES)

const getSaltFiller = createFiller(SALT_BYTES)
/** Of the length of a true signature, and of no use as one. */
const getSignatureFiller = createFiller(SIGNATURE_BYTES)

type Checked = Extract<CheckedOrder, { readonly order: unknown }>

/** What cannot be revoked is not for keeping, whatever was asked for. */
function plan(
  order: Order,
  { isForLife }: IssuingFormat,
  { now, purpose = 'keeping' }: IssueRequest,
  { options, life }: Given,
): { readonly isKept: boolean; readonly times: Times } {
  const isKept = purpose === 'keeping' && options.nextToken !== undefined
  const endless = isKept && (isForLife?.(order) ?? false)
  return { isKept, times: toTimes(order, now, life, isKept ? 'keeping' : 'showing', endless) }
}

async function prepare(
  checked: Checked,
  format: IssuingFormat,
  request: IssueRequest,
  given: Given,
): Promise<PreparedOrder> {
  const { nextToken, random } = given.options
  const { isKept, times } = plan(checked.order, format, request, given)
  return {
    ...toPrepared(checked, given, times),
    ...(isKept && nextToken && { token: await nextToken() }),
    salt: isKept ? NO_SALT : random(SALT_BYTES),
  }
}

function toPrepared(
  { order, name, product }: Pick<Checked, 'order' | 'name' | 'product'>,
  { options: { profile: issuer }, key: signer }: Given,
  times: Times,
): Omit<PreparedOrder, 'salt'> {
  return { order, name, product, issuer, signer, ...times }
}

function viewDraft({ format }: IssuingFormat, { claims }: Draft): HealthCertificate {
  const opened = format.open(claims)
  if (!opened) throw new Error('unreachable: a format reads what it writes')
  return opened.view()
}

/** A specimen's is as good: its key is known for one. */
function requireGenuine(verification: Verification, otherwise: string): HealthCertificate {
  const { verdict } = verification
  if (verdict === 'genuine') return verification.certificate
  if (verdict === 'specimen' && verification.as === 'genuine' && 'certificate' in verification) {
    return verification.certificate
  }
  const code = verification.code ?? verdict
  const words = code.startsWith('key-usage.')
    ? 'the signer’s certificate is not for what the order states'
    : 'its verification fails'
  return refuse(`${otherwise}: ${words} (${code})`)
}

function refuse(reason: string): never {
  throw new UsageError('usage.issuer', reason)
}
