/**
 * What the device holds, how old it is, and how it is refreshed, in French.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const DATA_FR: Messages['data'] = {
  title: 'Listes de cet appareil',
  keys: 'Clés des émetteurs',
  revocations: 'Certificats révoqués',
  policies: 'Règles d’entrée',
  fresh: 'En service',
  'too-old': 'Date trop ancienne\u00a0: les vérifications restent sans réponse',
  missing: 'Aucune donnée chargée',
  date: 'État au {date}',
  noDate: 'Sans date',
  networks: 'Par réseau de confiance',
  hcert: 'UE et OMS',
  'smart-health-card': 'Cartes SMART Health Card',
  'vds-nc': 'OACI (VDS-NC)',
  'nz-pass': 'Nouvelle-Zélande',
  divoc: 'DIVOC',
  examples:
    'Seuls des exemples ont été fournis avec cette page. Ce ne sont les règles d’aucun pays.',
  bundle: 'Paquet n°\u00a0{number}, signé par {signers}',
  noBundle: 'Données fournies avec cette page. Aucun paquet n’a été chargé depuis.',
  dropped:
    'Constaté le {date}\u00a0: le paquet de cet appareil est endommagé, ou n’est pas signé par ceux qui le doivent. Il n’est pas utilisé. Chargez de nouveau le plus récent.',
  refresh: 'Charger des listes plus récentes',
  network: 'Demander par le réseau',
  networkText:
    'Aucune donnée personnelle n’est envoyée. La demande attend qu’aucune vérification ne soit en cours.',
  file: 'Ouvrir un fichier',
  fileText: 'Un paquet, par exemple sur une clé USB.',
  codes: 'Scanner des codes de mise à jour',
  codesText:
    'Sur papier ou sur un autre écran. Pour de petites modifications, comme une clé bloquée.',
  notTaken:
    'Cette page ne reçoit de listes plus récentes qu’avec une nouvelle version d’elle-même.',
  working: 'Examen en cours…',
  taken: 'Le paquet n°\u00a0{number} est chargé et en service.',
  same: 'Ce paquet est déjà chargé. Rien n’a changé.',
  busy: 'Une vérification est en cours. Réessayez lorsqu’elle sera terminée.',
  unreachable:
    'Aucun paquet n’a pu être obtenu\u00a0: y a-t-il un réseau\u00a0? Ce qui était chargé reste en place.',
  'too-large': 'C’est trop volumineux pour un paquet. Ce qui était chargé reste en place.',
  'not-kept':
    'Ce navigateur ne conserve rien\u00a0: aucun paquet ne peut être chargé. Quittez la navigation privée.',
  refusedSignatures:
    'Refusé\u00a0: trop peu des signataires exigés l’ont signé. Ce qui était chargé reste en place.',
  refusedOld:
    'Refusé\u00a0: il est plus ancien que ce qui est chargé, ou omet une clé bloquée. Ce qui était chargé reste en place.',
  refusedRole:
    'Refusé\u00a0: il contient une clé de certificats qui signe des paquets. Ce qui était chargé reste en place.',
  refusedRules:
    'Refusé\u00a0: ses règles d’entrée sont illisibles. Ce qui était chargé reste en place.',
  refusedDamaged:
    'Refusé\u00a0: ce n’est pas un paquet, ou il est endommagé. Ce qui était chargé reste en place.',
  refusedCode: 'Ce n’est pas un code de mise à jour.',
  newer: 'Une nouvelle version de cette page est prête.',
  useNewer: 'L’utiliser maintenant',
}
