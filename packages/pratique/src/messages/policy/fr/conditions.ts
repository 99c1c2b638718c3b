/**
 * Conditions of entry rules in French.
 *
 * @module
 */

import { type ConditionMessages, same } from '../messages.ts'

/** Follows « pendant », « après », « de », « moins de ». */
const AMOUNT = `{unit, select,
  hour {{amount, plural, one {# heure} other {# heures}}}
  day {{amount, plural, one {# jour} other {# jours}}}
  month {{amount, plural, one {# mois} other {# mois}}}
  year {{amount, plural, one {# an} other {# ans}}}
  other {{amount}}}`

const DAYS = '{days, plural, one {# jour} other {# jours}}'

/** With its verb, which agrees with it. */
const EVENT_IS_ACCEPTED = `{event, select,
  vaccination {La dernière dose est acceptée}
  sample {Le prélèvement est accepté}
  first_positive {Le premier test positif est accepté}
  prophylaxis {La prophylaxie est acceptée}
  exemption {L’exemption est acceptée}
  other {Ce que demande la règle est accepté}}`

const DATED_EVENT_IS_ACCEPTED = `{event, select,
  vaccination {La dernière dose, du {date}, est acceptée}
  sample {Le prélèvement du {date} est accepté}
  first_positive {Le premier test positif, du {date}, est accepté}
  prophylaxis {La prophylaxie du {date} est acceptée}
  exemption {L’exemption du {date} est acceptée}
  other {Ce qui est daté du {date} est accepté}}`

const DATE_OF_EVENT = `{event, select,
  vaccination {La date de la dernière dose}
  sample {La date du prélèvement}
  first_positive {La date du premier test positif}
  issuer_from {La date de début indiquée par l’émetteur}
  issuer_until {La date de fin indiquée par l’émetteur}
  birth {La date de naissance}
  prophylaxis {La date de la prophylaxie}
  exemption {La date de l’exemption}
  other {La date}}`

export const CONDITION_MESSAGES: ConditionMessages = {
  'too-old': {
    full: `{event, select,
      issuer_from {Accepté pendant ${AMOUNT} à partir du {date}, date de début indiquée par l’émetteur, donc jusqu’au {until}.}
      issuer_until {{amount, plural,
        =0 {Accepté jusqu’au {until}, date de fin indiquée par l’émetteur.}
        other {Accepté pendant ${AMOUNT} après le {date}, date de fin indiquée par l’émetteur, donc jusqu’au {until}.}}}
      birth {Accepté jusqu’à l’âge de ${AMOUNT}, donc jusqu’au {until}.}
      other {${DATED_EVENT_IS_ACCEPTED} pendant ${AMOUNT}, jusqu’au {until}.}}`,
    plain: `{event, select,
      issuer_from {Accepté pendant ${AMOUNT} à partir de la date de début indiquée par l’émetteur. Ce délai est écoulé à l’arrivée.}
      issuer_until {{amount, plural,
        =0 {Accepté jusqu’à la date de fin indiquée par l’émetteur. Cette date est passée à l’arrivée.}
        other {Accepté pendant ${AMOUNT} après la date de fin indiquée par l’émetteur. Ce délai est écoulé à l’arrivée.}}}
      birth {Accepté jusqu’à l’âge de ${AMOUNT}. Cet âge est dépassé à l’arrivée.}
      other {${EVENT_IS_ACCEPTED} pendant ${AMOUNT}. Ce délai est écoulé à l’arrivée.}}`,
    action: `{event, select,
      birth {Présentez un document que les règles demandent à partir de cet âge.}
      other {Présentez un document plus récent.}}`,
  },
  'too-recent': {
    full: `{event, select,
      issuer_from {{amount, plural,
        =0 {Accepté à partir du {from}, date de début indiquée par l’émetteur.}
        other {Accepté à partir du {from}, ${AMOUNT} après la date de début indiquée par l’émetteur, le {date}.}}}
      issuer_until {{amount, plural,
        =0 {Accepté à partir du {from}, date de fin indiquée par l’émetteur.}
        other {Accepté à partir du {from}, ${AMOUNT} après la date de fin indiquée par l’émetteur, le {date}.}}}
      birth {Accepté à partir de l’âge de ${AMOUNT}, donc à partir du {from}.}
      other {${DATED_EVENT_IS_ACCEPTED} après ${AMOUNT}, à partir du {from}.}}`,
    plain: `{event, select,
      issuer_from {{amount, plural,
        =0 {Accepté à partir de la date de début indiquée par l’émetteur. L’arrivée est antérieure.}
        other {Accepté ${AMOUNT} après la date de début indiquée par l’émetteur. L’arrivée est antérieure.}}}
      issuer_until {{amount, plural,
        =0 {Accepté à partir de la date de fin indiquée par l’émetteur. L’arrivée est antérieure.}
        other {Accepté ${AMOUNT} après la date de fin indiquée par l’émetteur. L’arrivée est antérieure.}}}
      birth {Accepté à partir de l’âge de ${AMOUNT}. Cet âge n’est pas atteint à l’arrivée.}
      other {${EVENT_IS_ACCEPTED} après ${AMOUNT}. Ce délai n’est pas écoulé à l’arrivée.}}`,
    action: 'Arrivez le {from} ou plus tard.',
    plainAction: 'Arrivez plus tard.',
  },
  'in-future': {
    full: `${DATE_OF_EVENT}, le {date}, est postérieure à l’arrivée.`,
    plain: `${DATE_OF_EVENT} est postérieure à l’arrivée.`,
    action: 'Si la date est erronée, l’émetteur peut la corriger.',
  },
  'event-before': {
    full: `${DATE_OF_EVENT} doit être le {ruleDate} ou plus tard. Le certificat indique le {date}.`,
    plain: `${DATE_OF_EVENT} doit être le {ruleDate} ou plus tard. Le certificat indique une date antérieure.`,
  },
  'event-after': {
    full: `${DATE_OF_EVENT} doit être le {ruleDate} ou plus tôt. Le certificat indique le {date}.`,
    plain: `${DATE_OF_EVENT} doit être le {ruleDate} ou plus tôt. Le certificat indique une date postérieure.`,
  },
  'not-yet': {
    ...same('Accepté selon cette règle à partir du {ruleDate} seulement.'),
    action: 'Arrivez le {ruleDate} ou plus tard.',
  },
  'no-longer': same('Accepté selon cette règle jusqu’au {ruleDate} seulement.'),
  'too-young': {
    full: `La règle concerne les personnes âgées d’au moins ${AMOUNT}. Cet âge est atteint le {from}.`,
    plain: `La règle concerne les personnes âgées d’au moins ${AMOUNT}. Cet âge n’est pas atteint à l’arrivée.`,
  },
  'too-old-holder': {
    full: `La règle concerne les personnes âgées de moins de ${AMOUNT}. Elle s’applique jusqu’au {until}.`,
    plain: `La règle concerne les personnes âgées de moins de ${AMOUNT}. Cet âge est atteint à l’arrivée.`,
    action: 'Présentez un document que les règles demandent à partir de cet âge.',
  },
  product: {
    full: `{accepted, select,
      many {{product} ne figure pas sur la liste des vaccins acceptés ({count, plural, one {# vaccin} other {# vaccins}}).}
      other {{product} ne figure pas parmi les vaccins acceptés\u00a0: {accepted}.}}`,
    plain: `{accepted, select,
      many {Le vaccin ne figure pas sur la liste des vaccins acceptés ({count, plural, one {# vaccin} other {# vaccins}}).}
      other {Le vaccin ne figure pas parmi ceux qui sont acceptés\u00a0: {accepted}.}}`,
    action: 'Présentez un certificat pour l’un des vaccins acceptés.',
  },
  manufacturer: {
    full: `{accepted, select,
      many {{manufacturer} ne figure pas sur la liste des fabricants acceptés ({count, plural, one {# fabricant} other {# fabricants}}).}
      other {{manufacturer} ne figure pas parmi les fabricants acceptés\u00a0: {accepted}.}}`,
    plain: `{accepted, select,
      many {Le fabricant du vaccin ne figure pas sur la liste des fabricants acceptés ({count, plural, one {# fabricant} other {# fabricants}}).}
      other {Le fabricant du vaccin ne figure pas parmi ceux qui sont acceptés\u00a0: {accepted}.}}`,
    action: 'Présentez un certificat pour un vaccin d’un fabricant accepté.',
  },
  'vaccine-type': {
    full: `{accepted, select,
      many {Le type du vaccin ({vaccineType}) ne figure pas sur la liste des types acceptés ({count, plural, one {# type} other {# types}}).}
      other {Le type du vaccin ({vaccineType}) ne figure pas parmi ceux qui sont acceptés\u00a0: {accepted}.}}`,
    plain: `{accepted, select,
      many {Le type du vaccin ne figure pas sur la liste des types acceptés ({count, plural, one {# type} other {# types}}).}
      other {Le type du vaccin ne figure pas parmi ceux qui sont acceptés\u00a0: {accepted}.}}`,
    action: 'Présentez un certificat pour un vaccin d’un type accepté.',
  },
  'not-prequalified': {
    full: 'Le vaccin ({product}) n’est pas connu comme préqualifié par l’Organisation mondiale de la Santé (OMS).',
    plain:
      'Le vaccin n’est pas connu comme préqualifié par l’Organisation mondiale de la Santé (OMS).',
    action: 'Présentez un certificat pour un vaccin préqualifié par l’OMS.',
  },
  serogroups: {
    full: 'Le vaccin doit couvrir tous ces sérogroupes\u00a0: {accepted}. {product} ne les couvre pas tous.',
    plain:
      'Le vaccin doit couvrir tous ces sérogroupes\u00a0: {accepted}. Celui du certificat ne les couvre pas tous.',
    action: 'Présentez un certificat pour un vaccin qui les couvre tous.',
  },
  'series-incomplete': {
    full: 'Un schéma vaccinal complet est demandé. Le certificat indique la dose {dose} sur {series}.',
    plain:
      'Un schéma vaccinal complet est demandé. Le certificat n’en indique pas la dernière dose.',
    action: 'Présentez le certificat de la dernière dose du schéma.',
  },
  'too-few-doses': {
    full: 'Il faut au moins {least, plural, one {# dose} other {# doses}}. Le certificat indique la dose numéro {dose}.',
    plain:
      'Il faut au moins {least, plural, one {# dose} other {# doses}}. Le certificat en indique moins.',
    action: 'Présentez le certificat d’une dose ultérieure.',
  },
  'too-many-doses': {
    full: 'La règle concerne {most, plural, one {# dose} other {# doses}} au plus. Le certificat indique la dose numéro {dose}.',
    plain:
      'La règle concerne {most, plural, one {# dose} other {# doses}} au plus. Le certificat en indique davantage.',
  },
  'beyond-series': {
    full: 'La règle concerne la dernière dose d’un schéma vaccinal. Le certificat indique la dose {dose} d’un schéma de {series}.',
    plain:
      'La règle concerne la dernière dose d’un schéma vaccinal. Le certificat indique une dose ultérieure.',
  },
  'series-length': {
    full: 'Le schéma vaccinal doit compter au moins {least, plural, one {# dose} other {# doses}}. Le certificat en indique {series}.',
    plain:
      'Le schéma vaccinal doit compter au moins {least, plural, one {# dose} other {# doses}}. Le certificat en indique moins.',
  },
  'booster-needed': {
    full: 'Une dose de rappel est demandée. Le certificat indique la dose {dose} sur {series}.',
    plain: 'Une dose de rappel est demandée. Le certificat n’en indique pas.',
    action: 'Présentez le certificat d’une dose de rappel.',
  },
  'test-class': {
    full: `{accepted, select,
      many {Ce type de test ({class}) ne figure pas sur la liste des types acceptés ({count, plural, one {# type} other {# types}}).}
      other {Ce type de test ({class}) ne figure pas parmi ceux qui sont acceptés\u00a0: {accepted}.}}`,
    plain: `{accepted, select,
      many {Ce type de test ne figure pas sur la liste des types acceptés ({count, plural, one {# type} other {# types}}).}
      other {Ce type de test ne figure pas parmi ceux qui sont acceptés\u00a0: {accepted}.}}`,
    action: 'Présentez un test d’un type accepté.',
  },
  'test-result': {
    full: 'Résultat demandé par la règle\u00a0: {accepted}. Résultat indiqué par le certificat\u00a0: {result}.',
    plain: 'Résultat demandé par la règle\u00a0: {accepted}. Le certificat en indique un autre.',
  },
  'device-not-listed': {
    full: 'Le dispositif de test ({device}) ne figure pas sur la liste des dispositifs acceptés.',
    plain: 'Le dispositif de test ne figure pas sur la liste des dispositifs acceptés.',
    action: 'Présentez un test réalisé avec un dispositif de la liste.',
  },
  disease: {
    full: 'Maladie que concerne la règle\u00a0: {accepted}. Maladie indiquée par le certificat\u00a0: {disease}.',
    plain: 'Maladie que concerne la règle\u00a0: {accepted}. Le certificat en indique une autre.',
    action: 'Présentez un certificat pour la maladie que la règle indique.',
  },
  'issuing-country': {
    full: `{accepted, select,
      many {Le pays émetteur ({country}) ne figure pas sur la liste des pays dont les certificats sont acceptés ({count, plural, one {# pays} other {# pays}}).}
      other {Le pays émetteur ({country}) ne figure pas parmi ceux dont les certificats sont acceptés\u00a0: {accepted}.}}`,
    plain: `{accepted, select,
      many {Le pays émetteur ne figure pas sur la liste des pays dont les certificats sont acceptés ({count, plural, one {# pays} other {# pays}}).}
      other {Le pays émetteur ne figure pas parmi ceux dont les certificats sont acceptés\u00a0: {accepted}.}}`,
  },
  issuer: {
    full: 'La règle n’accepte pas les certificats de cet émetteur\u00a0: {issuer}.',
    plain: 'La règle n’accepte pas les certificats de cet émetteur.',
    action: 'Présentez un certificat d’un autre émetteur.',
  },
  identifier: {
    ...same('L’identifiant du certificat figure parmi ceux que son émetteur a retirés.'),
    action: 'Demandez-en la raison à l’émetteur, ainsi qu’un nouveau certificat.',
  },
  'one-event': {
    full: 'La règle concerne les certificats qui contiennent exactement une inscription. {count, plural, =0 {Celui-ci n’en contient aucune.} other {Celui-ci en contient #.}}',
    plain:
      'La règle concerne les certificats qui contiennent exactement une inscription. Celui-ci n’en contient aucune, ou plusieurs.',
    action: 'Présentez un certificat qui contient une seule inscription.',
  },
  kind: same(`{kind, select,
    vaccination {Les certificats de vaccination ne sont pas acceptés ici.}
    test {Les certificats de test ne sont pas acceptés ici.}
    recovery {Les preuves de rétablissement ne sont pas acceptées ici.}
    prophylaxis {Les preuves de prophylaxie ne sont pas acceptées ici.}
    exemption {Les exemptions ne sont pas acceptées ici.}
    other {Les certificats de ce type ne sont pas acceptés ici.}}`),
  'no-fact': {
    ...same(`{kind, select,
      vaccination {La règle demande un certificat de vaccination{disease, select, none {} other { ({disease})}}. Aucun n’a été présenté.}
      test {La règle demande un certificat de test{disease, select, none {} other { ({disease})}}. Aucun n’a été présenté.}
      recovery {La règle demande une preuve de rétablissement{disease, select, none {} other { ({disease})}}. Aucune n’a été présentée.}
      prophylaxis {La règle demande une preuve de prophylaxie{disease, select, none {} other { ({disease})}}. Aucune n’a été présentée.}
      exemption {La règle demande une exemption{disease, select, none {} other { ({disease})}}. Aucune n’a été présentée.}
      other {La règle demande un autre type de document{disease, select, none {} other { ({disease})}}. Aucun n’a été présenté.}}`),
    action: `{kind, select,
      vaccination {Présentez un certificat de vaccination.}
      test {Présentez un certificat de test.}
      recovery {Présentez une preuve de rétablissement.}
      prophylaxis {Présentez une preuve de prophylaxie.}
      exemption {Présentez une exemption.}
      other {Présentez un autre document.}}`,
  },
  'one-more': {
    ...same('Un document de plus est nécessaire\u00a0: {kinds}.'),
    action: 'Présentez un document de plus\u00a0: {kinds}.',
  },
  'value-missing': {
    ...same('Le certificat n’indique pas ce qui est décisif ici\u00a0: {field}.'),
    action: 'Présentez un document qui l’indique, ou demandez-en un à l’émetteur.',
  },
  'journey-missing': {
    ...same('La réponse dépend d’une donnée du voyage qui n’a pas été indiquée\u00a0: {field}.'),
    action: 'Indiquez-la et posez de nouveau la question.',
  },
  'not-evaluable': {
    ...same(`{field, select,
      none {Cette règle ne peut pas être appliquée automatiquement.}
      other {Cette règle ne peut pas être appliquée automatiquement, à cause de cette donnée\u00a0: {field}.}}`),
    action: 'Suivez les instructions officielles de la destination.',
  },
  attestation: {
    ...same(
      'La seule parole de l’émetteur n’est pas acceptée ici\u00a0: la règle demande les faits.',
    ),
    action:
      'Présentez un certificat qui indique la vaccination, le test ou le rétablissement lui-même.',
  },
  evidence: {
    full: 'Ce que l’on sait de la clé qui a signé le certificat\u00a0: {level}. Ce qui est demandé\u00a0: {needed}.',
    plain:
      'L’origine de la clé qui a signé le certificat n’est pas assez sûre. Ce qui est demandé\u00a0: {needed}.',
    action: 'Chargez les listes officielles actuelles et vérifiez de nouveau.',
  },
  'list-age': {
    ...same(`{list, select,
      keys {La liste des clés date de plus de ${DAYS}.}
      revocation {La liste des certificats révoqués date de plus de ${DAYS}.}
      other {Une liste date de plus de ${DAYS}.}}`),
    action: 'Chargez la liste actuelle et vérifiez de nouveau.',
  },
  'no-rules': {
    ...same(
      'Aucune règle d’entrée n’est connue pour cette destination\u00a0: {destination}. Cela ne veut pas dire que l’entrée est permise.',
    ),
    action:
      'Chargez les règles d’entrée, ou suivez les instructions officielles de la destination.',
  },
  'rules-outdated': {
    ...same(
      `Les règles d’entrée disponibles ({destination}) ont été confirmées il y a plus de ${DAYS}.`,
    ),
    action: 'Chargez les règles d’entrée actuelles et vérifiez de nouveau.',
  },
  other: same('Une condition de la règle n’est pas remplie\u00a0: {path} ({operation}).'),
}
