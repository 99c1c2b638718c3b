/**
 * What is said before a scan, in Spanish.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const FLOW_ES: Messages['flow'] = {
  welcome: 'Comprobar certificados sanitarios',
  welcomeChecked: 'Qué se comprueba',
  welcomeCheckedText:
    'Si un certificado es auténtico y está en vigor y, cuando se elige un destino, si cumple las normas de entrada.',
  welcomeKept: 'No se guarda nada',
  welcomeKeptText:
    'Ni nombre, ni lugar, ni historial. Este dispositivo decide por sí solo, y la respuesta se borra al cabo de {seconds, plural, one {# segundo} other {# segundos}}.',
  welcomeIdentity: 'Se compara un documento de identidad',
  welcomeIdentityText:
    'Solo una comparación demuestra que el certificado pertenece a la persona que tiene delante.',
  agree: 'He leído estas indicaciones',
  mode: '¿Qué se comprueba?',
  modeEntry: 'Normas de entrada',
  modeEntryText: '¿Es auténtico y cumple las normas de un destino?',
  modeGenuine: 'Solo autenticidad',
  modeGenuineText: '¿Es auténtico y está en vigor? No se comprueba ninguna norma de entrada.',
  noDestinations: 'En este dispositivo no hay normas de entrada cargadas.',
  exampleRules: 'Estas normas son ejemplos y no son de ningún país.',
  destination: 'Destino',
  chooseDestination: 'Elija un destino',
  everywhere: 'Cualquier país',
  arrival: 'Llegada',
  arrivalNow: 'En el momento de la comprobación',
  arrivalLater: 'Otro día',
  arrivalDate: 'Fecha de llegada',
  arrivalTime: 'Hora de llegada según el reloj de este dispositivo (si se conoce)',
  arrivalMissing: 'Indique la fecha de llegada, por ejemplo el día que figura en el billete.',
  destinationMissing: 'Elija el destino cuyas normas de entrada se aplican.',
  purpose: 'Motivo del viaje',
  anyPurpose: 'Cualquier motivo',
  useMode: 'Continuar',
  changeMode: 'Cambiar',
  scan: 'Escanear',
  printedEntry: '{destination}\u00a0· llegada: {date}',
  printedEntryNow: '{destination}\u00a0· llegada ahora',
  printedPurpose: '{mode}\u00a0· {purpose}',
  printedGenuine: 'Solo autenticidad\u00a0· no se comprueba ninguna norma de entrada',
  listsFresh: 'Listas del {date}',
  listsOld: 'Listas demasiado antiguas: {date}',
  listsMissing: 'Faltan listas',
  lists: 'Listas',
  wipedTime: 'La respuesta se ha borrado: su tiempo había terminado.',
  wipedHidden: 'La respuesta se ha borrado: la página no estaba a la vista.',
  settings: 'Ajustes',
  sound: 'Sonido',
  soundText: 'Cada veredicto tiene sus propios tonos',
  vibration: 'Vibración',
  vibrationText: 'Cada veredicto tiene su propio ritmo, si el dispositivo puede vibrar',
  green: 'Verde para «cumple las normas»',
  greenText: 'Para los países cuya ley lo exige. La palabra y la forma no cambian',
  tryVerdict: 'Escuchar cada veredicto',
  staffCard: 'Ficha para el personal',
}
