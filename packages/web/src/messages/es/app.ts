/**
 * What every screen says, in Spanish.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const APP_ES: Messages['app'] = {
  title: 'Pratique',
  home: 'Inicio',
  reading: 'Leyendo…',
  language: 'Idioma',
  fault: 'Se ha producido un error en este programa',
  faultAction:
    'No se ha obtenido ninguna respuesta. Compruébelo en otro dispositivo o vuelva a cargar esta página. El certificado puede ser perfectamente auténtico.',
  reload: 'Volver a cargar la página',
}
