import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { experiment } from './mock/experiment'
import { connected, MockTown } from './mock/mockTown'

async function openExperiment(page: Page, known: Record<string, unknown> = { gamma: experiment() }): Promise<MockTown> {
  const town = await MockTown.on(page)
  town.experiments = known as MockTown['experiments']
  town.greeting[0] = connected({ run: '/home/somebody/runs/gamma/gamma=0.99/seed_2' })
  await town.open('/#view=compare')
  return town
}

test('without an experiment there is nothing to compare', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await expect(page.getByTestId('situation-live')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Compare' })).toHaveCount(0)
  await town.open('/#view=compare')
  await expect(page.getByTestId('no-experiment')).toContainText('This town knows no experiment')
})

test('every trial has a cell that says how it is', async ({ page }) => {
  await openExperiment(page)
  await expect(page.getByRole('link', { name: 'Compare' })).toHaveAttribute('aria-current', 'page')
  await expect(page.getByTestId('standing')).toHaveText('Running: 8 of 10 trials have ended, 1 failed')
  await expect(page.getByTestId(/^trial-\d+$/)).toHaveCount(10)
  await expect(page.getByRole('button', { name: /^You watch gamma=0\.99, run 2: running on laptop-3, 640 of 1,000 lives, survives \d+ % of the longest life$/ })).toHaveAttribute('aria-current', 'true')
  await expect(page.getByRole('button', { name: /gamma=0\.99, run 4: failed, .*out of memory/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /gamma=0\.99, run 5: waiting/ })).toBeDisabled()
})

test('the report says what is known and how far it can be trusted', async ({ page }) => {
  await openExperiment(page)
  const report = page.getByTestId('report')
  await expect(report.getByRole('row', { name: /gamma=0\.95/ })).toContainText(/5 of 5\d+ %\d+ to \d+ %after 700 lives \(35 s\), 2 of 5 runs/)
  await expect(report.getByRole('row', { name: /gamma=0\.99/ })).toContainText(/2 of 5, 1 failed\d+ %none from 2 runsnever/)
  await expect(page.getByText('A run of gamma=0.95 ends better than one of gamma=0.99 with probability 0.90 (no interval from 2 runs).')).toBeVisible()
  await expect(page.getByTestId('arm-curves')).toHaveAttribute('data-points', '10')
  await expect(page.getByRole('img', { name: /^Learning curves, survival by training lives: gamma=0\.95 \d+ % after 1,000 lives \(5 runs\); gamma=0\.99/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^gamma=0\.95: the finished runs survive (\d+ %(, )?){5}; interquartile mean/ })).toBeVisible()
})

test('a click on a trial watches it', async ({ page }) => {
  const town = await openExperiment(page)
  await page.getByTestId('trial-4').click()
  await expect(page.getByTestId('agent')).toBeVisible()
  expect(town.watched).toEqual(['gamma 4'])
  expect(new URL(page.url()).hash).toBe('#view=watch')
})

test('a trial that cannot be watched says why', async ({ page }) => {
  const town = await openExperiment(page)
  town.refusal = 'This trial has no run here yet: it waits, or runs on another machine.'
  await page.getByTestId('trial-1').press('Enter')
  await expect(page.getByText(town.refusal)).toBeVisible()
  await expect(page.getByTestId('trial-1')).toBeVisible()
})

test('what happens in the experiment appears by itself', async ({ page }) => {
  const town = await openExperiment(page)
  await expect(page.getByTestId('standing')).toContainText('Running')
  town.experiments = { gamma: experiment({ state: 'paused' }) as never }
  await expect(page.getByTestId('standing')).toContainText('Paused')
})

test('another experiment can be chosen', async ({ page }) => {
  await openExperiment(page, { gamma: experiment(), delta: experiment({ experiment: 'delta', state: 'complete' }) })
  await page.getByTestId('experiment').selectOption('delta')
  await expect(page.getByTestId('standing')).toContainText('Complete')
})

test('the views follow one another by key, and Compare is one of them', async ({ page }) => {
  await openExperiment(page)
  await expect(page.getByTestId('standing')).toBeVisible()
  await page.keyboard.press('v')
  await expect(page.getByTestId('agent')).toBeVisible()
  await page.keyboard.press('v')
  await expect(page.getByTestId('curriculum')).toBeVisible()
  await page.keyboard.press('v')
  await expect(page.getByTestId('standing')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, width, height] of [['projector', 1280, 720], ['tablet', 768, 1024], ['phone', 390, 844], ['large screen', 1920, 1080]] as const) {
    test(`axe finds nothing on a ${device} in ${colorScheme}, and nothing sticks out`, async ({ page }, info) => {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await openExperiment(page)
      await expect(page.getByTestId('arm-curves').locator('canvas')).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).analyze()
      expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      if (width >= 1100) {
        expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0)
      }
      await page.screenshot({ fullPage: true, path: info.outputPath('compare.png') })
    })
  }
}
