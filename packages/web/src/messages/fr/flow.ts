/**
 * What is said before a scan, in French.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const FLOW_FR: Messages['flow'] = {
  welcome: 'Vérifier des certificats de santé',
  welcomeChecked: 'Ce qui est vérifié',
  welcomeCheckedText:
    'Si un certificat est authentique et en vigueur et, si une destination est choisie, s’il est conforme aux règles d’entrée.',
  welcomeKept: 'Rien n’est conservé',
  welcomeKeptText:
    'Ni nom, ni lieu, ni historique. Cet appareil décide seul, et la réponse est effacée après {seconds, plural, one {# seconde} other {# secondes}}.',
  welcomeIdentity: 'Une pièce d’identité est comparée',
  welcomeIdentityText:
    'Seule une comparaison montre que le certificat appartient à la personne présente devant vous.',
  agree: 'J’ai lu ces indications',
  mode: 'Que vérifiez-vous\u00a0?',
  modeEntry: 'Règles d’entrée',
  modeEntryText: 'Est-il authentique et conforme aux règles d’une destination\u00a0?',
  modeGenuine: 'Authenticité seule',
  modeGenuineText: 'Est-il authentique et en vigueur\u00a0? Aucune règle d’entrée n’est vérifiée.',
  noDestinations: 'Aucune règle d’entrée n’est chargée sur cet appareil.',
  exampleRules: 'Ce sont des exemples de règles, et non les règles d’un pays.',
  destination: 'Destination',
  chooseDestination: 'Choisissez une destination',
  everywhere: 'Tout pays',
  arrival: 'Arrivée',
  arrivalNow: 'Au moment de la vérification',
  arrivalLater: 'Un autre jour',
  arrivalDate: 'Date d’arrivée',
  arrivalTime: 'Heure d’arrivée à l’horloge de cet appareil (si elle est connue)',
  arrivalMissing: 'Indiquez la date d’arrivée, par exemple le jour inscrit sur le billet.',
  destinationMissing: 'Choisissez la destination dont les règles d’entrée s’appliquent.',
  purpose: 'Motif du voyage',
  anyPurpose: 'Tout motif',
  useMode: 'Continuer',
  changeMode: 'Modifier',
  scan: 'Scanner',
  printedEntry: '{destination}\u00a0· arrivée\u00a0: {date}',
  printedEntryNow: '{destination}\u00a0· arrivée maintenant',
  printedPurpose: '{mode}\u00a0· {purpose}',
  printedGenuine: 'Authenticité seule\u00a0· aucune règle d’entrée n’est vérifiée',
  listsFresh: 'Listes du {date}',
  listsOld: 'Listes trop anciennes\u00a0: {date}',
  listsMissing: 'Des listes manquent',
  lists: 'Listes',
  wipedTime: 'La réponse a été effacée\u00a0: son temps était écoulé.',
  wipedHidden: 'La réponse a été effacée\u00a0: la page n’était plus visible.',
  settings: 'Réglages',
  sound: 'Son',
  soundText: 'Chaque verdict a ses propres tonalités',
  vibration: 'Vibration',
  vibrationText: 'Chaque verdict a son propre rythme, si l’appareil peut vibrer',
  green: 'Vert pour «\u00a0conforme\u00a0»',
  greenText: 'Pour les pays dont la loi le demande. Le mot et la forme restent les mêmes',
  tryVerdict: 'Écouter chaque verdict',
  staffCard: 'Fiche pour le personnel',
}
