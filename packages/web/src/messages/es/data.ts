/**
 * What the device holds, how old it is, and how it is refreshed, in Spanish.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const DATA_ES: Messages['data'] = {
  title: 'Listas de este dispositivo',
  keys: 'Claves de los emisores',
  revocations: 'Certificados revocados',
  policies: 'Normas de entrada',
  fresh: 'En uso',
  'too-old': 'Fecha demasiado antigua: las comprobaciones quedan sin respuesta',
  missing: 'Sin cargar',
  date: 'Con fecha de {date}',
  noDate: 'Sin fecha',
  networks: 'Por red de confianza',
  hcert: 'UE y OMS',
  'smart-health-card': 'Tarjetas SMART Health Card',
  'vds-nc': 'OACI (VDS-NC)',
  'nz-pass': 'Nueva Zelandia',
  divoc: 'DIVOC',
  examples: 'Con esta página solo se entregaron ejemplos. No son las normas de ningún país.',
  bundle: 'Paquete n.º\u00a0{number}, firmado por {signers}',
  noBundle: 'Datos entregados con esta página. Desde entonces no se ha cargado ningún paquete.',
  dropped:
    'Detectado el {date}: el paquete de este dispositivo está dañado o no lo firman quienes deben. No se usa. Vuelva a cargar el más reciente.',
  refresh: 'Cargar listas más recientes',
  network: 'Pedir por la red',
  networkText:
    'No se envía nada sobre nadie. La petición espera a que no haya ninguna comprobación abierta.',
  file: 'Abrir un archivo',
  fileText: 'Un paquete, por ejemplo en una memoria USB.',
  codes: 'Escanear códigos de actualización',
  codesText: 'De papel o de otra pantalla. Para cambios pequeños, como el bloqueo de una clave.',
  notTaken: 'Esta página solo recibe listas más recientes con una versión nueva de sí misma.',
  working: 'Examinando…',
  taken: 'El paquete n.º\u00a0{number} está cargado y en uso.',
  same: 'Este paquete ya está cargado. No ha cambiado nada.',
  busy: 'Hay una comprobación abierta. Vuelva a intentarlo cuando termine.',
  unreachable:
    'No se ha podido obtener ningún paquete: ¿hay red? Lo que estaba cargado se mantiene.',
  'too-large': 'Es demasiado grande para un paquete. Lo que estaba cargado se mantiene.',
  'not-kept':
    'Este navegador no guarda nada, por lo que no se puede cargar ningún paquete. Salga de la ventana privada.',
  refusedSignatures:
    'Rechazado: lo han firmado muy pocos de quienes deben firmarlo. Lo que estaba cargado se mantiene.',
  refusedOld:
    'Rechazado: es más antiguo que lo cargado, u omite una clave bloqueada. Lo que estaba cargado se mantiene.',
  refusedRole:
    'Rechazado: contiene una clave de certificados que firma paquetes. Lo que estaba cargado se mantiene.',
  refusedRules:
    'Rechazado: sus normas de entrada no se pueden leer. Lo que estaba cargado se mantiene.',
  refusedDamaged: 'Rechazado: no es un paquete, o está dañado. Lo que estaba cargado se mantiene.',
  refusedCode: 'Este no es un código de actualización.',
  newer: 'Está lista una versión nueva de esta página.',
  useNewer: 'Usarla ahora',
}
