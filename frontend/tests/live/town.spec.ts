import { expect, test } from '@playwright/test'

test('a running town is connected, lives and learns', async ({ page }, testInfo) => {
  expect(process.env.TOWNLET_PAGE_URL, 'TOWNLET_PAGE_URL is the address of a running page').toBeTruthy()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') {
      complaints.push(message.text())
    }
  })
  page.on('pageerror', (error) => complaints.push(error.message))

  await page.goto('/')
  await expect(page.getByTestId('agent')).toBeVisible({ timeout: 30_000 })
  const step = page.getByTestId('step')
  const first = await step.textContent()
  await expect(step).not.toHaveText(first ?? '', { timeout: 15_000 })
  await expect
    .poll(async () => Number(await page.getByTestId('survival-chart').getAttribute('data-points')), { timeout: 60_000 })
    .toBeGreaterThan(0)
  await expect(page.getByTestId('learning')).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('town.png') })
  expect(complaints).toEqual([])
})
