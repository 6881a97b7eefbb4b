import { defineConfig } from '@playwright/test'
import mocked from './playwright.config'

/** The page against the real program, which the tests start themselves. Pictures stay in test-results/live. */
export default defineConfig({
  testDir: 'tests/live',
  outputDir: 'test-results/live',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: [['list']],
  use: { ...mocked.use, baseURL: '' },
})
