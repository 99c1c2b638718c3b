/**
 * What came of an update, as a message.
 *
 * @module
 */

import type { MessageArguments, MessageName } from '../messages/languages.ts'
import type { UpdateAnswer } from './updates.ts'

export interface Words {
  readonly name: MessageName
  readonly values?: MessageArguments
  readonly isGood: boolean
}

/** What is refused for another reason is damaged. */
const REFUSED: Readonly<Record<string, MessageName>> = {
  'usage.bundle-signatures': 'data.refusedSignatures',
  'usage.bundle-rollback': 'data.refusedOld',
  'usage.bundle-role': 'data.refusedRole',
  'usage.policy-file': 'data.refusedRules',
  'usage.quorum': 'data.notTaken',
}

export function toWords(answer: UpdateAnswer): Words {
  switch (answer.kind) {
    case 'taken':
      return { name: 'data.taken', values: { number: String(answer.number) }, isGood: true }
    case 'same':
      return { name: 'data.same', isGood: true }
    case 'refused':
      return { name: REFUSED[answer.code] ?? 'data.refusedDamaged', isGood: false }
    case 'busy':
    case 'unreachable':
    case 'too-large':
    case 'not-kept':
      return { name: `data.${answer.kind}`, isGood: false }
  }
}
