/**
 * The page at the counter as files, for whatever server has it.
 *
 * @module
 */

export { findPageAnswer, isKnown, type PageAnswer, type PageRequest } from './page/page-answer.ts'
export { type PageFiles, readPageFiles } from './page/page-files.ts'
export type { PageSite } from './page/page-site.ts'
