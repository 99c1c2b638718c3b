/**
 * Countries by their names.
 *
 * @module
 */

import { type Language, LOCALES } from './languages.ts'

/** The name of a country (ISO 3166-1 alpha-2), or what else is given. */
export function regionName(code: string, language: Language): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return code
  const names = new Intl.DisplayNames(LOCALES[language], { type: 'region', fallback: 'code' })
  return names.of(code.toUpperCase()) ?? code
}
