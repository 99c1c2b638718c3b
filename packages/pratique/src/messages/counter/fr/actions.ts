/**
 * Next steps that several codes share, in French.
 *
 * @module
 */

export const ANOTHER = 'Demandez au titulaire un autre certificat.'
export const UPDATE = 'Mettez ce programme à jour, ou demandez au titulaire un autre certificat.'
export const ORIGINAL =
  'N’acceptez pas le certificat. Demandez au titulaire l’original remis par l’émetteur.'
export const NEW_KEY =
  'N’acceptez pas le certificat. L’émetteur peut l’émettre de nouveau avec la bonne clé.'
export const OTHER_DEVICE =
  'Vérifiez le certificat sur un autre appareil. Il se peut bien qu’il soit authentique.'
export const CLOCK =
  'Vérifiez la date et l’heure de cet appareil. Si elles sont justes, invitez le titulaire à faire renouveler le certificat par son émetteur.'
export const NO_RELIANCE = 'N’en tenez pas compte. Demandez au titulaire un autre certificat.'
