/**
 * The scan, in French.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const SCAN_FR: Messages['scan'] = {
  title: 'Scanner le code',
  opening: 'Ouverture de la caméra…',
  open: 'La caméra est ouverte\u00a0; le code est lu automatiquement.',
  reading: 'Lecture…',
  readingPage: 'Lecture de la page {page} sur {of}…',
  cancel: 'Annuler',
  tryAgain: 'Réessayer',
  torchOn: 'Allumer la lampe',
  torchOff: 'Éteindre la lampe',
  switchCamera: 'Utiliser l’autre caméra',
  file: 'Image ou fichier',
  paste: 'Coller',
  otherInputs:
    'Un lecteur portatif peut être utilisé à tout moment. Un fichier peut être déposé ici.',
  drop: 'Déposez le fichier pour le lire',

  partsTitle: 'Autres codes de cette carte',
  parts:
    'Cette carte comporte {of, plural, one {un code} other {# codes}}. {done, plural, =0 {Aucun n’est lu} one {Un code est lu} other {# codes sont lus}}\u00a0: présentez les autres.',
  partsOpen: 'Cette carte comporte plusieurs codes\u00a0: présentez les autres.',
  progress: '{of, plural, one {{done} code lu sur #} other {{done} codes lus sur #}}',
  anotherTitle: 'Scanner un autre certificat',
  another: 'Scannez un autre certificat de la même personne.',
  repeated: 'Ce code est déjà lu.',
  unfitPart:
    'Ce code ne fait pas partie de la carte commencée. Présentez les autres codes, ou annulez.',
  unfitOther: 'Ce code n’est pas un certificat. Présentez un certificat, ou annulez.',

  refusedTitle: 'La caméra n’est pas autorisée',
  refused:
    'Autorisez-la\u00a0: touchez le signe à côté de l’adresse, puis Caméra, puis Autoriser. Ensuite, réessayez.',
  noneTitle: 'Il n’y a pas de caméra',
  none: 'Branchez-en une et réessayez, ou utilisez une image, un fichier, le texte du code ou un lecteur portatif.',
  busyTitle: 'La caméra est occupée',
  busy: 'Un autre programme l’utilise. Fermez ce programme et réessayez.',
  insecureTitle: 'La caméra exige une adresse sécurisée',
  insecure:
    'Les navigateurs ne donnent la caméra qu’aux pages dont l’adresse commence par https. Ouvrez cette page à une telle adresse.',
  stoppedTitle: 'La caméra s’est arrêtée',
  stopped: 'Réessayez. Si elle s’arrête encore, fermez cette page et rouvrez-la.',
  readerTitle: 'Le lecteur de codes n’a pas démarré',
  reader: 'Réessayez. Si cela n’aide pas, fermez cette page et rouvrez-la.',

  empty: 'Il n’y a rien dedans. Choisissez un autre fichier.',
  tooLarge: 'Ce fichier est trop volumineux. Recadrez l’image sur le code, ou réduisez-la.',
  noCode:
    'Aucun code n’a été trouvé dans cette image. Recadrez-la sur le code, ou prenez une image plus nette.',
  unreadablePicture:
    'Cette image est endommagée, ou d’un type que ce navigateur ne peut pas afficher. Enregistrez-la en PNG ou en JPEG.',
  heic: 'Ce navigateur ne peut pas afficher les images HEIC. Enregistrez-la en JPEG, ou faites-en une capture d’écran.',
  noText: 'Ce fichier n’est ni une image ni un texte. Choisissez une image du code, ou son texte.',
  pdf: 'Ce fichier PDF n’a pas pu être lu. Affichez la page à l’écran, faites-en une capture, et choisissez celle-ci.',
  pdfLocked:
    'Ce fichier PDF ne s’ouvre qu’avec un mot de passe. Ouvrez-le, faites une capture d’écran de la page, et choisissez celle-ci.',
  pdfLong:
    'Ce fichier PDF a trop de pages. Faites une capture d’écran de la page qui porte le code, et choisissez celle-ci.',
  severalFiles: 'Choisissez un seul fichier à la fois.',
  garbled:
    'Le lecteur portatif écrit pour un autre clavier que celui de cet ordinateur. Réglez les deux sur le même pays, ou utilisez la caméra.',

  pasteTitle: 'Coller le code',
  pasteLabel: 'Le texte du code, ou une image de celui-ci',
  pasteHint: 'Il est retiré du champ dès qu’il est lu.',
  pasteRead: 'Lire',
  pasteEmpty: 'Il n’y a là ni texte ni image. Copiez d’abord le code.',
  back: 'Retour à la caméra',

  choiceTitle: 'Il y a plusieurs certificats',
  choice:
    'Choisissez celui à vérifier. N’en vérifiez plusieurs ensemble que s’ils sont d’une même personne.',
  choiceAll: 'Tous les vérifier, pour une même personne',
  scanAgain: 'Scanner de nouveau',
  optionInPicture:
    '{number}\u00a0: {kind}, {cell, select, c0 {en haut à gauche} c1 {en haut} c2 {en haut à droite} c3 {à gauche} c4 {au milieu} c5 {à droite} c6 {en bas à gauche} c7 {en bas} other {en bas à droite}}',
  optionOnPage:
    '{number}\u00a0: {kind}, page {page}, {cell, select, c0 {en haut à gauche} c1 {en haut} c2 {en haut à droite} c3 {à gauche} c4 {au milieu} c5 {à droite} c6 {en bas à gauche} c7 {en bas} other {en bas à droite}}',
  optionInList: '{number}\u00a0: {kind}, qui se termine par {end}',
  kindHc1: 'certificat de l’UE ou de l’OMS',
  kindShc: 'carte SMART Health Card',
  kindShlink: 'lien SMART Health Link',
  kindVdsNc: 'cachet numérique visible (VDS-NC)',
  kindDivoc: 'certificat DIVOC',
  kindNzcp: 'passe de la Nouvelle-Zélande',
  kindOther: 'certificat d’un autre type',

  addressCleared:
    'Un certificat dans l’adresse d’une page n’est jamais lu, car les adresses sont conservées. Il en a été retiré. Scannez le code, ou collez-le.',
}
