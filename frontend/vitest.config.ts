import { mergeConfig } from 'vite'
import { defineConfig } from 'vitest/config'
import page from './vite.config'

// Apart from vite.config.ts, so that the page's server does not load the test runner to start.
export default mergeConfig(
  page,
  defineConfig({
    test: {
      environment: 'happy-dom',
      include: ['tests/unit/**/*.test.ts'],
    },
  }),
)
