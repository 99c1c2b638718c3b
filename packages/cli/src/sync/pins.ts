/**
 * What the user pinned for a source that was brought by hand, as it lies beside its files: without it
 * the source could not be verified a second time.
 *
 * @module
 */

import {
  createObjectReader,
  decodeBase64,
  encodeBase64,
  type JsonValue,
  type ObjectReader,
  oneOf,
  text,
} from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import { ENVIRONMENTS, GDHCN_NETWORKS, readSpki, type SourceOptions } from 'pratique/trust'
import type { Bytes, PublicKey } from 'pratique/verify'

/** See `SourceOptions`, of which it is the part that is no port. */
export type Pins = Omit<SourceOptions, 'crypto'>

/** Writes pins as JSON. */
export function writePins(pins: Pins): JsonValue {
  const { signers, anchors, environment, fingerprint, signerKey, issuer } = pins
  const { masterListSigners, isFetched } = pins
  return {
    ...(signers && {
      signers: signers.map(({ network, key, isOriginRecorded }) => ({
        network,
        spki: encodeBase64(key.spki),
        isOriginRecorded,
      })),
    }),
    ...(anchors && {
      anchors: anchors.map((anchor) => ({
        environment: anchor.environment,
        fingerprint: anchor.fingerprint,
        origin: anchor.origin,
      })),
    }),
    ...(environment && { environment }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(signerKey && { signerKey: encodeBase64(signerKey.spki) }),
    ...(issuer !== undefined && { issuer }),
    ...(isFetched !== undefined && { isFetched }),
    ...(masterListSigners && {
      masterListSigners: {
        certificates: masterListSigners.certificates.map(encodeBase64),
        now: masterListSigners.now,
      },
    }),
  }
}

/** Reads pins. Inverse of {@link writePins}; what is wrong becomes an issue. */
export function parsePins(value: JsonValue, issues: string[]): Pins | undefined {
  const reader = createObjectReader(value, 'pins', issues)
  const signers = reader.array('signers', 'signers', (each) => parseSigner(each, issues))
  const anchors = reader.array('anchors', 'anchors', (each) => parseAnchor(each, issues))
  const environment = reader.optional('environment', 'an environment', oneOf(ENVIRONMENTS))
  const fingerprint = reader.optional('fingerprint', 'a text', text)
  const signerKey = reader.optional('signerKey', 'a key', publicKey)
  const issuer = reader.optional('issuer', 'a text', text)
  const isFetched = reader.optional('isFetched', 'true or false', boolean)
  const masterListSigners = reader.optional('masterListSigners', 'signers', (given) =>
    parseMasterListSigners(given, issues),
  )
  reader.finish()
  return {
    ...(signers && { signers }),
    ...(anchors && { anchors }),
    ...(environment && { environment }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(signerKey && { signerKey }),
    ...(issuer !== undefined && { issuer }),
    ...(isFetched !== undefined && { isFetched }),
    ...(masterListSigners && { masterListSigners }),
  }
}

function parseMasterListSigners(
  value: JsonValue,
  issues: string[],
): Pins['masterListSigners'] | undefined {
  const reader = createObjectReader(value, 'pins.masterListSigners', issues)
  const certificates = reader.array('certificates', 'certificates', base64)
  const now = reader.required('now', 'a time', (given) =>
    typeof given === 'number' ? given : undefined,
  )
  reader.finish()
  return certificates && now !== undefined ? { certificates, now } : undefined
}

function base64(value: JsonValue): Bytes | undefined {
  try {
    return typeof value === 'string' ? decodeBase64(value) : undefined
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

type Signer = NonNullable<Pins['signers']>[number]
type Anchor = NonNullable<Pins['anchors']>[number]

function parseSigner(value: JsonValue, issues: string[]): Signer | undefined {
  const reader = createObjectReader(value, 'pins.signers', issues)
  const network = reader.required('network', 'a network', oneOf(GDHCN_NETWORKS))
  const key = reader.required('spki', 'a key', publicKey)
  const isOriginRecorded = requireBoolean(reader)
  reader.finish()
  return network && key && isOriginRecorded !== undefined
    ? { network, key, isOriginRecorded }
    : undefined
}

function requireBoolean(reader: ObjectReader): boolean | undefined {
  return reader.required('isOriginRecorded', 'true or false', boolean)
}

function boolean(value: JsonValue): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function parseAnchor(value: JsonValue, issues: string[]): Anchor | undefined {
  const reader = createObjectReader(value, 'pins.anchors', issues)
  const environment = reader.required('environment', 'an environment', oneOf(ENVIRONMENTS))
  const fingerprint = reader.required('fingerprint', 'a text', text)
  const origin = reader.required('origin', 'a text', text)
  reader.finish()
  return environment && fingerprint !== undefined && origin !== undefined
    ? { environment, fingerprint, origin }
    : undefined
}

function publicKey(value: JsonValue): PublicKey | undefined {
  try {
    return typeof value === 'string' ? readSpki(decodeBase64(value)) : undefined
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
