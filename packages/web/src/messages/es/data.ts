/**
 * What the device holds, in Spanish.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const DATA_ES: Messages['data'] = {
  title: 'Listas en este dispositivo',
  keys: 'Claves de los emisores',
  revocations: 'Certificados revocados',
  policies: 'Normas de entrada',
  fresh: 'En uso',
  'too-old': 'Demasiado antiguas: los controles quedan sin respuesta',
  missing: 'Sin cargar',
  date: 'Del {date}',
  noDate: 'Sin fecha',
  networks: 'Cada red',
  hcert: 'UE y OMS',
  'smart-health-card': 'SMART Health Cards',
  'vds-nc': 'OACI (VDS-NC)',
  'nz-pass': 'Nueva Zelanda',
  divoc: 'DIVOC',
  examples: 'Con esta página solo vinieron ejemplos. No son las normas de ningún país.',
  bundle: 'Paquete {number}, firmado por {signers}',
  noBundle: 'Lo que vino con esta página. Desde entonces no se ha cargado ningún paquete.',
  damaged: 'El paquete de este dispositivo ya no se puede leer. Cargue de nuevo el más reciente.',
  refresh: 'Cargar listas más recientes',
  network: 'Pedir por la red',
  networkText: 'No se envía nada sobre nadie. Espera a que no haya ningún control abierto.',
  file: 'Abrir un archivo',
  fileText: 'Un paquete, por ejemplo en una memoria USB.',
  codes: 'Escanear códigos de actualización',
  codesText: 'En papel o en otra pantalla. Para cambios pequeños, como una clave rechazada.',
  progress: '{done, number} de {of, number} códigos leídos',
  notTaken:
    'Esta página solo recibe listas más recientes con una versión más reciente de sí misma.',
  working: 'Examinando…',
  taken: 'El paquete {number} está cargado y en uso.',
  same: 'Este paquete ya está cargado. No ha cambiado nada.',
  busy: 'Hay un control abierto. Inténtelo de nuevo cuando termine.',
  unreachable: 'No se pudo obtener ningún paquete: ¿hay red? Lo cargado se queda.',
  'too-large': 'Es demasiado grande para un paquete. Lo cargado se queda.',
  'not-kept':
    'Este navegador no guarda nada y no se puede cargar ningún paquete. Salga de la ventana privada.',
  refusedSignatures:
    'Rechazado: lo han firmado demasiado pocos de los que deben firmar. Lo cargado se queda.',
  refusedOld:
    'Rechazado: es más antiguo que lo cargado, u omite una clave rechazada. Lo cargado se queda.',
  refusedRole:
    'Rechazado: contiene, para certificados, una clave que firma paquetes. Lo cargado se queda.',
  refusedRules: 'Rechazado: sus normas de entrada no se pueden leer. Lo cargado se queda.',
  refusedDamaged: 'Rechazado: no es un paquete o está dañado. Lo cargado se queda.',
  refusedCode: 'No es un código de actualización.',
  newer: 'Hay una versión más reciente de esta página.',
  useNewer: 'Usarla ahora',
}
