/**
 * `pratique keys show`: how formats name a key, what it may sign, and when.
 *
 * @module
 */

import { readPublicKeyFile } from '@pratique/node/key-file'
import { isPkcs11Uri } from '@pratique/node/pkcs11-uri'
import { UsageError } from 'pratique/errors'
import { readCertificate, readCertificateRequest, toSigningJwk } from 'pratique/keys'
import type { Bytes, PublicKey } from 'pratique/verify'
import { named } from '../bundle/named.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { readBlocks, readIfAny } from '../keys/certificate-files.ts'
import { type ShownKey, tellKey, writeFacts } from '../keys/describe-key.ts'
import { type SignerOptions, withSigner } from '../keys/open-signer.ts'
import { quote, toJsonLine } from '../output/visible.ts'

export const USAGE = `Usage: pratique keys show FILE… [OPTION…]

Shows keys: of certificates, requests, public and private keys, and of tokens by their address. It
tells the identifier by which a format names the key ("kid": of the EU and the WHO the beginning of
the certificate's SHA-256, of SMART Health Cards the thumbprint), what lists of revocations, bundles
and policies call it as their signer, what it may sign, and when.

Options
  --jwks                   the public keys as an issuer of SMART Health Cards publishes them, in
                           ".well-known/jwks.json", and nothing else
  --passphrase-file FILE   the first line of FILE is the passphrase or PIN
  --json                   one JSON object for each key, a line each, and nothing else
  --help                   this text

Examples
  pratique keys show dsc.crt
  pratique keys show shc-2026.pem shc-2027.pem --jwks > jwks.json
`

const OPTIONS = {
  jwks: { type: 'boolean' },
  'passphrase-file': { type: 'string' },
  json: { type: 'boolean' },
} as const

const PRIVATE = /-----BEGIN [A-Z ]*PRIVATE KEY-----/

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length === 0) {
      throw new UsageError(
        'usage.argument',
        'keys show takes files, or addresses of keys in tokens',
      )
    }
    const options = { passphraseFile: values['passphrase-file'] }
    const keys: ShownKey[] = []
    for (const name of positionals) keys.push(...(await readKeys(name, io, options)))
    if (values.jwks) {
      io.out(`${JSON.stringify({ keys: keys.map(toJwk) }, undefined, 2)}\n`)
      return 0
    }
    for (const shown of keys) {
      const facts = await tellKey(shown)
      io.out(values.json ? toJsonLine(facts) : writeFacts(facts))
    }
    return 0
  },
)

async function readKeys(
  name: string,
  io: Io,
  options: SignerOptions,
): Promise<readonly ShownKey[]> {
  if (isPkcs11Uri(name)) return [await readSecretKey(name, io, options)]
  const bytes = readFileBytes(name)
  const text = new TextDecoder().decode(bytes)
  if (PRIVATE.test(text)) return [await readSecretKey(name, io, options)]
  const found = named(name, 'usage.certificate', () => readPublicParts(bytes))
  if (found.length > 0) return found
  return [{ kind: 'key', key: named(name, 'usage.key-file', () => readPublicKeyFile(bytes)) }]
}

/** PEM says what it is; DER is a certificate, or else a request. */
function readPublicParts(bytes: Bytes): readonly ShownKey[] {
  const certificates = readBlocks(bytes, 'certificate')
  const isDer = certificates[0] === bytes
  const read = isDer ? readIfAny(() => certificates.map(toCertificate)) : undefined
  if (read) return read
  if (!isDer && certificates.length > 0) return certificates.map(toCertificate)
  return readBlocks(bytes, 'certificate-request').map((der) => ({
    kind: 'request',
    request: readCertificateRequest(der),
  }))
}

function toCertificate(der: Bytes): ShownKey {
  return { kind: 'certificate', certificate: readCertificate(der) }
}

function readSecretKey(name: string, io: Io, options: SignerOptions): Promise<ShownKey> {
  return withSigner(name, io, options, async ({ key, certificate }) =>
    certificate
      ? {
          kind: 'certificate',
          certificate: named(name, 'usage.certificate', () => readCertificate(certificate)),
        }
      : { kind: 'key', key },
  )
}

function toJwk(shown: ShownKey): object {
  const jwk = toSigningJwk(keyOf(shown))
  if (jwk) return jwk
  const words = `a key on ${quote(keyOf(shown).kind)} signs no SMART Health Card: they take P-256`
  throw new UsageError('usage.key-file', words)
}

function keyOf(shown: ShownKey): PublicKey {
  switch (shown.kind) {
    case 'certificate':
      return shown.certificate.publicKey
    case 'request':
      return shown.request.publicKey
    case 'key':
      return shown.key
  }
}
