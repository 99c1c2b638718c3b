/**
 * The scan, in Spanish.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const SCAN_ES: Messages['scan'] = {
  title: 'Escanear el código',
  opening: 'Abriendo la cámara…',
  open: 'La cámara está abierta; el código se lee automáticamente.',
  reading: 'Leyendo…',
  readingPage: 'Leyendo la página {page} de {of}…',
  cancel: 'Cancelar',
  tryAgain: 'Reintentar',
  torchOn: 'Encender la luz',
  torchOff: 'Apagar la luz',
  switchCamera: 'Usar la otra cámara',
  file: 'Imagen o archivo',
  paste: 'Pegar',
  otherInputs:
    'Se puede usar un lector de mano en cualquier momento. También se puede soltar aquí un archivo.',
  drop: 'Suelte el archivo para leerlo',

  partsTitle: 'Más códigos de esta tarjeta',
  parts:
    'Esta tarjeta tiene {of, plural, one {un código} other {# códigos}}. {done, plural, =0 {No se ha leído ninguno} one {Se ha leído uno} other {Se han leído #}}: muestre los demás.',
  partsOpen: 'Esta tarjeta tiene varios códigos: muestre los demás.',
  progress: '{of, plural, one {{done} de # código leído} other {{done} de # códigos leídos}}',
  anotherTitle: 'Escanear otro certificado',
  another: 'Escanee otro certificado de la misma persona.',
  repeated: 'Este código ya se ha leído.',
  unfitPart:
    'Este código no es parte de la tarjeta empezada. Muestre los demás códigos, o cancele.',
  unfitOther: 'Este código no es un certificado. Muestre un certificado, o cancele.',

  refusedTitle: 'La cámara no está permitida',
  refused:
    'Permítala: toque el signo que está junto a la dirección, después Cámara y después Permitir. Luego vuelva a intentarlo.',
  noneTitle: 'No hay cámara',
  none: 'Conecte una y vuelva a intentarlo, o use una imagen, un archivo, el texto del código o un lector de mano.',
  busyTitle: 'La cámara está ocupada',
  busy: 'La usa otro programa. Cierre ese programa y vuelva a intentarlo.',
  insecureTitle: 'La cámara necesita una dirección segura',
  insecure:
    'Los navegadores solo dan la cámara a páginas cuya dirección empieza por https. Abra esta página en una dirección así.',
  stoppedTitle: 'La cámara se ha detenido',
  stopped: 'Vuelva a intentarlo. Si se detiene otra vez, cierre esta página y ábrala de nuevo.',
  readerTitle: 'El lector de códigos no se ha iniciado',
  reader: 'Vuelva a intentarlo. Si no sirve, cierre esta página y ábrala de nuevo.',

  empty: 'No contiene nada. Elija otro archivo.',
  tooLarge: 'Este archivo es demasiado grande. Recorte la imagen al código, o redúzcala.',
  noCode:
    'No se ha encontrado ningún código en esta imagen. Recórtela al código, o tome una imagen más nítida.',
  unreadablePicture:
    'Esta imagen está dañada, o es de un tipo que este navegador no puede mostrar. Guárdela como PNG o JPEG.',
  heic: 'Este navegador no puede mostrar imágenes HEIC. Guárdela como JPEG, o haga una captura de pantalla.',
  noText: 'Este archivo no es ni una imagen ni un texto. Elija una imagen del código, o su texto.',
  pdf: 'No se ha podido leer este PDF. Muestre la página en la pantalla, haga una captura y elíjala.',
  pdfLocked:
    'Este PDF solo se abre con contraseña. Ábralo, haga una captura de pantalla de la página y elíjala.',
  pdfLong:
    'Este PDF tiene demasiadas páginas. Haga una captura de pantalla de la página con el código y elíjala.',
  severalFiles: 'Elija un solo archivo cada vez.',
  garbled:
    'El lector de mano escribe para un teclado distinto del de este equipo. Ajuste los dos al mismo país, o use la cámara.',

  pasteTitle: 'Pegar el código',
  pasteLabel: 'El texto del código, o una imagen de él',
  pasteHint: 'Se quita del campo en cuanto se lee.',
  pasteRead: 'Leer',
  pasteEmpty: 'No hay ni texto ni imagen. Copie primero el código.',
  back: 'Volver a la cámara',

  choiceTitle: 'Hay varios certificados',
  choice:
    'Elija el que se va a comprobar. Compruebe varios juntos solo si son de una misma persona.',
  choiceAll: 'Comprobar todos, como de una misma persona',
  scanAgain: 'Volver a escanear',
  optionInPicture:
    '{number}: {kind}, {cell, select, c0 {arriba a la izquierda} c1 {arriba} c2 {arriba a la derecha} c3 {a la izquierda} c4 {en el centro} c5 {a la derecha} c6 {abajo a la izquierda} c7 {abajo} other {abajo a la derecha}}',
  optionOnPage:
    '{number}: {kind}, página {page}, {cell, select, c0 {arriba a la izquierda} c1 {arriba} c2 {arriba a la derecha} c3 {a la izquierda} c4 {en el centro} c5 {a la derecha} c6 {abajo a la izquierda} c7 {abajo} other {abajo a la derecha}}',
  optionInList: '{number}: {kind}, que termina en {end}',
  kindHc1: 'certificado de la UE o de la OMS',
  kindShc: 'tarjeta SMART Health Card',
  kindShlink: 'enlace SMART Health Link',
  kindVdsNc: 'sello digital visible (VDS-NC)',
  kindDivoc: 'certificado DIVOC',
  kindNzcp: 'pase de Nueva Zelandia',
  kindOther: 'certificado de otro tipo',

  addressCleared:
    'Nunca se lee un certificado que está en la dirección de una página, pues las direcciones se guardan. Se ha quitado. Escanee el código, o péguelo.',
}
