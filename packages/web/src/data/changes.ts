/**
 * Word that the device holds something else now, to all tabs.
 *
 * @module
 */

const CHANNEL = 'pratique-data'

const listeners = new Set<() => void>()
let channel: BroadcastChannel | undefined

/** Calls when a bundle was accepted, in this tab or in another; returns what ends that. */
export function onDataChange(listener: () => void): () => void {
  listeners.add(listener)
  openChannel()
  return () => listeners.delete(listener)
}

/** Says it. */
export function tellDataChange(): void {
  openChannel().postMessage('changed')
  tellHere()
}

function openChannel(): BroadcastChannel {
  if (!channel) {
    channel = new BroadcastChannel(CHANNEL)
    channel.addEventListener('message', tellHere)
  }
  return channel
}

function tellHere(): void {
  for (const listener of listeners) listener()
}
