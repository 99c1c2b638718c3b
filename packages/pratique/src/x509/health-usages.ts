/**
 * What an extended key usage lets a document signer sign (EU DCC Public Key Certificate Governance,
 * "DSC"; WHO GDHCN certificate profiles).
 *
 * @module
 */

import type { Certificate } from './certificate.ts'

/** The kinds of certificate of health that a key may be restricted to. */
export type HealthUsage = 'vaccination' | 'test' | 'recovery'

/** A usage and its identifiers; `0` before 1847 is a slip of half of the issuers. */
export interface HealthUsageOids {
  readonly usage: HealthUsage
  readonly oid: string
  readonly variant: string
}

export const HEALTH_USAGES: readonly HealthUsageOids[] = [
  {
    usage: 'vaccination',
    oid: '1.3.6.1.4.1.1847.2021.1.2',
    variant: '1.3.6.1.4.1.0.1847.2021.1.2',
  },
  { usage: 'test', oid: '1.3.6.1.4.1.1847.2021.1.1', variant: '1.3.6.1.4.1.0.1847.2021.1.1' },
  { usage: 'recovery', oid: '1.3.6.1.4.1.1847.2021.1.3', variant: '1.3.6.1.4.1.0.1847.2021.1.3' },
]

/** The kinds that a certificate restricts its key to, by either identifier; none if it does not. */
export function usagesOf({
  extendedKeyUsages = [],
}: Pick<Certificate, 'extendedKeyUsages'>): readonly HealthUsage[] {
  return HEALTH_USAGES.filter(({ oid, variant }) =>
    extendedKeyUsages.some((each) => each === oid || each === variant),
  ).map(({ usage }) => usage)
}
