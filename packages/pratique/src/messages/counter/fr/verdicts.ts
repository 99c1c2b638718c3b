/**
 * Verdicts in French.
 *
 * @module
 */

import type { ExitCode } from '../../../outcome.ts'
import type { CounterVerdict } from '../messages.ts'

export const COUNTER_VERDICTS: Readonly<Record<ExitCode, CounterVerdict>> = {
  0: {
    headline: 'Conforme aux règles d’entrée',
    action: 'Comparez le nom et la date de naissance avec une pièce d’identité.',
  },
  3: {
    headline: 'Authentique',
    reason: 'Aucune règle d’entrée n’a été vérifiée',
    action:
      'Comparez le nom et la date de naissance avec une pièce d’identité. Seules les règles de la destination disent si cela suffit pour entrer.',
  },
  10: {
    headline: 'Un document de plus est nécessaire',
    action:
      'Demandez au titulaire le document que la raison indique, et vérifiez les deux ensemble.',
  },
  11: {
    headline: 'Non conforme aux règles d’entrée',
    action:
      'Indiquez la raison au titulaire\u00a0: la condition qui n’est pas remplie, ou le fait que le certificat est celui d’une autre personne. Le certificat lui-même est authentique.',
  },
  12: {
    headline: 'Ne peut pas être accepté',
    reason: 'Falsifié ou endommagé',
    action:
      'Scannez l’original encore une fois, car une mauvaise copie donne le même résultat. Si la réponse ne change pas, n’acceptez pas le certificat et demandez une autre preuve.',
  },
  13: {
    headline: 'Ne peut pas être accepté',
    reason: 'Émetteur non reconnu, ou clé non prévue pour cet usage',
    action:
      'Demandez un certificat d’un émetteur reconnu. Cette réponse ne dit pas que le certificat a été modifié.',
  },
  14: {
    headline: 'Ne peut pas être accepté',
    reason: 'Révoqué par son émetteur',
    action:
      'Demandez une autre preuve. Le titulaire peut demander la raison à l’émetteur, ainsi qu’un nouveau certificat.',
  },
  15: {
    headline: 'Ne peut pas être accepté',
    reason: 'Hors de sa période de signature',
    action:
      'Invitez le titulaire à faire renouveler le certificat par son émetteur. C’est une raison technique, qui ne dit rien de la vaccination, du test ou du rétablissement.',
  },
  20: {
    headline: 'Pas de réponse',
    reason: 'Une liste manque, est trop ancienne ou ne suffit pas comme preuve',
    action:
      'Chargez les listes actuelles et vérifiez de nouveau. Il se peut bien que le certificat soit authentique.',
  },
  21: {
    headline: 'Pas de réponse',
    reason: 'Aucune règle d’entrée n’est connue',
    action:
      'Chargez les règles de la destination, ou suivez ses instructions officielles. L’absence de règle connue ne veut pas dire que l’entrée est permise.',
  },
  22: {
    headline: 'Pas de réponse',
    reason: 'Un élément nécessaire manque ou n’est pas clair',
    action:
      'La raison indique ce qui manque. Demandez-le au titulaire, ou demandez une autre preuve.',
  },
  23: {
    headline: 'Pas de réponse',
    reason: 'L’horloge de cet appareil ne peut pas être à l’heure',
    action: 'Réglez la date et l’heure de l’appareil, et vérifiez de nouveau.',
  },
  30: {
    headline: 'Ce code sert à autre chose',
    action: 'Cherchez un autre code sur le document, et scannez celui-là.',
  },
  31: {
    headline: 'Spécimen',
    reason: 'Ce n’est pas un vrai certificat',
    action: 'Il ne prouve rien, pour qui que ce soit. Demandez un vrai certificat.',
  },
}
