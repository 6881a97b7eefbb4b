// node benchmarks/page.mjs ADDRESS SPEED MINUTES VIEW
// Watches a running town in Chromium and says once a minute how smoothly it is drawn and what it keeps in memory.
import { chromium } from '@playwright/test'

const [address, speed = '4', minutes = '1', view = 'watch'] = process.argv.slice(2)
if (!address) {
  process.stderr.write('node benchmarks/page.mjs ADDRESS [SPEED] [MINUTES] [watch|study]\n')
  process.exit(2)
}
const say = (line) => process.stdout.write(`${line}\n`)

const browser = await chromium.launch({
  executablePath: process.env.TOWNLET_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
const inspector = await page.context().newCDPSession(page)

await page.goto(address)
await page.getByTestId('agent').waitFor()
await page.getByRole('slider', { name: 'Speed' }).fill(String(Math.log10(Number(speed))))
await page.goto(`${address}#view=${view}`)
await page.waitForTimeout(2_000)

/** Times between one picture and the next, and how many steps of the town were told meanwhile. */
const watch = (milliseconds) =>
  page.evaluate(
    (duration) =>
      new Promise((done) => {
        const gaps = []
        const start = performance.now()
        let last = start
        const draw = (now) => {
          gaps.push(now - last)
          last = now
          if (now - start < duration) {
            requestAnimationFrame(draw)
          } else {
            done(gaps.slice(1))
          }
        }
        requestAnimationFrame(draw)
      }),
    milliseconds,
  )

async function memory() {
  await inspector.send('HeapProfiler.collectGarbage')
  const { usedSize } = await inspector.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await inspector.send('Memory.getDOMCounters')
  return { heap: usedSize / 2 ** 20, nodes, listeners: jsEventListeners }
}

say('minute  frames/s  median ms  99th %  over 25 ms  heap MiB  DOM nodes  listeners')
for (let minute = 0; minute <= Number(minutes); minute++) {
  if (minute > 0) {
    const gaps = (await watch(60_000)).sort((a, b) => a - b)
    const at = (share) => gaps[Math.min(gaps.length - 1, Math.floor(share * gaps.length))]
    const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000
    const slow = gaps.filter((gap) => gap > 25).length
    const { heap, nodes, listeners } = await memory()
    say(
      [String(minute).padStart(6), (gaps.length / seconds).toFixed(1).padStart(8), at(0.5).toFixed(1).padStart(9), at(0.99).toFixed(1).padStart(6), `${((100 * slow) / gaps.length).toFixed(2)} %`.padStart(10), heap.toFixed(1).padStart(8), String(nodes).padStart(9), String(listeners).padStart(9)].join('  '),
    )
  } else {
    const { heap, nodes, listeners } = await memory()
    say([String(minute).padStart(6), '', '', '', '', heap.toFixed(1).padStart(8), String(nodes).padStart(9), String(listeners).padStart(9)].map((cell, index) => cell.padStart([6, 8, 9, 6, 10, 8, 9, 9][index])).join('  '))
  }
}
await browser.close()
