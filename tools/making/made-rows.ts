/**
 * All rows that are made, by the file that they stand in.
 *
 * @module
 */

import { algebraRows } from './algebra-rows.ts'
import { cardDamageRows } from './card-damage-rows.ts'
import { cardRows } from './card-rows.ts'
import { certificateRows } from './certificate-rows.ts'
import { commandRows } from './command-rows.ts'
import { dccRevocationRows } from './dcc-revocation-rows.ts'
import { dccRows } from './dcc-rows.ts'
import { divocRows } from './divoc-rows.ts'
import { followedLinkRows } from './followed-link-rows.ts'
import { hcertDamageRows } from './hcert-damage-rows.ts'
import { hcertForgeryRows } from './hcert-forgery-rows.ts'
import { hcertRows } from './hcert-rows.ts'
import { keyFormRows } from './key-form-rows.ts'
import { keyRows } from './key-rows.ts'
import { healthLinkRows, linkRows } from './link-rows.ts'
import { nzPassRows } from './nz-pass-rows.ts'
import { otherTextRows, specimenRows, togetherRows } from './other-rows.ts'
import { tokenRows } from './token-rows.ts'
import { vdsNcRows } from './vds-nc-rows.ts'
import { whoDdccRows } from './who-ddcc-rows.ts'
import { whoIcvpRows } from './who-icvp-rows.ts'

type Rows = readonly { readonly id: string; readonly expect: object }[]

/** Makes the rows of every file; paths are relative to `vectors/`. */
export async function madeRows(): Promise<ReadonlyMap<string, Rows>> {
  const files: readonly (readonly [string, Rows])[] = [
    ['cli/calls.jsonl', await commandRows()],
    ['eu-dcc/made.jsonl', await dccRows()],
    ['eu-dcc/revoked.jsonl', await dccRevocationRows()],
    ['eu-dcc/tokens.jsonl', await tokenRows()],
    ['hcert/made.jsonl', await hcertRows()],
    ['hcert/damaged.jsonl', await hcertDamageRows()],
    ['hcert/forged.jsonl', await hcertForgeryRows()],
    ['hcert/keys.jsonl', await keyRows()],
    ['hcert/certificates.jsonl', await certificateRows()],
    ['who-ddcc/made.jsonl', await whoDdccRows()],
    ['who-icvp/made.jsonl', await whoIcvpRows()],
    ['smart-health-card/made.jsonl', await cardRows()],
    ['smart-health-card/damaged.jsonl', await cardDamageRows()],
    ['vds-nc/made.jsonl', vdsNcRows()],
    ['divoc/made.jsonl', await divocRows()],
    ['nz-pass/made.jsonl', await nzPassRows()],
    ['health-link/made.jsonl', await healthLinkRows()],
    ['smart-health-link/made.jsonl', linkRows()],
    ['smart-health-link/followed.jsonl', await followedLinkRows()],
    ['keys/forms.jsonl', keyFormRows()],
    ['verdicts/algebra.jsonl', algebraRows()],
    ['verdicts/other-texts.jsonl', otherTextRows()],
    ['verdicts/together.jsonl', await togetherRows()],
    ['verdicts/specimens.jsonl', specimenRows()],
  ]
  return new Map(files)
}
