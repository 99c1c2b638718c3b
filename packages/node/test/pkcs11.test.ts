/**
 * Keys in tokens: their addresses, signing in SoftHSM, and all that may be wrong with a token.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { createRequire } from 'node:module'
import { before, describe, test } from 'node:test'
import {
  readCertificate,
  readCertificateRequest,
  writeAuthority,
  writeCertificateRequest,
} from 'pratique/keys'
import { MODULE, makeTokens, PIN, WITHOUT_TOKEN } from '../../pratique/test/made-token.ts'
import { nodeCrypto } from '../src/crypto.ts'
import type { Attribute, Cryptoki } from '../src/signing/cryptoki.ts'
import { readKeyFile } from '../src/signing/key-file.ts'
import { openTokenSigner, type TokenOptions } from '../src/signing/pkcs11.ts'
import { isPkcs11Uri, parsePkcs11Uri } from '../src/signing/pkcs11-uri.ts'

const KEY_FILE = { name: 'UsageError', code: 'usage.key-file' } as const
const KEY_STORE = { name: 'UnavailableError', code: 'unavailable.key-store' } as const

describe('RFC 7512: addresses', () => {
  test('are told from names of files', () => {
    for (const text of ['pkcs11:', 'PKCS11:object=a', 'pkcs11:?'])
      assert.ok(isPkcs11Uri(text), text)
    for (const text of ['', 'pkcs11', 'pkcs11.pem', './pkcs11:a', ' pkcs11:a']) {
      assert.ok(!isPkcs11Uri(text), text)
    }
  })

  test('say which token, key and module', () => {
    const text =
      'pkcs11:token=Health%20keys;object=dsc-1;id=%01%ab7;type=private;serial=0f' +
      '?module-path=/usr/lib/hsm.so&pin-source=file:///run/pin'
    assert.deepEqual(parsePkcs11Uri(text), {
      token: 'Health keys',
      serial: '0f',
      object: 'dsc-1',
      id: Uint8Array.of(1, 0xab, 0x37),
      modulePath: '/usr/lib/hsm.so',
      pinSource: '/run/pin',
    })
    assert.deepEqual(parsePkcs11Uri('PKCS11:object=a=b;slot-id=3?module-path=/m'), {
      object: 'a=b',
      slotId: 3,
      modulePath: '/m',
    })
    const windows = 'pkcs11:object=a?module-path=C:%5Chsm.dll&pin-source=/run/pin'
    assert.deepEqual(parsePkcs11Uri(windows), {
      object: 'a',
      modulePath: 'C:\\hsm.dll',
      pinSource: '/run/pin',
    })
  })

  const wrong = [
    'object=a?module-path=/m',
    'pkcs11:?module-path=/m',
    'pkcs11:token=a?module-path=/m',
    'pkcs11:object=a',
    'pkcs11:object=a?module-path=hsm.so',
    'pkcs11:object=a?module-path=/m?x',
    'pkcs11:object=a;object=b?module-path=/m',
    'pkcs11:object=a;color=red?module-path=/m',
    'pkcs11:object=a;?module-path=/m',
    'pkcs11:object=%zz?module-path=/m',
    'pkcs11:object=%ff?module-path=/m',
    'pkcs11:object=a b?module-path=/m',
    'pkcs11:object=a;type=public?module-path=/m',
    'pkcs11:object=a;slot-id=x?module-path=/m',
    'pkcs11:object=a?module-path=/m&pin-value=1234',
    'pkcs11:object=a;pin-value=1234?module-path=/m',
    'pkcs11:object=a?module-path=/m&pin-source=|cat',
    'pkcs11:object=a?object=b&module-path=/m',
  ]
  for (const text of wrong) {
    test(`not ${text}`, () => {
      assert.throws(() => parsePkcs11Uri(text), KEY_FILE)
      assert.throws(
        () => parsePkcs11Uri(text),
        (error: Error) => !error.message.includes('1234'),
      )
    })
  }
})

/** Its folder outlives the tests of this file. */
const tokens = makeTokens()

describe('SoftHSM', { skip: WITHOUT_TOKEN }, () => {
  const data = new TextEncoder().encode('to be signed')
  const ECDSA_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  before(() => {
    // The module reads it when it is loaded, once in this process.
    process.env['SOFTHSM2_CONF'] = tokens.config
    for (const label of ['health', 'other']) tokens.add(label)
    tokens.importKey('health', { label: 'dsc', id: '01', key: ECDSA_KEY.privateKey })
    tokens.importKey('health', { label: 'twin', id: '02' })
    tokens.importKey('health', { label: 'twin', id: '03' })
    tokens.importKey('health', { label: 'large', id: '04', curve: 'P-384' })
  })

  function open(path: string, options: Partial<TokenOptions> = {}) {
    const uri = parsePkcs11Uri(`pkcs11:${path}?module-path=${MODULE}`)
    return openTokenSigner(uri, { pin: () => PIN, ...options })
  }

  test('signs as the key that was put there', async () => {
    const signer = await open('token=health;object=dsc')
    const spki = new Uint8Array(ECDSA_KEY.publicKey.export({ type: 'spki', format: 'der' }))
    assert.deepEqual([signer.algorithm, signer.key], ['ES256', { kind: 'P-256', spki }])
    const ready = await nodeCrypto.prepareKey(signer.key)
    const signatures = await Promise.all([1, 2, 3].map(() => signer.sign(data)))
    for (const signature of signatures) {
      assert.equal(signature.length, 64)
      assert.equal(await ready.verify('ES256', signature, data), true)
    }
    // Each has a random part of its own, which the token made.
    assert.equal(new Set(signatures.map((each) => Buffer.from(each).toString('hex'))).size, 3)
    signer.close()
    signer.close()
  })

  test('finds a key by its identifier, or by both', async () => {
    for (const path of ['token=health;id=%01', 'token=health;object=twin;id=%03']) {
      const signer = await open(path)
      assert.equal((await signer.sign(data)).length, 64)
      signer.close()
    }
  })

  test('signs a request and the certificate of an authority', async () => {
    const signer = await open('token=health;object=dsc')
    const subject = { country: 'UT', commonName: 'DSC in a token' }
    const request = await writeCertificateRequest(subject, signer, nodeCrypto)
    assert.deepEqual(readCertificateRequest(request).publicKey, signer.key)
    const serialNumber = new Uint8Array(16).fill(1)
    const life = { subject, serialNumber, notBefore: 1_800_000_000 }
    const der = await writeAuthority(life, signer, nodeCrypto)
    assert.equal(readCertificate(der).isCa, true)
    signer.close()
  })

  test('says what is wrong: PIN, token, key, kind', async () => {
    // First of all: whoever has logged in stays so for the whole process.
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['token=nobody;object=dsc', /no such token/],
      ['object=dsc', /2 tokens.*health, other|2 tokens.*other, health/],
      ['token=health;object=none', /no private key/],
      ['token=health;object=twin', /several/],
      ['token=health;object=large', /P-256/],
      ['token=health;slot-id=1;object=dsc', /no such token/],
    ]
    for (const [path, message] of wrong) {
      await assert.rejects(open(path), { ...KEY_FILE, message })
    }
  })

  test('a wrong PIN, which is in no message', async () => {
    const pin = () => '000000'
    await assert.rejects(open('token=other;object=dsc', { pin }), (error: Error) => {
      assert.match(error.message, /PIN is not/)
      return !error.message.includes('000000')
    })
  })

  test('a session that is lost is opened anew; a token that is gone is told', async () => {
    const signer = await open('token=health;object=dsc')
    closeAll()
    assert.equal((await signer.sign(data)).length, 64)
    closeAll()
    closeAll()
    assert.equal((await signer.sign(data)).length, 64)
    signer.close()
  })

  /** As another part of the process, or the token itself, may do. */
  function closeAll(): void {
    const { PKCS11 } = createRequire(import.meta.url)('pkcs11js')
    const cryptoki = new PKCS11()
    cryptoki.load(MODULE)
    for (const slot of cryptoki.C_GetSlotList(true)) cryptoki.C_CloseAllSessions(slot)
  }

  test('a module that is not there, or is none', async () => {
    for (const path of ['/no/such/module.so', '/etc/hostname']) {
      const uri = parsePkcs11Uri(`pkcs11:object=dsc?module-path=${path}`)
      await assert.rejects(openTokenSigner(uri, { pin: () => PIN }), KEY_STORE)
    }
  })
})

describe('what a module answers', () => {
  const uri = parsePkcs11Uri('pkcs11:object=dsc?module-path=/m')

  /** A module whose functions do nothing, or as they are told. */
  function fake(functions: Partial<Cryptoki>): Pick<TokenOptions, 'load' | 'pin'> {
    const info = { label: 'a', manufacturerID: '', model: '', serialNumber: '', flags: 0x404 }
    const nothing = (): void => undefined
    const base: Cryptoki = {
      load: nothing,
      C_Initialize: nothing,
      C_GetSlotList: () => [Uint8Array.of(1)],
      C_GetTokenInfo: () => info,
      C_OpenSession: () => Uint8Array.of(1),
      C_CloseSession: nothing,
      C_Login: nothing,
      C_FindObjectsInit: nothing,
      C_FindObjects: () => [],
      C_FindObjectsFinal: nothing,
      C_GetAttributeValue: () => [],
      C_SignInit: nothing,
      C_Sign: () => new Uint8Array(64),
    }
    return { load: () => ({ ...base, ...functions }), pin: () => PIN }
  }

  const fails = (code: number) => (): never => {
    throw Object.assign(new Error(`CKR_SOMETHING:${code}`), { code })
  }

  const cases: readonly (readonly [string, Partial<Cryptoki>, object])[] = [
    ['a PIN that is locked', { C_Login: fails(0xa4) }, KEY_FILE],
    ['a PIN that has expired', { C_Login: fails(0xa3) }, KEY_FILE],
    ['a PIN of another length', { C_Login: fails(0xa2) }, KEY_FILE],
    ['a token that was taken out', { C_OpenSession: fails(0x32) }, KEY_STORE],
    ['no token in the slot', { C_GetTokenInfo: fails(0xe0) }, KEY_STORE],
    ['a fault of the token', { C_FindObjectsInit: fails(0x30) }, KEY_STORE],
    ['an error that nobody expects', { C_GetSlotList: fails(0x5) }, KEY_STORE],
    ['no tokens at all', { C_GetSlotList: () => [] }, KEY_FILE],
    ['no key', {}, KEY_FILE],
  ]
  for (const [name, functions, error] of cases) {
    test(name, () => assert.rejects(openTokenSigner(uri, fake(functions)), error))
  }

  test('whoever is logged in already may go on', async () => {
    const options = fake({ C_Login: fails(0x100) })
    await assert.rejects(openTokenSigner(uri, options), { message: /no private key/ })
  })

  test('a bug is no answer of a token', async () => {
    const options = fake({
      C_GetSlotList: () => {
        throw new RangeError('a bug')
      },
    })
    await assert.rejects(openTokenSigner(uri, options), RangeError)
  })

  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const POINT = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65)

  /** A token with a key, and a certificate beside it if there is one. */
  function withKey(certificate?: Uint8Array): Partial<Cryptoki> {
    let asked: readonly Attribute[] = []
    const values: Readonly<Record<number, Uint8Array>> = {
      17: certificate ?? new Uint8Array(),
      256: Uint8Array.of(3, 0, 0, 0),
      384: Buffer.from('06082a8648ce3d030107', 'hex'),
      // Some tokens leave the OCTET STRING out.
      385: POINT,
    }
    return {
      C_FindObjectsInit: (_, template) => {
        asked = template
      },
      C_FindObjects: () => {
        const isCertificate = asked[0]?.value === 1
        return isCertificate && !certificate ? [] : [Uint8Array.of(7)]
      },
      C_GetAttributeValue: (_, __, template) =>
        template.map(({ type }) => ({ value: values[type] ?? Uint8Array.of(1) })),
    }
  }

  test('a token that is taken out while it signs', async () => {
    let isOut = false
    const signer = await openTokenSigner(
      uri,
      fake({
        ...withKey(),
        C_OpenSession: () => (isOut ? fails(0xe0)() : Uint8Array.of(1)),
        C_SignInit: () => (isOut ? fails(0xb3)() : undefined),
      }),
    )
    assert.equal((await signer.sign(new Uint8Array())).length, 64)
    isOut = true
    assert.throws(() => signer.sign(new Uint8Array()), KEY_STORE)
    assert.equal(signer.certificate, undefined)
  })

  test('a fault while it signs is told as it is', async () => {
    const signer = await openTokenSigner(uri, fake({ ...withKey(), C_Sign: fails(0x30) }))
    assert.throws(() => signer.sign(new Uint8Array()), { ...KEY_STORE, message: /fault/ })
  })

  test('a certificate of another key, or none that can be read', async () => {
    const life = { serialNumber: new Uint8Array(16).fill(1), notBefore: 1_800_000_000 }
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const other = readKeyFile(Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })))
    const subject = { country: 'UT', commonName: 'Another' }
    const der = await writeAuthority({ subject, ...life }, other, nodeCrypto)
    let closed = 0
    const C_CloseSession = (): void => {
      closed++
    }
    for (const certificate of [der, Uint8Array.of(1)]) {
      const options = fake({ ...withKey(certificate), C_CloseSession })
      await assert.rejects(openTokenSigner(uri, options), {
        ...KEY_FILE,
        message: /certificate beside it/,
      })
    }
    assert.equal(closed, 2)
  })
})
