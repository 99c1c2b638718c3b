/**
 * Who works with keys never begins at the top of the page again: where what had the focus is gone, the
 * headline has it.
 *
 * @module
 */

/** Begins to watch the page. */
export function keepFocus(): void {
  let last: Element | undefined
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) last = target
  })
  const watcher = new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return
    document.querySelector<HTMLElement>('h1[tabindex]')?.focus({ preventScroll: true })
  })
  watcher.observe(document.body, { childList: true, subtree: true })
}
