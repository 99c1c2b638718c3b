/**
 * Changes to a list of the GDHCN that no importer may take.
 *
 * @module
 */

import { isJsonObject } from '../src/json/read.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'

type Tamper = (list: JsonObject) => JsonObject

const EXTRA: JsonObject = { trustLevel: 'high' }

/** Every kind of change, by name. */
export const TAMPERINGS: Readonly<Record<string, Tamper>> = {
  'an entry with a relative id': (list) => addEntry(list, { id: 'DCC:FRA:DSC#AAAAAAAAAAA=' }),
  'an entry with an empty id': (list) => addEntry(list, { id: '' }),
  'an entry with a space in its id': (list) => {
    return addEntry(list, { id: `${String(list['id'])}:DCC:FRA:DSC# AAAAAAAAAA=` })
  },
  'an entry with a line feed in its id': (list) => {
    return addEntry(list, { id: `${String(list['id'])}:DCC:FRA:DSC#AAAAAAAAAAA=\n` })
  },
  'an entry without an id': (list) => changeEntries(list, (all) => [...all, without(all[0], 'id')]),
  'an entry with a good id': (list) => {
    const id = `${String(list['id'])}:DCC:FRA:DSC#AAAAAAAAAAA=`
    return addEntry(list, { id, domain: { code: '#DCC' }, participant: { code: '#FRA' } })
  },
  'the same id twice': (list) => changeEntries(list, (all) => [...all, ...all.slice(0, 1)]),
  'one entry less': (list) => changeEntries(list, (all) => all.slice(1)),
  'a nested @context in an entry': (list) => {
    return changeEntry(list, { '@context': { participant: null } })
  },
  'a nested @context in a participant': (list) => {
    return changeEntry(list, { participant: { '@context': { code: null }, code: '#FRA' } })
  },
  'a nested @context in the proof': (list) => changeProof(list, { '@context': { nonce: null } }),
  '@included in the document': (list) => ({ ...list, '@included': [first(list)] }),
  '@included in an entry': (list) => changeEntry(list, { '@included': [first(list)] }),
  '@graph in the document': (list) => ({ ...list, '@graph': [first(list)] }),
  '@graph in an entry': (list) => changeEntry(list, { '@graph': [] }),
  '@reverse in the document': (list) => {
    return { ...list, '@reverse': { controller: first(list) } }
  },
  '@reverse in an entry': (list) => changeEntry(list, { '@reverse': {} }),
  '@id for id': (list) => ({ ...without(list, 'id'), '@id': list['id'] ?? null }),
  'a context that unmaps a member': (list) => ({
    ...list,
    '@context': [...toArray(list['@context']), { participant: null }],
  }),
  'one context less': (list) => ({ ...list, '@context': toArray(list['@context']).slice(0, 2) }),
  'an extra member in the document': (list) => ({ ...list, ...EXTRA }),
  'an extra member in an entry': (list) => changeEntry(list, EXTRA),
  'an extra member in the proof': (list) => changeProof(list, EXTRA),
  'an extra member in a JWK': (list) => changeJwk(list, EXTRA),
  'a member of null in an entry': (list) => changeEntry(list, { revoked: null }),
  'another domain': (list) => changeEntry(list, { domain: { code: '#DIVOC' } }),
  'another participant': (list) => changeEntry(list, { participant: { code: '#ZWE' } }),
  'another usage': (list) => changeEntry(list, { keyusage: { code: '#DECA' } }),
  'a domain without its mark': (list) => changeEntry(list, { domain: { code: 'DCC' } }),
  'another participant, in the id too': (list) => moveEntry(list, 'ZWE'),
  'another kid in the JWK': (list) => changeJwk(list, { kid: 'AAAAAAAAAAA=' }),
  'another kid, in the id too': (list) => {
    const id = String(first(list)['id']).replace(/#.*/, '#AAAAAAAAAAA=')
    return changeEntry(changeJwk(list, { kid: 'AAAAAAAAAAA=' }), { id })
  },
  'another certificate': (list) => {
    const other = toArray(member(member(list, 'verificationMethod', '1'), 'publicKeyJwk', 'x5c'))
    return changeJwk(list, { x5c: other })
  },
  'another date': (list) => changeProof(list, { created: '2026-09-01T00:00:00Z' }),
  'another nonce': (list) => changeProof(list, { nonce: 'AAAA' }),
  'another purpose': (list) => changeProof(list, { proofPurpose: 'authentication' }),
  'another signer': (list) => changeProof(list, { verificationMethod: 'did:web:example.org' }),
}

function addEntry(list: JsonObject, change: JsonObject): JsonObject {
  return changeEntries(list, (all) => [...all, { ...first(list), ...change }])
}

function changeEntry(list: JsonObject, change: JsonObject): JsonObject {
  return changeEntries(list, (all) => [{ ...first(list), ...change }, ...all.slice(1)])
}

function moveEntry(list: JsonObject, participant: string): JsonObject {
  const id = String(first(list)['id']).replace(/:[A-Z]+(:[A-Z]+#)/, `:${participant}$1`)
  return changeEntry(list, { id, participant: { code: `#${participant}` } })
}

function changeJwk(list: JsonObject, change: JsonObject): JsonObject {
  const jwk = first(list)['publicKeyJwk']
  return changeEntry(list, { publicKeyJwk: { ...(isJsonObject(jwk) ? jwk : {}), ...change } })
}

function changeProof(list: JsonObject, change: JsonObject): JsonObject {
  const { proof } = list
  return { ...list, proof: { ...(isJsonObject(proof) ? proof : {}), ...change } }
}

function changeEntries(
  list: JsonObject,
  change: (all: readonly JsonValue[]) => readonly JsonValue[],
): JsonObject {
  return { ...list, verificationMethod: change(toArray(list['verificationMethod'])) }
}

function first(list: JsonObject): JsonObject {
  const value = member(list, 'verificationMethod', '0')
  if (!isJsonObject(value)) throw new Error('the list has no entry')
  return value
}

function member(value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined {
  return names.reduce<JsonValue | undefined>((inner, name) => {
    if (isArray(inner)) return inner[Number(name)]
    return isJsonObject(inner) ? inner[name] : undefined
  }, value)
}

function without(value: JsonValue | undefined, name: string): JsonObject {
  const entries = isJsonObject(value) ? Object.entries(value) : []
  return Object.fromEntries(entries.filter(([each]) => each !== name))
}

function toArray(value: JsonValue | undefined): readonly JsonValue[] {
  return isArray(value) ? value : []
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}
