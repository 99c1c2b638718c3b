/**
 * The kiosk, in French.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const KIOSK_FR: Messages['kiosk'] = {
  attract: 'Présentez votre certificat de santé',
  attractHint: 'Tenez le code devant la caméra.',
  opening: 'Un instant …',
  parts: 'Présentez les autres codes de cette carte',
  another: 'Il faut un autre certificat',
  anotherHint: 'Tenez son code devant la caméra.',
  one: 'Présentez un seul code à la fois.',
  unfit: 'Ce code ne va pas avec le précédent.',
  repeated: 'Ce code est déjà lu.',
  checking: 'Vérification …',
  document: 'Maintenant votre passeport ou carte d’identité',
  documentHint: 'Posez-le sur le lecteur, ou tapez les lignes du bas qui contiennent les signes <.',
  line: 'Ligne {number}',
  compare: 'Comparer',
  unreadable: 'Les lignes n’ont pas pu être lues. Vérifiez chaque caractère.',
  nothingKept: 'Rien n’en est conservé.',
  cancel: 'Annuler',
  accepted: 'Vous pouvez avancer',
  acceptedHint: 'Votre certificat remplit les règles d’entrée.',
  genuine: 'Votre certificat est authentique',
  genuineHint: 'Aucune règle d’entrée n’a été vérifiée.',
  moreNeeded: 'Il faut un autre certificat',
  refused: 'Adressez-vous au personnel',
  refusedHint:
    'Les règles d’entrée ne sont pas remplies, ou le document est celui d’une autre personne.',
  notGenuine: 'Adressez-vous au personnel',
  notGenuineHint: 'Ce certificat ne peut pas être accepté.',
  undecided: 'Adressez-vous au personnel',
  undecidedHint: 'Il n’y a pas de réponse à cet endroit.',
  notACertificate: 'Ce n’est pas un certificat de santé',
  notACertificateHint: 'Présentez le code de votre certificat de santé.',
  specimen: 'Certificat de test',
  specimenHint: 'Il n’est celui de personne.',
  staff: 'Un membre du personnel va vous aider',
  staffHint: 'Attendez ici ou allez à un guichet.',
  again: 'Recommencer',
  fault: 'La caméra n’est pas disponible. Utilisez le lecteur ou demandez au personnel.',
}
