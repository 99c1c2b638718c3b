import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/any-character.ts'
import { API_ACCESS, CARDS, FHIR, LINK_KEY, sealFile } from '../../../test/make-link.ts'
import { FormatError } from '../../errors.ts'
import { openLinkFile } from './open-link-file.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 100) }

const CARD_FILE = '{"verifiableCredential":["eyJ.a.b"]}'
const BUNDLE = '{"resourceType":"Bundle","type":"collection"}'
const TOKEN = '{"access_token":"SECRET","aud":"https://fhir.example"}'

describe('openLinkFile', () => {
  test('hands on cards as they are, for a verifier', async () => {
    assert.deepEqual(await openLinkFile(sealFile(CARD_FILE, { cty: CARDS }), LINK_KEY), {
      kind: 'smart-health-card',
      contentType: CARDS,
      text: CARD_FILE,
      remarks: [],
    })
  })

  test('opens what is compressed', async () => {
    const file = await openLinkFile(sealFile(BUNDLE, { cty: FHIR, zip: 'DEF' }), LINK_KEY)
    assert.equal(file.kind === 'fhir' && file.text, BUNDLE)
  })

  test('names access to a server, and shows nothing of it', async () => {
    const file = await openLinkFile(sealFile(TOKEN, { cty: API_ACCESS }), LINK_KEY)
    assert.deepEqual(file, { kind: 'api-access', contentType: API_ACCESS, remarks: [] })
  })

  test('names what it does not know', async () => {
    const file = await openLinkFile(sealFile('%PDF', { cty: 'application/pdf' }), LINK_KEY)
    assert.deepEqual([file.kind, 'text' in file], ['other', false])
  })

  test('believes the file before the manifest, then the manifest, then what it sees', async () => {
    const kindOf = async (text: string, header: { cty?: string }, contentType?: string) => {
      const options = contentType === undefined ? {} : { contentType }
      const file = await openLinkFile(sealFile(text, header), LINK_KEY, options)
      return [file.kind, ...file.remarks.map(({ code }) => code)]
    }
    const missing = 'content.content-type-missing'
    assert.deepEqual(await kindOf(BUNDLE, { cty: FHIR }, CARDS), ['fhir'])
    assert.deepEqual(await kindOf(BUNDLE, {}, FHIR), ['fhir', missing])
    assert.deepEqual(await kindOf(BUNDLE, {}), ['fhir', missing])
    assert.deepEqual(await kindOf(CARD_FILE, {}), ['smart-health-card', missing])
    assert.deepEqual(await kindOf(TOKEN, {}), ['api-access', missing])
    assert.deepEqual(await kindOf('{}', {}), ['other', missing])
    assert.deepEqual(await kindOf(BUNDLE, { cty: 'fhir+json' }), ['fhir'])
    assert.deepEqual(await kindOf(BUNDLE, { cty: 'Application/FHIR+json; fhirVersion=4.0.1' }), [
      'fhir',
    ])
  })

  test('refuses what is not what it is said to be', async () => {
    const codeOf = (text: string, cty: string) => openLinkFile(sealFile(text, { cty }), LINK_KEY)
    await assert.rejects(codeOf('{', FHIR), { code: 'format.json' })
    await assert.rejects(codeOf('[]', FHIR), { code: 'format.file' })
    await assert.rejects(codeOf('{}', FHIR), { code: 'format.file' })
    await assert.rejects(codeOf(BUNDLE, CARDS), { code: 'format.file' })
    await assert.rejects(codeOf('{"resourceType":"a","resourceType":"b"}', FHIR), {
      code: 'format.json',
    })
  })

  test('refuses other keys, changed files, and endless ones', async () => {
    const sealed = sealFile(BUNDLE, { cty: FHIR })
    await assert.rejects(openLinkFile(sealed, LINK_KEY.with(0, 9)), { code: 'format.decrypt' })
    await assert.rejects(openLinkFile(`${sealed}.A`, LINK_KEY), { code: 'format.jwe' })
    await assert.rejects(openLinkFile('A'.repeat(2e6), LINK_KEY), { code: 'format.length' })
    const bomb = sealFile(' '.repeat(5e6), { cty: FHIR, zip: 'DEF' })
    await assert.rejects(openLinkFile(bomb, LINK_KEY), { code: 'format.deflate' })
  })

  test('any content has an answer or a FormatError, and always the same', async () => {
    const contents = fc.oneof(fc.json(), fc.string({ unit: ANY_CHARACTER }))
    const types = fc.constantFrom(CARDS, FHIR, API_ACCESS, '', 'x')
    await fc.assert(
      fc.asyncProperty(contents, types, async (text, cty) => {
        const sealed = sealFile(text, { cty })
        assert.deepEqual(await attempt(sealed), await attempt(sealed))
      }),
      RUNS,
    )
  })
})

async function attempt(text: string): Promise<unknown> {
  try {
    return await openLinkFile(text, LINK_KEY)
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
}
