/**
 * The published lists of the GDHCN, which lie beside the repository and never in it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { isJsonObject } from '../src/json/read.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import { readJwk } from '../src/keys/jwk.ts'
import { webCrypto } from '../src/keys/web-crypto.ts'
import { importGdhcnList } from '../src/trust/gdhcn/gdhcn.ts'
import type { GdhcnNetwork } from '../src/trust/gdhcn/networks.ts'
import type { GdhcnSigner } from '../src/trust/gdhcn/proof.ts'
import type { GdhcnImport } from '../src/trust/gdhcn/report.ts'
import { toBytes } from './make-gdhcn.ts'

const CORPUS = new URL('../../../../shared/corpus/trust/', import.meta.url)

/** Why tests of the lists are skipped; `false`: they are here. */
export const noCorpus: false | string = existsSync(CORPUS)
  ? false
  : 'no corpus beside the repository'

export function importPublished(list: JsonValue, network: GdhcnNetwork): Promise<GdhcnImport> {
  const options = { signers: [readSigner(network)], anchored: readAnchored(network) }
  return importGdhcnList(toBytes(list), { crypto: webCrypto, ...options })
}

/** The root list of a network: all of it that the corpus has, and all that there is to import. */
export function readPublished(network: GdhcnNetwork): JsonObject {
  return readJson(`gdhcn-${network}-trustlist-v2.json`)
}

/** The entries of a list. */
export function entriesOf(list: JsonObject): readonly JsonObject[] {
  const methods = list['verificationMethod']
  assert.ok(Array.isArray(methods))
  return methods.map((method: JsonValue) => {
    assert.ok(isJsonObject(method))
    return method
  })
}

/** Certificates that have a CMS of the trust anchor; that it verifies is not this importer's to say. */
function readAnchored(network: GdhcnNetwork): ReadonlySet<string> {
  const url = new URL(`gdhcn-${network}-cms.jsonl`, CORPUS)
  if (!existsSync(url)) return new Set()
  const lines = readFileSync(url, 'utf8').trim().split('\n')
  return new Set(
    lines.map((line) => {
      const { certificateRawData = '' }: { readonly certificateRawData?: string } = JSON.parse(line)
      return createHash('sha256').update(Buffer.from(certificateRawData, 'base64')).digest('hex')
    }),
  )
}

function readSigner(network: GdhcnNetwork): GdhcnSigner {
  const signer = readJson('gdhcn-did-signers.json')[network]
  assert.ok(isJsonObject(signer) && isJsonObject(signer['jwk']))
  return { network, key: readJwk(signer['jwk']), isOriginRecorded: signer['published'] === true }
}

function readJson(name: string): JsonObject {
  const value: JsonValue = JSON.parse(readFileSync(new URL(name, CORPUS), 'utf8'))
  assert.ok(isJsonObject(value))
  return value
}
