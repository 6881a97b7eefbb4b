import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { ScriptedLife } from './mock/life'
import { connected, episodeStart, MockTown } from './mock/mockTown'

async function openBusyTown(page: Page, path = '/'): Promise<MockTown> {
  const town = await MockTown.on(page)
  town.greeting = [connected(), episodeStart(37), new ScriptedLife(37).live(200).suffer({ satiation: 0.2, social: 0.1, hygiene: 0.1 }).live(1).frame()]
  await town.open(path)
  if (path === '/') {
    await expect(page.getByTestId('survival-chart')).toHaveAttribute('data-points', '1204')
  }
  return town
}

async function seriousFindings(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze()
  return found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const town = await openBusyTown(page)
    expect(await seriousFindings(page)).toEqual([])

    town.accepting = false
    town.say({ type: 'error', message: 'No policy of that name.' })
    await expect(page.getByText('No policy of that name.')).toBeVisible()
    await town.drop()
    await expect(page.getByTestId('situation-lost')).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])

    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])
  })

  test(`axe finds nothing serious in the study view in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await openBusyTown(page, '/#view=study')
    await expect(page.getByTestId('routes').locator('.route')).toHaveCount(7)
    expect(await seriousFindings(page)).toEqual([])
  })
}

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

test('who asks for less motion gets none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openBusyTown(page)
  await expect(page.getByTestId('agent')).toHaveCSS('transition-property', 'none')
})

test('everything can be reached by keyboard, and focus can be seen', async ({ page }) => {
  await openBusyTown(page)
  const reached = new Set<string>()
  for (let presses = 0; presses < 60; presses++) {
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
