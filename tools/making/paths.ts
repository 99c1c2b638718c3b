/**
 * Where the files of the made-up authorities stand.
 *
 * @module
 */

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export const VECTORS: string = join(ROOT, 'vectors')
export const UTOPIA_KEYS: string = join(VECTORS, 'specimen/PUBLIC-KEY-PAIR-utopia.json')
export const UTOPIA_CERTIFICATE: string = join(VECTORS, 'specimen/dsc-utopia.pem')
export const EXAMPLIA_KEYS: string = join(VECTORS, 'exercise/PUBLIC-KEY-PAIRS-examplia.json')
/** What the command line carries. */
export const CLI_DATA: string = join(ROOT, 'packages/cli/data')
