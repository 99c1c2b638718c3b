/**
 * Keys whose curve is written out instead of named (SpecifiedECDomain, SEC 1 appendix C.2), as some
 * passport authorities write theirs.
 *
 * Who signs messages must name the curve (RFC 5480 §2.1.1), so that {@link file://./spki.ts | spki.ts}
 * knows such a key as `unknown`. An authority's is taken here, and only if every number is that of a
 * curve that we know: with a generator of one's own choice anybody can make a private key to a given
 * public one (CVE-2020-0601).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { type DerElement, readBitString, readDer, readInteger, readOid } from '../der/read.ts'
import { INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE } from '../der/tags.ts'
import { FormatError } from '../errors.ts'
import { encodeSpki } from './algorithm-identifier.ts'
import type { EcCurve } from './curves.ts'
import { BRAINPOOL_CURVES, type Curve, isHybrid, toPlainPoint } from './ec-point.ts'
import type { PublicKey } from './public-key.ts'

/** A curve with its generator (x, y) of order n. The cofactor is 1. */
interface Domain extends Curve {
  readonly x: bigint
  readonly y: bigint
  readonly n: bigint
}

/** SP 800-186 §3.2.1 and RFC 5639 §3. */
const DOMAINS: readonly Domain[] = [
  {
    kind: 'P-256',
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: 0xffffffff00000001000000000000000000000000fffffffffffffffffffffffcn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  {
    kind: 'P-384',
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    a: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffcn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
    y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  {
    kind: 'P-521',
    p: 0x1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffn,
    a: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffcn,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    x: 0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
    y: 0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
    n: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
  {
    kind: 'brainpoolP256r1',
    p: 0xa9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377n,
    a: 0x7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9n,
    b: 0x26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6n,
    x: 0x8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262n,
    y: 0x547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997n,
    n: 0xa9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7n,
  },
  {
    kind: 'brainpoolP320r1',
    p: 0xd35e472036bc4fb7e13c785ed201e065f98fcfa6f6f40def4f92b9ec7893ec28fcd412b1f1b32e27n,
    a: 0x3ee30b568fbab0f883ccebd46d3f3bb8a2a73513f5eb79da66190eb085ffa9f492f375a97d860eb4n,
    b: 0x520883949dfdbc42d3ad198640688a6fe13f41349554b49acc31dccd884539816f5eb4ac8fb1f1a6n,
    x: 0x43bd7e9afb53d8b85289bcc48ee5bfe6f20137d10a087eb6e7871e2a10a599c710af8d0d39e20611n,
    y: 0x14fdd05545ec1cc8ab4093247f77275e0743ffed117182eaa9c77877aaac6ac7d35245d1692e8ee1n,
    n: 0xd35e472036bc4fb7e13c785ed201e065f98fcfa5b68f12a32d482ec7ee8658e98691555b44c59311n,
  },
  {
    kind: 'brainpoolP384r1',
    p: 0x8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53n,
    a: 0x7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826n,
    b: 0x4a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11n,
    x: 0x1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1en,
    y: 0x8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315n,
    n: 0x8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565n,
  },
  {
    kind: 'brainpoolP512r1',
    p: 0xaadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca703308717d4d9b009bc66842aecda12ae6a380e62881ff2f2d82c68528aa6056583a48f3n,
    a: 0x7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94can,
    b: 0x3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94cadc083e67984050b75ebae5dd2809bd638016f723n,
    x: 0x81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d5f7c6d5047406a5e688b352209bcb9f822n,
    y: 0x7dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892n,
    n: 0xaadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069n,
  },
]

/** id-ecPublicKey (RFC 5480 §2.1.1) and prime-field (SEC 1 appendix C.1). */
const EC_PUBLIC_KEY = '1.2.840.10045.2.1'
const PRIME_FIELD = '1.2.840.10045.1.1'

/** ecdpVer1, 2 and 3: they differ in what was random about the curve (SEC 1 appendix C.2). */
const VERSIONS: readonly bigint[] = [1n, 2n, 3n]

/**
 * Turns a key of kind `unknown` into one of a named curve, if all that it says of its curve is that
 * curve's, or if it is a compressed point of a curve of Brainpool's. Any other key stays what it is.
 */
export function toNamedCurve(key: PublicKey): PublicKey {
  if (key.kind !== 'unknown') return key
  try {
    return readExplicitKey(key.spki) ?? key
  } catch (error) {
    if (error instanceof FormatError) return key
    throw error
  }
}

function readExplicitKey(spki: Bytes): PublicKey | undefined {
  const [algorithm, bits] = readDer(spki).children()
  const [oid, parameters, ...others] = algorithm?.children() ?? []
  if (!oid || !bits || !parameters || others.length > 0) return undefined
  if (readOid(oid) !== EC_PUBLIC_KEY) return undefined
  const domain = findDomain(parameters)
  const { bytes, unusedBits } = readBitString(bits)
  if (!domain || unusedBits !== 0 || isHybrid(bytes)) return undefined
  const point = toPlainPoint(domain, bytes)
  return point && { spki: encodeSpki(domain.kind, point), kind: domain.kind }
}

function findDomain(parameters: DerElement): Domain | undefined {
  if (parameters.tag !== OBJECT_IDENTIFIER) {
    return DOMAINS.find((domain) => isDomain(parameters, domain))
  }
  const kind: EcCurve | undefined = BRAINPOOL_CURVES.get(readOid(parameters))
  return DOMAINS.find((domain) => domain.kind === kind)
}

/** SpecifiedECDomain { version, fieldID, curve, base, order, cofactor OPTIONAL } */
function isDomain(parameters: DerElement, domain: Domain): boolean {
  const [version, field, curve, base, order, cofactor, ...others] = children(parameters)
  if (!version || !field || !curve || !base || !order || others.length > 0) return false
  return (
    VERSIONS.includes(readInteger(version)) &&
    isField(field, domain) &&
    isCurve(curve, domain) &&
    isGenerator(base, domain) &&
    readInteger(order) === domain.n &&
    (cofactor === undefined || (cofactor.tag === INTEGER && readInteger(cofactor) === 1n))
  )
}

/** FieldID { prime-field, p } */
function isField(field: DerElement, { p }: Domain): boolean {
  const [type, prime, ...others] = children(field)
  if (!type || !prime || others.length > 0) return false
  return readOid(type) === PRIME_FIELD && readInteger(prime) === p
}

/** Curve { a, b, seed OPTIONAL }. The seed tells how b was found; b itself is compared. */
function isCurve(curve: DerElement, domain: Domain): boolean {
  const [a, b] = children(curve)
  return isNumber(a, domain.a) && isNumber(b, domain.b)
}

function isGenerator(base: DerElement, domain: Domain): boolean {
  if (base.tag !== OCTET_STRING || isHybrid(base.contents)) return false
  const point = toPlainPoint(domain, base.contents)
  if (!point) return false
  const half = (point.length - 1) / 2
  const { x, y } = domain
  return toNumber(point.subarray(1, 1 + half)) === x && toNumber(point.subarray(1 + half)) === y
}

/** FieldElement: bytes of a number. */
function isNumber(element: DerElement | undefined, expected: bigint): boolean {
  return element?.tag === OCTET_STRING && toNumber(element.contents) === expected
}

function toNumber(bytes: Bytes): bigint {
  return BigInt(`0x0${encodeHex(bytes)}`)
}

function children(element: DerElement): readonly DerElement[] {
  return element.tag === SEQUENCE ? element.children() : []
}
