import { defineConfig } from '@playwright/test'

const port = Number(process.env.TOWNLET_TEST_PORT ?? 5199)

export default defineConfig({
  outputDir: 'test-results',
  // The machine may be small and is shared with the town itself.
  workers: 1,
  reporter: [['list']],
  use: {
    headless: true,
    launchOptions: {
      executablePath: process.env.TOWNLET_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
    viewport: { width: 1280, height: 720 },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'browser', testDir: 'tests/browser', use: { baseURL: `http://127.0.0.1:${port}` } },
    { name: 'live', testDir: 'tests/live', timeout: 120_000, use: { baseURL: process.env.TOWNLET_PAGE_URL ?? '' } },
  ],
  // A running town brings its own page; only the mocked one needs a server here.
  ...(process.env.TOWNLET_PAGE_URL
    ? {}
    : {
        webServer: {
          command: `npm run dev -- --port ${port} --strictPort --host 127.0.0.1`,
          url: `http://127.0.0.1:${port}`,
          // Nobody listens there: whatever a test forgets to mock fails at once.
          env: { TOWNLET_PORT: '9' },
          reuseExistingServer: false,
        },
      }),
})
