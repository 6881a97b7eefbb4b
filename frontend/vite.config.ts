import { createLogger, defineConfig } from 'vite'
import vue from '@vitejs/plugin-vue'

const town = process.env.TOWNLET_SERVER ?? `http://127.0.0.1:${process.env.TOWNLET_PORT ?? '8766'}`

// The town restarting is an everyday event here and the page itself says so; a stack trace for each
// retry would bury what the host prints. One line per outage is enough.
const logger = createLogger()
const logError = logger.error.bind(logger)
let outageReported = false
logger.error = (text, options) => {
  if (!/proxy error|proxy socket error/.test(text)) {
    logError(text, options)
    return
  }
  if (!outageReported) {
    outageReported = true
    logger.info(`The town at ${town} does not answer yet; the page keeps trying.`)
  }
}

export default defineConfig({
  plugins: [vue()],
  customLogger: logger,
  // Named here so that the first page load never waits for a second round of dependency discovery.
  optimizeDeps: { include: ['vue', 'pinia', '@vueuse/core', 'uplot'] },
  server: {
    proxy: {
      // Without changeOrigin: the town judges by the name that the page was opened with, which also is the page's origin.
      '/ws': { target: town, ws: true },
      '/api': { target: town },
      '/health': { target: town },
    },
  },
  build: { target: 'es2022' },
})
