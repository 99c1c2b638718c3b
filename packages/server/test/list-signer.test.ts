import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { PratiqueError } from 'pratique/errors'
import { keepSpecimenAuthority } from '../src/demonstration/specimen-authority.ts'
import { openListSigner } from '../src/signing/open-list-signer.ts'

describe('the key that signs lists', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-list-signer-'))
  const at = (name: string) => join(folder, name)
  before(async () => {
    await keepSpecimenAuthority(folder, Date.now() / 1000 - 86_400)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('is opened if it is certified for them, or not certified here', async () => {
    await openListSigner({ key: at('lists.pem'), certificate: at('lists.crt') })
    await openListSigner({ key: at('lists.pem') })
  })

  for (const [what, key, certificate, words] of [
    ['another key', 'lists.pem', 'certificates.crt', /certifies another key/],
    ['a key of certificates', 'certificates.pem', 'certificates.crt', /--for revocation/],
    ['the authority itself', 'authority.pem', 'authority.crt', /--for revocation/],
  ] as const) {
    test(`is refused with a certificate of ${what}`, async () => {
      await assert.rejects(
        openListSigner({ key: at(key), certificate: at(certificate) }),
        (error: PratiqueError) => error.code === 'usage.certificate' && words.test(error.message),
      )
    })
  }
})
