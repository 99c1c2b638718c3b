/**
 * What the device holds, in French.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const DATA_FR: Messages['data'] = {
  title: 'Listes sur cet appareil',
  keys: 'Clés des émetteurs',
  revocations: 'Certificats révoqués',
  policies: 'Règles d’entrée',
  fresh: 'En service',
  'too-old': 'Trop anciennes : les contrôles restent sans réponse',
  missing: 'Non chargées',
  date: 'Au {date}',
  noDate: 'Sans date',
  networks: 'Chaque réseau',
  hcert: 'UE et OMS',
  'smart-health-card': 'SMART Health Cards',
  'vds-nc': 'OACI (VDS-NC)',
  'nz-pass': 'Nouvelle-Zélande',
  divoc: 'DIVOC',
  examples: 'Seuls des exemples accompagnent cette page. Ce ne sont les règles d’aucun pays.',
  bundle: 'Lot {number}, signé par {signers}',
  noBundle: 'Ce qui accompagnait cette page. Aucun lot n’a été chargé depuis.',
  damaged: 'Le lot de cet appareil n’est plus lisible. Chargez de nouveau le plus récent.',
  refresh: 'Charger des listes plus récentes',
  network: 'Demander par le réseau',
  networkText:
    'Rien n’est envoyé sur personne. La demande attend qu’aucun contrôle ne soit ouvert.',
  file: 'Ouvrir un fichier',
  fileText: 'Un lot, par exemple sur une clé USB.',
  codes: 'Scanner des codes de mise à jour',
  codesText: 'Sur papier ou sur un autre écran. Pour de petits changements, comme une clé rejetée.',
  progress: '{done, number} codes lus sur {of, number}',
  notTaken:
    'Cette page ne reçoit des listes plus récentes qu’avec une version plus récente d’elle-même.',
  working: 'Examen en cours…',
  taken: 'Le lot {number} est chargé et en service.',
  same: 'Ce lot est déjà chargé. Rien n’a changé.',
  busy: 'Un contrôle est ouvert. Réessayez quand il sera terminé.',
  unreachable: 'Aucun lot n’a pu être obtenu : y a-t-il un réseau ? Ce qui était chargé reste.',
  'too-large': 'C’est trop grand pour un lot. Ce qui était chargé reste.',
  'not-kept':
    'Ce navigateur ne conserve rien : aucun lot ne peut être chargé. Quittez la fenêtre privée.',
  refusedSignatures:
    'Refusé : trop peu de signataires requis l’ont signé. Ce qui était chargé reste.',
  refusedOld:
    'Refusé : il est plus ancien que ce qui est chargé, ou omet une clé rejetée. Ce qui était chargé reste.',
  refusedRole:
    'Refusé : il contient, pour des certificats, une clé qui signe des lots. Ce qui était chargé reste.',
  refusedRules: 'Refusé : ses règles d’entrée sont illisibles. Ce qui était chargé reste.',
  refusedDamaged: 'Refusé : ce n’est pas un lot, ou il est endommagé. Ce qui était chargé reste.',
  refusedCode: 'Ce n’est pas un code de mise à jour.',
  newer: 'Une version plus récente de cette page est prête.',
  useNewer: 'L’utiliser maintenant',
}
