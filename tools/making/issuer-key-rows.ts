/**
 * Vectors of the command line: keys of an issuer that cannot be used.
 *
 * @module
 */

import type { Code } from '../../packages/pratique/src/codes.ts'
import type { CommandFile, CommandRow } from './command-rows.ts'
import { key } from './examplia.ts'
import { makeCertificate, toPem } from './x509.ts'

/** Builds the rows. */
export function issuerKeyRows(): readonly CommandRow[] {
  const certificate = { 'dsc.crt': { text: makePem() } }
  const request = ['--country', 'UT', '--name', 'DSC 1', '--out', 'dsc.csr']
  const certify = ['--signer', 'sca.pem', '--authority', 'dsc.crt', '--out', 'new.crt']
  const token = 'pkcs11:object=dsc?module-path=/no/such/module.so'
  return [
    wrong('keys-part-unknown', 'usage.command', ['keys', 'make']),
    wrong('keys-request-without-signer', 'usage.option', ['keys', 'request', ...request]),
    wrong(
      'keys-request-of-no-key',
      'usage.key-file',
      ['keys', 'request', '--signer', 'key.pem', ...request],
      { 'key.pem': { text: 'my key' } },
    ),
    wrong('keys-request-of-a-wrong-address', 'usage.key-file', [
      ...['keys', 'request', '--signer', 'pkcs11:object=dsc', ...request],
    ]),
    wrong('keys-token-out-of-reach', 'unavailable.key-store', [
      ...['keys', 'request', '--signer', token, ...request],
    ]),
    wrong('keys-certify-for-two-roles', 'usage.option', [
      ...['keys', 'certify', 'dsc.csr', ...certify, '--for', 'test,revocation'],
    ]),
    wrong(
      'keys-certify-what-is-no-request',
      'usage.certificate',
      ['keys', 'certify', 'dsc.crt', ...certify, '--for', 'test'],
      certificate,
    ),
    wrong('keys-plan-of-no-certificate', 'usage.certificate', ['keys', 'plan', 'notes.txt'], {
      'notes.txt': { text: 'no certificate' },
    }),
    {
      id: 'command/keys-plan-overdue',
      args: ['keys', 'plan', 'dsc.crt', '--at', '2027-12-01'],
      files: certificate,
      expect: { exitCode: 1 },
    },
    {
      id: 'command/keys-plan-in-time',
      args: ['keys', 'plan', 'dsc.crt', '--at', '2026-02-01'],
      files: certificate,
      expect: { exitCode: 0 },
    },
  ]
}

/** A signer's certificate of two years. */
function makePem(): string {
  const life = { notBefore: '2026-01-01', notAfter: '2028-01-01' }
  const content = {
    country: 'UT',
    organization: 'Ministry of Health',
    commonName: 'DSC 1',
    ...life,
  }
  return toPem(makeCertificate(key('all'), content))
}

function wrong(
  id: string,
  code: Code,
  args: readonly string[],
  files?: { readonly [name: string]: CommandFile },
): CommandRow {
  return { id: `command/${id}`, args, ...(files && { files }), expect: { exitCode: 2, code } }
}
