/**
 * Codes of the `format` check in French.
 *
 * @module
 */

import type { CounterFormatCodes } from '../messages.ts'
import { ANOTHER, UPDATE } from './actions.ts'

export const COUNTER_FORMAT_CODES: CounterFormatCodes = {
  'format.prefix': { title: 'Ce n’est pas un certificat sanitaire connu de ce programme' },
  'format.unsupported': {
    title: 'Type de certificat que ce programme ne vérifie pas',
    action: ANOTHER,
  },
  'format.not-asked': { title: 'Type de certificat qui n’était pas demandé', action: ANOTHER },
  'format.version': { title: 'Type de certificat plus récent que ce programme', action: UPDATE },
  'format.length': { title: 'Le texte dépasse la longueur de tout certificat' },
  'format.base45': { title: 'Le texte du code ne peut pas être décodé' },
  'format.base64url': { title: 'Une partie du certificat ne peut pas être décodée' },
  'format.base64': { title: 'L’archive contenue dans le code ne peut pas être décodée' },
  'format.base32': { title: 'Le texte du passe ne peut pas être décodé' },
  'format.numeric': { title: 'Les chiffres de la carte ne peuvent pas être lus' },
  'format.chunks': {
    title: 'Ces codes n’appartiennent pas à la même carte',
    action: 'Scannez de nouveau tous les codes de cette carte, et aucun autre.',
  },
  'format.chunk-missing': {
    title: 'Une partie de la carte manque',
    action: 'Scannez aussi les codes restants. Leur ordre est sans importance.',
  },
  'format.file': { title: 'Le fichier de cartes ne peut pas être lu' },
  'format.zlib': { title: 'Le contenu du code ne peut pas être décompressé' },
  'format.deflate': { title: 'Le contenu de la carte ne peut pas être décompressé' },
  'format.zip': { title: 'L’archive contenue dans le code ne peut pas être ouverte' },
  'format.cbor': { title: 'Les données contenues dans le code sont défectueuses' },
  'format.cose': { title: 'Le certificat n’a pas la structure d’un message signé' },
  'format.jws': { title: 'La carte ne comporte pas ses trois parties' },
  'format.json': { title: 'Le texte contenu dans le certificat est défectueux' },
  'format.canonical': { title: 'Le texte signé peut être compris de deux façons' },
  'format.certificate': {
    title: 'Le certificat du signataire contenu dans le code ne peut pas être lu',
  },
  'format.context': { title: 'Le certificat apporte son propre dictionnaire' },
  'format.document': { title: 'Le certificat contient des éléments qu’aucun émetteur n’inscrit' },
  'format.proof': { title: 'La signature n’est pas décrite comme elle doit l’être' },
  'format.link': {
    title: 'Le lien de santé n’est pas correct',
    action: 'Demandez au titulaire de présenter de nouveau le lien, ou le certificat lui-même.',
  },
  'format.header': { title: 'L’en-tête technique du certificat n’est pas correct' },
  'format.claims': { title: 'Une indication de base du certificat manque ou ne peut pas être lue' },
}
