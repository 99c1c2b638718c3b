/**
 * What is said of a result, in French.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const RESULT_FR: Messages['result'] = {
  mode: 'Vérifié\u00a0: {mode}',
  name: 'Nom',
  birthDate: 'Date de naissance',
  documentNumber: 'Numéro du document',
  notStated: 'non indiqué',
  reason: 'Motif',
  next: 'Que faire',
  issuer: 'Émetteur',
  format: 'Type',
  remarks: '{count, plural, one {# remarque} other {# remarques}}',
  remarksNote: 'Elles ne changent rien à la réponse.',
  lists: 'Listes utilisées',
  keysAsOf: 'Clés\u00a0: {date}',
  revocationAsOf: 'Révocations\u00a0: {date}',
  policiesAsOf: 'Règles d’entrée\u00a0: {date}',
  code: 'Code pour l’assistance\u00a0: {code}',
  codeNone: 'Code pour l’assistance\u00a0: {exitCode}',
  compare: 'Comparer avec la pièce d’identité',
  compareTitle: 'Est-ce la même personne\u00a0?',
  compareText: 'Prenez la pièce d’identité en main et comparez lettre par lettre.',
  same: 'Les données sont exactes',
  differs: 'Une donnée ne correspond pas',
  confirmed: 'Identité comparée',
  differsTitle: 'Ce n’est pas le certificat de cette personne',
  differsText:
    'Ne l’acceptez pas. L’orthographe peut différer d’un alphabet à l’autre\u00a0: comparez les lettres latines. Sinon, demandez le certificat de la personne elle-même.',
  another: 'Scanner l’autre document',
  scanNext: 'Scanner le suivant',
  keepOpen: 'Garder ouvert',
  keepOpenLeft: '{count, plural, one {encore une fois} other {encore # fois}}',
  closes:
    '{seconds, plural, one {Cet écran se ferme dans # seconde} other {Cet écran se ferme dans # secondes}}',
  closesSoon: 'Cet écran se ferme dans quelques secondes',
  cardTitle: 'Ce que l’écran affiche, et ce qu’il faut faire',
  cardIntro:
    'Lisez d’abord le mot, puis la forme. La couleur n’est qu’une aide. Le code au bas de l’écran est destiné à l’assistance.',
  cardVerdict: 'L’écran affiche',
  cardDo: 'Ce qu’il faut faire',
  cardReason: '{reason}.',
  cardPrint: 'Imprimer',
  cardFooter:
    'Aucune donnée personnelle n’est conservée. Ne photographiez jamais l’écran ni un code.',
}
