/**
 * Modules of Node that every start needs, without what an import of them costs: an import makes a
 * namespace of all that a module has, and so loads what the module itself loads only when it is used.
 * That would be a third of the time that a verification may take.
 *
 * @module
 */

export const fs: typeof import('node:fs') = process.getBuiltinModule('node:fs')
export const util: typeof import('node:util') = process.getBuiltinModule('node:util')
