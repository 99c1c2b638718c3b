/**
 * What a deployment says of itself: whose bundles it takes, where newer ones lie, and what an office takes
 * by name. It stands in the page itself, whose digest the service worker knows: nothing that comes later can change it.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseQuorum } from 'pratique/bundle'
import { decodeJson, isJsonObject, type JsonObject, type JsonValue } from 'pratique/codecs'
import { type NetworkByName, TAKEN_BY_NAME } from 'pratique/trust'
import type { Plugin } from 'vite'
import type { KioskSite, Site } from '../src/data/site.ts'

/** By which the page finds it; `@pratique/node/page` puts another in its place. */
const ELEMENT = 'pratique-site'
const TYPE = 'pratique-site'
const MEMBERS = [
  ...[
    'type',
    'version',
    'quorum',
    'office',
    'leastBundle',
    'updates',
    'also',
    'opener',
    'kiosk',
    'resultSeconds',
  ],
]
const KIOSK_MEMBERS = ['start', 'destination', 'purpose']
/** How long a result may stand: long enough to be read, and no longer than to be compared. */
const RESULT_SECONDS = [5, 180] as const
/** Below the page: a path of plain names, without anything that leads elsewhere. */
const PATH = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/

/** The file that says it: `PRATIQUE_SITE`, or the one that stands here. */
export function siteFile(): string {
  return process.env['PRATIQUE_SITE'] ?? join(import.meta.dirname, '../site.json')
}

/** Reads the file. @throws {Error} that says what is wrong with it */
export function readSite(path: string = siteFile()): Site {
  try {
    return parseSite(decodeJson(new Uint8Array(readFileSync(path))).value)
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

/** @throws {Error} that says what is wrong with it */
export function parseSite(json: JsonValue): Site {
  if (!isJsonObject(json) || json['type'] !== TYPE || json['version'] !== 1) {
    throw new Error(`expected { "type": "${TYPE}", "version": 1, … }`)
  }
  const other = Object.keys(json).find((name) => !MEMBERS.includes(name))
  if (other !== undefined) throw new Error(`"${other}" is not known: use ${MEMBERS.join(', ')}`)
  const quorum = json['quorum']
  if (quorum !== undefined) parseQuorum(quorum)
  const office = json['office']
  if (office !== undefined && office !== false) throw new Error('"office" is false, or absent')
  if (office === false && quorum === undefined) {
    throw new Error('"office" has no effect without a "quorum": the page is no office then')
  }
  const leastBundle = wholeOf(json, 'leastBundle', [1, Number.MAX_SAFE_INTEGER])
  if (leastBundle !== undefined && quorum === undefined) {
    throw new Error('"leastBundle" has no effect without a "quorum"')
  }
  const updates = textOf(json, 'updates')
  if (updates !== undefined && !PATH.test(updates)) {
    throw new Error('"updates" is a path below the page, such as "updates/latest.bundle"')
  }
  if (updates !== undefined && quorum === undefined) {
    throw new Error('"updates" needs a "quorum": nothing is taken that nobody has signed')
  }
  const also = parseAlso(json['also'])
  if (also && office === false) throw new Error('"also" has no effect where all is taken')
  if (also && quorum === undefined) throw new Error('"also" has no effect without a "quorum"')
  const opener = textOf(json, 'opener')
  if (opener !== undefined && !isOrigin(opener)) {
    throw new Error('"opener" is one exact origin, such as "https://gate.example"')
  }
  const kiosk = parseKiosk(json['kiosk'])
  if (kiosk?.destination !== undefined && quorum === undefined) {
    throw new Error(
      '"destination" of "kiosk" needs a "quorum": no gate opens by rules nobody signed',
    )
  }
  const resultSeconds = wholeOf(json, 'resultSeconds', RESULT_SECONDS)
  return {
    ...(quorum !== undefined && { quorum }),
    ...(office === false && { office }),
    ...(leastBundle !== undefined && { leastBundle }),
    ...(updates !== undefined && { updates }),
    ...(also && { also }),
    ...(opener !== undefined && { opener }),
    ...(kiosk && { kiosk }),
    ...(resultSeconds !== undefined && { resultSeconds }),
  }
}

function parseKiosk(value: JsonValue | undefined): KioskSite | undefined {
  if (value === undefined) return undefined
  if (!isJsonObject(value)) throw new Error('"kiosk" is an object')
  const other = Object.keys(value).find((name) => !KIOSK_MEMBERS.includes(name))
  if (other !== undefined)
    throw new Error(`"${other}" is not known: use ${KIOSK_MEMBERS.join(', ')}`)
  const start = textOf(value, 'start')
  if (start !== 'always' && start !== 'on-request') {
    throw new Error('"start" of "kiosk" is "always", or "on-request": by #kiosk behind the address')
  }
  const [destination, purpose] = [textOf(value, 'destination'), textOf(value, 'purpose')]
  if (destination !== undefined && !/^[A-Z]{2}$/.test(destination)) {
    throw new Error('"destination" of "kiosk" is the two letters of a country, such as CH')
  }
  if (purpose !== undefined && destination === undefined) {
    throw new Error('"purpose" of "kiosk" has no effect without a "destination"')
  }
  return {
    start,
    ...(destination !== undefined && { destination }),
    ...(purpose !== undefined && { purpose }),
  }
}

function textOf(json: JsonObject, name: string): string | undefined {
  const value = json[name]
  if (value === undefined || typeof value === 'string') return value
  throw new Error(`"${name}" is a text`)
}

function wholeOf(
  json: JsonObject,
  name: string,
  [least, most]: readonly [number, number],
): number | undefined {
  const value = json[name]
  if (value === undefined) return undefined
  const isWhole = typeof value === 'number' && Number.isInteger(value)
  if (isWhole && value >= least && value <= most) return value
  throw new Error(`"${name}" is a whole number from ${least} to ${most}`)
}

function parseAlso(value: JsonValue | undefined): readonly NetworkByName[] | undefined {
  if (value === undefined) return undefined
  const names = Array.isArray(value) ? value : [value]
  return names.map((name) => {
    if (typeof name === 'string' && Object.hasOwn(TAKEN_BY_NAME, name)) return name as NetworkByName
    throw new Error(`"also" is a list of ${Object.keys(TAKEN_BY_NAME).join(', ')}`)
  })
}

/** Plain HTTP for one local address that is named, port and all. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { origin, protocol, hostname } = new URL(text)
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1'
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && isLocal))
}

/** Puts it into the page as a block of data, which no browser runs. */
export function site(): Plugin {
  return {
    name: 'pratique-site',
    transformIndexHtml: () => [
      {
        tag: 'script',
        attrs: { type: 'application/json', id: ELEMENT },
        // No text in it ends the block.
        children: JSON.stringify(readSite()).replaceAll('<', '\\u003c'),
        injectTo: 'head',
      },
    ],
  }
}
