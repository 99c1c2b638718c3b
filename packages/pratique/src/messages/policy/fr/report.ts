/**
 * The lines of a report on entry rules in French.
 *
 * @module
 */

import type { PolicyReport } from '../messages.ts'

export const POLICY_REPORT: PolicyReport = {
  results: {
    passed: 'Conforme aux règles d’entrée',
    'more-needed': 'Un document de plus est nécessaire',
    failed: 'Non conforme aux règles d’entrée',
    open: 'Pas de réponse',
  },
  causes: {
    'no-rules': 'Pas de réponse\u00a0: aucune règle d’entrée n’est connue',
    outdated: 'Pas de réponse\u00a0: les règles ou les listes ne sont plus à jour',
    evidence: 'Pas de réponse\u00a0: l’origine de la clé n’est pas assez sûre',
    'value-missing': 'Pas de réponse\u00a0: une indication décisive manque',
    error: 'Pas de réponse\u00a0: une règle ne peut pas être appliquée automatiquement',
  },
  windows: {
    acceptedBetween: 'Accepté du {from} au {until}',
    acceptedFrom: 'Accepté à partir du {from}',
    acceptedUntil: 'Accepté jusqu’au {until}',
    acceptedAlways: 'Accepté sans limite de temps',
    acceptedNever: 'Accepté à aucun moment',
    nextPass: 'Serait accepté à partir du {date}',
    between: 'Du {from} au {until}',
    from: 'À partir du {from}',
    until: 'Jusqu’au {until}',
  },
  headings: {
    destination: 'Règles d’entrée\u00a0: {destination}',
    arrival: 'Arrivée\u00a0: {date}',
    reasons: 'Raisons',
    actions: 'Ce qu’il est possible de faire',
    windows: 'Périodes d’acceptation',
    officialText: 'Texte officiel de la destination',
    usedFields: 'Ce que les règles ont examiné',
    derivedFields: 'Non indiqué, mais déduit',
    missingFields: 'Non indiqué, et décisif',
    rules: 'Règles appliquées',
  },
  notes: {
    certificate: 'Certificat {number}',
    show: '{count, plural, one {Celui-ci suffit\u00a0: {certificates}} other {Ceux-ci suffisent\u00a0: {certificates}}}',
    asOf: 'Règles à la date du {date}',
    timeZone: 'Heures du fuseau {zone}',
    rule: 'Règle {rule}',
    windowLimits: 'Selon les règles connues aujourd’hui et pour les documents présentés.',
  },
}
