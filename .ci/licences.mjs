// Every npm package of the page and of its tools has a licence we know; read from the lock file, offline.
import { readFileSync } from 'node:fs'

const ALLOWED = new Set([
  '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0',
  'MPL-2.0', // axe-core, lightningcss: tools of the tests and the build, not part of the page
  'CC-BY-4.0', // caniuse-lite: data of the build
  'Python-2.0', // argparse: a tool of eslint
  'Unlicense',
])

const { packages } = JSON.parse(readFileSync('ui/package-lock.json', 'utf8'))
const unknown = Object.entries(packages)
  .filter(([path]) => path !== '')
  .filter(([, { license }]) => !(license ?? '').split(/ OR /).some((name) => ALLOWED.has(name.replace(/[()]/g, ''))))
  .map(([path, { license }]) => `${path}: ${license ?? 'no licence'}`)

if (unknown.length > 0) {
  console.error(`Licences to look at:\n${unknown.join('\n')}`)
  process.exitCode = 1
} else {
  console.log(`${Object.keys(packages).length - 1} npm packages, every licence known`)
}
