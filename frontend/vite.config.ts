import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, defineConfig } from 'vite'
import vue from '@vitejs/plugin-vue'

const town = process.env.TOWNLET_SERVER ?? `http://127.0.0.1:${process.env.TOWNLET_PORT ?? '8766'}`

// A restart of the town is an everyday event, and the page itself shows it. A stack trace for each retry would
// bury what the host prints, so one line an outage is enough.
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

/** Vite keeps prepared packages in node_modules. In another user's checkout it cannot, so it gets a temporary folder that is removed at its end. */
function cacheFolder() {
  const usual = join(import.meta.dirname, 'node_modules')
  const written = [usual, join(usual, '.vite'), join(usual, '.vite', 'deps')].filter((folder) => existsSync(folder))
  try {
    // Vite makes and replaces folders in the last one that exists.
    for (const folder of written.slice(-2)) accessSync(folder, constants.W_OK)
    return undefined
  } catch {
    const own = mkdtempSync(join(tmpdir(), 'townlet-page-'))
    process.on('exit', () => rmSync(own, { recursive: true, force: true }))
    return own
  }
}

// The same policy as in Townlet.Host/Web/SecurityHeaders.cs, except for styles: the development server puts them into <style> elements.
const headers: Record<string, string> = {
  'Content-Security-Policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}
// By this header the host recognises the page that it started.
if (process.env.TOWNLET_PAGE) headers['Townlet-Page'] = process.env.TOWNLET_PAGE

export default defineConfig({
  plugins: [vue()],
  customLogger: logger,
  // Named here so that the first page load never waits for a second round of dependency discovery.
  optimizeDeps: { include: ['vue', 'pinia', '@vueuse/core', 'uplot', 'valibot'] },
  cacheDir: cacheFolder(),
  server: {
    headers,
    allowedHosts: (process.env.TOWNLET_HOSTS ?? '').split(',').filter((name) => name !== ''),
    proxy: {
      // Without changeOrigin: the town judges by the name that the page was opened with, which also is the page's origin.
      '/ws': { target: town, ws: true },
      '/api': { target: town },
      '/health': { target: town },
    },
  },
  build: { target: 'es2022' },
})
