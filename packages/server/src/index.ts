/**
 * The authority in a box: a server that issues, lists and verifies, and keeps no person.
 *
 * @module
 */

export { type Config, ROLES, type Role } from './config/config.ts'
export { type ConfigSources, readConfig, SETTING_NAMES, showConfig } from './config/read-config.ts'
export {
  type Demonstration,
  type DemonstrationOptions,
  PERIOD_SECONDS,
  specimenRequest,
  startDemonstration,
} from './demonstration/demonstration.ts'
export { keepSpecimenAuthority } from './demonstration/specimen-authority.ts'
export { ACTS, type Act } from './identity/acts.ts'
export { createApiKey, listApiKeys, type NewApiKey, revokeApiKey } from './identity/api-keys.ts'
export { type Invocation, loadConfig, serveUntilEnded } from './main.ts'
export { createLog, type Log } from './operations/log.ts'
export { type RunningServer, type ServerOptions, startServer } from './server.ts'
export { type Database, type DatabaseOptions, openDatabase } from './storage/database.ts'
