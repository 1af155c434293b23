import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const files = ['index.html', 'package.json', 'package-lock.json', 'vite.config.ts', 'scripts', 'src', 'public']

/** Every file below path, sorted. */
function* walk(path) {
  let entries
  try {
    entries = readdirSync(path, { withFileTypes: true })
  } catch {
    yield path // a file
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) yield* walk(join(path, entry.name))
}

/**
 * A Vite plugin that writes dist/.sources: the digest of every source, one line a file. A test in Go compares it, so that
 * a stale dist is found on a machine without Node.
 */
export function stamp() {
  let root = '.'
  let out = 'dist'
  return {
    name: 'stamp',
    apply: 'build',
    configResolved(config) {
      root = config.root
      out = join(config.root, config.build.outDir)
    },
    closeBundle() {
      const lines = files
        .flatMap((file) => [...walk(join(root, file))])
        .map((file) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${relative(root, file).split(sep).join('/')}`)
      writeFileSync(join(out, '.sources'), lines.join('\n') + '\n')
    },
  }
}
