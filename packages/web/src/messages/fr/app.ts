/**
 * What every screen says, in French.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const APP_FR: Messages['app'] = {
  title: 'Pratique',
  home: 'Accueil',
  reading: 'Lecture…',
  language: 'Langue',
  fault: 'Ce programme a rencontré une erreur',
  faultAction:
    'Aucune réponse n’a été obtenue. Vérifiez sur un autre appareil, ou rechargez cette page. Le certificat peut très bien être authentique.',
  reload: 'Recharger la page',
}
