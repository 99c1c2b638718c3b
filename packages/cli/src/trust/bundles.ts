/**
 * The bundles of this machine, in the order in which they are asked: one that was installed, then the
 * one that was made of the sources here, then the one that came with the program.
 *
 * @module
 */

/** What a bundle is to this machine. */
export type BundleRole = 'installed' | 'local' | 'starter'

/** Names in the data folder. */
export const BUNDLE_FILES: Readonly<Record<Exclude<BundleRole, 'starter'>, string>> = {
  installed: 'bundles/installed.bundle',
  local: 'bundles/local.bundle',
}
