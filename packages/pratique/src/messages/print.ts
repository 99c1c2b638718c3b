/**
 * Printed certificates in every language.
 *
 * @module
 */

import { PRINT_MESSAGES as ARABIC } from './print/ar.ts'
import { PRINT_MESSAGES as ENGLISH } from './print/en.ts'
import { PRINT_MESSAGES as SPANISH } from './print/es.ts'
import { PRINT_MESSAGES as FRENCH } from './print/fr.ts'
import type { PrintLanguage, PrintMessages } from './print/messages.ts'
import { PRINT_MESSAGES as RUSSIAN } from './print/ru.ts'
import { PRINT_MESSAGES as CHINESE } from './print/zh.ts'

export {
  PRINT_LABELS,
  PRINT_LANGUAGES,
  type PrintLabel,
  type PrintLanguage,
  type PrintMessages,
} from './print/messages.ts'

/** What stands on paper, by language. */
export const PRINT_MESSAGES: Readonly<Record<PrintLanguage, PrintMessages>> = {
  en: ENGLISH,
  fr: FRENCH,
  es: SPANISH,
  ar: ARABIC,
  ru: RUSSIAN,
  zh: CHINESE,
}
