import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { ScriptedLife } from './mock/life'
import { connected, episodeStart, MockTown } from './mock/mockTown'
import { components } from './mock/town'

const breakable = components.map((one) => one.component)
const restarted = components.map((one, index) => ({ ...one, restarts: index * 4 }))
const cues = ['looks hungry', 'talks to itself', 'smells a bit'].map((text) => ({ name: text, text }))

/** Late in a life and in a run: six causes at once, low needs, restarts, hammers. */
function lateLife(): ScriptedLife {
  return new ScriptedLife(37).live(200).suffer({ satiation: 0.2, social: 0.1, hygiene: 0.1, mood: 0.2, energy: 0.2 }).live(1)
}

async function openBusyTown(page: Page, path = '/'): Promise<MockTown> {
  const town = await MockTown.on(page)
  town.greeting = [connected({ breakable, components: restarted }), episodeStart(37), lateLife().frame({ cues })]
  await town.open(path)
  if (path === '/') {
    await expect(page.getByTestId('survival-chart')).toHaveAttribute('data-points', '1204')
  }
  return town
}

/** Everything that axe finds, of whatever impact, and the size of targets, which it measures only if asked to. */
async function findings(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).analyze()
  return found.violations.map((one) => `${one.id} (${one.impact}): ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

const end = { type: 'episode_end', episode: 37, steps: 61, total_reward: -0.4, reason: 'done', cause: 'energy', idle_survival: 164, steps_vs_idle: -103 }

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, width, height] of [['projector', 1280, 720], ['phone', 390, 844]] as const) {
    test(`axe finds nothing on a ${device} in ${colorScheme}, early or late`, async ({ page }) => {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const town = await openBusyTown(page)
      expect(await findings(page), 'six causes, restarts, hammers').toEqual([])

      await page.getByTestId('all-causes').focus()
      await expect(page.getByRole('tooltip')).toBeVisible()
      expect(await findings(page), 'a hint is open').toEqual([])

      const inference = components.find((one) => one.component === 'inference')
      town.say({ ...inference, state: 'restarting', detail: 'Broken on purpose.', restarts: 3, since_unix: Date.now() / 1000, retry_seconds: 20 })
      await expect(page.getByTestId('situation-restarting')).toBeVisible()
      expect(await findings(page), 'a part restarts').toEqual([])

      town.say({ ...inference, state: 'failed', detail: 'Broken on purpose.', restarts: 5 })
      town.say(end)
      town.say({ type: 'error', message: 'No policy of that name.' })
      await expect(page.getByText('No policy of that name.')).toBeVisible()
      await expect(page.getByText('Life of 61 steps')).toBeVisible()
      expect(await findings(page), 'a part was given up, a life ended').toEqual([])

      town.accepting = false
      await town.drop(1001)
      await expect(page.getByTestId('situation-stopped')).toBeVisible()
      expect(await findings(page), 'the town is gone').toEqual([])

      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await findings(page), 'help is open').toEqual([])
    })

    test(`axe finds nothing in the study view on a ${device} in ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const town = await openBusyTown(page, '/#view=study')
      await expect(page.getByTestId('routes').locator('.route')).toHaveCount(7)
      expect(await findings(page)).toEqual([])
      town.accepting = false
      await town.drop()
      await expect(page.getByTestId('situation-lost')).toBeVisible()
      expect(await findings(page), 'the town is gone').toEqual([])
    })
  }
}

test('nothing swaps or resizes when the town answers', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = []
  await town.open()
  await expect(page.getByTestId('situation-connecting')).toBeVisible()
  const places = () =>
    page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll('main > *, [data-testid^="meter-"], [data-testid^="action-"], [data-testid^="component-"]')].map((one, index) => [
          one.getAttribute('data-testid') ?? index,
          JSON.stringify(one.getBoundingClientRect()),
        ]),
      ),
    )
  const before = await places()
  expect(Object.keys(before)).toContain('component-frontend')
  for (const message of [connected({ breakable, components: restarted }), episodeStart(37), lateLife().frame({ cues })]) {
    town.say(message)
  }
  await expect(page.getByTestId('agent')).toBeVisible()
  expect(await places()).toEqual(before)
})

test('no hint covers what it explains', async ({ page }) => {
  await openBusyTown(page)
  const hints = page.locator('main .hint')
  const covering: string[] = []
  for (let index = 0; index < (await hints.count()); index++) {
    const hint = hints.nth(index)
    await hint.focus()
    await expect(page.getByRole('tooltip')).toBeVisible()
    const covers = await hint.evaluate((button) => {
      const tip = document.querySelector('[role=tooltip]') as Element
      const [a, b] = [tip, button.closest('[data-explained]') ?? button].map((one) => one.getBoundingClientRect()) as [DOMRect, DOMRect]
      const inScreen = a.left >= 0 && a.top >= 0 && a.right <= window.innerWidth && a.bottom <= window.innerHeight
      return !inScreen || (a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top)
    })
    if (covers) {
      covering.push((await hint.textContent()) ?? '')
    }
  }
  expect(covering).toEqual([])
})

for (const [view, path] of [['main', '/'], ['study', '/#view=study']] as const) {
  test(`the ${view} view fits a projector without scrolling, whatever the situation`, async ({ page }) => {
    const overflow = () => page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
    const spilled = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('main > section')].filter((panel) => panel.scrollHeight > panel.clientHeight + 1 || panel.scrollWidth > panel.clientWidth + 1).map((panel) => panel.textContent?.slice(0, 30)),
      )
    const places = () => page.evaluate(() => [...document.querySelectorAll('main > section')].map((panel) => JSON.stringify(panel.getBoundingClientRect())))
    const town = await openBusyTown(page, path)
    expect(await overflow()).toBeLessThanOrEqual(0)
    expect(await spilled()).toEqual([])
    const before = await places()
    town.say({ type: 'paused', current_episode: 1204, total_episodes: 10000 })
    await expect(page.getByTestId('situation-training-paused')).toBeVisible()
    town.accepting = false
    await town.drop()
    await expect(page.getByTestId('situation-lost')).toBeVisible()
    expect(await overflow()).toBeLessThanOrEqual(0)
    expect(await spilled()).toEqual([])
    expect(await places()).toEqual(before)
  })
}

test('a phone scrolls down and never sideways', async ({ page }) => {
  const widest = () => page.evaluate(() => document.documentElement.scrollWidth)
  await page.setViewportSize({ width: 390, height: 844 })
  await openBusyTown(page)
  await expect.poll(widest).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 320, height: 640 })
  await expect.poll(widest).toBeLessThanOrEqual(320)
  await page.getByRole('link', { name: 'Study' }).click()
  await expect(page.getByTestId('curriculum')).toBeVisible()
  await expect.poll(widest).toBeLessThanOrEqual(320)
})

test('the chosen theme outlives a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  const town = await openBusyTown(page)
  await page.getByRole('button', { name: 'Dark theme' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await town.open()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('a viewer who asks for less motion gets none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openBusyTown(page)
  await expect(page.getByTestId('agent')).toHaveCSS('transition-property', 'none')
})

test('everything can be reached by keyboard, and focus can be seen', async ({ page }) => {
  await openBusyTown(page)
  const reached = new Set<string>()
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      return element && element !== document.body ? { name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? element.tagName, outline: getComputedStyle(element).outlineStyle } : null
    })
    if (focused) {
      reached.add(focused.name)
      expect(focused.outline).toBe('solid')
    }
  }
  for (const name of ['Pause', 'One step', 'New life', 'Pause training', 'Help']) {
    expect([...reached]).toContain(name)
  }
})
