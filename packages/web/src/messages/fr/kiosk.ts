/**
 * The kiosk, in French.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const KIOSK_FR: Messages['kiosk'] = {
  attract: 'Présentez votre certificat de santé',
  attractHint: 'Présentez le code devant la caméra.',
  opening: 'Un instant…',
  parts: 'Présentez les autres codes de cette carte',
  another: 'Un certificat de plus est nécessaire',
  anotherHint: 'Présentez son code devant la caméra.',
  one: 'Présentez un seul code à la fois.',
  unfit: 'Ce code ne va pas avec le précédent.',
  repeated: 'Ce code est déjà lu.',
  checking: 'Vérification…',
  document: 'Présentez maintenant votre passeport ou votre carte d’identité',
  documentHint:
    'Posez le document sur le lecteur, ou saisissez les lignes du bas, celles qui contiennent le signe <.',
  line: 'Ligne {number}',
  compare: 'Comparer',
  unreadable: 'Les lignes n’ont pas pu être lues. Vérifiez chaque caractère.',
  nothingKept: 'Ces données ne sont pas conservées.',
  cancel: 'Annuler',
  accepted: 'Vous pouvez avancer',
  acceptedHint: 'Votre certificat est conforme aux règles d’entrée.',
  genuine: 'Votre certificat est authentique',
  genuineHint: 'Aucune règle d’entrée n’a été vérifiée.',
  moreNeeded: 'Un certificat de plus est nécessaire',
  refused: 'Veuillez vous adresser au personnel',
  refusedHint:
    'Les règles d’entrée ne sont pas respectées, ou la pièce d’identité est celle d’une autre personne.',
  notGenuine: 'Veuillez vous adresser au personnel',
  notGenuineHint: 'Ce certificat ne peut pas être accepté.',
  undecided: 'Veuillez vous adresser au personnel',
  undecidedHint: 'Aucune réponse n’est possible ici.',
  notACertificate: 'Ce n’est pas un certificat de santé',
  notACertificateHint: 'Présentez le code de votre certificat de santé.',
  specimen: 'Certificat d’essai',
  specimenHint: 'Il ne concerne personne.',
  staff: 'Un membre du personnel va vous aider',
  staffHint: 'Attendez ici, ou allez à un guichet.',
  again: 'Recommencer',
  fault: 'La caméra n’est pas disponible. Utilisez le lecteur, ou adressez-vous au personnel.',
}
