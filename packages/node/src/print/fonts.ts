/**
 * Loads the fonts that are embedded.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { create, type Font } from 'fontkit'
import type { FontFiles } from './font-files.ts'
import type { FontSet, LoadedFont } from './font-set.ts'

/** Addresses of the files, which are only looked for when they are needed. */
const NOTO = () => ({
  regular: import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
})
const PLEX_ARABIC = () => ({
  regular: import.meta.resolve(
    '@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
  ),
  bold: import.meta.resolve(
    '@expo-google-fonts/ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf',
  ),
})
const NOTO_CHINESE = () => ({
  regular: import.meta.resolve(
    '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  ),
  bold: import.meta.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
})

let builtIn: Promise<readonly Required<FontFiles>[]> | undefined

/** Loads the fonts that come with us, the Chinese one if it is installed, then those given. */
export async function loadFonts(given: readonly FontFiles[]): Promise<FontSet> {
  builtIn ??= Promise.all([readFiles(NOTO), readFiles(PLEX_ARABIC), readIfInstalled()]).then(
    ([noto, arabic, chinese]) => [noto, arabic, ...chinese],
  )
  const all = [...(await builtIn), ...given]
  return {
    regular: all.map(({ regular }, i) => toFont(`R${i}`, regular)),
    bold: all.map(({ regular, bold = regular }, i) => toFont(`B${i}`, bold)),
  }
}

async function readFiles(findFiles: typeof NOTO): Promise<Required<FontFiles>> {
  const { regular, bold } = findFiles()
  const files = await Promise.all([readFile(new URL(regular)), readFile(new URL(bold))])
  return { regular: files[0], bold: files[1] }
}

async function readIfInstalled(): Promise<readonly Required<FontFiles>[]> {
  try {
    return [await readFiles(NOTO_CHINESE)]
  } catch {
    return [] // not installed: who needs it is told
  }
}

const parsed = new WeakMap<Uint8Array, Font>()

function toFont(name: string, file: Uint8Array): LoadedFont {
  const font = parsed.get(file) ?? create(file)
  parsed.set(file, font)
  return { name, file, font }
}
