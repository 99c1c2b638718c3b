/**
 * "Exactly one event", as every country's set of rules has it.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'

/** The idiom of the published sets. */
export const EVENT_LEAF: JsonValue = {
  '===': [
    {
      reduce: [
        [{ var: 'payload.r' }, { var: 'payload.t' }, { var: 'payload.v' }],
        {
          '+': [
            { var: 'accumulator' },
            { if: [{ var: 'current.0' }, { if: [{ var: 'current.1' }, 2, 1] }, 0] },
          ],
        },
        0,
      ],
    },
    1,
  ],
}
