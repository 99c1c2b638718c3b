/**
 * Certificates and requests of ours, as OpenSSL's command line sees them.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  certifyRequest,
  type Purpose,
  readCertificate,
  readCertificateRequest,
  writeAuthority,
  writeCertificateRequest,
  writePem,
} from 'pratique/keys'
import { nodeCrypto } from '../src/crypto.ts'
import { readKeyFile } from '../src/signing/key-file.ts'
import { createKeyFile } from '../src/signing/new-key-file.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'pratique-openssl-'))
after(() => rmSync(FOLDER, { recursive: true, force: true }))

const skip = spawnSync('openssl', ['version']).status === 0 ? false : 'no openssl here'
const START = 1_795_305_600
const PURPOSES: Readonly<Record<string, Purpose>> = {
  dsc: ['test', 'vaccination', 'recovery'],
  seal: 'seals',
  lists: 'revocation-lists',
}

function path(name: string): string {
  return join(FOLDER, name)
}

function openssl(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' })
  assert.equal(status, 0, `openssl ${args.join(' ')}: ${stdout}${stderr}`)
  return `${stdout}${stderr}`
}

function newSigner(name: string) {
  createKeyFile(path(`${name}.key`))
  return readKeyFile(readFileSync(path(`${name}.key`)))
}

describe('OpenSSL', { skip }, () => {
  before(async () => {
    const sca = newSigner('sca')
    const subject = { country: 'UT', organization: 'Ministère', commonName: 'Utopia SCA' }
    const serialNumber = Uint8Array.from({ length: 16 }, (_, at) => 255 - at)
    const life = { serialNumber, notBefore: START }
    const der = await writeAuthority({ subject, ...life }, sca, nodeCrypto)
    writeFileSync(path('sca.pem'), writePem('CERTIFICATE', der))
    const authority = readCertificate(der)
    for (const [name, purpose] of Object.entries(PURPOSES)) {
      const own = { country: 'UT', commonName: name }
      const request = await writeCertificateRequest(own, newSigner(name), nodeCrypto)
      writeFileSync(path(`${name}.csr`), writePem('CERTIFICATE REQUEST', request))
      const options = { authority, purpose, crypto: nodeCrypto, ...life }
      const made = await certifyRequest(readCertificateRequest(request), options, sca)
      writeFileSync(path(`${name}.pem`), writePem('CERTIFICATE', made))
    }
  })

  test('verifies each certificate under its authority, strictly', () => {
    const at = ['-x509_strict', '-attime', String(START + 1), '-CAfile', path('sca.pem')]
    for (const name of ['sca', 'dsc', 'lists']) {
      assert.match(openssl('verify', ...at, path(`${name}.pem`)), /OK/)
    }
    // It knows of no extended key usage of seals, which says nothing against the signature.
    assert.match(openssl('verify', ...at, path('seal.pem')), /OK/)
  })

  test('verifies each request', () => {
    for (const name of Object.keys(PURPOSES)) {
      assert.match(openssl('req', '-verify', '-noout', '-in', path(`${name}.csr`)), /verify OK/i)
    }
  })

  test('reads what the profiles say', () => {
    const of = (name: string) => openssl('x509', '-noout', '-text', '-in', path(`${name}.pem`))
    assert.match(of('sca'), /CA:TRUE, pathlen:0[\s\S]*Certificate Sign, CRL Sign/)
    assert.match(of('dsc'), /Digital Signature\n[\s\S]*1\.3\.6\.1\.4\.1\.1847\.2021\.1\.2/)
    assert.match(of('dsc'), /Private Key Usage Period: \n\s+Not Before: \w+ .*, Not After: /)
    assert.match(of('seal'), /Extended Key Usage: critical\n\s+2\.23\.136\.1\.1\.14\.2/)
    assert.match(of('seal'), /2\.23\.136\.1\.1\.6\.2/)
    assert.match(of('lists'), /Key Usage: critical\n\s+CRL Sign\n/)
    for (const name of ['sca', 'dsc', 'seal', 'lists']) {
      assert.match(of(name), /Serial Number:\n?\s*(?:ff:fe:fd)/)
    }
  })

  test('a request of its own is certified', async () => {
    const own = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const subject = ['-subj', '/C=UT/O=Clinic/CN=Theirs', '-keyout', path('their.key')]
    openssl('req', '-new', ...own, ...subject, '-outform', 'DER', '-out', path('their.csr'))
    const request = readCertificateRequest(new Uint8Array(readFileSync(path('their.csr'))))
    const authority = readCertificate(
      new Uint8Array(
        Buffer.from(
          openssl('x509', '-in', path('sca.pem')).split('\n').slice(1, -2).join(''),
          'base64',
        ),
      ),
    )
    const der = await certifyRequest(
      request,
      {
        ...{ authority, purpose: ['test'], crypto: nodeCrypto, notBefore: START },
        serialNumber: new Uint8Array(16).fill(9),
      },
      readKeyFile(readFileSync(path('sca.key'))),
    )
    assert.equal(readCertificate(der).subject.organization, 'Clinic')
  })
})
