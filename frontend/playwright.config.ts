import { defineConfig } from '@playwright/test'

const port = Number(process.env.TOWNLET_TEST_PORT ?? 5199)

/** The page against a town that the tests play; playwright.live.config.ts has the real one. */
export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results/browser',
  // The machine may be small and is shared with the town itself.
  workers: 1,
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    headless: true,
    launchOptions: {
      executablePath: process.env.TOWNLET_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
    viewport: { width: 1280, height: 720 },
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: `npm run dev -- --port ${port} --strictPort --host 127.0.0.1`,
    url: `http://127.0.0.1:${port}`,
    // Nobody listens there: whatever a test forgets to mock fails at once.
    env: { TOWNLET_PORT: '9' },
    reuseExistingServer: false,
  },
})
