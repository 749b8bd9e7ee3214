import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

/** The same policy the window sets; the page carries it too, so that a plain browser tests it. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self' ipc: http://ipc.localhost",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Only the built page: the development server injects styles and would break the policy. */
const contentPolicy: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_POLICY },
      injectTo: 'head-prepend',
    },
  ],
}

export default defineConfig({
  base: './',
  plugins: [vue(), contentPolicy],
  build: {
    target: ['chrome94', 'safari15'],
    cssTarget: ['chrome94', 'safari15'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, strictPort: true },
  clearScreen: false,
})
