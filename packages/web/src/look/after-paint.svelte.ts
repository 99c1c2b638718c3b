/**
 * Regions that are there before their words: a reader of screens tells what changes in one, and may pass over
 * what came with it.
 *
 * @module
 */

export interface Paint {
  /** Whether the region has been on the screen: it is known then, and may be filled. */
  readonly isOver: boolean
  /** An action of Svelte, for the region. */
  watch(region: Element): { destroy(): void }
}

export function afterPaint(): Paint {
  let isOver = $state(false)
  return {
    get isOver() {
      return isOver
    },
    watch(region) {
      // It is told of each element once, when that was laid out, wherever it lies.
      const observer = new IntersectionObserver(() => {
        isOver = true
      })
      observer.observe(region)
      return { destroy: () => observer.disconnect() }
    },
  }
}
