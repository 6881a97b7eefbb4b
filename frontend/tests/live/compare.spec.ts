import AxeBuilder from '@axe-core/playwright'
import { expect, test as base } from '@playwright/test'
import { LiveTown } from './liveTown'

const test = base.extend<object, { town: LiveTown }>({
  town: [
     
    async ({}, use) => {
      const town = await LiveTown.startExperiment()
      await use(town)
      expect(await town.stop(), 'exit code after Ctrl+C').toBe(0)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test('an experiment is watched trial by trial while it runs', async ({ page, town }, info) => {
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${town.page}#view=compare`)
  await expect(page.getByTestId('standing')).toHaveText('Running: 0 of 6 trials have ended')
  await expect(page.getByTestId('trial-2')).toHaveAttribute('data-state', 'running')
  await expect(page.getByTestId('trial-1')).toHaveAttribute('aria-current', 'true')
  await expect.poll(async () => Number(await page.getByTestId('arm-curves').getAttribute('data-points')), { timeout: 90_000 }).toBeGreaterThan(1)
  await expect(page.getByTestId('trial-2')).toContainText(/\d+ %/)
  await page.screenshot({ path: info.outputPath('compare.png') })

  await page.getByTestId('trial-2').click()
  await expect(page.getByTestId('agent')).toBeVisible()
  await expect(page.getByText('gamma=0.99, run 1', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Compare' }).click()
  await expect(page.getByTestId('trial-2')).toHaveAttribute('aria-current', 'true')
  expect(complaints).toEqual([])

  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => one.id)).toEqual([])
})
