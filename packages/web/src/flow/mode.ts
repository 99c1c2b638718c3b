/**
 * What is checked: chosen before the first scan, printed on the button and on every result.
 *
 * @module
 */

/** Whether a certificate is genuine, and nothing else; or the entry rules of a destination as well. */
export type Mode =
  | { readonly kind: 'genuine-only' }
  | {
      readonly kind: 'entry'
      /** ISO 3166-1 alpha-2, as the policies name it. */
      readonly destination: string
      /** Of arrival, in seconds since the epoch; absent: the time of the check. */
      readonly at?: number
      /** The last second, where only the day is known. */
      readonly until?: number
      /** That day, as it was chosen: `YYYY-MM-DD`. */
      readonly day?: string
      /** As policies have it; absent: any. */
      readonly purpose?: string
    }
