/**
 * Which country's keys may speak for which: a state's also for its territories, never the reverse.
 *
 * @module
 */

/**
 * Territories with codes of their own (ISO 3166-1) that use the keys of their state. On the lists of
 * the GDHCN Guernsey, Jersey and Gibraltar stand under the United Kingdom.
 */
const TERRITORIES: Readonly<Record<string, string>> = {
  AU: 'CC CX HM NF',
  CN: 'HK MO',
  DK: 'FO GL',
  FI: 'AX',
  FR: 'BL GF GP MF MQ NC PF PM RE TF WF YT',
  GB: 'AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG',
  NL: 'AW BQ CW SX',
  NO: 'BV SJ',
  NZ: 'CK NU TK',
  US: 'AS GU MP PR UM VI',
}

/** As the EU writes them. */
const ALIASES: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB' }

/**
 * Tells whether a key of one country may sign what says that another has issued it.
 *
 * @param issuer whose key it is, two capital letters
 * @param country who is said to have issued it, two capital letters
 */
export function speaksFor(issuer: string, country: string): boolean {
  const [own, stated] = [toIso(issuer), toIso(country)]
  if (own === stated) return true
  return Object.hasOwn(TERRITORIES, own) && (TERRITORIES[own] ?? '').split(' ').includes(stated)
}

/** A country's one code: `EL` and `UK` are the EU's for `GR` and `GB`. Anything else as it is. */
export function toIso(code: string): string {
  return (Object.hasOwn(ALIASES, code) ? ALIASES[code] : undefined) ?? code
}
