/**
 * What rows of a file say of one another, when the whole of it is never in memory: as `siblings.ts` and
 * `contradictions.ts` judge a file, by fingerprints of their keys.
 *
 * @module
 */

import { refuseOther, toSample } from '../contradictions.ts'
import { type IntakeRow, isTaken } from '../row.ts'
import {
  type IdentifiedRow,
  type Identity,
  type Keys,
  refuseBeside,
  refuseContradicted,
  resultOf,
  shorten,
  takesBack,
  toKeys,
} from '../siblings.ts'
import { createFingerprints, type Fingerprints } from './fingerprints.ts'

/** Notes rows as they come, and judges them when all are noted. */
export interface Ledger {
  /** How much it holds. */
  readonly size: number
  /** Whether no row leaves another in doubt: then each is what it was read as. */
  readonly isClear: boolean
  note(row: IdentifiedRow): void
  /** @param at which row of the file it is, from 0 */
  judge(row: IdentifiedRow, at: number): IntakeRow
}

/** Two rows stated two results. */
const TWO = 0xffffffff
/** A row that leaves others in doubt wherever they stand, not only those before it. */
const EVERYWHERE = 0x7fffffff
const NOBODY: Keys = { told: [], asked: [], shared: [] }

/** Makes a ledger. Holders who share a name or a number are one; through a third alone they are not. */
export function createLedger(): Ledger {
  /** Rows in doubt: up to which row of the file, and whether they are taken back. */
  const inDoubt = createFingerprints()
  const results = createFingerprints()
  let isClear = true
  let count = 0
  const noteResult = (key: string, result: string | undefined): void => {
    const value = toNumber(result)
    const known = results.get(key)
    if (known !== undefined && known !== value) isClear = false
    results.set(key, known === undefined || known === value ? value : TWO)
  }
  return {
    get size() {
      return inDoubt.size + results.size
    },
    get isClear() {
      return isClear
    },
    note({ row, identity }) {
      const at = count++
      const { told, shared } = identity ? keysOf(identity) : NOBODY
      if (isTaken(row)) {
        for (const key of shared) noteResult(key, resultOf(row))
        const sample = toSample(row, JSON.stringify)
        if (sample) noteResult(`sample ${sample.key}`, sample.result)
        return
      }
      for (const key of told) {
        isClear = false
        raise(inDoubt, key, (identity?.isPending ? at : EVERYWHERE) * 2 + Number(takesBack(row)))
      }
    },
    judge({ row, identity }, at) {
      if (!isTaken(row)) return row
      const { asked, shared } = identity ? keysOf(identity) : NOBODY
      const doubts = asked.flatMap((key) => inDoubt.get(key) ?? [])
      const doubt = doubts.find((value) => at < Math.floor(value / 2))
      if (doubt !== undefined) return refuseBeside(row.place, 'another row', doubt % 2 === 1)
      if (shared.some((key) => results.get(key) === TWO)) return refuseContradicted(row.place)
      const sample = toSample(row, JSON.stringify)
      const isOther = sample && results.get(`sample ${sample.key}`) === TWO
      return isOther ? refuseOther(row.place) : row
    },
  }
}

function keysOf(identity: Identity): Keys {
  return toKeys(identity, identity.holder.map(shorten))
}

function raise(table: Fingerprints, key: string, value: number): void {
  table.set(key, Math.max(table.get(key) ?? 0, value))
}

/** What tells results apart: they are words of one list, or of a file that means to mislead nobody but itself. */
function toNumber(result = ''): number {
  let number = 0
  for (let at = 0; at < result.length; at++) {
    number = (Math.imul(number, 31) + result.charCodeAt(at)) >>> 0
  }
  return number === TWO ? 0 : number
}
