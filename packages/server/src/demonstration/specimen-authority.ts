/**
 * An authority of a fictional state, for trying things out: its keys are made anew, and nobody trusts them.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeCrypto } from '@pratique/node/crypto'
import { readKeyFile } from '@pratique/node/key-file'
import { createKeyFile } from '@pratique/node/new-key-file'
import {
  certifyRequest,
  type Purpose,
  readCertificate,
  readCertificateRequest,
  type SignPort,
  writeAuthority,
  writeCertificateRequest,
  writePem,
} from 'pratique/keys'

const COUNTRY = 'UT'
const NAME = 'Specimen authority of Utopia'
const CARD_URL = 'https://utopia.pratique.example/cards'
const SERIAL_BYTES = 16

/** The file of its configuration. */
export const CONFIG_FILE = 'pratique.config.json'

/**
 * Makes the authority in a folder, or leaves the one that is there.
 *
 * @param now seconds since the epoch
 * @returns the path of its configuration
 */
export async function keepSpecimenAuthority(folder: string, now: number): Promise<string> {
  const config = join(folder, CONFIG_FILE)
  if (existsSync(config)) return config
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const root = makeKey(folder, 'authority')
  const subject = { country: COUNTRY, organization: NAME, commonName: NAME }
  const authority = await writeAuthority({ subject, ...lifeFrom(now) }, root, nodeCrypto)
  writeCertificate(folder, 'authority', authority)
  const certify = async (name: string, purpose: Purpose): Promise<void> => {
    const signer = makeKey(folder, name)
    const asked = { ...subject, commonName: `${NAME}, ${name}` }
    const request = readCertificateRequest(await writeCertificateRequest(asked, signer, nodeCrypto))
    const options = {
      authority: readCertificate(authority),
      purpose,
      crypto: nodeCrypto,
      ...lifeFrom(now),
    }
    writeCertificate(folder, name, await certifyRequest(request, options, root))
  }
  await certify('certificates', ['test', 'vaccination', 'recovery'])
  await certify('seals', 'seals')
  await certify('lists', 'revocation-lists')
  makeKey(folder, 'cards')
  makeKey(folder, 'bundle')
  // Last: whoever finds it finds all that it names.
  writeFileSync(config, `${JSON.stringify(toConfig(), null, 2)}\n`, { mode: 0o600 })
  return config
}

/** Whose word counts: of cards none, as their keys stand at the address of their issuer. */
const KEYS = ['authority.crt', 'certificates.crt', 'lists.crt']

function toConfig(): object {
  const keyOf = (name: string) => ({ key: `${name}.pem`, certificate: `${name}.crt` })
  return {
    authority: { country: COUNTRY, name: NAME, url: CARD_URL },
    signatories: [
      { ...keyOf('certificates'), formats: ['eu-dcc'] },
      { ...keyOf('seals'), authority: 'authority.crt', formats: ['vds-nc'] },
      { key: 'cards.pem', formats: ['smart-health-card'] },
    ],
    lists: { ...keyOf('lists'), folder: 'published' },
    database: { folder: 'data' },
    secrets: 'secrets',
    bundle: { signers: [{ name: NAME, key: 'bundle.pem' }], trust: KEYS },
    trust: [...KEYS, 'published'],
  }
}

function lifeFrom(now: number) {
  return { serialNumber: new Uint8Array(randomBytes(SERIAL_BYTES)), notBefore: Math.floor(now) }
}

function makeKey(folder: string, name: string): SignPort {
  const path = join(folder, `${name}.pem`)
  createKeyFile(path)
  return readKeyFile(new Uint8Array(readFileSync(path)))
}

function writeCertificate(folder: string, name: string, der: Uint8Array<ArrayBuffer>): void {
  writeFileSync(join(folder, `${name}.crt`), writePem('CERTIFICATE', der))
}
