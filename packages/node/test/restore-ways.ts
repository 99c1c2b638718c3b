/**
 * How folders are backed up and put back, for tests: what copying tools do to a file, call by call.
 *
 * @module
 */

import fs from 'node:fs'
import { join } from 'node:path'

interface Way {
  readonly name: string
  /** Makes a folder that is a copy. */
  back(folder: string, copy: string): void
  restore(copy: string, folder: string): void
}

type CopyFile = (from: string, to: string) => void

/** All files of a folder. */
function each(copyFile: CopyFile, isWanted: (name: string) => boolean = () => true): CopyFile {
  return (from, to) => {
    fs.mkdirSync(to, { recursive: true })
    for (const name of fs.readdirSync(from)) {
      if (isWanted(name)) copyFile(join(from, name), join(to, name))
    }
  }
}

/** `cp -a`: into the file that is there. */
function copyInto(from: string, to: string): void {
  fs.writeFileSync(to, fs.readFileSync(from))
  keepTimes(from, to)
}

/** `tar -x`: the file that is there is taken away. */
function unpack(from: string, to: string): void {
  fs.rmSync(to, { force: true })
  copyInto(from, to)
}

/** `rsync -a`: under another name, then renamed. */
function copyAndRename(from: string, to: string): void {
  copyInto(from, `${to}.x`)
  fs.renameSync(`${to}.x`, to)
}

/** `cp -al`. */
function link(from: string, to: string): void {
  fs.linkSync(from, to)
}

function move(from: string, to: string): void {
  fs.renameSync(from, to)
}

/** With all times that can be set. */
function keepTimes(from: string, to: string): void {
  const { atime, mtime } = fs.statSync(from)
  fs.utimesSync(to, atime, mtime)
}

function empty(folder: string): void {
  for (const name of fs.readdirSync(folder)) fs.rmSync(join(folder, name))
}

/** What stands in the folder from after the backup goes away first. */
function emptied(copyFile: CopyFile): CopyFile {
  return (from, to) => {
    empty(to)
    each(copyFile)(from, to)
  }
}

function inItsPlace(from: string, to: string): void {
  fs.rmSync(to, { recursive: true })
  fs.renameSync(from, to)
}

const isState = (name: string) => !name.includes('mark')

export const WAYS: readonly Way[] = [
  { name: 'copied over it', back: each(copyInto), restore: each(copyInto) },
  { name: 'copied to its place', back: each(copyInto), restore: emptied(copyInto) },
  { name: 'unpacked over it', back: each(copyInto), restore: each(unpack) },
  { name: 'copied beside and renamed', back: each(copyInto), restore: each(copyAndRename) },
  { name: 'copied and moved over it', back: each(copyInto), restore: each(move) },
  { name: 'copied and put in its place', back: each(copyInto), restore: inItsPlace },
  { name: 'linked and moved over it', back: each(link), restore: each(move) },
  { name: 'linked and copied over it', back: each(link), restore: each(unpack) },
  { name: 'linked and put in its place', back: each(link), restore: inItsPlace },
  { name: 'copied without its mark', back: each(copyInto), restore: each(copyInto, isState) },
  { name: 'renamed without its mark', back: each(copyInto), restore: each(move, isState) },
  { name: 'linked without its mark', back: each(link, isState), restore: each(move) },
  { name: 'unpacked without its mark', back: each(copyInto), restore: each(unpack, isState) },
]
