/**
 * What is inside files of a link that are no cards: nobody signed them.
 *
 * @module
 */

import { parseJson } from 'pratique/codecs'
import { type Contents, takeApart } from '../read/contents.ts'
import { jsonToDecoded } from '../read/json.ts'
import { outline } from '../read/outline.ts'
import { FORMATS, type UnsignedFile } from './unsigned.ts'

/** Takes a FHIR resource apart; other files are named. */
export function readOther(file: UnsignedFile, showValues: boolean): Contents {
  if (file.kind === 'fhir') return readFhir(file.text, showValues)
  return { format: FORMATS[file.kind], steps: [], code: 'format.unsupported', exitCode: 30 }
}

function readFhir(text: string, showValues: boolean): Contents {
  return takeApart({ format: 'fhir', steps: [] }, (draft) => {
    draft.steps.push({ step: 'text', size: text.length, unit: 'characters' })
    draft.claims = outline('resource', jsonToDecoded(parseJson(text)), showValues)
  })
}
