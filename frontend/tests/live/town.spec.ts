import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Page, type TestInfo } from '@playwright/test'
import { LiveTown } from './liveTown'

/** One town for all tests of this file. They follow one another as a lesson would. */
const test = base.extend<object, { town: LiveTown }>({
  town: [
     
    async ({}, use) => {
      const town = await LiveTown.start()
      await use(town)
      expect(await town.stop(), 'exit code after Ctrl+C').toBe(0)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test.describe.configure({ mode: 'serial' })

async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  const path = info.outputPath(`${name}.png`)
  await page.screenshot({ path })
  await info.attach(name, { path, contentType: 'image/png' })
}

const shownStep = async (page: Page) => Number(await page.getByTestId('step').textContent())
const trained = async (page: Page) => Number(/episode ([\d,]+)/.exec((await page.getByTestId('learning').textContent()) ?? '')?.[1]?.replace(/,/g, ''))
const watchedAge = async (page: Page) => Number(await page.getByRole('slider', { name: 'Age of the policy you watch' }).getAttribute('aria-valuenow'))

test('an agent lives in the town and learns', async ({ page, town }, info) => {
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(town.page)
  await expect(page.getByTestId('agent')).toBeVisible()
  const before = await trained(page)
  await expect.poll(() => shownStep(page)).toBeGreaterThan(3)
  await expect.poll(() => trained(page), { timeout: 60_000 }).toBeGreaterThan(before + 100)
  await expect(page.getByTestId('survival-chart')).toHaveAttribute('data-points', /^[1-9]\d\d+$/)
  await expect(page.getByTestId('step-causes')).toContainText('Time passing')
  await expect(page.getByTestId('situation-live')).toContainText(/Training is \d+ episodes? ahead|It is the newest there is/)
  await picture(page, info, 'main-light')
  await page.getByRole('button', { name: 'Dark theme' }).click()
  await picture(page, info, 'main-dark')
  expect(complaints).toEqual([])
})

test('speed, pause and single steps are obeyed', async ({ page, town }) => {
  await page.goto(town.page)
  await expect(page.getByTestId('agent')).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByTestId('held')).toBeVisible()
  const held = await shownStep(page)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => shownStep(page)).not.toBe(held)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.getByTestId('held')).toBeHidden()
  await page.getByRole('slider', { name: 'Speed' }).press('End')
  await expect(page.getByText('100 steps a second')).toBeVisible()
  await page.getByRole('slider', { name: 'Speed' }).fill('0')
  await expect(page.getByText('5 steps a second')).toBeVisible()
})

test('a click on the curve brings back the agent of that age, and Newest the newest', async ({ page, town }, info) => {
  await page.goto(town.page)
  await expect.poll(() => trained(page), { timeout: 60_000 }).toBeGreaterThan(250)
  await expect.poll(() => watchedAge(page), { timeout: 30_000 }).toBeGreaterThan(100)
  const over = page.getByTestId('survival-chart').locator('.u-over')
  const box = await over.boundingBox()
  const at = ((box?.width ?? 0) * 100) / (await trained(page))
  await over.click({ position: { x: at, y: 12 } })
  await expect(page.getByTestId('situation-old-policy')).toContainText('You watch the policy of episode 100')
  await expect(page.getByTestId('situation-old-policy')).toContainText(/Training is [\d,]+ episodes ahead/)
  // A new life begins with it.
  await expect.poll(() => shownStep(page)).toBeLessThan(40)
  expect(await watchedAge(page)).toBe(100)
  await picture(page, info, 'old-policy')

  await page.getByRole('slider', { name: 'Age of the policy you watch' }).press('Home')
  await expect(page.getByTestId('situation-old-policy')).toContainText('You watch the untrained agent')
  await page.getByRole('button', { name: 'Newest' }).click()
  await expect(page.getByTestId('situation-live')).toBeVisible()
  await expect.poll(() => watchedAge(page)).toBeGreaterThan(100)
})

test('the reward on the page is the one that the learner gets, and every life says how hard it is', async ({ page, town }) => {
  await page.goto(town.page)
  await expect(page.getByTestId('step-reward')).toHaveText('+0.01 for staying alive')
  await expect(page.getByTestId('against-idle')).toHaveText(/\d+ steps? (short of|longer than) an agent that only rests|As long as an agent that only rests/)
  await expect(page.getByTestId('headline')).toHaveText(/^\w+ lasts (about )?\d+ steps?$|^Doing fine$/)
  await expect(page.getByTestId('difficulty')).toHaveText('Stage 5 of 5, needs drain ×1, epsilon 0')
  await page.getByTestId('conditions').selectOption('As it lived then')
  await expect(page.getByTestId('conditions')).toHaveValue('then')
  await page.getByRole('slider', { name: 'Age of the policy you watch' }).press('Home')
  await expect(page.getByTestId('difficulty')).toHaveText('Stage 1 of 5, needs drain ×0.2, epsilon 1')
  await page.getByTestId('conditions').selectOption('As it would live today')
  await expect(page.getByTestId('difficulty')).toHaveText('Stage 5 of 5, needs drain ×1, epsilon 0')
  await page.getByRole('button', { name: 'Newest' }).click()
  await expect(page.getByTestId('situation-live')).toBeVisible()
})

test('the study view shows how the learner changed', async ({ page, town }, info) => {
  await page.goto(`${town.page}#view=study`)
  await expect(page.getByTestId('habits-told')).toHaveText(/^100 lives, /)
  await expect(page.getByTestId('routes').locator('.route').first()).toBeVisible()
  await page.getByTestId('habits-span').selectOption('First 100 lives')
  await expect(page.getByTestId('habits-told')).toHaveText('100 lives, 1 to 100')
  await expect(page.getByRole('row', { name: /ran out of energy/ })).toContainText('%')
  await picture(page, info, 'study-light')
})

test('every part that is broken recovers while the class watches', async ({ page, town }, info) => {
  await page.goto(town.page)
  await expect(page.getByTestId('situation-live')).toBeVisible()
  for (const component of ['inference', 'trainer', 'checkpoint-publisher']) {
    const node = page.getByTestId(`component-${component}`)
    const before = await trained(page)
    await node.getByRole('button', { name: /^Break/ }).click()
    await expect(node).toHaveAttribute('data-state', 'restarting')
    if (component === 'inference') {
      await expect(page.getByTestId('situation-restarting')).toContainText('Inference crashed and is restarting')
      await picture(page, info, 'healing')
    }
    await expect(node).toHaveAttribute('data-state', 'ready')
    await expect(node).toContainText('1×')
    await expect.poll(() => trained(page)).toBeGreaterThan(before)
  }
  await expect(page.getByTestId('situation-live')).toBeVisible()
  const step = await shownStep(page)
  await expect.poll(() => shownStep(page)).not.toBe(step)
})

test('breaking the page’s own server loses nothing on the page', async ({ page, town }) => {
  await page.goto(`${town.page}#view=watch`)
  await expect(page.getByTestId('situation-live')).toBeVisible()
  await page.getByRole('button', { name: 'Pause training' }).click()
  await page.getByRole('button', { name: 'Resume training' }).click()
  await page.evaluate(() => document.body.setAttribute('data-mark', 'the same page'))
  await page.getByRole('button', { name: 'Break page' }).click()
  await expect(page.getByTestId('situation-lost')).toContainText('The page’s own server crashed and is restarting')
  await expect(page.getByTestId('situation-live')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Failed to fetch')).toHaveCount(0)
  await expect(page.locator('body')).toHaveAttribute('data-mark', 'the same page')
  await page.getByRole('link', { name: 'Study' }).click()
  await expect(page.getByTestId('events')).toContainText('Training was paused')
  // It says which of the two it found when it was back: the new server may answer before the town knows that it does.
  await expect(page.getByTestId('events')).toContainText(/Page was restarted while this page was disconnected|Page crashed \(.*\) and is restarting/)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on the living page in ${colorScheme}`, async ({ page, town }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const view of ['watch', 'study']) {
      await page.goto(`${town.page}#view=${view}`)
      await expect(page.getByTestId('situation-live')).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => `${view}: ${one.id}`)).toEqual([])
    }
  })
}

test('a phone shows the same town', async ({ page, town }, info) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(town.page)
  await expect(page.getByTestId('agent')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Places' })).toContainText('Hospital')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await picture(page, info, 'phone')
})

test('a town that was lost is found again and resumes where it was', async ({ page, town }, info) => {
  await page.goto(town.page)
  await expect(page.getByTestId('situation-live')).toBeVisible()
  await page.getByRole('button', { name: 'Pause training' }).click()
  await expect(page.getByTestId('situation-training-paused')).toBeVisible()
  await page.getByRole('button', { name: 'Resume training' }).click()
  const before = await watchedAge(page)
  await town.kill()
  await expect(page.getByTestId('situation-lost')).toContainText('The town does not answer')
  await expect(page.getByTestId('situation-lost')).toContainText(/Next try in \d+ s|Trying now/)
  await picture(page, info, 'reconnecting')
  await town.resume()
  await expect(page.getByTestId('situation-live')).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => watchedAge(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(before)
})
