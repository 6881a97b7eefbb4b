import { expect, test } from '@playwright/test'
import { createServer } from 'vite'
import { ScriptedLife } from './mock/life'
import { connected, episodeStart, MockTown } from './mock/mockTown'
import { components } from './mock/town'

const greetingWith = (breakable: string[]) => [connected({ breakable }), episodeStart(37), new ScriptedLife(37).frame()]

test('the parts stand in a tree with their state, age and restarts', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  const tree = page.getByTestId('supervision')
  await expect(tree).toContainText('Supervisor')
  await expect(tree).toContainText('2 restarts')
  for (const name of ['Trainer', 'Files', 'Inference', 'Viewers', 'Page']) {
    await expect(tree.getByRole('button', { name: new RegExp(`^${name}`) })).toBeVisible()
  }
  await expect(page.getByTestId('component-inference')).toContainText(/2×.*up \d+ h/)
  await expect(page.getByRole('button', { name: /^Break (?!one)/ })).toHaveCount(0)
})

test('where the town allows it, a viewer can break a part and see it recover', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = greetingWith(components.map((one) => one.component))
  await town.open()
  await expect(page.getByRole('button', { name: /^Break (?!one)/ })).toHaveCount(5)
  await page.getByRole('button', { name: 'Break inference' }).click()
  await expect.poll(() => town.broken).toEqual(['inference'])

  const inference = components.find((one) => one.component === 'inference')
  town.say({ ...inference, state: 'restarting', detail: 'Broken on purpose.', restarts: 3, since_unix: Date.now() / 1000, retry_seconds: 20 })
  await expect(page.getByTestId('component-inference')).toHaveAttribute('data-state', 'restarting')
  await expect(page.getByTestId('situation-restarting')).toContainText('Broken on purpose.')
  await expect(page.getByRole('button', { name: 'Break inference' })).toBeDisabled()
  town.say({ ...inference, restarts: 3, since_unix: Date.now() / 1000 })
  await expect(page.getByTestId('component-inference')).toContainText(/3×.*up \d s/)
  await expect(page.getByTestId('situation-live')).toBeVisible()
})

test('neither hammers nor counts of restarts lie on a name or an age', async ({ page }) => {
  const town = await MockTown.on(page)
  const restarted = components.map((one) => ({ ...one, restarts: 12 }))
  town.greeting = [connected({ breakable: components.map((one) => one.component), components: restarted }), episodeStart(37), new ScriptedLife(37).frame()]
  await town.open()
  await expect(page.getByRole('button', { name: /^Break (?!one)/ })).toHaveCount(5)
  const collisions = await page.evaluate(() =>
    [...document.querySelectorAll('.node')].flatMap((node) => {
      const boxOf = (range: Range | Element) => range.getBoundingClientRect()
      const text = (selector: string) => {
        const range = document.createRange()
        range.selectNodeContents(node.querySelector(selector) as Element)
        return boxOf(range)
      }
      const parts = { hammer: boxOf(node.querySelector('.break svg') as Element), restarts: boxOf(node.querySelector('.restarts') as Element), note: text('.note') }
      const meet = (a: DOMRect, b: DOMRect) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top
      const out = boxOf(node)
      return [
        meet(parts.hammer, parts.restarts) && 'hammer on restarts',
        meet(parts.hammer, parts.note) && 'hammer on note',
        (parts.restarts.right > out.right || parts.note.right > out.right) && 'out of the tile',
      ].filter(Boolean)
    }),
  )
  expect(collisions).toEqual([])
})

test('breaking the page’s own server loses nothing that the page shows, and says what happens', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = greetingWith(components.map((one) => one.component))
  await town.open()
  town.say({ type: 'paused', current_episode: 1204, total_episodes: 10000 })
  // The answer goes down with the server that carries it.
  await page.route('**/api/faults/frontend', (route) => route.abort('connectionreset'))
  await page.route('**/health/ready', (route) => route.abort('connectionrefused'))
  town.accepting = false
  await page.getByRole('button', { name: 'Break page' }).click()
  await town.drop()
  await expect(page.getByTestId('situation-lost')).toContainText('The page’s own server crashed and is restarting.')
  await expect(page.getByText('Failed to fetch')).toHaveCount(0)

  town.accepting = true
  town.greeting = [connected({ components: components.map((one) => (one.component === 'frontend' ? { ...one, restarts: 1 } : one)) }), episodeStart(37), new ScriptedLife(37).frame()]
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(page.getByTestId('situation-live')).toBeVisible()
  await page.getByRole('link', { name: 'Study' }).click()
  await expect(page.getByTestId('events')).toContainText('Page was restarted while this page was disconnected')
  await expect(page.getByTestId('events')).toContainText('Training was paused')
})

test('the page is not reloaded when its own server comes back', async ({ page }) => {
  const serve = async (port: number) => (await createServer({ configFile: 'vite.config.ts', server: { port, host: '127.0.0.1', strictPort: port !== 0 }, logLevel: 'silent' })).listen()
  const first = await serve(0)
  const address = first.resolvedUrls?.local[0] ?? ''
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await MockTown.on(page)
  const channel = page.waitForEvent('websocket', (socket) => !socket.url().endsWith('/ws'))
  await page.goto(address)
  await expect(page.getByTestId('agent')).toBeVisible()
  await page.evaluate(() => document.body.setAttribute('data-mark', 'the same page'))
  const closed = (await channel).waitForEvent('close')
  await first.close()
  await closed
  const second = await serve(Number(new URL(address).port))
  // The second server works: a reload would have found it.
  const asked = await page.evaluate(() => fetch('/src/main.ts').then((answer) => answer.status))
  expect(asked).toBe(200)
  await expect(page.locator('body')).toHaveAttribute('data-mark', 'the same page')
  expect(said.filter((text) => text.includes('Polling for restart'))).toEqual([])
  await second.close()
})
