/**
 * The reading of update codes, loaded when somebody scans the first.
 *
 * @module
 */

export { createUpdateCollector } from 'pratique/bundle'
