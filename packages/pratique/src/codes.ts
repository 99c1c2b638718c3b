/**
 * The registry of codes: every stable string that a check, a remark or an error can carry.
 *
 * A code is `<check>.<reason>`. It is declared here once and never renamed or reused within a major
 * version. `npm run check` holds that each has a vector that produces it, a message and a page.
 *
 * @module
 */

/** Why a check did not pass. */
export const CHECK_CODES = [
  // format: what the text is
  'format.prefix',
  'format.unsupported',
  'format.not-asked',
  'format.version',
  'format.length',
  'format.base45',
  'format.base64url',
  'format.base64',
  'format.base32',
  'format.numeric',
  'format.chunks',
  'format.chunk-missing',
  'format.file',
  'format.zlib',
  'format.deflate',
  'format.zip',
  'format.cbor',
  'format.cose',
  'format.jws',
  'format.json',
  'format.canonical',
  'format.certificate',
  'format.context',
  'format.document',
  'format.proof',
  'format.link',
  'format.jwe',
  'format.decrypt',
  'format.header',
  'format.claims',
  'format.der',
  'format.key',
  // signer: whose key it is
  'signer.unknown',
  'signer.list-missing',
  'signer.list-stale',
  'signer.evidence',
  'signer.not-issued',
  'signer.unsupported-authority',
  // signature
  'signature.invalid',
  'signature.algorithm',
  'signature.no-key',
  'signature.unsupported-key',
  // key-usage: may this key sign this
  'key-usage.not-allowed',
  'key-usage.weak-key',
  'key-usage.withdrawn',
  'key-usage.country',
  // validity of the signature in time
  'validity.expired',
  'validity.not-yet',
  'validity.unreadable',
  'validity.contradictory',
  'validity.clock',
  'validity.key-expired',
  'validity.key-not-yet',
  // revocation
  'revocation.revoked',
  'revocation.list-missing',
  'revocation.list-stale',
  'revocation.list-gap',
  'revocation.not-covered',
  // content: what is stated
  'content.unsupported',
  'content.structure',
  'content.implausible',
  'content.several-entries',
  'content.no-fact',
  'content.fhir',
  'content.unsigned',
  'content.link',
  'content.holder-unsigned',
  'content.ambiguous',
  'content.not-in-catalogue',
  'content.no-catalogue',
  'content.template-version',
  // holder: several certificates of one person
  'holder.mismatch',
  'holder.unclear',
  // policy
  'policy.unknown',
  'policy.value-missing',
  'policy.more-needed',
  'policy.not-met',
] as const

/** What is noted beside a verdict and never changes it. */
export const REMARK_CODES = [
  'content.issuer-form',
  'content.country-differs',
  'content.signer-country-differs',
  'content.extra-claims',
  'content.date-time',
  'content.partial-birth-date',
  'content.unreadable-date',
  'content.time-form',
  'content.dose-beyond-series',
  'content.dose-count',
  'content.legacy-field',
  'content.extra-field',
  'content.name-part-missing',
  'content.transliteration',
  'content.untrimmed',
  'content.not-normalised',
  'content.long-text',
  'content.empty-text',
  'content.identifier-form',
  'content.device-field',
  'content.unknown-code',
  'content.unknown-version',
  'content.not-minified',
  'content.unknown-resource',
  'content.status',
  'content.trailing-bytes',
  'content.byte-order-mark',
  'content.surrounding-space',
  'content.chunked',
  'content.long-card',
  'content.attestation',
  'content.padding',
  'content.prefix-case',
  'content.base64-form',
  'content.unsigned-member',
  'content.text-number',
  'content.development',
  'content.lifetime',
  'content.no-end-date',
  'content.flag-order',
  'content.unknown-flag',
  'content.link-expired',
  'content.content-type-missing',
  'signature.legacy-algorithm',
  'key-usage.variant-oid',
  'key-usage.foreign-oid',
  'validity.outlives-key',
  'validity.predates-key',
  'validity.long-lifetime',
  'validity.milliseconds',
  'revocation.none-published',
  'revocation.incomplete',
  'revocation.list-old',
  'revocation.parts',
] as const

/** What a caller did wrong. */
export const USAGE_CODES = [
  'usage.command',
  'usage.option',
  'usage.argument',
  'usage.date',
  'usage.input-missing',
  'usage.file-missing',
  'usage.file-directory',
  'usage.file-empty',
  'usage.file-unreadable',
  'usage.file-too-large',
  'usage.not-text',
  'usage.no-symbol',
  'usage.picture',
  'usage.trust-file',
  'usage.cases-file',
  'usage.unknown-code',
  'usage.catalogue-file',
  'usage.link',
  'usage.passcode',
] as const

/** What is out of reach. */
export const UNAVAILABLE_CODES = [
  'unavailable.algorithm',
  'unavailable.network',
  'unavailable.link',
  'unavailable.passcode',
] as const

export type CheckCode = (typeof CHECK_CODES)[number]
export type RemarkCode = (typeof REMARK_CODES)[number]
export type UsageCode = (typeof USAGE_CODES)[number]
export type UnavailableCode = (typeof UNAVAILABLE_CODES)[number]
export type Code = CheckCode | RemarkCode | UsageCode | UnavailableCode
