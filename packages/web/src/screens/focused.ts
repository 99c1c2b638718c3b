/**
 * Where the focus goes when a screen changes: to its headline, so that it is read first.
 *
 * @module
 */

/** An action of Svelte: focuses an element when it is there. */
export function focused(element: HTMLElement): void {
  element.focus({ preventScroll: true })
  window.scrollTo(0, 0)
}
