import { defineConfig } from 'vitest/config'

/** Drives the built page in a real browser on the fake host: `npm run e2e`. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.spec.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
})
