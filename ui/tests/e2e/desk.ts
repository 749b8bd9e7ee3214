import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))
const KINDS: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

/** The built page in a real browser, on the invented desk. */
export interface Desk {
  page: Page
  context: BrowserContext
  /** everything a strict policy or an uncaught error complained about */
  complaints: string[]
  close: () => Promise<void>
}

async function serve(): Promise<{ server: Server; address: string }> {
  const server = createServer(async (request, answer) => {
    const path = new URL(request.url ?? '/', 'http://desk').pathname
    try {
      const file = await readFile(join(DIST, path === '/' ? 'index.html' : path))
      answer.writeHead(200, { 'content-type': KINDS[extname(path)] ?? 'text/html' }).end(file)
    } catch {
      answer.writeHead(404).end()
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as { port: number }
  return { server, address: `http://127.0.0.1:${port}` }
}

let running: { browser: Browser; server: Server; address: string } | null = null

async function startBrowser(): Promise<void> {
  const { server, address } = await serve()
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  running = { browser, server, address }
}
async function stopBrowser(): Promise<void> {
  await running?.browser.close()
  running?.server.close()
  running = null
}

/** Whatever a test has opened is closed after it, and nothing may have gone wrong unseen. */
const opened = new Set<Desk>()
beforeAll(startBrowser)
afterAll(stopBrowser)
afterEach(async () => {
  const desks = [...opened]
  for (const desk of desks) await desk.close()
  expect(desks.flatMap(({ complaints }) => complaints), 'no policy violation, no uncaught error').toEqual([])
})

export interface Opening {
  /** `demo` opens the invented vault at once */
  demo?: boolean
  people?: number
  /** a file the window was started with */
  given?: string
  path?: string
  theme?: string
  size?: string
  width?: number
  height?: number
}
export async function openDesk(opening: Opening = {}): Promise<Desk> {
  const { browser, address } = running!
  const { demo = true, people = 3000, given = '', path = '/roster', theme = 'light', size = 'normal', width = 1366, height = 768 } = opening
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', bypassCSP: false })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await context.addInitScript(
    (display) => localStorage.getItem('antou.display') ?? localStorage.setItem('antou.display', display),
    JSON.stringify({ theme, size }),
  )
  // the window does the same, so that nothing in the page can tamper with built-in objects
  await context.addInitScript(() => Object.freeze(Object.prototype))
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy|Vue warn/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${address}/?people=${people}${demo ? '&demo' : ''}${given && `&given=${encodeURIComponent(given)}`}#${path}`)
  await page.waitForSelector('main, .roster')
  const desk: Desk = {
    page, context, complaints,
    close() {
      opened.delete(desk)
      return context.close()
    },
  }
  opened.add(desk)
  return desk
}
